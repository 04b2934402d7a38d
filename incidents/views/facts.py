"""The facts of a record as pages show them: value, the words it rests on, why it was read so, and who changed it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from incidents.models import Claim, Correction, Evidence, Incident, Participant, Report, Statement
from incidents.parsing.confidence import field_confidences
from incidents.templatetags import border as words_of

Evidences = Mapping[str, Sequence[Evidence]]


@dataclass(frozen=True, slots=True)
class Quote:
    """One stretch of words, under every piece of evidence that points at it."""

    words: str
    report_id: int
    ids: tuple[int, ...]

    @property
    def first(self) -> int:
        return self.ids[0]


@dataclass(frozen=True, slots=True)
class Field:
    """One editable field behind a fact."""

    kind: str
    pk: int
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Fact:
    anchor: str
    label: str
    value: str
    note: str = ""
    quotes: tuple[Quote, ...] = ()
    reasons: tuple[str, ...] = ()
    sure: str = ""  # how often what was read like this proved right
    people: tuple[Correction, ...] = ()
    fields: tuple[Field, ...] = ()

    @property
    def link(self) -> Quote | None:
        """The words that are the value, letter by letter; the value then links to them."""
        return next((quote for quote in self.quotes if quote.words == self.value), None)

    @property
    def others(self) -> tuple[Quote, ...]:
        return tuple(quote for quote in self.quotes if quote is not self.link)

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(pk for quote in self.quotes for pk in quote.ids)


ONLY_WORDS = re.compile(r"“[^”]*”")

FIELD_LABELS = {
    "event_type": "What", "modality": "Said to be", "date_start": "First possible day", "date_end": "Last possible day",
    "date_prec": "Precision of the day", "part_of_day": "Part of the day", "lasted": "Lasted throughout", "border": "Border",
    "from_country": "From", "to_country": "To", "place_name": "Place", "where_prec": "Precision of the place", "attributed_to": "Says who",
    "low": "At least", "high": "At most", "unit": "Whom or what", "published_on": "Published on", "itself": "Entered", "merged": "Took in", "split": "Split off",
    "place": "Gazetteer entry", "kind": "Kind", "date": "On",
}  # fmt: skip


def label_of(field: str) -> str:
    return FIELD_LABELS.get(field, words_of.field_label(field))


# Which fields of an incident make one fact on the page, in the order of reading.
GROUPS = (
    ("what", "What", ("event_type", "modality", "itself"), ("event_type", "modality")),
    ("when", "When", ("date_start", "date_end", "date_prec", "part_of_day", "lasted"), ("date_start", "date_end", "date_prec", "part_of_day", "lasted")),
    ("where", "Where", ("place", "place_name", "where_prec", "border", "crossing_point"), ("place_name", "border", "where_prec")),
    ("direction", "Direction", ("from_country", "to_country"), ("from_country", "to_country")),
)  # fmt: skip

# How the confidence in a fact reads: words, and the parser's question that they answer.
SURE_BY = {
    "what": (("confidence", "type"),),
    "when": (("confidence", "date"),),
    "where": (("confidence", "where"), ("of the border", "border")),
    "direction": (("confidence", "direction"),),
}


def of_incident(incident: Incident, evidence: Iterable[Evidence], corrections: Iterable[Correction] = ()) -> list[Fact]:
    """What, when, where, which way and who. `evidence` is the incident's and its participants', of the reports to be shown."""
    held = list(evidence)
    mine = _by_field(one for one in held if one.incident_id)
    people = _newest(corrections)
    values = {
        "what": (incident.get_event_type_display(), "" if incident.modality == "actual" else incident.get_modality_display().lower()),
        "when": (words_of.when_words(incident), incident.get_date_prec_display() or ""),
        "where": (words_of.where_words(incident), ""),
        "direction": (words_of.direction_words(incident), ""),
    }  # fmt: skip
    facts = []
    for name, label, read_from, editable in GROUPS:
        value, note = values[name]
        found = [one for field in read_from for one in mine.get(field, ())]
        fields = tuple(Field("incident", incident.pk, field, label_of(field)) for field in editable)
        by = tuple(people[field] for field in editable if field in people)
        sure = "" if by else _sure(name, mine)
        facts.append(
            _fact(f"i{incident.pk}-{name}", label, value or "—", found, note=note, sure=sure, people=by, fields=fields)
        )
    parts = [one for one in held if one.participant_id]
    facts += [of_participant(part, parts) for part in incident.participants.all()]
    if told := mine.get("role"):
        facts.append(_fact(f"i{incident.pk}-role", "Told as", _told_as(incident, told), told))
    return facts


def _sure(name: str, mine: Evidences) -> str:
    """How often what the same rules read proved right; empty where no rule read anything."""
    shares = field_confidences({field: found[0].rule for field, found in mine.items()})
    return ", ".join(f"{words} {shares[question]:.2f}" for words, question in SURE_BY[name] if question in shares)


def _told_as(incident: Incident, told: Sequence[Evidence]) -> str:
    links = {link.report_id: link.get_role_display().lower() for link in incident.report_links.all()}
    return ", ".join(dict.fromkeys(links.get(one.report_id, "") for one in told)) or "—"


def of_participant(part: Participant, evidence: Iterable[Evidence]) -> Fact:
    found = [one for one in evidence if one.participant_id == part.pk]
    note = ", ".join(
        filter(
            None,
            (part.get_role_display().lower(), part.actor.get_sector_display().lower() if part.actor.sector else ""),
        )
    )
    fields = (Field("participant", part.pk, "role", "Role"),)
    return _fact(f"p{part.pk}", "Who", part.actor.name, found, note=note, fields=fields)


def of_claim(claim: Claim, evidence: Iterable[Evidence]) -> Fact:
    found = [one for one in evidence if one.claim_id == claim.pk]
    value = f"{words_of.claim_words(claim)} {claim.unit}".strip()
    voice = (
        claim.attributed_to.name
        if claim.attributed_to
        else f"{claim.report.source if claim.report and claim.report.source else 'the report'}, in its own voice"
    )
    note = "; ".join(
        filter(
            None,
            (
                claim.get_kind_display().lower(),
                "" if claim.basis == "new" else claim.get_basis_display().lower(),
                voice,
            ),
        )
    )
    fields = tuple(
        Field("claim", claim.pk, name, label_of(name))
        for name in ("low", "high", "unit", "kind", "basis", "attributed_to")
    )
    return _fact(f"c{claim.pk}", "How many", value, found, note=note, fields=fields)


def of_statement(statement: Statement, evidence: Iterable[Evidence]) -> list[Fact]:
    mine = _by_field(one for one in evidence if one.statement_id == statement.pk)

    def fact(name: str, label: str, value: str, *read_from: str, edit: str = "", note: str = "") -> Fact:
        found = [one for field in read_from for one in mine.get(field, ())]
        fields = (Field("statement", statement.pk, edit, label_of(edit)),) if edit else ()
        return _fact(f"s{statement.pk}-{name}", label, value, found, note=note, fields=fields)

    speaker = statement.speaker.name if statement.speaker else "not named"
    facts = [
        fact("speaker", "Speaker", speaker, "speaker", edit="speaker", note=statement.affiliation),
        fact("said", "Said", statement.content, "content", "itself", "kind", note=statement.get_kind_display().lower()),
        fact("cue", "Cue", statement.cue, "cue"),
    ]
    if statement.medium:
        facts.append(fact("medium", "Through", statement.get_medium_display().lower(), "medium"))
    if statement.date:
        facts.append(fact("date", "On", words_of.range_words(statement.date, statement.date), "date"))
    return facts


def of_report(report: Report, evidence: Iterable[Evidence], corrections: Iterable[Correction] = ()) -> list[Fact]:
    mine = _by_field(one for one in evidence if one.about_report_id == report.pk)
    people = _newest(corrections)
    day = words_of.range_words(report.published_on, report.published_on) if report.published_on else "—"
    clock = (
        f"{report.published_time:%H:%M} ({report.published_zone or 'no time zone given'})"
        if report.published_time
        else ""
    )
    rows = (
        ("source", "Source", str(report.source or "—"), "", True),
        ("published_on", "Published", day, clock, True),
        ("dateline", "Dateline", report.dateline, "", False),
        ("byline", "By", report.byline, "", False),
        ("take", "Version", report.take, "", False),
        ("language", "Language", report.language, "", False),
    )
    facts = []
    for field, label, value, note, can_edit in rows:
        if not value:
            continue
        by = (people[field],) if field in people else ()
        fields = (Field("report", report.pk, field, label),) if can_edit else ()
        facts.append(_fact(f"r-{field}", label, value, mine.get(field, ()), note=note, people=by, fields=fields))
    return facts


def standing(corrections: Iterable[Correction]) -> list[Correction]:
    """The newest change by a person of each field; an undone field is the machine's again."""
    newest = {one.field: one for one in sorted(corrections, key=lambda one: one.pk) if one.by_id}
    return [one for one in newest.values() if one.undoes_id is None]


