"""Who said what, and how: quotations and clauses given to the one they are attributed to (codebook 7)."""

from __future__ import annotations

import datetime as dt
import functools
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Token

from incidents.parsing.document import Frame
from incidents.parsing.drafts import StatementDraft, When, Who
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.stages.quotes import Quote, read_quotes
from incidents.parsing.stages.speakers import Speakers
from incidents.parsing.tongue import Parsed

_DATA = Path(__file__).parent.parent / "knowledge" / "languages" / "en" / "cues.toml"
_NO_COMMENT = re.compile(
    r"\b(?:decline|refuse)[ds]? to (?:comment|say)|\bnot (?:comment|say|immediately)\b|\bno comment\b", re.I
)
_QUOTE_MARKS = "\"“”«»'‘’"


@dataclass(frozen=True, slots=True)
class Cues:
    say: frozenset[str]
    act: frozenset[str]
    media: tuple[tuple[str, tuple[str, ...]], ...]


@functools.cache
def load_cues() -> Cues:
    table = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return Cues(
        frozenset(table["say"]), frozenset(table["act"]), tuple((k, tuple(v)) for k, v in table["media"].items())
    )


@dataclass(frozen=True, slots=True)
class Tail:
    """Words that only attribute: ", X said", "according to X". Events are read without them; figures in `scope` are X's."""

    span: Span
    speaker: Mention[Who] | None
    cue: Mention[str]
    scope: Span


@dataclass(slots=True)
class _Cue:
    one: Parsed
    verb: Token
    subject: Token | None
    style: str  # say | act | according
    words: str
    start: int  # token offsets of the attribution itself: subject and cue
    end: int
    used: bool = False


def _style(token: Token) -> tuple[str, str]:
    """("say" or "act", the cue's words) of a verb that attributes, ("", "") for any other."""
    cues = load_cues()
    lemma = token.lemma_.lower()
    if token.pos_ not in ("VERB", "AUX") and not (token.lower_ in ("said", "says", "saying") and token.pos_ != "NOUN"):
        return "", ""
    if token.lower_ in ("said", "says", "say", "saying"):
        lemma = "say"
    particle = next((c for c in token.children if c.dep_ in ("prep", "prt") and c.i == token.i + 1), None)
    if particle is not None and f"{lemma} {particle.lower_}" in cues.act | cues.say:
        return ("act" if f"{lemma} {particle.lower_}" in cues.act else "say"), f"{token.text} {particle.text}"
    if lemma in cues.say:
        return "say", token.text
    return ("act", token.text) if lemma in cues.act else ("", "")


def _subject(verb: Token) -> Token | None:
    """Its own subject, or the one of the clause that a participle hangs on."""
    quoted = verb.head.head if verb.head.lower_ == "as" else verb
    if verb.lower_ == "saying" and quoted.lemma_.lower() in ("quote", "cite"):
        return next((c for c in quoted.children if c.dep_ in ("dobj", "nsubjpass")), None)
    at, steps = verb, 0
    while steps < 4:
        own = [c for c in at.children if c.dep_ in ("nsubj", "nsubjpass", "csubj")]
        if own:
            return own[-1] if at.i == verb.i else own[0]
        if at.dep_ in ("conj", "advcl", "xcomp", "acl", "relcl") and at.head.i != at.i:
            if at.dep_ in ("acl", "relcl") and at.head.pos_ in ("NOUN", "PROPN"):
                return at.head
            at, steps = at.head, steps + 1
            continue
        break
    return None


def _find_cues(one: Parsed) -> Iterator[_Cue]:
    doc = one.doc
    for token in doc:
        if token.lower_ == "according" and token.i + 2 < len(doc) and doc[token.i + 1].lower_ == "to":
            to = doc[token.i + 1]
            target = next((c for c in to.children if c.dep_ == "pobj"), None) or doc[min(token.i + 2, len(doc) - 1)]
            yield _Cue(
                one, token, target, "according", doc[token.i : token.i + 2].text, token.i, target.right_edge.i + 1
            )
            continue
        style, words = _style(token)
        if not style:
            continue
        subject = _subject(token)
        negated = any(c.dep_ == "neg" for c in token.children)
        if negated or _NO_COMMENT.search(doc[max(0, token.i - 3) : token.i + 3].text):
            continue
        start = min(subject.left_edge.i, token.i) if subject is not None and subject.head.i == token.i else token.i
        end = max(
            token.i + 1,
            subject.right_edge.i + 1
            if subject is not None and subject.head.i == token.i and subject.i > token.i
            else 0,
        )
        if subject is not None and token.dep_ == "acl" and subject.dep_ == "appos" and subject.i == token.head.i:
            start = subject.left_edge.i  # ", the ministry reported": the parser takes the tail for an apposition
        yield _Cue(one, token, subject, style, words, start, end)


