"""Who said what in a Russian report, and how: quotations and clauses given to the one they are attributed to (codebook 7)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from incidents.parsing.document import Frame
from incidents.parsing.drafts import StatementDraft, When, Who
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.russian.contents import content_of
from incidents.parsing.russian.cues import Cue, cues_of, load_cues
from incidents.parsing.russian.speakers import Speakers
from incidents.parsing.stages.quotes import Quote, read_quotes
from incidents.parsing.tongue import Parsed

_MARKS = '"«»“”„'
_NAMELESS = frozenset(
    ("данные", "информация", "сведение", "сообщение")
)  # «по предварительным данным» attributes without a name
SHORTEST = 3  # words of a quotation that is speech rather than a name


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words that only attribute, who is meant, and the stretch that is theirs."""

    span: Span
    speaker: Mention[Who] | None
    scope: Span


@dataclass(frozen=True, slots=True)
class Told:
    statements: tuple[StatementDraft, ...]
    attributions: tuple[Attribution, ...]


def read_statements(
    text: str, frame: Frame, parsed: Sequence[Parsed], actors: Sequence[Mention[Who]], dates: Sequence[Mention[When]]
) -> Told:
    """Every attributed utterance of the report, in order, and the attributions for those who read figures and events."""
    return _Reader(text, frame, parsed, actors, dates).read()


