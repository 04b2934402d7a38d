"""A brief as Markdown, with footnotes in the common form `[^3b]`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from incidents.brief.content import Brief, Cited, Entry, Sentence

T = TypeVar("T")
SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


def plain(text: str) -> str:
    """The text with nothing in it that Markdown takes for a sign."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def said(one: Sentence) -> str:
    return plain(one.text) + "".join(f"[^{mark}]" for mark in one.notes)


def in_markdown(
    brief: Brief, *, site: str, address: str, made: str = "", frozen: Mapping[str, Any] | None = None
) -> str:
    return "\n".join(_lines(brief, site, address, made, frozen)).rstrip() + "\n"


def _lines(brief: Brief, site: str, address: str, made: str, frozen: Mapping[str, Any] | None) -> Iterator[str]:
    basis = brief.basis
    yield from (
        f"# {plain(brief.title)}",
        "",
        f"Situation brief, {brief.period}" + (f"; only {plain(brief.restricted)}" if brief.restricted else ""),
        "",
    )
    yield f"Rests on {basis.reports} reports from {basis.sources} sources: {basis.incidents} incidents, {basis.confirmed} confirmed by an editor, {basis.machine} read by machine. Boundaries not authoritative."
    yield from (
        "",
        f"<{address}>"
        + (f" · frozen {frozen['at']} · SHA-256 {frozen['sha256']}" if frozen else f" · as of {made}" if made else ""),
        "",
    )
    yield from (f"{said(one)}\n" for one in brief.lead)
    if brief.figures:
        yield from _heads("", brief, "---")
        for one in brief.figures:
            changes = _compared(brief, one.change, one.change_year)
            yield _row(plain(one.label) + _marks(one.sentence), *map(plain, (one.value, *changes)))
    if brief.counts:
        yield from ("", *_heads("Type", brief, "---:"))
        for count in brief.counts:
            earlier = _compared(brief, count.before, count.year_before)
            told = ("not read" if number is None else str(number) for number in earlier)
            yield _row(plain(count.label), f"[{count.n}]({site}{count.path})", *told)
    if brief.entries:
        yield from ("", "## What happened", "")
        yield from (_entry(one, site) for one in brief.entries)
        yield from (plain(words) for words in brief.left_out)
    if brief.contested:
        yield from ("", "## Claims and counter-claims")
        for dispute in brief.contested:
            yield from ("", f"**{plain(dispute.topic)}** (no. {', '.join(map(str, dispute.numbers))})", "")
            yield from (f"- {plain(one.who)}: {said(one.sentence)}" for one in dispute.positions)
    if brief.sides:
        yield from ("", "## Who said what", "")
        yield from (f"- {plain(side.name)}: {said(one.sentence)}" for side in brief.sides for one in side.said)
    yield from _list("Crossing points, as last told", brief.crossings)
    yield from _list("What is uncertain or open", brief.open)
    yield from ("", "## Sources", "")
    yield from (line for one in brief.cited for line in _cited(one, site))


def _marks(one: Sentence) -> str:
    return "".join(f"[^{mark}]" for mark in one.notes)


def _compared(brief: Brief, before: T, year_before: T) -> list[T]:
    """What a table tells of those periods that the brief is compared with."""
    return [told for period, told in ((brief.before, before), (brief.year_before, year_before)) if period]


def _heads(first: str, brief: Brief, aligned: str) -> tuple[str, str]:
    """The head of a table whose last columns are the periods that the brief is compared with."""
    earlier = _compared(brief, brief.before, brief.year_before)
    return _row(first, brief.period, *earlier), f"|---|---:|{f'{aligned}|' * len(earlier)}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _entry(one: Entry, site: str) -> str:
    head = " · ".join(filter(None, (one.label, one.modality, one.way, one.figure)))
    told = " ".join(said(sentence) for sentence in one.told)
    return f"{one.number}. **{said(one.when)}** [{plain(head)}]({site}{one.path}). {told} {said(one.where)} ({one.status or 'read by machine'})"


def _list(title: str, sentences: Iterable[Sentence]) -> Iterator[str]:
    held = [f"- {said(one)}" for one in sentences]
    if held:
        yield from ("", f"## {title}", "", *held)


def _cited(one: Cited, site: str) -> Iterator[str]:
    for note in one.notes:
        words = f"“{plain(note.words)}”" if note.evidence else plain(note.words)
        source = f" {plain(one.title)}. {plain(one.agency)}, {one.day}." if one.report else ""
        yield f"[^{note.mark}]: {words}{source}" + (f" <{site}{note.path}>" if note.path else "")
