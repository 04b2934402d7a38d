"""The attributions of each sentence with what they attribute, for those who read events and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incidents.parsing.drafts import Who
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.stages.content import content_of
from incidents.parsing.stages.cues import find_cues
from incidents.parsing.stages.speakers import Speakers
from incidents.parsing.tongue import Parsed


@dataclass(frozen=True, slots=True)
class Tail:
    """Words that only attribute: ", X said", "according to X". Events are read without them; figures in `scope` are X's."""

    span: Span
    speaker: Mention[Who] | None
    cue: Mention[str]
    scope: Span


def attribution_tails(parsed: Sequence[Parsed], actors: Sequence[Mention[Who]] = ()) -> tuple[Tail, ...]:
    """The attributions of a report, in order; acts of speech ("accused X of Y") are deeds of their own and left out."""
    speakers, tails = Speakers(parsed), []
    for one in parsed:
        for cue in find_cues(one):
            content = content_of(cue)
            if content is None or cue.subject is None or cue.style not in ("say", "according", "noun"):
                continue
            who = speakers.resolve(one, cue.subject)
            speakers.heard(who, one, cue.subject.words)
            doc = one.doc
            span = one.of(doc[cue.start : max(cue.end, cue.start + 1)])
            scope = one.of(doc[content[0] : content[1] + 1])
            tails.append(Tail(span, who, Mention(cue.words, one.of(cue.verb), f"cue.{cue.style}"), scope))
    return tuple(tails)
