"""Texts that no wire ever sent, made from sentences of wires: cut, spliced, stretched and strewn with odd signs. Seeded."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

SIGNS = list(
    "\"'“”‘’«»„‹›()[]{}<>—–-−_=+*/\\|~^`´.,;:!?…·•%$€£№#@&§¶©\u00ad\u200b\u200f\u202e\u2028\ufeff\u0301\u00a0\t\n\r\x00\x0b\x0c\x1b"
)
STRANGE = [
    "ⅣⅦ", "١٢٣", "१२३", "五千", "½", "1²", "ﬁve", "İstanbul", "ß", "ǅ", "🏳️‍🌈", "👩🏽‍✈️", "🇹🇯🇦🇫", "e\u0301\u0301\u0301", "𝟙𝟘", "שלום", "مرز", "國境", "\U0010ffff",
]  # fmt: skip
NUMBERS = [
    "0", "00", "1", "-1", "1,000", "1.000", "1 000", "10,00,000", "999999999999999999999", "1e9", "1/2", "3.5", "50%", "31 February 2021", "29.02.2021",
    "99/99/9999", "0000-00-00", "Monday", "July 5", "5 июля", "в ночь на понедельник", "since 1992", "dozens", "тысячи", "some 40 to 50", "не менее 30",
    "25:61", "12:00 GMT", "million billion", "the last 999 years", "42 тыс.", "XIX век",
]  # fmt: skip
GLUE = [
    "",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\n\n\n",
    ", ",
    "; ",
    " - ",
    " and ",
    " и ",
    " that ",
    ", что ",
    " said ",
    " сказал ",
    "\t",
    " | ",
    '" "',
    "» «",
]
LENGTHS = (60, 300, 1_000, 2_500, 2_500, 5_000, 10_000, 10_000, 20_000)  # characters, about what comes out
Make = Callable[[random.Random, Sequence[str], int], str]


def odd_text(chance: random.Random, sentences: Sequence[str]) -> str:
    """One text out of these sentences; the same state of chance gives the same text."""
    size = chance.choice(LENGTHS)
    text = chance.choice(_MAKERS)(chance, sentences, size)
    for _ in range(chance.choice((0, 0, 1, 1, 2, 4))):
        text = chance.choice(_CHANGES)(chance, text)
    return text[: 2 * size] or "."


def _until(size: int, part: Callable[[], str], glue: Callable[[], str]) -> str:
    """Parts with glue between them until the text has its size."""
    parts, length = [], 0
    while length < size:
        parts += [part(), glue()]
        length += len(parts[-1]) + len(parts[-2])
        if length == 0:
            break
    return "".join(parts[:-1])


def _story(chance: random.Random, sentences: Sequence[str], size: int) -> str:
    """Sentences of many reports as one report."""
    return _until(size, lambda: chance.choice(sentences), lambda: chance.choice((" ", " ", "\n\n")))


def _endless(chance: random.Random, sentences: Sequence[str], size: int) -> str:
    """One sentence without an end."""
    glue = chance.choice(GLUE)
    return _until(size, lambda: chance.choice(sentences).rstrip('.!?»”"'), lambda: glue)


def _halves(chance: random.Random, sentences: Sequence[str], size: int) -> str:
    """Beginnings and ends of sentences spliced at any letter."""

    def half() -> str:
        one = chance.choice(sentences)
        at = chance.randint(0, len(one))
        return chance.choice((one[:at], one[at:]))

    return _until(size, half, lambda: chance.choice(GLUE))


def _list(chance: random.Random, sentences: Sequence[str], size: int) -> str:
    """A list of things that goes on and on."""
    glue = chance.choice((", ", "; ", "\n", "\n- ", "\n* ", " / ", " and ", " и ", ", а также "))
    words = chance.choice(sentences).split() + chance.sample(NUMBERS, 3)
    return _until(size, lambda: " ".join(chance.choices(words, k=chance.randint(1, 4))), lambda: glue)


def _table(chance: random.Random, sentences: Sequence[str], size: int) -> str:
    """Rows and columns of names and figures."""
    cells = [*NUMBERS, *chance.choice(sentences).split()]
    bar, columns = chance.choice(("\t", " | ", "    ", ";")), chance.randint(2, 9)
    return _until(size, lambda: bar.join(chance.choices(cells, k=columns)), lambda: "\n")


def _again(chance: random.Random, sentences: Sequence[str], size: int) -> str:
    """A few words said hundreds of times."""
    words = chance.choice(sentences).split()
    at = chance.randrange(len(words)) if words else 0
    phrase, glue = " ".join(words[at : at + chance.randint(1, 7)]) or ".", chance.choice(GLUE)
    return _until(size, lambda: phrase, lambda: glue)


def _nested(chance: random.Random, sentences: Sequence[str], size: int) -> str:
    """Somebody says that somebody says, with marks that open and never close."""
    saying = (
        "the ministry said that ",
        "according to the police, ",
        "«",
        "“",
        '"',
        "(",
        "как сообщил представитель МВД, ",
        "he added that ",
    )
    return _until(size, lambda: chance.choice(saying) + chance.choice(sentences)[: chance.randint(0, 60)], lambda: "")


def _signs(chance: random.Random, _sentences: Sequence[str], size: int) -> str:
    """Hardly a word."""
    some = [*chance.sample(SIGNS, chance.randint(1, 6)), "word", "слово", "7"]
    return _until(
        min(size, 5_000), lambda: chance.choice(some) * chance.randint(1, 30), lambda: chance.choice(("", " "))
    )


def _run(chance: random.Random, _sentences: Sequence[str], size: int) -> str:
    """One or two signs or letters without a space."""
    return (chance.choice(SIGNS) + chance.choice(("", "", "a", "ы", "1", chance.choice(SIGNS)))) * (size // 2)


def _letters(chance: random.Random, _sentences: Sequence[str], size: int) -> str:
    """Any code points at all, without the halves of surrogate pairs, which no file can hold."""
    return "".join(
        chr(chance.choice((chance.randrange(0x20, 0xD800), chance.randrange(0x20, 0x500))))
        for _ in range(min(size, 2_500))
    )


def _cut(chance: random.Random, text: str) -> str:
    start, end = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
    return text[start:end]


def _strewn(chance: random.Random, text: str) -> str:
    """Signs, strange letters and figures between the words."""
    words, strange = text.split(" "), (*SIGNS, *STRANGE, *NUMBERS)
    for _ in range(min(200, 1 + len(words) // 6)):
        words.insert(chance.randrange(len(words) + 1), chance.choice(strange))
    return " ".join(words)


def _inside(chance: random.Random, text: str) -> str:
    """Single letters doubled, lost, or replaced by a sign."""
    letters = list(text)
    for _ in range(min(300, 1 + len(letters) // 30)):
        if letters:
            at = chance.randrange(len(letters))
            letters[at] = chance.choice(("", letters[at] * 2, chance.choice(SIGNS)))
    return "".join(letters)


def _shuffled(chance: random.Random, text: str) -> str:
    words = text.split(" ")
    chance.shuffle(words)
    return " ".join(words)


def _rewrapped(chance: random.Random, text: str) -> str:
    """All line ends gone, or one after every word or two."""
    return chance.choice((" ", "\n", "\n\n")).join(text.split())


def _recased(chance: random.Random, text: str) -> str:
    return chance.choice((str.upper, str.lower, str.title, str.swapcase))(text)


_MAKERS: tuple[Make, ...] = (_story, _story, _endless, _halves, _list, _table, _again, _nested, _signs, _run, _letters)
_CHANGES = (_cut, _strewn, _inside, _shuffled, _rewrapped, _recased)
