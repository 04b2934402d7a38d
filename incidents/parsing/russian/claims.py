"""What a Russian figure counts: killed, injured, crossed, seized … by the words that govern it (codebook 6)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from incidents.parsing.drafts import Count
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.knowledge.event_types import EventType
from incidents.parsing.russian.actors import class_of
from incidents.parsing.russian.lemmas import root_of
from incidents.parsing.tongue import Parsed

_KINDS: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (kind, frozenset(words.split()))
    for kind, words in (
        (
            "killed",
            "погибнуть погибший убить убитый погибать скончаться умереть гибель смерть утонуть замерзнуть жертва застрелить расстрелять тело",
        ),
        ("injured", "ранить раненый ранение пострадать пострадавший госпитализировать травма травмировать"),
        ("missing", "пропасть исчезнуть пропавший"),
        ("detained", "задержать арестовать плен похитить заложник пленить задержанный пленный задержание"),
        ("intercepted", "перехватить спасти"),
        ("expelled", "выдворить депортировать выслать вытеснить развернуть изгнать выдворение депортация"),
        ("returned", "вернуться возвратиться вернуть возвратить репатриировать возвращение"),
        (
            "deployed",
            "перебросить направить разместить мобилизовать призвать развернуть стянуть задействовать выставить сосредоточить",
        ),
        ("displaced", "эвакуировать переселить покинуть"),
        ("remaining", "оставаться остаться находиться застрять ожидать скопиться"),
        (
            "crossed",
            "перейти отступить пересечь войти прибыть перебраться проникнуть бежать прибывать отойти укрыться зайти принять впустить пропустить",
        ),
    )
)
_MOVED = frozenset(("crossed", "displaced", "returned", "expelled", "intercepted"))
_THINGS = re.compile(
    r"\b(?:ракет|снаряд|мин\b|мины\b|танк|бронемашин|машин|автомобил|грузовик|беспилотник|дрон|самолет|вертолет|истребител|катер|лод[ок]|корабл|автомат|патрон|гранат|единиц|бпла|дом\w{0,2}\b|домов|фур|автобус|пакет|пачек|блок)",
    re.I,
)
_REACH = 6  # steps up the parse


@dataclass(frozen=True, slots=True)
class Counted:
    """What a figure counts before it is known for which event: a kind, "people" for persons of the event itself, or "things"."""

    kind: str
    span: Span
    rule: str
    reason: str = ""


def what_is_counted(one: Parsed, number: Mention[Count]) -> Counted | None:
    """None where the figure counts neither people nor things of an incident."""
    tokens = one.tokens(number.span)
    if tokens is None:
        return None
    unit = number.value.unit
    if unit.startswith("kg"):
        return Counted("seized_kg", number.span, "claim.weight")
    if number.rule == "number.none":
        kind = (
            "killed"
            if re.search(r"погиб", tokens.text, re.I) and not re.search(r"постра|ранен", tokens.text, re.I)
            else "injured"
        )
        return Counted(kind, number.span, "claim.none")
    if _THINGS.search(unit):
        return Counted("things", number.span, "claim.things")
    classes = {class_of(token) for token in tokens} - {""}
    if unit and not classes - {"official"}:
        return None
    for word in _governors(_counted_noun(list(tokens))):
        kind = next((name for name, words in _KINDS if word.lemma_ in words), "")
        if kind:
            return Counted(kind, _joined(one.of(word), number.span), "claim.governor", f"“{word.text}”")
    return Counted("people", number.span, "claim.of_event") if unit else None


def _joined(word: Span, number: Span) -> Span:
    return word.join(number) if abs(word.start - number.start) < 60 else word


def _counted_noun(tokens: list[Token]) -> Token:
    """The noun of a figure: a numeral that the model hung elsewhere says nothing of what is counted."""
    return next((t for t in reversed(tokens) if t.pos_ in ("NOUN", "PROPN") and t.head not in tokens), root_of(tokens))


def _governors(token: Token) -> list[Token]:
    """The words above and right beside a number that may say what it counts, the nearest first."""
    found, at = [], token
    for _ in range(_REACH):
        found.append(at)
        found += [
            c
            for c in at.children
            if c.dep_ in ("acl", "acl:relcl", "amod") or (c.lemma_ == "ранение" and c.dep_ == "obj")
        ]
        if at.head.i == at.i:
            break
        at = at.head
        if at.pos_ == "VERB":
            found += [at, *(c for c in at.children if c.lemma_ in ("ранение", "плен", "смерть"))]
            break
    return found


def claim_kind(counted: Counted, kind: EventType) -> Mention[str] | None:
    """The claim's kind for an event of that type; None where such an incident holds no such figure."""
    name = counted.kind
    if name == "things":
        name = "other" if kind.family in ("force", "crime", "control") else ""
    elif name == "people" or (name in _MOVED and kind.claim in _MOVED):
        name = kind.claim if kind.claim != "other" else ""
    if not name or (name not in kind.counts and name != kind.claim):
        return None
    return Mention(name, counted.span, counted.rule, counted.reason)
