"""A brief is written: the question is asked, its records are fetched, and what they say is put in order, every sentence with its footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.http import QueryDict
from django.urls import reverse

from incidents.brief import content
from incidents.brief.asked import Asked, Past, asked_of
from incidents.brief.chart import FAMILIES
from incidents.brief.content import Brief, Entry
from incidents.brief.course import histogram_of, timeline_of, timeline_words
from incidents.brief.facts import Told as Report
from incidents.brief.footnotes import Footnotes
from incidents.brief.gathering import gathered
from incidents.brief.grounds import claim_grounds, told_reports
from incidents.brief.headlines import Earlier, claims_behind, figures_of, lead_of
from incidents.brief.measures import measured
from incidents.brief.places import map_of
from incidents.brief.saying import each_once, statements_about
from incidents.brief.sections import contested, crossings, opens, voices
from incidents.brief.sentences import figures_told, what_happened
from incidents.brief.tallies import basis_of, counts_of
from incidents.brief.titles import restricted, title_of
from incidents.brief.together import Told, told_once
from incidents.brief.wording import counted
from incidents.cube.answers import Answers, Order
from incidents.cube.current import answers
from incidents.cube.question import Scope
from incidents.filters import question_of
from incidents.parsing.knowledge.codes import MODALITIES, STATUSES

MOST_READ = 120  # incidents fetched, before likely twins are put together
MOST_ENTRIES = 24
MOST_STATEMENTS = 120
Numbered = list[tuple[int, Told]]


def written(query: QueryDict) -> Brief:
    """The brief of an address's words; ValidationError tells of each word that cannot be read."""
    question = question_of(query, Scope.LIST)
    with answers() as ask:
        asked = asked_of(ask, query, question)
        ids = _ids(ask, asked)
        reports: dict[int, Report] = {}
        entries = _entries(ids, ask.twins(ids), reports)
        told = _kept(entries)
        complete = asked.n == len(ids) and len(told) == len(entries)
        return _brief(ask, asked, query, told, complete, Footnotes(reports), reports)


def _ids(ask: Answers, asked: Asked) -> tuple[int, ...]:
    """All of them, or where there are too many those with the most people."""
    order = Order.OLDEST if asked.n <= MOST_READ else Order.PEOPLE
    return ask.page(asked.now, order, MOST_READ).ids


def _entries(ids: Sequence[int], groups: dict[int, int], reports: dict[int, Report]) -> list[Told]:
    found = gathered(ids, groups)
    reports.update(found.reports)
    return told_once(found.happened)


def _kept(entries: Iterable[Told]) -> Numbered:
    """As many as a brief has room for, in the order of days."""
    kept = sorted(entries, key=_weight)[:MOST_ENTRIES]
    kept.sort(key=lambda each: (each.one.first is None, each.one.last, each.one.first, each.one.pk))
    return list(enumerate(kept, 1))


def _weight(each: Told) -> tuple[bool, float, int]:
    """What a reader must not miss comes first: what did happen, with the most people."""
    people = max((claim.low or claim.high or 0.0 for claim in each.one.claims), default=0.0)
    return each.one.modality not in ("actual", "ordered"), -people, -each.one.pk


def _brief(
    ask: Answers, asked: Asked, query: QueryDict, told: Numbered, complete: bool, notes: Footnotes, reports: dict[int, Report]
) -> Brief:  # fmt: skip
    """The parts in the order of reading, for so the footnotes are numbered."""
    facets = ask.facets(asked.now)
    now = measured(asked.now)
    rests, more = claim_grounds(claims_behind(now))
    reports.update(more)
    figures = figures_of(now, _earlier(asked.before), _earlier(asked.year), rests, notes)
    entries = tuple(_entry(number, each, notes, within=asked.now.border) for number, each in told)
    ids = [member.pk for _n, each in told for member in each.members]
    said, more = statements_about(ids, MOST_STATEMENTS)
    reports.update(more)
    once = list(each_once(said))
    disputes, sides = contested(told, once, notes), voices(once, notes)
    points = _points(asked, reports, notes)
    open_points = _open(ask, asked, told, notes, reports)
    bars = histogram_of(ask, asked)
    drawn = [entry for entry in entries if entry]
    return Brief(
        title=title_of(asked.now), period=asked.period.words if asked.period else "no dated incident",
        before=asked.before.period.words if asked.before else "", year_before=asked.year.period.words if asked.year else "",
        restricted=restricted(query), query=asked.query, path=asked.path("brief"), basis=basis_of(asked, facets), lead=lead_of(figures), figures=figures,
        counts=counts_of(ask, asked, facets), map=map_of(ask, asked.now, told, complete=complete) if asked.n else "",
        timeline=timeline_of(bars, asked), map_words=_map_words(complete), timeline_words=timeline_words(bars),
        families=tuple(name for name in FAMILIES if dict(facets["family"]).get(name)),
        entries=tuple(drawn), contested=disputes, sides=sides, crossings=points, open=open_points,
        left_out=_left_out(asked, told, entries), cited=notes.cited(),
    )  # fmt: skip


