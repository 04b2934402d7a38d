"""The attributions of each sentence with what they attribute, for those who read events and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incidents.parsing.drafts import StatementDraft, Who
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.stages.along import Along
from incidents.parsing.stages.content import content_of
from incidents.parsing.stages.cues import find_cues
from incidents.parsing.stages.speakers import Speakers, as_actor
from incidents.parsing.tongue import Parsed

_BESIDE = 30  # characters between the speaker's words and the cue that stands with them


@dataclass(frozen=True, slots=True)
class Tail:
    """Words that only attribute: ", X said", "according to X". Events are read without them; figures in `scope` are X's."""

    span: Span
    speaker: Mention[Who] | None
    cue: Mention[str]
    scope: Span


def attribution_tails(
    parsed: Sequence[Parsed], actors: Sequence[Mention[Who]] = (), statements: Sequence[StatementDraft] = ()
) -> tuple[Tail, ...]:
    """The attributions of a report, in order; acts of speech ("accused X of Y") are deeds of their own and left out.

    `statements` add the quotations, whose sentences may stand far from their cue.
    """
    speakers, tails, along = Speakers(parsed), [], Along(actors)
    known = {s.cue.span.start: s.speaker for s in statements if s.speaker is not None}
    for one in parsed:
        for cue in find_cues(one):
            content = content_of(cue)
            if content is None or cue.subject is None or cue.style not in ("say", "according", "noun"):
                continue
            who = known.get(one.of(cue.verb).start) or as_actor(speakers.resolve(one, cue.subject), along)
            speakers.heard(who, one, cue.subject.words)
            doc = one.doc
            span = one.of(doc[cue.start : max(cue.end, cue.start + 1)])
            scope = one.of(doc[content[0] : content[1] + 1])
            tails.append(Tail(span, who, Mention(cue.words, one.of(cue.verb), f"cue.{cue.style}"), scope))
    quoted = [_of_quotation(s) for s in statements if s.kind == "direct" and s.rule != "statement.act"]
    return tuple(sorted([*tails, *quoted], key=lambda t: (t.scope.start, t.span.start)))


def _of_quotation(statement: StatementDraft) -> Tail:
    cue, speaker = statement.cue, statement.speaker
    is_beside = (
        speaker is not None
        and min(abs(speaker.span.end - cue.span.start), abs(cue.span.end - speaker.span.start)) < _BESIDE
    )
    span = speaker.span.join(cue.span) if speaker is not None and is_beside else cue.span
    return Tail(span, speaker, cue, statement.content)
