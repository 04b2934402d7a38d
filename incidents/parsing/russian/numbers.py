"""Russian figures with open ends kept open: value, comparator, basis, and the words of what is counted (codebook 6 and 10)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from incidents.parsing.drafts import Count
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.russian.calendar import MONTH
from incidents.parsing.russian.lemmas import feature
from incidents.parsing.russian.numerals import DIGITS, HALVES, SINGLE, SPELLED, value_of
from incidents.parsing.tongue import Parsed

_VAGUE: tuple[tuple[str, float, float], ...] = (
    (r"сотн\w+ тысяч", 200_000, 999_999), (r"десятк\w+ тысяч", 20_000, 99_999), (r"нескольк\w+ (?:сотен|сот)", 300, 900),
    (r"нескольк\w+ (?:тысяч|тыс\.)", 3000, 9000), (r"нескольк\w+ десятк\w+", 36, 108), (r"десятк(?:и|ов|ам|ами|ах)", 24, 99),
    (r"сот(?:ни|ен|ням|нями|нях)", 200, 999), (r"тысяч(?:и|ам|ами|ах)", 2000, 9999), (r"нескольк\w+", 3, 9), (r"пар[ауыой]+(?= \w+(?:ов|ей|ев|их|ых|н|к))", 2, 2),
)  # fmt: skip
_COMPARATORS = (
    ("at_least", r"не менее(?: чем)?|не меньше|как минимум|по меньшей мере|по крайней мере|минимум"),
    ("up_to", r"до|не более(?: чем)?|не больше|максимум"),
    ("over", r"более(?: чем)?|больше(?: чем)?|свыше|превы\w+"),
    ("under", r"менее(?: чем)?|меньше"),
    ("about", r"около|порядка|почти|примерно|приблизительно|ориентировочно|где-то|в районе|оценочно"),
)
_COMPARE = "|".join(f"(?P<{name}>{words})" for name, words in _COMPARATORS)
_VAGUE_WORDS = "|".join(words for words, _, _ in _VAGUE)
_NUM = rf"(?:{DIGITS}|{HALVES}|{SPELLED})"
_FIGURE = re.compile(
    rf"(?<![\w.,-])(?:(?:{_COMPARE})[ \n])?(?:всего |общей численностью )?(?P<additive>(?:еще|ещё) )?"
    rf"(?:(?P<zero>никто (?:\w+ ){{0,2}}?не (?:постра|погиб|ранен)\w*|(?:погибших|пострадавших|раненых|жертв)(?: (?:и|или|среди) \w+)* нет\b)|(?P<vague>{_VAGUE_WORDS})(?!\w)"
    rf"|(?:от )?(?P<num>{_NUM})(?!\w)(?:(?: ?[-–—] ?| до | или )(?P<num2>{_NUM})(?!\w))?|(?P<single>{SINGLE})(?!\w))",
    re.I,
)  # fmt: skip
_NOT_A_COUNT = re.compile(
    rf"^\s?(?:%|процент|-?\s?(?:км|километр|метр|миллиметр|\bм\b|мм\b|см\b|мил[ьи]|гектар|га\b|кв\.|квадрат|градус)|-?(?:лет|год|месяц|недел|дн(?:я|ей)|день|сут|час|минут|секунд|"
    rf"век|раз(?:а)?\b|балл|этаж)\w*|-?(?:й|я|е|го|му|ми|х|ти|летн\w+)\b|:\d\d|\.\d|/\d|[-–]\d|\s?(?:руб|долл|евро|сомон|сом\b|сомов|тенге|грив|злот)\w*|\s?[$€₽]|"
    rf"\s(?:{MONTH})\b|\s(?:стран|государств|сторон|район|област|провинц|уезд|город|сел\b|сёл|населенн|участк|пункт|пост|мест|голос|мандат|пунктов|статей|стать|тур|этап|заседан|направлен|"
    rf"кишлак|деревен|населённ|погранзастав|застав|сектор|километров|подразделен|президент|лидер|министр|коп)\w*)",
    re.I,
)  # fmt: skip
_BEFORE_NO_COUNT = re.compile(
    r"(?:[$€№#]\s?|\b(?:стать[еяиюй]+|ст\.|пункт\w?|резолюци\w+|закон\w*|рейс\w*|трасс\w+|М|номер\w*|группа|G|Т|Су|Ми|МиГ|калибр\w*|в возрасте|дом|километр\w*|корпус\w*|"
    r"бригад\w+|полк\w*|батальон\w*|С|АК|отметк\w+|высот\w+|минус|плюс)[ -]?|\d[.,:/-]|[A-Za-zА-Яа-я]-)$"
)
_YEAR = re.compile(r"^(?:1[5-9]|20)\d\d$")
_CUMULATIVE = re.compile(
    r"\b(?:всего|в общей сложности|в целом|суммарно|в сумме|общее (?:число|количество)|общая численность|с начала|возрос\w+ до|достигл\w*|уже|итого)\b",
    re.I,
)
_SUBTOTAL = re.compile(
    r"\b(?:из них|из которых|из числа|в том числе|среди них|среди которых|включая)\b[^.;]{0,40}$", re.I
)
_REMAINING = re.compile(
    r"\b(?:оста[ею]тся|остаются|оставались|остались|остается|застряли|по-прежнему|находятся до сих пор)\b", re.I
)
_WEIGHTS = (
    (r"кг\b|килограмм\w*|кило\b", 1.0), (r"тонн\w*|т\b", 1000.0), (r"грамм\w*|гр?\b(?!\.? ?ода)", 0.001), (r"центнер\w*", 100.0),
)  # fmt: skip
_PEOPLE_ALONE = frozenset(("человек", "людей", "лиц", "чел"))


AROUND = 60  # characters beside a figure that may say what it is


@dataclass(frozen=True, slots=True)
class _Figure:
    start: int
    end: int
    count: Count
    rule: str


def _count(match: re.Match[str]) -> tuple[Count, str] | None:
    groups = match.groupdict()
    comparator = next((name for name, _ in _COMPARATORS if groups[name]), "exact")
    additive = bool(groups["additive"])
    if groups["zero"]:
        return Count(0, 0), "number.none"
    words = groups["vague"]
    one_of_them = value_of(words) if words and comparator != "exact" else None  # «более тысячи»: one thousand
    if words and one_of_them is None:
        low, high = next((a, b) for pattern, a, b in _VAGUE if re.fullmatch(pattern.split("(?=")[0], words, re.I))
        return Count(low, high, "exact" if low == high else "vague", additive=additive), "number.vague"
    value = one_of_them or value_of(groups["num"] or groups["single"])
    if value is None:
        return None
    if groups["num2"]:
        top = value_of(groups["num2"])
        if (
            top is not None
            and top >= 1000 > value
            and re.search(r"тыс|млн", groups["num2"], re.I)
            and not re.search(r"тыс|млн", groups["num"], re.I)
        ):
            value *= 1000 if "тыс" in groups["num2"].lower() else 1_000_000
        if top is not None and top > value:
            return Count(value, top, "range", additive=additive), "number.range"
    ends: dict[str, tuple[float | None, float | None]] = {
        "over": (value, None), "at_least": (value, None), "up_to": (None, value), "under": (None, value),
    }  # fmt: skip
    first, last = ends.get(comparator, (value, value))
    return Count(first, last, comparator, additive=additive), f"number.{comparator}"


def _is_count(text: str, match: re.Match[str]) -> bool:
    if match["zero"] or match["vague"]:
        return True
    words = match["num"] or match["single"]
    start = match.start("num") if match["num"] else match.start("single")
    before, after = text[max(0, start - AROUND) : start], text[match.end() : match.end() + AROUND]
    if _weight(after):
        return True
    if _NOT_A_COUNT.match(after) or _BEFORE_NO_COUNT.search(before):
        return False
    compared = any(match[name] for name, _ in _COMPARATORS)
    if _YEAR.match(words) and not compared:
        return bool(re.match(r"\s(?:\w+(?:их|ых) )?(?:человек|военн|солдат|беженц|мигрант|пограничн|жител)", after))
    low = words.lower()
    return not (
        low in ("одной", "одна", "одну", "одно", "одном", "одним", "одному", "один", "одного")
        and not _one_person(after)
    )


def _one_person(after: str) -> bool:
    return bool(re.match(
        r"\s(?:\w+(?:ий|ый|ого|его|ая|ой|ую) )?(?:человек|военнослуж|погранич|солдат|боевик|полицейск|мирн|гражданин|гражданк|житель|женщин|мужчин|ребен|мигрант|беженец|офицер|сотрудник|погиб|ранен|талиб|убит|пострада)",
        after, re.I,
    ))  # fmt: skip


def _weight(after: str) -> tuple[int, float] | None:
    for pattern, factor in _WEIGHTS:
        if found := re.match(rf"^\s?(?:{pattern})", after, re.I):
            return found.end(), factor
    return None


def _figures(text: str) -> Iterator[_Figure]:
    for match in _FIGURE.finditer(text):
        read = _count(match) if _is_count(text, match) else None
        if read is None:
            continue
        count, rule = read
        end = match.end()
        weight = _weight(text[end : end + AROUND]) if match["num"] or match["single"] else None
        if weight:
            size, factor = weight
            low, high = (
                None if v is None else round(v * factor, 3 if factor < 1 else 0) for v in (count.low, count.high)
            )
            count, end, rule = replace(count, low=low, high=high, unit="kg"), end + size, f"{rule}.weight"
        yield _Figure(match.start(), end, count, rule)


def _unit(one: Parsed, starts: Sequence[int], figure: _Figure) -> tuple[str, int]:
    """The counted words and where they end, counted from the passage: «афганских военнослужащих»."""
    if figure.rule == "number.none":
        return "", figure.end
    after = list(one.doc[(at := _token_after(one, starts, figure.end)) : at + 8])
    if figure.count.unit == "kg":
        if after and after[0].pos_ in ("NOUN", "PROPN") and _is_genitive(after[0]):
            return f"kg {after[0].text}", after[0].idx + len(after[0].text)
        return "kg", figure.end
    last: Token | None = None
    spoken: Token | None = None  # «30 задержанных»: a participle that stands for its people
    for token in after:
        if token.is_space and "\n" not in token.text:
            continue
        if token.pos_ in ("ADJ", "DET") or (token.pos_ == "VERB" and "VerbForm=Part" in str(token.morph)):
            spoken = token if _is_genitive(token) and "Variant=Short" not in str(token.morph) else spoken
            continue
        if token.text in ("«", "»", "”", "“", '"', "-", "–") or token.text == "из":
            break
        if token.pos_ in ("NOUN", "PROPN") and (
            last is None or (_is_genitive(token) and last.lower_ not in _PEOPLE_ALONE)
        ):
            if last is not None and not (token.text[:1].isupper() or token.head.i == last.i):
                break
            last = token
            continue
        break
    last = last or spoken
    if last is None:
        return "", figure.end
    words = " ".join(one.doc[after[0].i : last.i + 1].text.split())
    return ("", figure.end) if len(words) > 80 else (words, last.idx + len(last.text))


def _is_genitive(token: Token) -> bool:
    return "Case=Gen" in str(token.morph) or not feature(token, "Case")


def _token_after(one: Parsed, starts: Sequence[int], end: int) -> int:
    at = bisect_left(starts, end)
    while at < len(starts) and (one.doc[at].is_space or one.doc[at].text == "."):
        at += 1
    return at


def _basis(text: str, figure: _Figure, unit_end: int) -> str:
    start = max(text.rfind(mark, 0, figure.start) for mark in (". ", "\n", "; ")) + 1
    before, after = text[start : figure.start], re.split(r"[.;]", text[unit_end : unit_end + 70])[0]
    if _SUBTOTAL.search(before[-2 * AROUND :]):
        return "subtotal"
    if _CUMULATIVE.search(before[-35:] + " " + text[figure.start : figure.end]) or re.search(
        r"\b(?:в общей сложности|с начала)\b", after
    ):
        return "cumulative"
    return "remaining" if _REMAINING.search(after) or _REMAINING.search(before[-25:]) else "new"


def read_numbers(parsed: Sequence[Parsed], dates: Sequence[Span] = ()) -> tuple[Mention[Count], ...]:
    """Every count of the passages; figures inside a date's words are none."""
    mentions: list[Mention[Count]] = []
    for one in parsed:
        at, text = one.passage.span.start, one.text
        taken = bytearray(len(text))  # 1 where a date stands
        for day in dates:
            if one.passage.span.covers(day):
                taken[day.start - at : day.end - at] = b"\1" * (day.end - day.start)
        starts = [t.idx for t in one.doc]
        for figure in _figures(text):
            if any(taken[figure.start : figure.end]):
                continue
            unit, end = _unit(one, starts, figure)
            count = replace(figure.count, unit=unit, basis=_basis(text, figure, end))
            span = Span(at + figure.start, at + max(end, figure.end))
            mentions.append(Mention(count, span, figure.rule, f"“{text[figure.start : max(end, figure.end)]}”"))
    return tuple(mentions)
