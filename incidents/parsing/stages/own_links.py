"""The border of one trigger, among those that its sentence is tied to, and the words that tell which it is."""

from __future__ import annotations

from incidents.parsing.drafts import Where
from incidents.parsing.evidence import Mention
from incidents.parsing.knowledge.world import World
from incidents.parsing.stages.distance import distance
from incidents.parsing.stages.homes import DATELINE
from incidents.parsing.stages.links import MUCH_NAMED, Link, Sentence
from incidents.parsing.stages.places import Setting
from incidents.parsing.stages.triggers import Trigger

_FAR = 1000  # a border that another clause names


def home_link(here: Sentence, trigger: Trigger, setting: Setting, world: World) -> Link | None:
    """ "Fled this month to Ethiopia", in a report about Eritrea: where people flee to, and the neighbour that the report is about."""
    named = {m.value.country: m for m in here.places if m.value.kind == "country"}
    if trigger.kind.code != "refugee_influx" or here.link is not None or len(named) != 1:
        return None
    refuge, mention = next(iter(named.items()))
    home, times = next(iter(setting.countries.most_common(1)), ("", 0))
    code = world.border_code(home, refuge)
    if not code or home == refuge or times < MUCH_NAMED:
        return None
    return Link(code, mention.span, "border.home", f"{home} is what the report is about, {refuge} its neighbour", False)


def own_link(here: Sentence, trigger: Trigger) -> Link | None:
    """Of two borders that a sentence names, the one that the trigger's own clause does: "closed its border with X and that with Y was shut"."""
    named = [m for m in here.places if m.value.kind == "border"]
    if len({m.value.border for m in named}) < 2:
        return here.link
    steps = [(_steps(here, trigger, m), n) for n, m in enumerate(named)]
    near, n = min(steps)
    if near == _FAR or all(there == near for there, _ in steps):
        return here.link
    best = named[n]
    return Link(best.value.border, best.span, best.rule, best.reason, True)


def _steps(here: Sentence, trigger: Trigger, border: Mention[Where]) -> int:
    tokens = here.one.tokens(border.span)
    steps = distance(trigger.token, tokens.root) if tokens is not None else None
    return _FAR if steps is None else steps


def border_of(link: Link, setting: Setting) -> Mention[str]:
    """The border of a tie, with the words that tell which one it is: the date line's where only they do."""
    by_home = setting.home.span if setting.home and link.rule == DATELINE else None
    return Mention(link.code, by_home or link.span, link.rule, link.reason)