class _Reader:
    def __init__(
        self,
        text: str,
        frame: Frame,
        parsed: Sequence[Parsed],
        actors: Sequence[Mention[Who]],
        dates: Sequence[Mention[When]],
    ) -> None:
        self.text, self.frame, self.parsed, self.dates = text, frame, parsed, dates
        self.speakers = Speakers(actors)
        self.drafts: list[StatementDraft] = []
        self.tails: list[Attribution] = []
        self.open: Span | None = None  # a quotation that runs on into the next paragraph
        self.before: tuple[Mention[str], Mention[Who] | None] | None = None  # cue and speaker of the last statement
        self.awaited: tuple[Mention[str], Mention[Who] | None] | None = (
            None  # «Медведев сказал:» at the end of a paragraph
        )

    def read(self) -> Told:
        quotes = read_quotes(self.text, [one.passage for one in self.parsed])
        for one, marks in zip(self.parsed, quotes, strict=True):
            self._passage(one, marks)
        drafts = sorted(self.drafts, key=lambda d: d.content.start)
        return Told(tuple(drafts), tuple(self.tails))

    def _passage(self, one: Parsed, marks: list[Quote]) -> None:
        speech = [q for q in marks if self._is_speech(q)]
        cues = list(cues_of(one, [q.outer for q in speech]))
        start = len(self.drafts)
        used: set[int] = set()
        done: set[int] = set()
        contents: list[Span] = []
        self._awaited_words(one, cues)
        for cue in cues:
            if cue.token.i in used or any(span.covers(one.of(cue.token)) for span in contents):
                continue
            inside = next((q for q in speech if q.inner.covers(one.of(cue.token))), None)
            if inside is not None and not self._interrupts(one, cue):
                continue
            speaker = self.speakers.of(cue)
            mention = Mention(cue.words, one.of(cue.token), f"cue.{cue.style}")
            quote = inside or self._quote_of(one, cue, speech)
            if quote is not None and id(quote) not in done:
                done.add(id(quote))
                draft: StatementDraft | None = self._direct(quote, mention, speaker, one, cue, cut=inside is not None)
            else:
                draft = self._clause(one, cue, cues, mention, speaker, speech)
            self.speakers.heard(speaker)
            if draft is None or self._only_carries(one, draft, speaker, cues):
                continue
            contents.append(draft.content)
            self._keep(one, draft, cue, speaker)
        self._standing(one, speech, done, start)
        self._join(one, marks, start)

    def _only_carries(
        self, one: Parsed, draft: StatementDraft, speaker: Mention[Who] | None, cues: Sequence[Cue]
    ) -> bool:
        """«По словам X, …, передает агентство»: the words are X's (codebook 10)."""
        words = speaker.value.name.lower().split() if speaker else []
        if not any(word.strip('«»"') in load_cues().carriers for word in words):
            return False
        return any(c.style in ("according", "as") and draft.content.covers(one.of(c.token)) for c in cues)

    def _keep(self, one: Parsed, draft: StatementDraft, cue: Cue, speaker: Mention[Who] | None) -> None:
        self.tails.append(Attribution(cue.span, speaker, draft.content))
        if one.passage.kind != "headline":
            self.drafts.append(draft)
        self.before = (draft.cue, speaker)

    # --- quotations --------------------------------------------------------------------------------------------------

    def _is_speech(self, quote: Quote) -> bool:
        """Somebody's words rather than a name or a phrase: a sentence of its own, or one that a cue stands beside."""
        words = quote.inner.of(self.text).strip()
        if len(words.split()) < SHORTEST:
            return words[-1:] in "!?." and len(words.split()) > 1
        before = self.text[max(0, quote.outer.start - 3) : quote.outer.start].rstrip()
        after = self.text[quote.outer.end : quote.outer.end + 4]
        opens = before[-1:] in (":", ".", "!", "?", "", "-", "–", "—", ",")
        closes = bool(re.match(r"\s?,?\s?[-–—]\s|[.,!?]|$|\n", after)) or words[-1:] in ".!?,"
        begins = words[:1].isupper() or before[-1:] == ":" or not words[:1].isalpha()
        return quote.runs_on or (begins and (opens or not before) and closes)

    def _quote_of(self, one: Parsed, cue: Cue, speech: Sequence[Quote]) -> Quote | None:
        """The quotation that ends right before the cue's clause or follows its colon."""
        span = cue.span
        for quote in speech:
            between = self.text[quote.outer.end : span.start]
            if quote.outer.end <= span.start and len(between) < 6 and re.fullmatch(r"[\s,.!?]*[-–—]*\s*", between):
                return quote
            ahead = self.text[span.end : quote.outer.start]
            if span.end <= quote.outer.start and len(ahead) < 90 and re.fullmatch(r"[^.!?]*:\s*", ahead):
                return quote
        return None

    def _interrupts(self, one: Parsed, cue: Cue) -> bool:
        """«"Мы приняли их, - сказал он, - и накормили"»: the cue stands between dashes inside the quotation."""
        before = one.doc[max(0, cue.start - 2) : cue.start].text
        return bool(re.search(r"[,.!?]?\s*[-–—]$", before)) and len(before) < 6

    def _direct(
        self,
        quote: Quote,
        cue: Mention[str],
        speaker: Mention[Who] | None,
        one: Parsed,
        at: Cue | None,
        *,
        cut: bool = False,
    ) -> StatementDraft:
        words = quote.inner.of(self.text)
        lead = len(words) - len(words.lstrip())
        bare = words.strip().rstrip(",.;:?!").rstrip()
        span = Span(quote.inner.start + lead, quote.inner.start + lead + max(1, len(bare)))
        shown = span.of(self.text)
        if cut and at is not None:
            left, right = at.span.start - span.start, at.span.end - span.start
            parts = (shown[:left].rstrip(" ,-–—"), shown[right:].lstrip(" ,-–—."))
            shown = (". " if parts[1][:1].isupper() and parts[0][-1:] not in ".!?" else " ").join(
                part for part in parts if part
            )
            if not parts[1] and parts[0]:
                span = Span(span.start, span.start + len(parts[0]))
        return StatementDraft(
            content=span, content_text=shown, kind="direct", cue=cue, speaker=speaker, date=self._date(one, at, span),
            medium=self._medium(one, at), rule="statement.quotation",
        )  # fmt: skip

    def _standing(self, one: Parsed, speech: Sequence[Quote], done: set[int], start: int) -> None:
        """A quotation without a cue of its own takes the cue and speaker before it."""
        for quote in speech:
            own = id(quote) in done or any(d.content.touches(quote.inner) for d in self.drafts[start:])
            if (
                own
                or self.before is None
                or one.passage.kind == "headline"
                or len(quote.inner.of(self.text).split()) <= SHORTEST
            ):
                continue
            ahead = self.text[one.passage.span.start : quote.outer.start]
            if ahead.strip() and ahead.rstrip()[-1:] not in ".!?:":
                continue
            cue, speaker = self.before
            self.drafts.append(self._direct(quote, cue, speaker, one, None))

    def _join(self, one: Parsed, marks: list[Quote], start: int) -> None:
        """A quotation that runs over a paragraph break is one statement."""
        first = min(self.drafts[start:], key=lambda d: d.content.start, default=None)
        goes_on = bool(marks) and marks[0].outer.start - one.passage.span.start < 3
        if self.open is not None and goes_on and first is not None and first.kind == "direct":
            begun = [d for d in self.drafts if self.open.touches(d.content)]
            span = Span(self.open.start, first.content.end)
            whole = replace(first, content=span, content_text=span.of(self.text), rule="statement.runs_on")
            self.drafts = [d for d in self.drafts if d is not first and d not in begun] + [whole]
        runs = next((q for q in marks if q.runs_on), None)
        if runs is None:
            self.open = None
        elif self.open is None or not goes_on:
            self.open = runs.inner

    def _awaited_words(self, one: Parsed, cues: Sequence[Cue]) -> None:
        """«X сказал:» ended the paragraph before: this one is what X said."""
        if self.awaited is None:
            return
        cue, speaker = self.awaited
        self.awaited = None
        words = one.passage.span.of(self.text)
        if words[:1] in _MARKS:
            self.before = (cue, speaker)
            return
        bare = words.rstrip().rstrip(".!?…,;:")
        span = Span(one.passage.span.start, one.passage.span.start + max(1, len(bare)))
        self.drafts.append(
            StatementDraft(
                content=span, content_text=bare, kind="direct", cue=cue, speaker=speaker, rule="statement.paragraph"
            )
        )

    # --- clauses -----------------------------------------------------------------------------------------------------

    def _clause(
        self,
        one: Parsed,
        cue: Cue,
        cues: Sequence[Cue],
        mention: Mention[str],
        speaker: Mention[Who] | None,
        speech: Sequence[Quote],
    ) -> StatementDraft | None:
        if self._ends_in_colon(one, cue):
            self.awaited = (mention, speaker)
            return None
        content = content_of(cue, cues)
        if content is None or (speaker is None and not (cue.style == "according" and cue.token.lemma_ in _NAMELESS)):
            return None
        span = one.of(one.doc[content[0] : content[1]])
        words = span.of(self.text)
        inner = [
            m for m in re.finditer(r"[«\"“][^«»\"“”]{2,}[»\"”]", words) if len(m[0].split()) > 1 or m[0][1:2].islower()
        ]
        kind = "mixed" if inner else "indirect"
        if len(inner) == 1 and len(words) - len(inner[0][0]) < 3:
            kind, words = "direct", words.strip(_MARKS + " ,.")
        if len(words.split()) < 2:
            return None
        return StatementDraft(
            content=span, content_text=words, kind=kind, cue=mention, speaker=speaker, date=self._date(one, cue, span),
            medium=self._medium(one, cue), rule=f"statement.{cue.style}",
        )  # fmt: skip

    def _ends_in_colon(self, one: Parsed, cue: Cue) -> bool:
        rest = self.text[cue.span.end : one.passage.span.end].strip()
        return rest == ":"

    def _date(self, one: Parsed, cue: Cue | None, content: Span) -> Mention[dt.date] | None:
        """The day of the saying: a date in the attributing clause, outside the content."""
        if cue is None:
            return None
        clause = cue.span
        for mention in self.dates:
            if mention.value.prec == 1 and clause.covers(mention.span) and not content.touches(mention.span):
                return Mention(mention.value.first, mention.span, mention.rule, mention.reason)
        return None

    def _medium(self, one: Parsed, cue: Cue | None) -> Mention[str] | None:
        if cue is None:
            return None
        span = cue.span
        words = span.of(self.text).lower()
        for medium, names in load_cues().media.items():
            for name in names:
                at = words.find(name)
                if at >= 0:
                    return Mention(medium, Span(span.start + at, span.start + at + len(name)), "statement.medium")
        return None
