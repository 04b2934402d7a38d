"""The parts of a brief after its entries: what is told differently, who said what, the state of crossing points, what is open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from django.urls import reverse

from incidents.brief.content import Contested, Position, Sentence, Side
from incidents.brief.facts import Claimed, Crossing, Grounds, Happened, Said
from incidents.brief.footnotes import Footnotes
from incidents.brief.grounds import words_of
from incidents.brief.places import spans
from incidents.brief.sentences import alike, statement_told, what_happened
from incidents.brief.together import Told
from incidents.brief.wording import closed, counted, opened, spelled
from incidents.crossing_states import State, crossings_of
from incidents.models import Border
from incidents.parsing.knowledge.codes import CLAIM_KINDS
from incidents.templatetags.border import when_words

Numbered = Sequence[tuple[int, Told]]
DENIALS = (
    "den",
    "reject",
    "dismiss",
    "refut",
    "rebut",
    "disput",
    "опроверг",
    "отрица",
    "отверг",
)  # how their cues begin
WHOLE = ("new", "cumulative")  # what counts a part of it, or what is left, contradicts nothing
MOST_CONTESTED = 6
MOST_VOICES = 6
MOST_OF_ONE = 2
MOST_CROSSINGS = 12
MOST_EXAMPLES = 3


# --- claims and counter-claims ---


def contested(told: Numbered, said: Sequence[Said], notes: Footnotes) -> tuple[Contested, ...]:
    found = [*_denied(told, said, notes), *(one for number, each in told for one in _differing(number, each, notes))]
    return tuple(found[:MOST_CONTESTED])


def _differing(number: int, each: Told, notes: Footnotes) -> Iterator[Contested]:
    """Figures of one kind that do not agree, each with who gives it."""
    by_kind: dict[str, list[Claimed]] = defaultdict(list)
    for claim in each.one.claims:
        if claim.basis in WHOLE:
            by_kind[claim.kind].append(claim)
    for kind, claims in by_kind.items():
        if len({(claim.low, claim.high) for claim in claims}) > 1:
            positions = _positions(claims, notes)
            if len(positions) > 1:
                yield Contested(f"{CLAIM_KINDS[kind]}: {each.one.label}, {each.one.when}", (number,), positions)


def _positions(claims: Iterable[Claimed], notes: Footnotes) -> tuple[Position, ...]:
    """One a figure, with all who give it."""
    made = []
    for claim in alike(claims):
        so_far = ", in total so far" if claim.basis == "cumulative" else ""
        text = opened(f"{spelled(claim.low, claim.high, claim.comparator)} {claim.unit}".strip() + f"{so_far}.")
        if one := notes.sentence(text, claim.rests):
            made.append(Position(opened(claim.voice or f"{claim.agency or 'a report'}, in its own voice"), one))
    return tuple(made)


def _denied(told: Numbered, said: Sequence[Said], notes: Footnotes) -> Iterator[Contested]:
    """What somebody denies, beside what others report of the same."""
    for number, each in told:
        if each.one.modality != "denied":
            continue
        against = [(n, other) for n, other in told if other.one.modality == "actual" and _is_countered(each, other)]
        n, other = max(against, key=lambda pair: _people(pair[1]), default=(0, None))
        reported = _reported(n, other.one, notes) if other else None
        denial = _denial(each, said, notes)
        if denial and reported:
            yield Contested(
                f"{each.one.label}{f', {each.one.way}' if each.one.way else ''}: reported and denied",
                (n, number),
                (reported, denial),
            )


def _people(each: Told) -> float:
    return max((claim.low or claim.high or 0.0 for claim in each.one.claims), default=0.0)


def _is_countered(denied: Told, other: Told) -> bool:
    """Movement the same way at the same time, or likely the same incident."""
    a, b = denied.one, other.one
    same_way = bool(a.start and a.end) and (a.start, a.end) == (b.start, b.end)
    meets = a.first and b.first and a.last and b.last and a.first <= b.last and b.first <= a.last
    return bool(meets) and (same_way or a.group == b.group)


def _reported(number: int, one: Happened, notes: Footnotes) -> Position | None:
    text, rests = what_happened(one)
    made = notes.sentence(text, rests, path=f"#entry-{number}")
    return Position(f"Reported (no. {number})", made) if made else None


def _denial(each: Told, said: Sequence[Said], notes: Footnotes) -> Position | None:
    ids = {member.pk for member in each.members}
    denials = [one for one in said if ids & set(one.about) and is_denial(one)]
    if denials:
        return _position(denials[0], notes)
    text, rests = what_happened(each.one)
    made = notes.sentence(text, rests)
    return Position("Denied", made) if made else None


def is_denial(one: Said) -> bool:
    return one.cue.casefold().startswith(DENIALS)


# --- who said what ---


def _position(one: Said, notes: Footnotes) -> Position | None:
    text, rests = statement_told(one)
    made = notes.sentence(closed(opened(text)), rests, path=one.path, most=3)
    return Position(_speaker(one), made) if made else None


def _speaker(one: Said) -> str:
    return opened(one.speaker) + (f", {one.affiliation}" if one.affiliation and one.affiliation != one.speaker else "")


def voices(said: Iterable[Said], notes: Footnotes) -> tuple[Side, ...]:
    """By speaker: denials first, then what is quoted word for word; few of each, so that many are heard."""
    held: dict[str, list[Said]] = defaultdict(list)
    for one in sorted(said, key=lambda one: (_is_unnamed(one), not is_denial(one), one.kind == "indirect")):
        if len(held[one.speaker]) < MOST_OF_ONE:
            held[one.speaker].append(one)
    sides = []
    for same in list(held.values())[:MOST_VOICES]:
        positions = tuple(filter(None, (_position(one, notes) for one in same)))
        if positions:
            sides.append(Side(positions[0].who, positions))
    return tuple(sides)


def _is_unnamed(one: Said) -> bool:
    """ "his press service": whose, only the report's text says."""
    return one.speaker.split(" ")[0].casefold() in ("his", "her", "their", "its", "speaker")


