"""How sure a Russian text is of an event: actual, ordered, hypothetical or denied (codebook 2)."""

from __future__ import annotations

import re

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from incidents.parsing.evidence import Mention, Span
from incidents.parsing.tongue import Parsed

_ORDERING = frozenset((
    "поручить", "приказать", "распорядиться", "планировать", "намереваться", "собираться", "решить", "пообещать", "обещать", "предложить", "потребовать",
    "готовиться", "угрожать", "пригрозить", "намеренный", "готовый", "договориться", "согласиться", "призвать", "просить", "попросить", "поручение", "приказ",
    "распоряжение", "решение", "план", "намерение", "указание", "хотеть", "рассчитывать", "должный", "предстоять", "призывать", "требовать", "согласовать",
))  # fmt: skip
_DOUBT = frozenset(
    (
        "мочь",
        "смочь",
        "возможность",
        "вероятность",
        "угроза",
        "риск",
        "опасность",
        "опасаться",
        "опасение",
        "возможный",
        "слух",
        "попытка",
        "пытаться",
        "попытаться",
    )
)
_DENIAL = frozenset(("опровергнуть", "опровергать", "отрицать", "опровержение"))
_MAYBE = re.compile(r"\b(?:если|в случае(?! необход)|возможно|вероятно|якобы|не исключ\w+|бы|предположительно|чтобы не допустить|для предотвращения|в целях предотвращения|на случай|по неподтвержденн\w+|слухи|во избежание)\b", re.I)  # fmt: skip
_UP = frozenset(("xcomp", "ccomp", "csubj", "obj", "obl", "nmod", "acl", "advcl", "nsubj", "iobj", "conj"))


def read_modality(one: Parsed, sent: Tokens, token: Token) -> Mention[str]:
    """By the negation and the tense of the trigger, the verbs that it hangs on, and the words of doubt before it."""
    if negation := next((c for c in token.children if c.lower_ == "не" or c.lower_ == "ни"), None):
        return Mention("denied", one.of(negation), "modality.negated")
    if token.i > sent.start and token.nbor(-1).lower_ == "не":
        return Mention("denied", one.of(token.nbor(-1)), "modality.negated")
    morph = str(token.morph)
    if "Tense=Fut" in morph or any(c.lemma_ == "быть" and "Tense=Fut" in str(c.morph) for c in token.children):
        return Mention("ordered", one.of(token), "modality.future")
    at = token
    for _ in range(4):
        head = at.head
        if head.i == at.i or at.dep_ not in _UP or head.sent.start != sent.start:
            break
        is_to_come = (
            "VerbForm=Inf" in str(at.morph) or at.pos_ == "NOUN" or at.dep_ == "ccomp" or "Tense=Fut" in str(at.morph)
        )
        if head.lemma_ in _ORDERING and is_to_come and at.dep_ not in ("nsubj", "conj", "advcl"):
            return Mention("ordered", one.of(head), "modality.ordered", f"“{head.text}”")
        if head.lemma_ in _DENIAL and at.dep_ not in ("nsubj", "conj"):
            return Mention("denied", one.of(head), "modality.denied", f"“{head.text}”")
        if head.lemma_ in _DOUBT and at.dep_ not in ("nsubj", "conj", "advcl"):
            tried = head.lemma_ in ("пытаться", "попытаться", "попытка")
            return Mention("actual" if tried else "hypothetical", one.of(head), "modality.doubt", f"“{head.text}”")
        if any(c.lower_ == "не" for c in head.children if c.i < head.i) and at.dep_ in ("xcomp", "obj", "nsubj:pass"):
            return Mention("denied", one.of(head), "modality.negated", f"“{head.text}”")
        at = head
    before = one.doc[max(sent.start, token.i - 10) : token.i + 1]
    if doubt := _MAYBE.search(before.text):
        start = one.passage.span.start + before.start_char + doubt.start()
        return Mention("hypothetical", Span(start, start + len(doubt[0])), "modality.doubt", f"“{doubt[0]}”")
    return Mention("actual", one.of(token), "modality.plain")
