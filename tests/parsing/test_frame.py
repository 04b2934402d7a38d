"""What stands around a story: datelines, date lines, headlines, bylines, takes, tails and wrapped paragraphs."""

from __future__ import annotations

import datetime as dt

import pytest

from incidents.parsing.document import Document, Frame, Known
from incidents.parsing.stages.frame import cut_frame
from incidents.parsing.stages.paragraphs import paragraphs

PUBLISHED = dt.date(2011, 10, 14)
HEADLINE = "Two guards wounded at a frontier post"
STORY = "Two guards were wounded at the frontier post, the governor said."
MORE = "Traders said that the road had reopened by noon."


def framed(*blocks: str, published: dt.date | None = PUBLISHED) -> tuple[str, Frame]:
    text = "\n\n".join(blocks)
    return text, cut_frame(Document(text, Known(published)))


def body(text: str, frame: Frame) -> list[str]:
    return [p.span.of(text) for p in frame.passages if p.kind == "body"]


@pytest.mark.parametrize(
    ("dateline", "place", "agency", "day"),
    [
        ("KHARTOUM, Oct 12 (Reuters) - ", "Khartoum", "Reuters", "2011-10-12"),
        ("KHARTOUM Oct 12 (Reuters) - ", "Khartoum", "Reuters", "2011-10-12"),
        ("KHARTOUM (Reuters) - ", "Khartoum", "Reuters", None),
        ("KHARTOUM, OCT 12 - ", "Khartoum", "", "2011-10-12"),
        ("KHARTOUM, 12 OCT - ", "Khartoum", "", "2011-10-12"),
        ("KHARTOUM, OCT. 12, REUTER - ", "Khartoum", "REUTER", "2011-10-12"),
        ("KHARTOUM, OCT 12 (UPI) -- ", "Khartoum", "UPI", "2011-10-12"),
        ("KHARTOUM, OCT. 12 (AP) - ", "Khartoum", "AP", "2011-10-12"),
        ("GENEVA/AMMAN (Reuters) - ", "Geneva/Amman", "Reuters", None),
        ("GENEVA/AMMAN, Oct 12 (Reuters) - ", "Geneva/Amman", "Reuters", "2011-10-12"),
        ("PAJU, South Korea (AP) — ", "Paju", "AP", None),
        ("PAJU, South Korea, Oct. 12 (AP) — ", "Paju", "AP", "2011-10-12"),
        ("KASSALA, Sudan (AP) — ", "Kassala", "AP", None),
        ("Khartoum, Oct 12 (AFP) - ", "Khartoum", "AFP", "2011-10-12"),
        ("Khartoum (AFP) – ", "Khartoum", "AFP", None),
        ("Kassala, Sudan (AFP) - ", "Kassala", "AFP", None),
        ("KHARTOUM, Oct. 12 (Xinhua) -- ", "Khartoum", "Xinhua", "2011-10-12"),
        ("ADDIS ABABA, Oct. 12 (Xinhua) -- ", "Addis Ababa", "Xinhua", "2011-10-12"),
        ("Berlin (dpa) - ", "Berlin", "dpa", None),
        ("MOSCOW. Oct 12 (Interfax) - ", "Moscow", "Interfax", "2011-10-12"),
        ("DUSHANBE. Oct 12 (Interfax) - ", "Dushanbe", "Interfax", "2011-10-12"),
        ("MOSCOW, October 12. /TASS/. ", "Moscow", "TASS", "2011-10-12"),
        ("MOSCOW, October 12 /TASS/. ", "Moscow", "TASS", "2011-10-12"),
        ("MOSCOW, October 12 (Itar-Tass) -- ", "Moscow", "Itar-Tass", "2011-10-12"),
        ("ANKARA (AA) - ", "Ankara", "AA", None),
        ("Khartoum. October 12. Sudan Wire - ", "Khartoum", "Sudan Wire", "2011-10-12"),
        ("Khartoum, Oct 12, Herald -- ", "Khartoum", "Herald", "2011-10-12"),
        ("KHARTOUM. Oct 12. Herald — ", "Khartoum", "Herald", "2011-10-12"),
        ("TBILISI -- ", "Tbilisi", "", None),
        ("KYIV — ", "Kyiv", "", None),
        ("UNITED NATIONS, Oct 12 (Reuters) - ", "United Nations", "Reuters", "2011-10-12"),
        ("N'DJAMENA, Oct 12 (Reuters) - ", "N'Djamena", "Reuters", "2011-10-12"),
        ("KHARTOUM, Wednesday, Oct 12 (Reuters) - ", "Khartoum", "Reuters", "2011-10-12"),
        ("KHARTOUM, October 12, 2009 (Reuters) - ", "Khartoum", "Reuters", "2009-10-12"),
        ("KHARTOUM, 12 October 2009 (SUNA) - ", "Khartoum", "SUNA", "2009-10-12"),
        ("KIEV ", "Kiev", "", None),
        ("ADDIS ABABA ", "Addis Ababa", "", None),
        ("ADDIS ABABA\n", "Addis Ababa", "", None),
        ("GENEVA/AMMAN ", "Geneva/Amman", "", None),
        ("MOSCOW/KIEV ", "Moscow/Kiev", "", None),
        ("QUETTA, Pakistan ", "Quetta", "", None),
        ("QUETTA, Pakistan/KABUL ", "Quetta/Kabul", "", None),
        ("QUETTA/ISLAMABAD, Pakistan ", "Quetta/Islamabad", "", None),
        ("ANKARA\n\n", "Ankara", "", None),
    ],
)
def test_a_dateline_gives_place_agency_and_day_and_is_no_part_of_the_story(
    dateline: str, place: str, agency: str, day: str | None
) -> None:
    text, frame = framed(HEADLINE, dateline + STORY, MORE)
    assert (frame.dateline_place, frame.agency) == (place, agency)
    assert frame.report_date == (dt.date.fromisoformat(day) if day else PUBLISHED)
    assert body(text, frame) == [STORY, MORE]
    assert frame.dateline_span is not None
    assert frame.dateline_span.of(text).casefold().startswith(place.split("/")[0].casefold())


