"""Who said what, and how: quotations and clauses given to the one they are attributed to (codebook 7)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from incidents.parsing.casing import is_shouted
from incidents.parsing.document import Frame
from incidents.parsing.drafts import StatementDraft, When, Who
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.stages.along import Along
from incidents.parsing.stages.circumstances import affiliation_of, day_of, medium_of
from incidents.parsing.stages.content import Range, content_of
from incidents.parsing.stages.cues import Cue, find_cues
from incidents.parsing.stages.quotations import MARKS, is_whole, kind_of, owners
from incidents.parsing.stages.quotes import Quote, read_quotes
from incidents.parsing.stages.repeats import without_repeats
from incidents.parsing.stages.speakers import Speakers, as_actor
from incidents.parsing.stages.subjects import own_subject
from incidents.parsing.stages.tails import Tail, attribution_tails
from incidents.parsing.tongue import Parsed

__all__ = ["Tail", "attribution_tails", "read_statements"]

_EMPTY = frozenset(
    {
        "this",
        "that",
        "it",
        "them",
        "him",
        "her",
        "so",
        "such",
        "each other",
        "one another",
        "the same",
        "as much",
        "otherwise",
    }
)
_PRONOUNS = frozenset({"he", "she", "it", "they"})


@dataclass(slots=True)
class _Voice:
    """A cue with its resolved speaker: what a quotation without a cue of its own takes over."""

    cue: Mention[str]
    speaker: Mention[Who] | None
    affiliation: Mention[str] | None


class _Reader:
    """Reads the passages in order; remembers who spoke last and which quotation or colon is still open."""

    def __init__(
        self, text: str, parsed: Sequence[Parsed], actors: Sequence[Mention[Who]], dates: Sequence[Mention[When]]
    ) -> None:
        self.text, self.parsed = text, parsed
        self.actors, self.dates = Along(actors), Along(dates)
        self.is_shouted = is_shouted(text)
        self.speakers = Speakers(parsed, text)
        self.drafts: list[StatementDraft] = []
        self.voice: _Voice | None = None
        self.announced = False  # the passage before ended with "X said:"
        self.open: StatementDraft | None = None  # a quotation that runs on into the next paragraph

    def read(self) -> tuple[StatementDraft, ...]:
        quotes = read_quotes(self.text, [one.passage for one in self.parsed])
        for one, marks in zip(self.parsed, quotes, strict=True):
            if one.passage.kind != "headline" and not self._is_crosshead(one):
                self._passage(one, marks)
        return tuple(without_repeats(self.text, self.drafts, [one.passage for one in self.parsed]))

    def _is_crosshead(self, one: Parsed) -> bool:
        """ "RISKS AND REWARDS": a line in capitals in a text that is not."""
        words = one.passage.span.of(self.text)
        return not self.is_shouted and len(words) < 90 and words.isupper()

    # --- one passage --------------------------------------------------------------------------------------------------

    def _passage(self, one: Parsed, marks: list[Quote]) -> None:
        # Wires in capitals are told apart by the parse, which has sentence case.
        words, start = one.text, one.passage.span.start
        first = [words[q.inner.start - start : q.inner.start - start + 5].lstrip()[:1] for q in marks]
        whole = [q for n, q in enumerate(marks) if is_whole(self.text, q, first[n], marks[n - 1] if n else None)]
        spoken = [c for c in find_cues(one) if not _stands_in(one.of(c.verb), whole)]
        cues = _outermost(spoken)
        found: list[StatementDraft] = []
        owner = owners(self.text, cues, whole)
        owned: dict[int, list[Quote]] = {}
        for quote, cue in owner.items():
            owned.setdefault(id(cue), []).append(quote)
        voices: list[tuple[int, _Voice]] = []
        pending = sorted(_subjects(one, whole), key=lambda t: t.i)
        for cue in cues:
            while pending and pending[0].i < cue.verb.sent.start:
                self.speakers.acted(one, pending.pop(0))
            voice = self._voice(one, cue)
            own = owned.get(id(cue), [])
            content = None if own and cue.style not in ("act", "noun") else content_of(cue)
            if content and any(q.outer.touches(_span(one, content)) for q in own):
                content = None
            drafts = [self._direct(q, voice, cue) for q in own]
            if content:
                drafts += [d for d in [self._clause(one, cue, content, voice, marks)] if d]
            if drafts or self._leads_on(one, cue):
                self._hear(one, cue, voice)
                voices.append((one.of(cue.verb).start, voice))
            found += drafts
        for head in pending:
            self.speakers.acted(one, head)
        found += self._left_over(one, [q for q in whole if q not in owner], voices)
        if voices:
            self.voice = voices[-1][1]
        self._join(one, sorted(found, key=lambda d: d.content.start), marks)
        self.announced = one.passage.span.of(self.text)[-9:].rstrip().endswith(":") and bool(voices)

    def _voice(self, one: Parsed, cue: Cue) -> _Voice:
        speaker = self.speakers.resolve(one, cue.subject) if cue.subject is not None else None
        speaker = as_actor(speaker, self.actors)
        mention = Mention(
            cue.words, one.of(one.doc[cue.verb.i : cue.verb.i + len(cue.words.split())]), f"cue.{cue.style}"
        )
        return _Voice(mention, speaker, affiliation_of(cue, speaker, self.speakers.persons))

    def _hear(self, one: Parsed, cue: Cue, voice: _Voice) -> None:
        if voice.speaker is not None and cue.subject is not None:
            self.speakers.heard(voice.speaker, one, cue.subject.words)

    def _leads_on(self, one: Parsed, cue: Cue) -> bool:
        """ "The ministry said:" at a paragraph's end speaks in the next one."""
        rest = self.text[one.of(cue.verb).end : one.passage.span.end].strip()
        return rest.endswith(":") and len(rest) < 80

    def _left_over(self, one: Parsed, quotes: list[Quote], voices: list[tuple[int, _Voice]]) -> list[StatementDraft]:
        """A quotation with no cue of its own takes the cue and speaker before it."""
        found = []
        for quote in quotes:
            before = bisect_left(voices, quote.inner.start, key=lambda v: v[0])
            near = [v for _, v in voices[before - 1 : before] or voices[-1:]]
            starts = quote.outer.start - one.passage.span.start < 3
            voice = near[-1] if near else self.voice if starts and (self.drafts or self.announced) else None
            if voice is not None and len(quote.inner.of(self.text).split()) > 3:
                found.append(self._direct(quote, voice, None))
        return found

    # --- drafts -------------------------------------------------------------------------------------------------------

    def _direct(self, quote: Quote, voice: _Voice, cue: Cue | None) -> StatementDraft:
        words = quote.inner.of(self.text)
        lead = len(words) - len(words.lstrip())
        bare = words.strip().rstrip(",.;:?!").rstrip() or words.strip()
        span = Span(quote.inner.start + lead, quote.inner.start + lead + len(bare))
        return StatementDraft(
            content=span, content_text=bare, kind="direct", cue=voice.cue, speaker=voice.speaker, affiliation=voice.affiliation,
            date=day_of(cue, span, self.dates) if cue else None, medium=medium_of(self.text, cue, span) if cue else None,
            rule="statement.quotation" if cue else "statement.quotation_goes_on",
        )  # fmt: skip

    def _clause(
        self, one: Parsed, cue: Cue, content: Range, voice: _Voice, marks: list[Quote]
    ) -> StatementDraft | None:
        if voice.speaker is None and (cue.subject is None or cue.subject.words.lower() not in _PRONOUNS):
            return None
        span = _span(one, content)
        kind = kind_of(self.text, span, marks)
        if kind == "direct":
            words = span.of(self.text)
            lead = len(words) - len(words.lstrip(MARKS + " "))
            bare = words.strip(MARKS + " ,.")
            if not bare:
                return None
            span = Span(span.start + lead, span.start + lead + len(bare))
        words = span.of(self.text)
        if not any(c.isalpha() for c in words) or words.lower() in _EMPTY:
            return None
        return StatementDraft(
            content=span, content_text=words, kind=kind, cue=voice.cue, speaker=voice.speaker, affiliation=voice.affiliation,
            date=day_of(cue, span, self.dates), medium=medium_of(self.text, cue, span), rule=f"statement.{cue.style}",
        )  # fmt: skip

    def _join(self, one: Parsed, found: list[StatementDraft], marks: list[Quote]) -> None:
        """A quotation that runs over a paragraph break is one statement."""
        first, mark = (found[0] if found else None), (marks[0] if marks else None)
        goes_on = mark is not None and mark.outer.start - one.passage.span.start < 3
        if (
            self.open is not None
            and first is not None
            and mark is not None
            and goes_on
            and mark.outer.covers(first.content)
        ):
            before, span = self.open, Span(self.open.content.start, first.content.end)
            whole = replace(
                before if before.speaker else first,
                content=span,
                content_text=span.of(self.text),
                kind="direct",
                rule="statement.runs_on",
            )
            self.drafts = [d for d in self.drafts if d is not before]
            found = [whole, *found[1:]]
        self.drafts += found
        runs = next((q for q in marks if q.runs_on), None)
        self.open = next((d for d in reversed(found) if runs and runs.inner.touches(d.content)), None)


