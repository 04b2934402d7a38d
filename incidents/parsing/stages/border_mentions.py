"""Borders that a passage names: "the Tajik-Afghan border", "the border with X", "the Durand Line"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from incidents.parsing.knowledge.world import World
from incidents.parsing.tongue import Parsed

_BORDER_NOUN = r"(?:border(?! (?:guard|police|patrol|force|security|agent|officer|official|troop|service|ranger|control|checks))|borders|frontier|frontiers|boundary|boundary line|border area|border areas|border region|border zone|border line|front line|warfront|line of control|line of actual control)"
_BORDER = re.compile(
    rf"\b(?:[Bb]orders? between (?P<between>(?:[A-Z][\w.’']+ ?(?:and|of|the)? ?){{1,6}}[A-Z][\w’']+)"
    rf"|(?P<pair>(?:[A-Z][\w.’']*[ -])?[A-Z][\w.’']*\w\.?(?: ?[-–—/‐] ?|(?:['’]s)? (?:and|with) )(?:[A-Z][\w.’']+[ -])?[A-Z][\w.’']*\w)(?:['’]s?)? (?:\w+ ){{0,2}}?{_BORDER_NOUN}"
    rf"|(?P<owner>[A-Z][\w.’']+(?: [A-Z][\w.’']+){{0,2}}?)(?:['’]s?)? (?P<far>\w+ ){{0,2}}?(?P<noun>{_BORDER_NOUN}) (?:with|to|by) (?P<other>[A-Z][\w.’']+(?: [A-Z][\w.’']+)?)"
    rf"|{_BORDER_NOUN} (?:with|to) (?P<with>[A-Z][\w.’']+(?: [A-Z][\w.’']+)?)"
    rf"|(?P<one>[A-Z][\w.’']+(?: [A-Z][\w.’']+)?)(?:['’]s?)? (?:\w+ ){{0,2}}?{_BORDER_NOUN})"
)  # fmt: skip


def border_mentions(one: Parsed, world: World) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, code, one-sided country): code is empty for a one-sided mention that the setting must complete."""
    text = one.text
    for match in _BORDER.finditer(text):
        groups = {name: words for name, words in match.groupdict().items() if words}
        code, single = "", ""
        if "between" in groups:
            code = world.border_named(groups["between"])
        elif "pair" in groups:
            code = world.border_named(groups["pair"])
            single = "" if code else _last_country(world, groups["pair"])
        elif "other" in groups:
            owner = _last_country(world, groups["owner"])
            far = world.country_named(groups["other"])
            code, single = world.border_code(owner, far), "" if owner else far
        elif "with" in groups:
            single = world.country_named(groups["with"]) or world.country_named(groups["with"].split()[0])
        elif "one" in groups:
            words = groups["one"]
            code = world.border_named(words + " border") or world.border_named(words)
            single = "" if code else (world.country_named(words) or _last_country(world, words))
        if code or single:
            start = match.start() if code or "other" not in groups else match.start("noun")
            yield start, match.start() + len(match[0].rstrip(".,’'")), code, single
    for match in re.finditer(r"\b(?:the )?((?:[A-Z][\w-]+ )(?:of )?(?:[A-Z][\w-]+ ?){0,3}|LoC|DMZ|LAC)", text):
        words = match[1].strip()
        named = world.border_named(words) if re.search(r"\w[-–]\w", words) else world.line_named(words)
        if (code := named) and not world.country_named(words):  # "Bosnian Serb" is a people, "Tajik-Afghan" a border
            yield match.start(1), match.start(1) + len(words), code, ""


def _last_country(world: World, words: str) -> str:
    words = re.sub(r"['’]s$", "", words)
    if code := world.country_named(words):
        return code
    for part in reversed(re.split(r"[ /–—-]+", words)):
        if code := world.country_named(part.strip(".,’'")):
            return code
    return ""
