"""English numerals in digits and words: "1,037", "twenty-three", "two dozen", "3 million"."""

from __future__ import annotations

import re

_UNITS = {w: n for n, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"])}  # fmt: skip
_TENS = {
    w: 10 * n for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_WORD = "|".join(sorted([*_UNITS, *_TENS], key=len, reverse=True))
_SPELLED = rf"(?:(?:{_WORD})(?:-(?:{_WORD}))?(?:(?: and)? (?:hundred|thousand|million)(?:(?: and)? (?:{_WORD})(?:-(?:{_WORD}))?)?)*)"
_PEOPLE = r"(?= (?:people|refugees|migrants|civilians|displaced|Afghans|Syrians|Ukrainians|returnees|residents))"
_DIGITS = rf"(?:\d{{1,3}}(?:, ?\d{{3}})+|\d{{1,3}}(?:[\u00a0\u2009\u202f]\d{{3}})+\b|\d{{1,3}} 000\b|\d+)(?:\.\d+)?(?: (?:hundred|thousand|million|billion)|m{_PEOPLE}|k{_PEOPLE})?"
_DOZEN = rf"(?:(?:a|half a|{_WORD}) dozen)"
_A_SCALE = r"(?:an? (?:hundred|thousand|million)(?! and a half))"
NUM = rf"(?:{_DOZEN}|{_A_SCALE}|{_DIGITS}|{_SPELLED})"


def value_of(words: str) -> float | None:
    """ "1,037" → 1037, "twenty-three" → 23, "two dozen" → 24, "3 million" → 3000000; None for no number."""
    text = re.sub(r"^an? (?=hundred|thousand|million)", "one ", words.lower().strip()).replace(" and ", " ")
    text = re.sub(
        r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}\b)",
        "",
        re.sub(r"(?<=\d)m$", " million", re.sub(r"(?<=\d)k$", " thousand", text)),
    )
    if text.endswith("dozen"):
        first = text.removesuffix("dozen").strip()
        return 6.0 if first == "half a" else 12.0 * (1 if first == "a" else value_of(first) or 1)
    total, part, seen = 0.0, 0.0, False
    for token in re.split(r"[ -]+", re.sub(r"(?<=\d), ?(?=\d{3})", "", text)):
        if re.fullmatch(r"\d+(?:\.\d+)?", token):
            part, seen = float(token), True
        elif token in _UNITS or token in _TENS:
            part, seen = part + _UNITS.get(token, _TENS.get(token, 0)), True
        elif token in SCALES and seen:
            if token == "hundred":
                part *= 100
            else:
                total, part = total + part * SCALES[token], 0.0
        else:
            return None
    return total + part if seen else None