# --- content ----------------------------------------------------------------------------------------------------------


def _trim(one: Parsed, first: int, last: int) -> tuple[int, int] | None:
    """Token range without outer marks, conjunctions and end punctuation; None when nothing is left."""
    doc = one.doc
    while first <= last and (
        (doc[first].pos_ in ("PUNCT", "SPACE") and doc[first].text not in _QUOTE_MARKS)
        or (doc[first].lower_ in ("that", "how") and first < last)
        or doc[first].text in ",:;–—-"
    ):
        first += 1
    while last >= first and (
        (doc[last].pos_ in ("PUNCT", "SPACE") and doc[last].text not in "\"”»)]’'") or doc[last].text in ",;:–—-."
    ):
        last -= 1
    return (first, last) if last - first >= 1 else None


def _after(cue: _Cue) -> tuple[int, int] | None:
    """The clause that follows the cue."""
    doc, verb = cue.one.doc, cue.verb
    clauses = [c for c in verb.children if c.dep_ in ("ccomp", "xcomp", "advcl") and c.i > verb.i and c.dep_ != "advcl"]
    if clauses:
        clause = max(clauses, key=lambda c: c.right_edge.i)
        left, right = clause.left_edge.i, clause.right_edge.i
        left = max(left, verb.i + 1)
        for child in verb.children:
            if child.dep_ in ("conj", "advcl") and child.i > clause.i and _style(child)[0]:
                right = min(right, child.left_edge.i - 1)
        return _trim(cue.one, left, right)
    that = next((t for t in doc[verb.i + 1 : min(verb.i + 12, len(doc))] if t.lower_ == "that"), None)
    if that is not None and that.sent == verb.sent:
        return _trim(cue.one, that.i + 1, verb.sent.end - 1)
    return None


def _before(cue: _Cue) -> tuple[int, int] | None:
    """The sentence that the attribution is the tail of."""
    doc, sent = cue.one.doc, cue.verb.sent
    edge = cue.start - 1
    while edge >= 0 and doc[edge].pos_ in ("SPACE", "ADV"):
        edge -= 1
    if edge < 1 or doc[edge].text not in (",", "—", "–", "-", '"', "”", "--", "’", "'"):
        return None
    first = sent.start
    if first >= edge:  # the parser cut the sentence at the quotation mark
        first = doc[edge - 1].sent.start
    words = doc[first:edge]
    if not any(t.pos_ in ("VERB", "AUX") for t in words) or len(words) < 3:
        return None
    return _trim(cue.one, first, edge - 1)


def _object(cue: _Cue) -> tuple[int, int] | None:
    """What an act of speech is about: "accused [X of Y]", "called on [X to Y]"."""
    verb = cue.verb
    parts = [
        c
        for c in verb.children
        if c.i > verb.i and c.dep_ in ("dobj", "prep", "xcomp", "ccomp", "dative", "pobj", "oprd")
    ]
    parts = [
        c
        for c in parts
        if not (
            c.dep_ == "prep"
            and c.lower_ in ("in", "at", "during", "after", "before")
            and not any(p.dep_ == "dobj" for p in parts)
        )
    ]
    if not parts:
        return None
    first = min(c.left_edge.i for c in parts)
    if cue.words.lower().endswith((" on", " for")) and cue.one.doc[first].lower_ in ("on", "for"):
        first += 1
    last = max(c.right_edge.i for c in parts)
    for child in verb.children:
        if child.dep_ in ("advcl", "conj") and child.i > verb.i and child.left_edge.i <= last:
            last = min(last, child.left_edge.i - 1)
    return _trim(cue.one, max(first, verb.i + 1), last)


def _content_of(cue: _Cue) -> tuple[int, int] | None:
    if cue.style == "act":
        return _object(cue)
    if cue.style == "according":
        sent = cue.verb.sent
        if cue.start - sent.start >= 4:
            return _trim(cue.one, sent.start, cue.start - 1)
        return _trim(cue.one, cue.end, sent.end - 1)
    return _after(cue) or _before(cue)


