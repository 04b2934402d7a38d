"""A reading against gold in the codebook's form: the measures of the evaluation, and every miss with its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from incidents.parsing.evaluation.coded import Coded, alike, coded, fields_right, is_hard_match
from incidents.parsing.evaluation.matching import best_pairs, same_name, word_f1
from incidents.parsing.evaluation.scores import Sheet, Tally, share

SAME_CONTENT = 0.6
Reading = dict[str, Any]
Pairs = list[tuple[int, int]]


def score(gold: Reading, read: Reading) -> tuple[Sheet, list[str]]:
    """Tallies by measure, and the misses in words."""
    ours, theirs = _told(read), _told(gold)
    pairs = best_pairs(len(theirs), len(ours), lambda i, j: alike(theirs[i], ours[j]))
    sheet = dict(_incidents(theirs, ours, pairs))
    sheet |= _parts(theirs, ours, pairs)
    sheet |= _statements(gold, read)
    if not gold.get("incidents"):
        sheet["false_per_negative"] = Tally(len(ours), 1, 1, "rate")
    return sheet, [*_missed_incidents(theirs, ours, pairs), *_missed_statements(gold, read)]


def _told(reading: Reading) -> list[Coded]:
    """Incidents that happened or were ordered; the denied and the merely possible are not scored."""
    return [one for one in map(coded, reading.get("incidents") or ()) if one.family != "other"]


def _incidents(theirs: Sequence[Coded], ours: Sequence[Coded], pairs: Pairs) -> Iterator[tuple[str, Tally]]:
    yield "incident", Tally(len(pairs), len(ours), len(theirs))
    hard = sum(is_hard_match(theirs[i], ours[j]) for i, j in pairs)
    yield "incident_hard", Tally(hard, len(ours), len(theirs))
    right: Counter[str] = Counter()
    names: list[str] = ["type", "date_start", "date_end", "date_prec", "border", "direction", "role", "where"]
    for i, j in pairs:
        right.update({name: int(is_right) for name, is_right in fields_right(theirs[i], ours[j]).items()})
    for name in names:
        yield f"field:{name}", share(right[name], len(pairs))


def _parts(theirs: Sequence[Coded], ours: Sequence[Coded], pairs: Pairs) -> dict[str, Tally]:
    """Claims and actors: right ones within aligned incidents, of all that stand anywhere."""
    claims = sum((Counter(theirs[i].claims) & Counter(ours[j].claims)).total() for i, j in pairs)
    figures = sum((_figures(theirs[i]) & _figures(ours[j])).total() for i, j in pairs)
    actors = sum(_same_actors(theirs[i], ours[j]) for i, j in pairs)
    all_claims = (sum(len(one.claims) for one in ours), sum(len(one.claims) for one in theirs))
    all_actors = (sum(len(one.actors) for one in ours), sum(len(one.actors) for one in theirs))
    return {
        "claims": Tally(claims, *all_claims),
        "claims_num": Tally(figures, *all_claims),
        "actors": Tally(actors, *all_actors),
    }


def _figures(one: Coded) -> Counter[tuple[float | None, float | None]]:
    return Counter(figures for _kind, figures in one.claims)


def _same_actors(gold: Coded, read: Coded) -> int:
    """Each gold actor takes the first actor of its role and name that is left."""
    left, right = list(read.actors), 0
    for role, name in gold.actors:
        hit = next((other for other in left if other[0] == role and same_name(name, other[1])), None)
        if hit:
            left.remove(hit)
            right += 1
    return right


def _said(gold: Reading, read: Reading) -> tuple[list[dict[str, Any]], list[dict[str, Any]], Pairs]:
    theirs, ours = list(gold.get("statements") or ()), list(read.get("statements") or ())

    def gain(i: int, j: int) -> float:
        content = word_f1(theirs[i].get("content") or "", ours[j].get("content") or "")
        return content + 0.2 * _same_speaker(theirs[i], ours[j]) if content >= SAME_CONTENT else 0.0

    return theirs, ours, best_pairs(len(theirs), len(ours), gain)


def _same_speaker(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return same_name(a.get("speaker") or "", b.get("speaker") or "")


def _statements(gold: Reading, read: Reading) -> dict[str, Tally]:
    theirs, ours, pairs = _said(gold, read)
    who = [(i, j) for i, j in pairs if _same_speaker(theirs[i], ours[j])]
    full = sum(theirs[i].get("kind") == ours[j].get("kind") for i, j in who)
    return {
        "statements": Tally(len(pairs), len(ours), len(theirs)),
        "statements_who": Tally(len(who), len(ours), len(theirs)),
        "statements_full": Tally(full, len(ours), len(theirs)),
    }


def _missed_incidents(theirs: Sequence[Coded], ours: Sequence[Coded], pairs: Pairs) -> Iterator[str]:
    found, used = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, one in enumerate(theirs):
        if i not in found:
            yield f"missed    {one.in_words()}"
    for j, one in enumerate(ours):
        if j not in used:
            yield f"extra     {one.in_words()}"
    for i, j in pairs:
        wrong = [name for name, is_right in fields_right(theirs[i], ours[j]).items() if not is_right]
        if wrong:
            yield f"differs   {', '.join(_difference(name, theirs[i], ours[j]) for name in wrong)} in {theirs[i].in_words()}"
        yield from _missed_parts(theirs[i], ours[j])


_FIELD_KEYS = {
    "type": ("event_type",), "direction": ("from_country", "to_country"), "where": ("where_prec", "place"),
}  # fmt: skip


def _difference(name: str, gold: Coded, read: Coded) -> str:
    def value(one: Coded) -> str:
        raw = [one.raw.get(key) for key in _FIELD_KEYS.get(name, (name,))]
        return " ".join(str(part.get("name") if isinstance(part, dict) else part) for part in raw).strip()

    return f"{name} {value(read) or '-'} for {value(gold) or '-'}"


def _missed_parts(gold: Coded, read: Coded) -> Iterator[str]:
    for sign, more, fewer in (("missed", gold, read), ("extra", read, gold)):
        left = Counter(fewer.claims)
        for raw, claim in zip(more.raw.get("claims") or (), more.claims, strict=True):
            if left[claim]:
                left[claim] -= 1
            else:
                kind, (low, high) = claim
                yield f"{sign:9} claim {kind} {low}..{high}: “{raw.get('evidence', '')}”"


def _missed_statements(gold: Reading, read: Reading) -> Iterator[str]:
    theirs, ours, pairs = _said(gold, read)
    found, used = {i for i, _ in pairs}, {j for _, j in pairs}
    for sign, side, met in (("missed", theirs, found), ("extra", ours, used)):
        for at, one in enumerate(side):
            if at not in met:
                yield f"{sign:9} statement {one.get('speaker') or '-'}: “{(one.get('content') or '')[:110]}”"
    for i, j in pairs:
        if not _same_speaker(theirs[i], ours[j]):
            yield f"differs   speaker {ours[j].get('speaker') or '-'} for {theirs[i].get('speaker') or '-'}: “{(theirs[i].get('content') or '')[:80]}”"
