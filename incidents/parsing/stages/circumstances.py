"""When and by which medium something was said, and what the speaker is: only where the words say it."""

from __future__ import annotations

import datetime as dt

from incidents.parsing.drafts import When, Who
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.stages.along import Along
from incidents.parsing.stages.cue_words import load_cues
from incidents.parsing.stages.cues import Cue
from incidents.parsing.stages.persons import Persons

_BESIDE = 45  # characters between a cue and the date that belongs to it
_AROUND = 250  # characters around a cue within which a medium belongs to it
_NEAR = 300  # characters within which a title beside the name belongs to this saying


def day_of(cue: Cue, content: Span, dates: Along[When]) -> Mention[dt.date] | None:
    """The day of the saying: a date beside the cue, outside the content."""
    at, sentence = cue.one.of(cue.verb), cue.one.of(cue.verb.sent)
    for mention in dates.near(at, _BESIDE):
        is_outside = sentence.covers(mention.span) and not content.touches(mention.span)
        if mention.value.prec == 1 and is_outside:
            return Mention(mention.value.first, mention.span, mention.rule, mention.reason)
    return None


def medium_of(text: str, cue: Cue, content: Span) -> Mention[str] | None:
    """The medium that the sentence names around its cue, never inside what was said."""
    sentence, at = cue.one.of(cue.verb.sent), cue.one.of(cue.verb)
    around = Span(max(sentence.start, at.start - _AROUND), min(sentence.end, at.end + _AROUND))
    words = around.of(text).lower()
    for medium, names in load_cues().media:
        for name in names:
            found = words.find(name)
            span = Span(around.start + found, around.start + found + len(name)) if found >= 0 else None
            if span is not None and not content.touches(span):
                return Mention(medium, span, "statement.medium", f"“{span.of(text)}” stands beside the cue")
    return None


def affiliation_of(cue: Cue, speaker: Mention[Who] | None, persons: Persons) -> Mention[str] | None:
    """What the report says the speaker is: the title in front of the name or the apposition behind it, the nearest to the cue."""
    if speaker is None or speaker.value.kind != "person":
        return None
    known = [p for p in persons.named(speaker.value.name) if p.intro_at is not None]
    if not known:
        return None
    at = cue.one.of(cue.verb).start
    best = min(known, key=lambda p: abs(p.at.start - at) > _NEAR)
    assert best.intro_at is not None
    return Mention(best.intro[:200], best.intro_at, "speaker.intro", f"introduced as “{best.intro}”")