# --- crossing points ---


def crossings(border: str, until: date | None, notes: Callable[[set[int]], Footnotes]) -> tuple[Sentence, ...]:
    """The state of the border and of each point that one was reported of, as told by the end of the period."""
    one = Border.objects.filter(code=border).defer("section").first()
    if one is None:
        return ()
    whole, points = crossings_of(one, until)
    states = [(f"The {one.name} border as a whole", whole)] if whole else []
    states += [(each.point.name, each.state) for each in points if each.state and not each.state.of_border]
    told = [_crossing(name, state) for name, state in states[:MOST_CROSSINGS] if state]
    written = notes({ground.report for each in told for ground in each.rests if ground.report})
    made = (
        written.sentence(
            f"{opened(each.name)}: {each.state} since {each.since}{f', says {each.who}' if each.who else ''}.",
            each.rests,
            path=each.path,
        )
        for each in told
    )
    return tuple(filter(None, made))


def _crossing(name: str, state: State) -> Crossing:
    whole = [one for one in state.incident.evidence.all() if one.field == "itself"]
    told = whole or ([state.evidence] if state.evidence else [])
    rests: Grounds = tuple(words_of(one) for one in told[:1])
    path = reverse("incident", args=[state.incident.pk])
    return Crossing(name, state.word, when_words(state.incident), state.who, path, rests)


# --- what is open ---

Doubt = tuple[str, Callable[[Happened], bool]]
DOUBTS: tuple[Doubt, ...] = (
    ("Day not certain, may have been on any of several", lambda one: bool(one.first and one.first != one.last)),
    ("No day told", lambda one: one.first is None),
    ("No place named, known as a stretch of the border or a country", lambda one: one.spot.kind in ("section", "none")),
    ("Direction of the movement not told", lambda one: one.family == "movement" and not (one.start and one.end)),
    ("Ordered or planned, not reported as done", lambda one: one.modality == "ordered"),
    ("Unconfirmed or supposed", lambda one: one.modality == "hypothetical"),
    ("Denied", lambda one: one.modality == "denied"),
    ("Disputed by an editor", lambda one: one.status == "disputed"),
)


def opens(
    told: Numbered, undated: Sequence[Happened], n_undated: int, notes: Footnotes, path: str
) -> tuple[Sentence, ...]:
    made = [_doubt(words, [(n, each.one) for n, each in told if holds(each.one)], notes) for words, holds in DOUBTS]
    made.append(_twins(told, notes))
    if undated:
        text = f"{counted(n_undated, 'incident')} of this selection without any day {'stands' if n_undated == 1 else 'stand'} outside the period."
        made.append(
            notes.sentence(text, [ground for one in undated[:MOST_EXAMPLES] for ground in one.any_ground], path=path)
        )
    return tuple(filter(None, made))


def _doubt(words: str, those: Sequence[tuple[int, Happened]], notes: Footnotes) -> Sentence | None:
    grounds = [ground for _n, one in those[:MOST_EXAMPLES] for ground in one.any_ground[:1]]
    return notes.sentence(f"{words}: no. {spans(n for n, _ in those)}.", grounds, most=MOST_EXAMPLES) if those else None


def _twins(told: Numbered, notes: Footnotes) -> Sentence | None:
    groups: dict[int, list[tuple[int, Told]]] = defaultdict(list)
    for number, each in told:
        groups[each.one.group].append((number, each))
    joined = [(n, each) for n, each in told if len(each.members) > 1]
    apart = [spans(n for n, _ in found) for found in groups.values() if len(found) > 1]
    if not joined and not apart:
        return None
    parts = (
        [f"no. {spans(n for n, _ in joined)} put together several reports that likely tell of the same"]
        if joined
        else []
    )
    parts += [f"no. {'; no. '.join(apart)} may overlap"] if apart else []
    shown = joined or [(n, each) for n, each in told if len(groups[each.one.group]) > 1]
    grounds = [ground for _n, each in shown[:MOST_EXAMPLES] for ground in each.one.any_ground[:2]]
    return notes.sentence(f"Not yet judged by an editor: {'; '.join(parts)}.", grounds, most=MOST_EXAMPLES)
