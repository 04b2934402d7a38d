"""The two ends of what passes a border: who takes part stands for one, the far side of the border for the other."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from incidents.parsing.drafts import ActorDraft
from incidents.parsing.evidence import Mention
from incidents.parsing.knowledge.world import World
from incidents.parsing.stages.links import Link, titled

End = Mention[str] | None  # a country's code


def end_of(actors: Sequence[ActorDraft], roles: Collection[str], rule: str) -> End:
    """The country of the first participant in one of these roles whose country is known."""
    for draft in actors:
        if draft.role in roles and draft.who.value.country:
            return Mention(draft.who.value.country, draft.who.span, rule, f"“{draft.who.value.name}”")
    return None


def completed(away: End, toward: End, link: Link | None, world: World) -> tuple[End, End]:
    """Both ends of what passes a border, where one of them is known."""
    sides = link.code.split("-") if link else []

    def other(known: Mention[str], way: str) -> Mention[str]:
        code = next(s for s in sides if s != known.value)
        reason = f"over the {titled('-'.join(sides), world)}, so {way} the other side"
        return Mention(code, known.span, "direction.other_side", reason)

    if toward and not away and toward.value in sides:
        away = other(toward, "from")
    elif away and not toward and away.value in sides:
        toward = other(away, "to")
    return away, toward
