"""The words of an address as a question to the read model."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from rest_framework.request import Request

from incidents.api.filtering import allowed_values, refuse_loose_date, refuse_unknown
from incidents.api.problems import BadParameter
from incidents.cube.question import Question, Scope
from incidents.filters import incident_words, question_of


def asked(request: Request, *more: str) -> Question:
    """Besides the filter's words the address may have those of `more`."""
    words = incident_words()
    refuse_unknown(request, words.keys() | set(more))
    for name in request.query_params.keys() & words.keys():
        refuse_loose_date(request, name, words[name])
    try:
        return question_of(request.query_params, Scope.LIST)
    except ValidationError as problem:
        name, messages = next(iter(problem.message_dict.items()))
        said = " ".join(message.removeprefix(f"{name}: ") for message in messages)
        raise BadParameter(name, said, allowed_values(words[name])) from problem