@pytest.mark.parametrize(
    "lead",
    [
        "Two guards were wounded near Kassala - the third clash this week - the governor said.",
        "NATO Secretary General officials flew to the frontier post on Monday.",
        "UN Troops were sent to the frontier post on Monday.",
        "IRAN President's aides flew to the frontier post on Monday.",
        "KIEV troops were sent to the frontier post on Monday.",
        "BORDER GUARDS were wounded at the post on Monday.",
        "On Oct 12 - a market day - two guards were wounded.",
    ],
)
def test_words_that_only_look_like_a_dateline_stay_in_the_story(lead: str) -> None:
    text, frame = framed(HEADLINE, lead, MORE)
    assert (frame.dateline_place, frame.dateline_span) == ("", None)
    assert body(text, frame) == [lead, MORE]


def test_an_all_capitals_wire_of_the_eighties_has_headline_and_dateline() -> None:
    text, frame = framed(
        "GUARDS CLASH AT FRONTIER POST", "KHARTOUM, OCT 12 - TWO GUARDS WERE WOUNDED.", "ROADS ARE OPEN."
    )
    assert frame.dateline_place == "Khartoum"
    assert body(text, frame) == ["TWO GUARDS WERE WOUNDED.", "ROADS ARE OPEN."]


@pytest.mark.parametrize(
    ("line", "day", "time", "zone"),
    [
        ("2011-10-12", "2011-10-12", None, ""),
        ("2011-10-12 14:05", "2011-10-12", "14:05", ""),
        ("2011-10-12T14:05:30Z", "2011-10-12", "14:05", "Z"),
        ("2011-10-12 14:05 UTC", "2011-10-12", "14:05", "UTC"),
        ("12 October 2011", "2011-10-12", None, ""),
        ("12th October 2011", "2011-10-12", None, ""),
        ("Wednesday, 12 October 2011", "2011-10-12", None, ""),
        ("Wed, 12 Oct 2011 14:05 GMT", "2011-10-12", "14:05", "GMT"),
        ("October 12, 2011", "2011-10-12", None, ""),
        ("Oct. 12, 2011 2:05 p.m.", "2011-10-12", "14:05", ""),
        ("October 12, 2011 at 12:30 am", "2011-10-12", "00:30", ""),
        ("Published: 12 October 2011, 14:05 GMT", "2011-10-12", "14:05", "GMT"),
        ("Posted on October 12, 2011", "2011-10-12", None, ""),
        ("Last updated 12 Oct 2011 09.15 EST", "2011-10-12", "09:15", "EST"),
        ("Date: 12 October 2011 14:05 GMT+3", "2011-10-12", "14:05", "GMT+3"),
        ("14:05 GMT, 12 October 2011", "2011-10-12", "14:05", "GMT"),
        ("31 February 2011", None, None, ""),
    ],
)
def test_a_date_line_gives_the_day_and_a_time_and_zone_only_if_it_says_so(
    line: str, day: str | None, time: str | None, zone: str
) -> None:
    text, frame = framed(HEADLINE, line, STORY, MORE, published=None)
    assert frame.report_date == (dt.date.fromisoformat(day) if day else None)
    assert frame.report_time == (dt.time.fromisoformat(time) if time else None)
    assert frame.zone == zone
    assert body(text, frame) == [STORY, MORE]
    assert [s.of(text) for s in frame.dropped] == [line]


