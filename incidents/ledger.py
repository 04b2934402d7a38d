"""The claim ledger: what all claims of an incident come to. The figure is computed, its rule is shown, nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from incidents.models import Claim, Incident
from incidents.parsing.knowledge.codes import LEADING_KINDS


@dataclass(frozen=True, slots=True)
class Figure:
    """low and high are the ends that the claims leave; None is an open end. `words` is empty where nothing is claimed."""

    kind: str = ""
    low: float | None = None
    high: float | None = None
    words: str = ""
    unit: str = ""
    rule: str = "no figure is claimed"
    origins: int = 0


def number_words(value: Decimal | float) -> str:
    return f"{float(value):,.10g}" if float(value) % 1 else f"{int(value):,}"


def range_words(low: Decimal | float | None, high: Decimal | float | None, comparator: str = "exact") -> str:
    """ ">1,000", "≤50", "94", "300–400", "about 200"."""
    if low is None and high is None:
        return ""
    if high is None and low is not None:
        return ("≥" if comparator == "at_least" else ">") + number_words(low)
    if low is None and high is not None:
        return ("<" if comparator == "under" else "≤") + number_words(high)
    assert low is not None and high is not None
    if low == high:
        return ("~" if comparator == "about" else "") + number_words(low)
    return f"{number_words(low)}–{number_words(high)}"


def claim_words(claim: Claim) -> str:
    return range_words(claim.low, claim.high, claim.comparator)


def _leading(claims: Sequence[Claim]) -> list[Claim]:
    """The claims of the kind that says most about the incident; parts of a total stand aside."""
    whole = [claim for claim in claims if claim.basis != "subtotal"] or list(claims)
    kinds = {claim.kind for claim in whole}
    kind = min(kinds, key=lambda name: LEADING_KINDS.index(name) if name in LEADING_KINDS else len(LEADING_KINDS))
    fresh = [claim for claim in whole if claim.kind == kind and claim.basis == "new"]
    return fresh or [claim for claim in whole if claim.kind == kind]


def figure(incident: Incident) -> Figure:
    """The incident's leading figure over all its claims, lowest to highest, with the rule in words."""
    claims = [claim for claim in incident.claims.all() if claim.withdrawn_at is None]
    return figure_of(claims)


def figure_of(claims: Iterable[Claim]) -> Figure:
    held = list(claims)
    if not held:
        return Figure()
    leading = _leading(held)
    origins = {(claim.attributed_to_id, None if claim.attributed_to_id else claim.report_id) for claim in leading}
    lows = [claim.low if claim.low is not None else Decimal(0) for claim in leading]
    open_top = any(claim.high is None for claim in leading)
    highs = [claim.high for claim in leading if claim.high is not None]
    if len(leading) == 1:
        one = leading[0]
        words, rule = claim_words(one), "the only claim"
    else:
        low, high = min(lows), max(highs, default=None)
        exact = high is not None and low == high and not open_top
        top = None if open_top and (high is None or high < max(lows)) else high
        words = range_words(low, top, "exact" if exact else "over")
        rule = f"lowest to highest of {len(leading)} claims"
    first = leading[0]
    return Figure(
        kind=first.kind,
        low=float(first.low if len(leading) == 1 else min(lows))
        if (len(leading) > 1 or first.low is not None)
        else None,
        high=None if open_top else float(max(highs)),
        words=words + (" kg" if first.kind == "seized_kg" else ""),
        unit=first.unit,
        rule=rule,
        origins=len(origins),
    )