def _earlier(past: Past | None) -> Earlier | None:
    return Earlier(measured(past.question) if past.n else {}, past.silence) if past else None


def _entry(number: int, each: Told, notes: Footnotes, *, within: str) -> Entry | None:
    """None where no words and no person stand behind the incident. `within`: the border that the whole brief is of."""
    one = each.one
    when = notes.sentence(one.when, one.within(one.ground("date_start", "date_end")) or one.any_ground, most=1)
    told = [notes.sentence(text, grounds, most=3) for text, grounds in (what_happened(one), *figures_told(one))]
    place = one.ground("place_name", "place") or one.ground("border", "where_prec")
    border = f"{one.border_name}: " if one.border and not within else ""
    where = notes.sentence(border + one.where, one.within(place) or one.any_ground, most=1)
    if when is None or where is None or told[0] is None:
        return None
    return Entry(
        number, one.pk, one.label, one.family, one.type, one.figure, one.way, "" if one.status == "machine" else STATUSES[one.status].lower(),
        "" if one.modality == "actual" else MODALITIES[one.modality].lower(), reverse("incident", args=[one.pk]),
        tuple(member.pk for member in each.members), when, where, tuple(filter(None, told)),
    )  # fmt: skip


def _points(asked: Asked, reports: dict[int, Report], notes: Footnotes) -> tuple[content.Sentence, ...]:
    def known(ids: set[int]) -> Footnotes:
        reports.update(told_reports(ids - reports.keys()))
        return notes

    return crossings(asked.now.border, asked.now.last, known) if asked.now.border else ()


def _open(
    ask: Answers, asked: Asked, told: Numbered, notes: Footnotes, reports: dict[int, Report]
) -> tuple[content.Sentence, ...]:
    undated = replace(asked.now, first=None, last=None, certain_only=False, when="none")
    n = ask.totals(undated).n if asked.now.when != "any" else 0
    found = gathered(ask.page(undated, Order.NEWEST, 3).ids, {}) if n and asked.period else None
    if found:
        reports.update(found.reports)
    return opens(told, found.happened if found else [], n, notes, asked.path("incident-list", when="none"))


def _map_words(complete: bool) -> str:
    marks = "Numbers are those of the entries below." if complete else "Numbers in marks count incidents."
    return f"{marks} An arrow stands for a flow known only by its stretch of border, its breadth for the number of people; a hatched disc for a place known only within it. Boundaries not authoritative (Natural Earth); places: GeoNames."


def _left_out(asked: Asked, told: Numbered, entries: Sequence[Entry | None]) -> tuple[str, ...]:
    """What the brief does not tell, in numbers."""
    told_of = sum(len(each.members) for _n, each in told)
    bare = sum(1 for entry in entries if entry is None)
    found = []
    if told_of < asked.n:
        found.append(
            f"{asked.n - told_of:,} of {counted(asked.n, 'incident')} are counted in the figures, the timeline and the map, and not told one by one: those with fewer people."
        )
    if bare:
        found.append(
            f"{counted(bare, 'incident')} {'rests' if bare == 1 else 'rest'} on neither words of a report nor a person who entered {'it, and is' if bare == 1 else 'them, and are'} not told."
        )
    return tuple(found)