def test_the_dateline_s_day_comes_before_the_header_s_and_takes_its_year() -> None:
    text, frame = framed(HEADLINE, "14 October 2009", f"KHARTOUM, Oct 12 (Reuters) - {STORY}", published=None)
    assert frame.report_date == dt.date(2009, 10, 12)
    assert frame.report_date_span is not None
    assert frame.report_date_span.of(text) == "Oct 12"


def test_a_day_without_any_year_near_it_stays_open() -> None:
    _, frame = framed(HEADLINE, f"KHARTOUM, Oct 12 (Reuters) - {STORY}", published=None)
    assert frame.report_date is None


def test_a_dateline_of_late_december_read_in_january_is_of_the_old_year() -> None:
    _, frame = framed(HEADLINE, f"KHARTOUM, Dec 30 (Reuters) - {STORY}", published=dt.date(2012, 1, 2))
    assert frame.report_date == dt.date(2011, 12, 30)


@pytest.mark.parametrize(
    ("headline", "take"),
    [
        ("UPDATE 2-Guards wounded at a frontier post", "update"),
        ("UPDATE 2 - Guards wounded at a frontier post", "update"),
        ("CORRECTED-Guards wounded at a frontier post", "correction"),
        ("CORRECTION: Guards wounded at a frontier post", "correction"),
        ("REFILE-Guards wounded at a frontier post", "correction"),
        ("Guards wounded at a frontier post, 1st lead - governor", "lead"),
        ("Guards wounded 2nd lead, adds governor", "lead"),
        ("Guards wounded at a frontier post (adds governor)", "adds"),
        ("(2nd LD) Guards wounded at a frontier post", "lead"),
        ("LEAD: Guards wounded at a frontier post", "lead"),
        ("ADDS: Guards wounded at a frontier post", "adds"),
        ("RECASTS: Guards wounded at a frontier post", "recast"),
        (HEADLINE, ""),
        ("Guards take the lead in a march", ""),
    ],
)
def test_a_headline_tells_which_take_of_the_story_it_is(headline: str, take: str) -> None:
    text, frame = framed(headline, f"KHARTOUM, Oct 12 (Reuters) - {STORY}", MORE)
    assert frame.take == take
    assert frame.headline is not None
    assert frame.headline.of(text) == headline


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("By Salma Idris", "Salma Idris"),
        ("By Salma Idris and Tom Okello", "Salma Idris and Tom Okello"),
        ("By Salma Idris, Frontier Desk", "Salma Idris"),
        ("By noon the road was open again.", ""),
    ],
)
def test_a_byline_names_the_writer_and_a_sentence_with_by_does_not(line: str, who: str) -> None:
    text, frame = framed(HEADLINE, line, STORY)
    assert frame.byline == who
    assert (line in body(text, frame)) == (not who)