# --- the stage --------------------------------------------------------------------------------------------------------


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
        self.last_cue: Mention[str] | None = None
        self.open: StatementDraft | None = None  # a quotation that runs on into the next paragraph

    def read(self) -> tuple[StatementDraft, ...]:
        quotes = read_quotes(self.text, [one.passage for one in self.parsed])
        for one, marks in zip(self.parsed, quotes, strict=True):
            if one.passage.kind == "headline":
                continue
            self._passage(one, marks)
        return tuple(sorted(self.drafts, key=lambda d: d.content.start))

    def _passage(self, one: Parsed, marks: list[Quote]) -> None:
        cues = list(_find_cues(one))
        whole = [q for q in marks if self._is_whole(q)]
        outside = [c for c in cues if not any(q.inner.covers(one.of(c.verb)) for q in whole)]
        self._owners(one)
        found: list[tuple[int, StatementDraft]] = []
        for cue in self._outermost(one, outside):
            speaker = self.speakers.resolve(one, cue.subject) if cue.subject is not None else None
            mention = Mention(cue.words, one.of(cue.verb), f"cue.{cue.style}")
            own = [q for q in whole if self._belongs(one, cue, q)]
            content = None if own and cue.style != "act" else _content_of(cue)
            if own:
                content = (
                    content
                    if content and not any(q.outer.touches(one.of(one.doc[content[0] : content[1] + 1])) for q in own)
                    else None
                )
                found += [(q.inner.start, self._direct(q, mention, speaker, one, cue)) for q in own]
                whole = [q for q in whole if q not in own]
            if content:
                draft = self._clause(one, cue, content, mention, speaker, marks)
                if draft:
                    found.append((draft.content.start, draft))
            if own or content:
                self.speakers.heard(speaker)
                self.last_cue = mention
        for quote in whole:
            near = [d for at, d in found if at < quote.inner.start] or [d for _, d in found]
            before = near[-1] if near else (self.drafts[-1] if self.drafts and self._follows(one, quote) else None)
            if before is not None and len(quote.inner.of(self.text).split()) > 3:
                found.append((quote.inner.start, self._direct(quote, before.cue, before.speaker, one, None)))
        self._join(one, [d for _, d in sorted(found, key=lambda f: f[0])], marks)

    def _owners(self, one: Parsed) -> None:
        """ "The X press service later circulated a statement": from here on "it" is X."""
        for token in one.doc:
            if token.lemma_.lower() in ("circulate", "issue", "release", "publish", "post") and any(
                c.dep_ == "dobj" and c.lemma_.lower() in ("statement", "communique", "report", "readout")
                for c in token.children
            ):
                subject = _subject(token)
                if subject is not None:
                    self.speakers.heard(self.speakers.resolve(one, subject))

    def _outermost(self, one: Parsed, cues: list[_Cue]) -> list[_Cue]:
        """Of nested cues the outer one only (codebook 10): what stands in another's content is what was said."""
        ranges = [(c, _content_of(c)) for c in cues]
        kept = []
        for cue, _ in ranges:
            inside = any(other is not cue and r and r[0] <= cue.verb.i <= r[1] for other, r in ranges)
            if not inside:
                kept.append(cue)
        return kept

    def _is_whole(self, quote: Quote) -> bool:
        """A quotation that stands as a sentence of its own, not a phrase inside somebody's clause."""
        words = quote.inner.of(self.text).strip()
        if len(words.split()) < 3:
            return False
        before = self.text[max(0, quote.outer.start - 3) : quote.outer.start].strip()
        starts = words[:1].isupper() or words[:1] in "[(…."
        tail = self.text[quote.outer.end : quote.outer.end + 1]
        ends = words[-1:] in ".,!?…" or quote.runs_on or tail in ",."
        led = before[-1:] in (":", ",", ".", "?", "!", "") or before.endswith(("”", '"'))
        return (starts and (ends or led)) or (words[-1:] == "," and len(words.split()) > 4)

    def _belongs(self, one: Parsed, cue: _Cue, quote: Quote) -> bool:
        """The cue stands right behind the quotation, or right before it."""
        start = one.passage.span.start
        begin = start + one.doc[cue.start].idx
        last = one.doc[cue.end - 1]
        end = start + last.idx + len(last.text)
        if 0 <= begin - quote.outer.end <= 3:
            return True
        between = self.text[end : quote.outer.start] if quote.outer.start >= end else None
        if between is not None and len(between) < 90 and not re.search(r"[.!?]\s", between):
            return bool(re.search(r"[:,]\s*$", between)) or len(between.split()) <= 2
        between = self.text[quote.outer.end : begin] if begin >= quote.outer.end else None
        return (
            between is not None
            and len(between) < 60
            and not re.search(r"[.!?;]\s", between)
            and between.count(",") <= 1
        )

    def _follows(self, one: Parsed, quote: Quote) -> bool:
        return quote.outer.start - one.passage.span.start < 3 and one.passage.index > 1

    def _direct(
        self, quote: Quote, cue: Mention[str], speaker: Mention[Who] | None, one: Parsed, at: _Cue | None
    ) -> StatementDraft:
        words = quote.inner.of(self.text)
        lead = len(words) - len(words.lstrip())
        bare = words.strip().rstrip(",.;:?!").rstrip()
        span = Span(quote.inner.start + lead, quote.inner.start + lead + max(1, len(bare)))
        return StatementDraft(
            content=span, content_text=bare, kind="direct", cue=cue, speaker=speaker,
            date=self._date(one, at, span) if at else None, medium=self._medium(one, at), rule="statement.quotation",
        )  # fmt: skip

    def _clause(
        self,
        one: Parsed,
        cue: _Cue,
        content: tuple[int, int],
        mention: Mention[str],
        speaker: Mention[Who] | None,
        marks: list[Quote],
    ) -> StatementDraft | None:
        if speaker is None and cue.style != "according":
            return None
        tokens = one.doc[content[0] : content[1] + 1]
        span = one.of(tokens)
        words = span.of(self.text)
        inner = [q for q in marks if q.outer.touches(span)]
        kind = "mixed" if inner else "indirect"
        if (len(inner) == 1 and inner[0].outer.covers(Span(span.start, span.end))) or (
            len(inner) == 1
            and span.covers(inner[0].inner)
            and len(span.of(self.text)) - len(inner[0].outer.of(self.text)) < 3
        ):
            kind, words = "direct", words.strip(_QUOTE_MARKS + " ,.")
        if len(words.split()) < 2 or one.passage.kind == "headline":
            return None
        return StatementDraft(
            content=span, content_text=words, kind=kind, cue=mention, speaker=speaker,
            date=self._date(one, cue, span), medium=self._medium(one, cue), rule=f"statement.{cue.style}",
        )  # fmt: skip

    def _date(self, one: Parsed, cue: _Cue, content: Span) -> Mention[dt.date] | None:
        """The day of the saying: a date beside the cue, outside the content."""
        at = one.of(cue.verb)
        sentence = one.of(cue.verb.sent)
        for mention in self.dates:
            is_beside = min(abs(mention.span.start - at.end), abs(at.start - mention.span.end)) < 45
            if (
                is_beside
                and mention.value.prec == 1
                and sentence.covers(mention.span)
                and not content.touches(mention.span)
            ):
                return Mention(mention.value.first, mention.span, mention.rule, mention.reason)
        return None

    def _medium(self, one: Parsed, cue: _Cue | None) -> Mention[str] | None:
        if cue is None:
            return None
        sentence = one.of(cue.verb.sent)
        words = sentence.of(self.text).lower()
        for medium, names in load_cues().media:
            for name in names:
                at = words.find(name)
                if at >= 0:
                    return Mention(
                        medium, Span(sentence.start + at, sentence.start + at + len(name)), "statement.medium"
                    )
        return None

    def _join(self, one: Parsed, found: list[StatementDraft], marks: list[Quote]) -> None:
        """A quotation that runs over a paragraph break is one statement."""
        first = found[0] if found else None
        opened = marks[0] if marks else None
        if (
            self.open is not None
            and first is not None
            and opened is not None
            and opened.outer.start - one.passage.span.start < 3
            and first.kind == "direct"
        ):
            span = Span(self.open.content.start, first.content.end)
            whole = StatementDraft(
                content=span, content_text=span.of(self.text), kind="direct", cue=self.open.cue if self.open.speaker else first.cue,
                speaker=self.open.speaker or first.speaker, date=self.open.date, medium=self.open.medium, rule="statement.runs_on",
            )  # fmt: skip
            self.drafts.remove(self.open)
            found = [whole, *found[1:]]
        self.drafts += found
        runs = next((q for q in marks if q.runs_on), None)
        self.open = next((d for d in found if runs and runs.inner.touches(d.content)), None)


def read_statements(
    text: str,
    frame: Frame,
    parsed: Sequence[Parsed],
    actors: Sequence[Mention[Who]] = (),
    dates: Sequence[Mention[When]] = (),
) -> tuple[StatementDraft, ...]:
    """Every attributed utterance of the report, in order."""
    return _Reader(text, frame, parsed, actors, dates).read()


def attribution_tails(parsed: Sequence[Parsed], actors: Sequence[Mention[Who]] = ()) -> tuple[Tail, ...]:
    """The attributions of each sentence with what they attribute, for those who read events."""
    speakers = Speakers(actors)
    tails = []
    for one in parsed:
        for cue in _find_cues(one):
            content = _content_of(cue)
            if content is None or cue.subject is None or cue.style == "act":
                continue
            who = speakers.resolve(one, cue.subject)
            speakers.heard(who)
            span = one.of(one.doc[cue.start : max(cue.end, cue.start + 1)])
            tails.append(
                Tail(
                    span, who, Mention(cue.words, one.of(cue.verb), "cue"), one.of(one.doc[content[0] : content[1] + 1])
                )
            )
    return tuple(tails)
