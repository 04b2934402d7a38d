"""Russian names of months, weekdays and parts of the day, in every case form."""

from __future__ import annotations

MONTH = (
    r"(?:янв(?:ар[ьяею]|\b\.?)|фев(?:рал[ьяею]|\b\.?)|мар(?:т[аеу]?|\b\.?)|апр(?:ел[ьяею]|\b\.?)|ма[йяею]|июн(?:[ьяею]|\b\.?)|июл(?:[ьяею]|\b\.?)|"
    r"авг(?:уст[аеу]?|\b\.?)|сен(?:т(?:ябр[ьяею])?|\b\.?)|окт(?:ябр[ьяею]|\b\.?)|ноя(?:бр[ьяею]|\b\.?)|дек(?:абр[ьяею]|\b\.?))"
)
_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
WEEKDAY = r"(?:понедельник[ау]?|вторник[ау]?|сред[ауые]|четверг[ау]?|пятниц[ауыей]+|суббот[ауыей]+|воскресень[еяю])"
_WEEKDAYS = ("понед", "вторн", "сред", "четв", "пятн", "субб", "воскр")
PART = (
    r"(?:под утро|(?:рано |ранним |поздним |поздно )?(?:утром|вечером|ночью)|днем|днём|на рассвете|на заре|в полдень|около полудня|после полудня|"
    r"в полночь|около полуночи|после полуночи|во второй половине дня|в первой половине дня|до рассвета)"
)
_PARTS = (
    ("под утро", "early_hours"), ("рассвет", "early_hours"), ("на заре", "early_hours"), ("после полуночи", "early_hours"), ("утром", "morning"),
    ("первой половине", "morning"), ("полдень", "afternoon"), ("полудня", "afternoon"), ("днем", "afternoon"), ("днём", "afternoon"),
    ("второй половине", "afternoon"), ("вечером", "evening"), ("ночью", "night"), ("полноч", "night"), ("полуноч", "night"),
)  # fmt: skip


def month_number(words: str) -> int:
    """«июля» → 7; «мая» is no «марта»."""
    low = words.lower()
    return next(
        n for n, stem in enumerate(_MONTHS, 1) if low.startswith(stem) and not (stem == "ма" and low.startswith("мар"))
    )


def weekday_number(words: str) -> int:
    low = words.lower()
    return next(n for n, stem in enumerate(_WEEKDAYS) if low.startswith(stem))


def part_of_day(words: str) -> str:
    """«рано утром» → morning; empty for other words."""
    low = words.lower()
    return next((code for stem, code in _PARTS if stem in low), "")
