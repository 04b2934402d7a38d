"""The form of the desk as data: every field of an incident and of what hangs on it, with its key, its words and its doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from incidents.ledger import range_words
from incidents.models import Claim, Correction, Evidence, Incident, Participant, Statement
from incidents.models import choices as tables
from incidents.parsing.confidence import field_confidences
from incidents.templatetags import border as words_of
from incidents.views.facts import Quote, label_of

# Read with less than this share of right ones, a field is marked for a second look.
DOUBT = 0.8
Options = list[tuple[Any, str]]
Record = Incident | Claim | Statement | Participant


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that one can type or choose. `name` is a field of the record, or a word for several that are typed as one."""

    kind: str
    pk: int
    name: str
    label: str
    value: str
    version: int
    options: Options = field(default_factory=list)
    rows: int = 0  # of a long text
    listed: str = ""  # which list of suggestions helps
    hint: str = ""

    @property
    def id(self) -> str:
        return f"{self.kind}-{self.pk}-{self.name}"

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The options as a form sends them."""
        return [(str(code), words) for code, words in self.options]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the form: fields that rest on the same words."""

    id: str
    label: str
    family: str  # which underline its words have in the text
    fields: tuple[Field, ...]
    key: str = ""
    quotes: tuple[Quote, ...] = ()
    reasons: tuple[str, ...] = ()
    people: tuple[Correction, ...] = ()
    lost: tuple[str, ...] = ()  # words whose anchor no longer fits the text
    sure: float | None = None
    withdraw: str = ""  # what the row's record is, where it can be taken out

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(pk for quote in self.quotes for pk in quote.ids)

    @property
    def entered(self) -> list[tuple[str, Correction]]:
        """Who entered which fields, each person's act once."""
        acts: dict[tuple[Any, str, str], list[Correction]] = defaultdict(list)
        for one in self.people:
            acts[one.by, one.reason, f"{one.at:%x %H:%M}"].append(one)
        return [(", ".join(label_of(one.field).lower() for one in some), some[-1]) for some in acts.values()]

    @property
    def is_doubtful(self) -> bool:
        return self.sure is not None and self.sure < DOUBT

    @property
    def is_unread(self) -> bool:
        return not self.quotes and not self.people and not self.lost and any(one.value for one in self.fields)


# Of the rows of an incident: which evidence belongs to it, and the parser's question that says how sure it is.
READ_FROM: Mapping[str, tuple[tuple[str, ...], str]] = {
    "what": (("event_type", "modality", "itself"), "type"),
    "when": (("date_start", "date_end", "date_prec", "part_of_day", "lasted"), "date"),
    "where": (("place", "place_name", "where_prec", "crossing_point"), "where"),
    "border": (("border",), "border"),
    "way": (("from_country", "to_country"), "direction"),
}


def rows_of(incident: Incident, evidence: Sequence[Evidence], changes: Iterable[Correction]) -> list[Row]:
    """The incident's own rows, then who, how many, and what was said about it."""
    by_record: dict[tuple[str, int], list[Correction]] = defaultdict(list)
    for change in sorted(changes, key=lambda one: one.pk):
        if change.by_id:
            by_record[change.record_kind, change.record_id].append(change)
    return [
        *_incident_rows(incident, [e for e in evidence if e.incident_id == incident.pk], by_record["incident", incident.pk]),
        *(_who(part, evidence, by_record["participant", part.pk]) for part in incident.participants.all()),
        *(_figure(claim, evidence, by_record["claim", claim.pk]) for claim in incident.claims.all() if not claim.withdrawn_at),
        *(_said(one, evidence, by_record["statement", one.pk]) for one in incident.statements.all() if not one.withdrawn_at),
    ]  # fmt: skip


