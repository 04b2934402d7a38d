"""Bodies under their long and short names: "National Border Service (NBS)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from incidents.parsing.tongue import Parsed

ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_SHORT = re.compile(r"\s*\(([A-Z][\w.&-]{1,14})\)")


class ShortForms:
    """The bodies that a report names in both forms."""

    def __init__(self, parsed: Sequence[Parsed], text: str) -> None:
        self.both = _short_forms(parsed, text)

    def full(self, name: str) -> str:
        """A body under its long and short form, whichever the report uses here."""
        if name in self.both:
            return self.both[name]
        pairs = (pair for pair in self.both.items() if " " in pair[0])
        return next((name.replace(long, both) for long, both in pairs if name.endswith(f" {long}")), name)


def _short_forms(parsed: Sequence[Parsed], text: str) -> dict[str, str]:
    """ "National Border Service (NBS)": both forms under one name, for those who are later called by one of them."""
    found: dict[str, str] = {}
    for one in parsed:
        for entity in one.doc.ents:
            if entity.label_ not in ("ORG", "GPE", "NORP", "FAC", "PERSON", "PRODUCT", "LAW"):
                continue
            # The parse sees parentheticals as blanks; the text still has them.
            short = _SHORT.match(text, one.of(entity).end)
            long = ARTICLE.sub("", " ".join(entity.text.split()))
            if short and len(long.split()) > 1:
                found.setdefault(long, f"{long} ({short[1]})")
                found.setdefault(short[1], f"{long} ({short[1]})")
    return found