@pytest.mark.parametrize(
    "tail",
    [
        "(Reporting by Salma Idris; Editing by Tom Okello)",
        "Reporting by Salma Idris in Khartoum",
        "(Additional reporting by Tom Okello)",
        "Editing by Tom Okello",
        "REUTER",
        "ENDS",
        "Copyright 2011 Frontier News Service",
        "© Frontier News Service",
        "***",
        "Read more: other news of the frontier",
        "(More to follow)",
        "io/so/1405",
        "si/to/mk",
    ],
)
def test_an_editor_s_tail_is_dropped(tail: str) -> None:
    text, frame = framed(HEADLINE, STORY, tail)
    assert body(text, frame) == [STORY]
    assert [s.of(text) for s in frame.dropped] == [tail]


@pytest.mark.parametrize("opening", ["U.S. agents", "A patrol", "“Both guards”", "NATO troops", "Sudanese guards"])
def test_a_town_in_capitals_is_a_dateline_before_whatever_opens_a_sentence(opening: str) -> None:
    lead = f"{opening} reached the frontier post on Monday."
    text, frame = framed(HEADLINE, f"KHARTOUM {lead}", MORE)
    assert frame.dateline_place == "Khartoum"
    assert body(text, frame) == [lead, MORE]


def test_a_story_without_any_frame_keeps_every_word() -> None:
    text, frame = framed(STORY)
    assert (frame.headline, frame.dateline_span, frame.agency, frame.byline) == (None, None, "", "")
    assert body(text, frame) == [STORY]


def test_a_story_that_opens_with_its_dateline_has_no_headline() -> None:
    text, frame = framed(f"KHARTOUM, Oct 12 (Reuters) - {STORY}", MORE)
    assert frame.headline is None
    assert body(text, frame) == [STORY, MORE]


WRAPPED = (
    "    Two guards were wounded at the frontier post on\n Monday, the governor said after a long night of\n talks."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One line.", ["One line."]),
        ("One.\n\nTwo.", ["One.", "Two."]),
        (WRAPPED, [WRAPPED.strip()]),
        (WRAPPED + "\n REUTER", [WRAPPED.strip(), "REUTER"]),
        (WRAPPED + "\n Reuter\n", [WRAPPED.strip(), "Reuter"]),
        (WRAPPED + "\n ENDS", [WRAPPED.strip(), "ENDS"]),
        (f"{STORY}\n{MORE * 3}", [STORY, MORE * 3]),
        (f"{STORY}\nREUTER", [STORY, "REUTER"]),
        ("A short list:\npost one\nthe second and last post of the whole long valley", ["A short list:", "post one", "the second and last post of the whole long valley"]),
        ("", []),
        (" \n\n \n", []),
    ],
)  # fmt: skip
def test_wrapped_lines_make_one_paragraph_and_long_lines_one_each(text: str, expected: list[str]) -> None:
    assert [p.of(text) for p in paragraphs(text)] == expected


def test_a_wire_s_sign_off_under_wrapped_lines_is_a_tail() -> None:
    text, frame = framed(HEADLINE, WRAPPED + "\n REUTER")
    assert body(text, frame) == [WRAPPED.strip()]
    assert [s.of(text) for s in frame.dropped] == ["REUTER"]