def _span(one: Parsed, content: Range) -> Span:
    return one.of(one.doc[content[0] : content[1] + 1])


def _stands_in(span: Span, quotes: Sequence[Quote]) -> bool:
    """Inside one of the quotations, which stand in order."""
    at = bisect_right(quotes, span.start, key=lambda q: q.inner.start) - 1
    return at >= 0 and quotes[at].inner.covers(span)


def _outermost(cues: Sequence[Cue]) -> list[Cue]:
    """Of nested cues the outer one only (codebook 10): what stands in another's content is what was said."""
    ranges = [(c, content_of(c)) for c in cues]
    verbs = [c.verb.i for c in cues]
    nested: set[int] = set()
    for n, (outer, content) in enumerate(ranges):
        if content is None:
            continue
        for at in range(bisect_left(verbs, content[0]), bisect_right(verbs, content[1])):
            inner, own = ranges[at]
            if at == n:
                continue
            if outer.style != "according":
                nested |= {at} if _swallows(outer, inner, own) else set()
            elif own is not None and inner.style != "according":
                nested.add(n)  # "X said A, according to Y": the person speaks, the outlet only carries it
    return [c for n, c in enumerate(cues) if n not in nested]


def _swallows(outer: Cue, inner: Cue, own: Range | None) -> bool:
    """Of two cues that stand in each other's content the first is the outer one."""
    both = own is not None and own[0] <= outer.verb.i <= own[1]
    return not both or inner.style == "according" or outer.verb.i < inner.verb.i


def _subjects(one: Parsed, whole: Sequence[Quote]) -> list[Token]:
    """The subjects of main clauses, outside quotations: whom a later "he" or "it" may mean."""
    found = []
    for sent in one.doc.sents:
        own = own_subject(sent.root)
        if own is not None and not _stands_in(one.of(own), whole):
            found.append(own)
    return found


def read_statements(
    text: str,
    frame: Frame,
    parsed: Sequence[Parsed],
    actors: Sequence[Mention[Who]] = (),
    dates: Sequence[Mention[When]] = (),
) -> tuple[StatementDraft, ...]:
    """Every attributed utterance of the report, in order."""
    return _Reader(text, parsed, actors, dates).read()
