"""What each reader makes of files as people send them: the words, the day, the source, and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest

from incidents.parsing import readers
from incidents.parsing.document import Unreadable
from tests.intake.files import LEAD, a_docx, a_pdf, a_zip, newsml, ninjs

PLAIN = "Border guards closed the crossing on Monday."
RUSSIAN = "ДУШАНБЕ. Пограничная служба закрыла пункт пропуска на реке Пяндж, сообщил её представитель в понедельник."
POLISH = "Straż Graniczna poinformowała, że na granicy z Białorusią zatrzymano wczoraj trzydzieści osób, a żołnierze użyli gazu łzawiącego."


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        (LEAD, "utf-8"), (LEAD, "utf-8-sig"), (LEAD, "utf-16"), (LEAD, "utf-32"), (LEAD, "cp1252"), (PLAIN, "ascii"),
        ("The governor of Béjaïa closed the border, officials said on Monday.", "latin-1"), (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (RUSSIAN, "utf-16"),
    ],
)  # fmt: skip
def test_a_text_is_read_in_the_encoding_it_is_in(words: str, encoding: str) -> None:
    assert readers.read(words.encode(encoding), "wire.txt").text == words


def test_a_guessed_encoding_is_said() -> None:
    assert "cp1252" in readers.read(LEAD.encode("cp1252"), "wire.txt").notes[0]


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_become_one_kind(ends: str) -> None:
    assert readers.read(f"Headline{ends}{ends}Body".encode(), "wire.txt").text == "Headline\n\nBody"


def test_zero_bytes_and_half_characters_are_left_out_and_said() -> None:
    zero = readers.read(b"Guards\x00 closed the crossing on Monday" + b" and the road" * 40, "wire.txt")
    assert "\x00" not in zero.text and "Zero bytes" in zero.notes[0]
    half = readers.read(b'{"uri": "x", "headline": "Closed \\ud83d today", "body_text": "Guards closed it."}', "a.json")
    assert half.text.startswith("Closed \ufffd today") and "Broken characters" in half.notes[0]
    half.headline.encode()


PAGE = (
    '<html lang="en"><head><title>Closed | Wire</title><meta property="og:site_name" content="Pamir Wire">'
    '<meta property="article:published_time" content="2021-07-05T09:00:00+05:00"><style>p{{}}</style></head><body><nav>Home</nav>'
    "<article><h1>Crossing closed</h1><p>Guards <b>closed</b> it.</p><ul><li>One gate</li><li>Two roads</li></ul>"
    "<script>steal()</script></article><footer>Rights</footer></body></html>"
)


@pytest.mark.parametrize(
    "start", ["", "<!doctype html>", "\ufeff<!DOCTYPE html>\n", '<?xml version="1.0"?>\n', "<!-- saved page -->\n"]
)
@pytest.mark.parametrize("name", ["page.html", "page.htm", "unnamed", "page.xml"])
def test_a_page_gives_its_article_its_day_and_its_source(start: str, name: str) -> None:
    found = readers.read((start + PAGE).encode(), name)
    assert found.text == "Crossing closed\n\nGuards closed it.\n\nOne gate\n\nTwo roads"
    assert (found.headline, found.known.source, found.known.language) == ("Crossing closed", "Pamir Wire", "en")
    assert found.known.published == dt.date(2021, 7, 5)


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-16"])
def test_a_page_is_decoded_as_it_says_of_itself(encoding: str) -> None:
    page = f"<html><head><meta charset={encoding}></head><body><p>{RUSSIAN}</p></body></html>"
    assert readers.read(page.encode(encoding), "page.html").text == RUSSIAN


HEAD = "From: Pamir Wire <desk@example.org>\nTo: watch@example.org\nSubject: Crossing closed\nDate: Wed, 7 Jul 2021 01:40:00 +0500\n"
QUOTED = HEAD + (
    "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    "Guards of Khorugh=E2=80=99s post closed the cross=\ning.\n"
)
PARTS = HEAD + (
    'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: multipart/alternative; boundary="a"\n\n'
    "--a\nContent-Type: text/plain; charset=windows-1252\nContent-Transfer-Encoding: base64\n\nkUd1YXJkc5IgY2xvc2VkIGl0Lg==\n"
    "--a\nContent-Type: text/html\n\n<p>Guards in HTML.</p>\n--a--\n--b\nContent-Type: application/pdf\n"
    'Content-Disposition: attachment; filename="map of the post.pdf"\n\nJVBERi0=\n--b--\n'
)
PAGE_ONLY = HEAD + (
    "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<html><head><style>p{}</style></head><body><div><div><p>Guards <i>closed</i>"
    "</p><p>the crossing.</p></div></div><script>steal()</script></body></html>"
)


@pytest.mark.parametrize(
    ("mail", "text"),
    [
        (QUOTED, "Guards of Khorugh’s post closed the crossing."),
        (PARTS, "‘Guards’ closed it."),
        (PAGE_ONLY, "Guards closed\n\nthe crossing."),
        (HEAD + "\nGuards closed it.\n", "Guards closed it."),
        (
            HEAD.replace("Crossing closed", "=?utf-8?b?Q3Jvc3NpbmcgY2xvc2Vk?=") + "\nGuards closed it.",
            "Guards closed it.",
        ),
    ],
)
def test_a_mail_gives_its_subject_its_text_its_sender_and_its_day(mail: str, text: str) -> None:
    for content in (mail.encode(), mail.replace("\n", "\r\n").encode()):
        found = readers.read(content, "mail.eml")
        assert found.text == f"Crossing closed\n\n{text}"
        assert (found.headline, found.known.source) == ("Crossing closed", "Pamir Wire")
        assert found.known.published == dt.date(2021, 7, 7)


def test_attachments_of_a_mail_are_named_as_not_read() -> None:
    assert readers.read(PARTS.encode(), "mail.eml").notes == ("Attachments were not read: map of the post.pdf.",)


def test_a_mail_with_folded_headers_of_the_way_it_took_is_still_a_mail() -> None:
    way = "Delivered-To: watch@example.org\nReceived: from a\n by b\n with c;\n Wed, 7 Jul 2021\nARC-Seal: i=1; a=x;\n b=y\n z\n"
    assert readers.reader_for((way + QUOTED).encode(), "").LABEL == "e-mail"


@pytest.mark.parametrize("date", ["Wed, 99 Jul 2021 17:40:00 +0500", "soon", ""])
def test_a_mail_with_an_impossible_date_has_none(date: str) -> None:
    mail = HEAD.replace("Wed, 7 Jul 2021 01:40:00 +0500", date) + "\nGuards closed it."
    assert readers.read(mail.encode(), "mail.eml").known.published is None


def test_a_mail_without_text_says_what_to_send() -> None:
    mail = HEAD + 'Content-Type: application/pdf\nContent-Disposition: attachment; filename="a.pdf"\n\nJVBERi0=\n'
    with pytest.raises(Unreadable, match="Send its attachment"):
        readers.read(mail.encode(), "mail.eml")


def test_a_pdf_gives_its_lines_as_paragraphs() -> None:
    lines = (
        "Crossing closed",
        "",
        "Guards closed the crossing at the river on Monday and told all drivers",
        "to turn back.",
    )
    found = readers.read(a_pdf(*lines), "a.pdf").text
    assert (
        found
        == "Crossing closed\n\nGuards closed the crossing at the river on Monday and told all drivers to turn back."
    )


def test_a_word_document_gives_paragraphs_and_tables_in_their_order() -> None:
    made = a_docx("Crossing closed", table=[["Post", "Detained"], ["Kalai-Dasht", "12"]], after="The road stays open.")
    found = readers.read(made, "a.docx").text
    assert found == "Crossing closed\n\nPost · Detained\n\nKalai-Dasht · 12\n\nThe road stays open."


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (r"{\rtf1\ansi\ansicpg1252 Guards\rquote  post\par closed.}", "Guards’ post\nclosed."),
        (r"{\rtf1\ansi Kal\u8217?ai \u1055?\u1103?\u1085?\u1076?\u1078? closed}", "Kal’ai Пяндж closed"),
        (r"{\rtf1\ansi\ansicpg1251 \'cf\'ff\'ed\'e4\'e6}", "Пяндж"),
        (r"{\rtf1{\fonttbl{\f0 Times;}}{\info{\author Nobody}}\f0 Closed\{1\}.}", "Closed{1}."),
    ],
)
def test_rich_text_gives_its_letters_and_not_its_marks(rtf: str, text: str) -> None:
    assert readers.read(rtf.encode("ascii"), "a.rtf").text == text


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "Crossing closed", "body_text": "Guards closed it.", "contentcreated": "2021-07-05T09:00:00Z", "infosource": [{"name": "Pamir Wire"}]},
        {"headline": "Crossing closed", "body_xhtml": "<p>Guards <b>closed</b> it.</p>", "versioncreated": "2021-07-05", "source": "Pamir Wire"},
        {
            "headlines": [{"role": "short", "value": "Closed"}, {"role": "main", "value": "Crossing closed"}],
            "bodies": [{"role": "main", "contenttype": "text/html", "value": "<div><p>Guards closed it.</p></div>"}],
            "contentcreated": "2021-07-05T09:00:00+05:00", "infosources": [{"role": "provider", "name": "Pamir Wire"}],
        },
        {
            "headlines": [{"value": "Crossing closed"}], "bodies": [{"value": "Guards closed it."}],
            "contentCreated": "2021-07-05T09:00:00Z", "infoSources": [{"name": "Pamir Wire"}],
        },
    ],
)  # fmt: skip
def test_ninjs_of_every_version_gives_headline_text_day_and_source(fields: dict[str, object]) -> None:
    found = readers.read(ninjs(language="en-GB", **fields), "item.json")
    assert found.text == "Crossing closed\n\nGuards closed it."
    assert (found.known.source, found.known.published, found.known.language) == (
        "Pamir Wire",
        dt.date(2021, 7, 5),
        "en",
    )


def test_ninjs_in_plain_text_keeps_what_only_looks_like_a_tag() -> None:
    found = readers.read(ninjs(headline="Counts", body_text="Posts with 3 < 5 and 7 > 5 guards."), "item.json")
    assert found.text == "Counts\n\nPosts with 3 < 5 and 7 > 5 guards."


META = '<provider literal="Pamir Wire"/><versionCreated>2021-07-05T09:00:00+05:00</versionCreated>'


@pytest.mark.parametrize(
    "content",
    [
        '<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><div><p>Guards <em>closed</em> it.</p><p>Roads stay open.</p></div></body></html></inlineXML>',
        "<inlineXML><nitf><body><body.content><block><p>Guards closed it.</p><p>Roads stay open.</p></block></body.content></body></nitf></inlineXML>",
        "<inlineXML><ul><li><p>Guards closed it.</p></li><li>Roads stay open.</li></ul></inlineXML>",
        '<inlineData contenttype="text/plain">Guards closed it.\nRoads stay open.</inlineData>',
    ],
)
def test_newsml_gives_every_paragraph_once(content: str) -> None:
    found = readers.read(newsml(content, meta=META), "item.xml")
    assert found.text == "Crossing closed\n\nGuards closed it.\n\nRoads stay open."
    assert (found.known.source, found.known.published) == ("Pamir Wire", dt.date(2021, 7, 5))


def test_a_news_message_of_two_items_says_that_one_was_read() -> None:
    item = newsml("<inlineData>Guards closed it.</inlineData>").decode().partition("?>")[2]
    found = readers.read(f"<newsMessage><itemSet>{item}{item}</itemSet></newsMessage>".encode(), "two.xml")
    assert "2 news items; the first was read" in found.notes[0]


@pytest.mark.parametrize(
    ("content", "label"),
    [
        (a_docx("words"), "Word document"), (a_pdf("words"), "PDF"), (ninjs(headline="x"), "ninjs"), (newsml(""), "NewsML-G2"),
        (QUOTED.encode(), "e-mail"), (PAGE.encode(), "web page"), (rb"{\rtf1 words}", "rich text"), (LEAD.encode(), "plain text"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["", "report.bin", "report.pdf"])
def test_a_format_is_known_by_its_bytes_whatever_the_name_says(content: bytes, label: str, name: str) -> None:
    assert label == readers.reader_for(content, name).LABEL


def test_a_text_that_begins_like_another_format_is_a_text_by_its_name() -> None:
    assert readers.read(b"{Correction} Guards closed it.", "wire.txt").text == "{Correction} Guards closed it."


def test_a_zip_inside_a_format_is_told_from_an_archive() -> None:
    from incidents.parsing import archive

    assert archive.is_zip(a_zip({"a.txt": b"words"})) and not archive.is_zip(a_docx("words"))