def standing_of(incidents: Iterable[Incident]) -> dict[int, list[Correction]]:
    """The same for each of several incidents, by its number."""
    made: dict[int, list[Correction]] = {one.pk: [] for one in incidents}
    for one in Correction.objects.filter(record_kind="incident", record_id__in=made).select_related("by"):
        made[one.record_id].append(one)
    return {pk: standing(corrections) for pk, corrections in made.items()}


def _by_field(evidence: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = defaultdict(list)
    for one in evidence:
        found[one.field].append(one)
    return found


def _newest(corrections: Iterable[Correction]) -> dict[str, Correction]:
    return {one.field: one for one in sorted(corrections, key=lambda one: one.pk) if one.by_id}


def _fact(
    anchor: str, label: str, value: str, evidence: Sequence[Evidence], *, note: str = "",
    sure: str = "", people: tuple[Correction, ...] = (), fields: tuple[Field, ...] = (),
) -> Fact:  # fmt: skip
    stretches: dict[tuple[int, int, int], list[Evidence]] = defaultdict(list)
    for one in evidence:
        stretches[one.report_id, one.start, one.end].append(one)
    quotes = tuple(
        Quote(found[0].words, found[0].report_id, tuple(one.pk for one in found))
        for _at, found in sorted(stretches.items())
    )
    # A reason that only repeats some words or the value says nothing.
    said = (one.reason for one in evidence if one.reason != value and not ONLY_WORDS.fullmatch(one.reason))
    reasons = tuple(dict.fromkeys(filter(None, said)))
    return Fact(anchor, label, value, note, quotes, reasons, sure, people, fields)


def anchors(facts: Iterable[Fact]) -> dict[int, str]:
    """Where on the page each piece of evidence is used."""
    return {pk: fact.anchor for fact in facts for pk in fact.ids}
