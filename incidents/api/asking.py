"""The words of an address as a question to the read model."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import QueryDict
from rest_framework.request import Request

from incidents.api.filtering import allowed_values, refuse_loose_date, refuse_unknown
from incidents.api.problems import BadParameter
from incidents.cube.question import Question, Scope
from incidents.filters import incident_words, question_of


def asked(request: Request, *more: str) -> Question:
    """Besides the filter's words the address may have those of `more`."""
    refuse_unknown(request, incident_words().keys() | set(more))
    return question_in(request.query_params)


def question_in(query: QueryDict) -> Question:
    """What the filter's words of the query ask for; a word that cannot be read is refused with what is allowed."""
    words = incident_words()
    for name in query.keys() & words.keys():
        refuse_loose_date(query, name, words[name])
    try:
        return question_of(query, Scope.LIST)
    except ValidationError as problem:
        name, messages = next(iter(problem.message_dict.items()))
        said = " ".join(message.removeprefix(f"{name}: ") for message in messages)
        raise BadParameter(name, said, allowed_values(words[name])) from problem