def _incident_rows(one: Incident, evidence: list[Evidence], changes: list[Correction]) -> list[Row]:
    def own(name: str, label: str, value: Any, **more: Any) -> Field:
        return Field("incident", one.pk, name, label, "" if value is None else str(value), one.version, **more)

    theirs = {change.field for change in _standing(changes)}
    rules: dict[str, str] = {}
    for found in evidence:
        if found.rule and found.field not in theirs:
            rules.setdefault(found.field, found.rule)
    sure = field_confidences(rules)

    def row(name: str, label: str, key: str, *fields: Field) -> Row:
        names, question = READ_FROM[name]
        found = [e for e in evidence if e.field in names]
        people = tuple(change for change in _standing(changes) if change.field in (*names, "place"))
        return _row(
            f"f-{name}",
            label,
            "where" if name == "border" else name,
            fields,
            found,
            people,
            key=key,
            sure=sure.get(question),
        )

    return [
        row("what", "What", "t", own("event_type", "Event type", one.event_type, options=tables.event_types()), own("modality", "Said to be", one.modality, options=tables.modalities())),
        row("when", "When", "d", own("when", "Day or days", "" if not one.date_start else words_of.when_words(one), hint="3 Jul 2021 · 3-5 Jul · July 2021 · 4"),
            own("date_prec", "Precision of the day", one.date_prec, options=[("", "—"), *tables.date_precisions()])),
        row("where", "Where", "p", own("spot", "Place", one.place_name, listed="places", hint="a name, or latitude,longitude"), own("where_prec", "Precision of the place", one.where_prec, options=[("", "—"), *tables.where_precisions()])),
        row("border", "Border", "b", own("border", "Border", one.border_id, listed="borders", hint="none; as AF-TJ")),
        row("way", "Direction", "r", own("way", "From → to", words_of.direction_words(one), hint="none; as AF>TJ")),
    ]  # fmt: skip


def _who(part: Participant, evidence: Iterable[Evidence], changes: list[Correction]) -> Row:
    found = [one for one in evidence if one.participant_id == part.pk]
    fields = (
        Field("participant", part.pk, "actor", "Actor", part.actor.typed, 0, listed="actors"),
        Field("participant", part.pk, "role", "Role", part.role, 0, options=tables.actor_roles()),
    )
    return _row(f"p-{part.pk}", "Who", "who", fields, found, _standing(changes), key="w", withdraw="participant")


def _figure(claim: Claim, evidence: Iterable[Evidence], changes: list[Correction]) -> Row:
    def own(name: str, label: str, value: Any, **more: Any) -> Field:
        return Field("claim", claim.pk, name, label, str(value), claim.version, **more)

    found = [one for one in evidence if one.claim_id == claim.pk]
    source = claim.report.source if claim.report else None
    voice = f"{source or 'the report'}, in its own voice"
    fields = (
        own("figure", "Figure", range_words(claim.low, claim.high, claim.comparator), hint="94 · >1000 · about 200 · 300-400"),
        own("unit", "Of whom or what", claim.unit),
        own("kind", "What it counts", claim.kind, options=tables.claim_kinds()),
        own("basis", "Basis", claim.basis, options=tables.bases()),
        own("attributed_to", "Says who", claim.attributed_to.typed if claim.attributed_to else "", listed="actors", hint=voice),
    )  # fmt: skip
    return _row(f"c-{claim.pk}", "How many", "count", fields, found, _standing(changes), key="c", withdraw="claim")


def _said(one: Statement, evidence: Iterable[Evidence], changes: list[Correction]) -> Row:
    def own(name: str, label: str, value: Any, **more: Any) -> Field:
        return Field("statement", one.pk, name, label, "" if value is None else str(value), one.version, **more)

    found = [e for e in evidence if e.statement_id == one.pk]
    fields = (
        own("speaker", "Speaker", one.speaker.typed if one.speaker else "", listed="actors"),
        own("cue", "Cue", one.cue),
        own("kind", "Kind", one.kind, options=tables.statement_kinds()),
        own("medium", "Through", one.medium, options=[("", "—"), *tables.media()]),
        own("date", "On", one.date, hint="only if the sentence gives it: 2021-07-05"),
        own("content", "Content", one.content, rows=2),
    )
    return _row(f"s-{one.pk}", "Said", "said", fields, found, _standing(changes), key="q", withdraw="statement")


def _standing(changes: Iterable[Correction]) -> tuple[Correction, ...]:
    """The newest change of each field, where it was not an undoing."""
    newest = {one.field: one for one in changes}
    return tuple(one for one in newest.values() if one.undoes_id is None)


def _row(id: str, label: str, family: str, fields: tuple[Field, ...], found: Iterable[Evidence], people: tuple[Correction, ...], **more: Any) -> Row:  # fmt: skip
    held = list(found)
    quotes: dict[tuple[int, int, int], list[Evidence]] = defaultdict(list)
    for one in held:
        if fits(one):
            quotes[one.report_id, one.start, one.end].append(one)
    lost = tuple(dict.fromkeys(one.words for one in held if not fits(one)))
    made = tuple(
        Quote(some[0].words, some[0].report_id, tuple(e.pk for e in some)) for _at, some in sorted(quotes.items())
    )
    reasons = tuple(dict.fromkeys(one.reason for one in held if one.reason and not one.reason.startswith("“")))
    return Row(id, label, family, fields, quotes=made, reasons=reasons, people=people, lost=lost, **more)


def fits(one: Evidence) -> bool:
    """True while the anchor still holds the words that were read there."""
    return one.report.text[one.start : one.end] == one.words
