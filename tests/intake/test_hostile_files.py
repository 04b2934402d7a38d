"""Files that are broken, empty, enormous or meant to harm: each gets a message with cause and next step, and nothing else happens."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from incidents import intake, tasks
from incidents.models import JobState, Original, Report, User
from incidents.parsing import archive, readers
from incidents.parsing.document import Unreadable
from tests.factories import STORY
from tests.intake.files import LEAD, a_docx, a_locked_pdf, a_lying_zip, a_pdf, a_zip, newsml, ninjs

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)).replace("&a0;", "&a;")
    + "]><newsItem><headline>&a9;</headline></newsItem>"
).encode()
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><newsItem><headline>&f;</headline></newsItem>'
JUNK = random.Random(7).randbytes(50_000)

# Known at the door, from the bytes alone: nothing is kept.
REFUSED = [
    ("empty.txt", b"", "is empty"),
    ("blank.txt", b" \r\n\t ", "is empty"),
    ("junk.bin", JUNK, "no format that can be read"),
    ("junk.txt", JUNK, "no format that can be read"),
]
# Told by the worker: the original is kept, the report is quarantined with the reason.
QUARANTINED = [
    ("broken.pdf", b"%PDF-1.7\n" + JUNK[:4000], "PDF is broken"),
    ("cut.pdf", a_pdf("words")[:200], "PDF"),
    ("locked.pdf", a_locked_pdf(), "password"),
    ("scan.pdf", a_pdf(), "holds no text"),
    ("broken.docx", a_docx("words")[:-400], "broken"),
    ("sheet.docx", a_zip({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"}), "no Word document"),
    (
        "bomb.docx",
        a_zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b" " * 90_000_000}),
        "unpacks to more",
    ),
    ("laughs.xml", LAUGHS, "defines entities"),
    ("outside.xml", OUTSIDE, "defines entities"),
    ("broken.xml", newsml("<inlineData>x")[:-40], "XML file is broken"),
    ("feed.xml", b"<?xml version='1.0'?><rss><channel/></rss>", "no NewsML-G2"),
    ("broken.json", b'{"headline": "x"', "JSON file is broken"),
    ("deep.json", b'{"a":' * 50_000, "JSON file is broken"),
    ("other.json", b'{"name": "x"}', "no ninjs"),
    ("empty-item.json", ninjs(), "holds no text"),
    ("wide.html", b"<p>" * 300_000, "too many elements"),
    ("braces.rtf", b"{\\rtf1" + b"{" * 200_000, "nested too deeply"),
    ("lies.txt", b"\xff\xfe" + b"\x00\xd8" * 51, "says it is utf-16"),
]


def as_worker(report: Report) -> Report:
    tasks.read_report(report.pk)
    report.refresh_from_db()
    return report


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "content", "words"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_is_no_report_is_refused_at_the_door_and_not_kept(name: str, content: bytes, words: str) -> None:
    (receipt,) = intake.submit_files(files=[(name, content)], by=None)
    assert (receipt.outcome, receipt.name) == ("refused", name)
    assert words in receipt.message and receipt.message.rstrip(".").count(".") >= 1, "cause and next step"
    assert not Original.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "content", "words"), QUARANTINED, ids=[row[0] for row in QUARANTINED])
def test_what_cannot_be_read_is_quarantined_at_once_with_the_reason_and_its_bytes_kept(
    name: str, content: bytes, words: str
) -> None:
    (receipt,) = intake.submit_files(files=[(name, content)], by=None)
    assert receipt.report is not None, receipt.message
    began = time.monotonic()
    report = as_worker(receipt.report)
    assert time.monotonic() - began < 10
    assert (report.job.state, report.job.attempts) == (JobState.QUARANTINED, 1)
    assert words in report.job.error and report.job.error.rstrip(".").count(".") >= 1, report.job.error
    assert bytes(report.original.content) == content
    healthy = intake.submit(content=STORY.encode(), by=None).report
    assert healthy is not None and as_worker(healthy).job.state == JobState.DONE


def test_html_nested_a_hundred_thousand_deep_is_read_or_refused_and_harms_nobody() -> None:
    page = b"<html><body>" + b"<div>" * 100_000 + b"words" + b"</div>" * 90_000
    began = time.monotonic()
    try:
        assert "words" in readers.read(page, "deep.html").text
    except Unreadable as problem:
        assert "Paste its text" in str(problem) or "holds no text" in str(problem)
    assert time.monotonic() - began < 10


BIG = b"A quiet day. " * 3_000_000
ZIPS = [
    ("declared", a_zip({"a.txt": BIG * 4}), "unpacks to more than"),
    ("tight", a_zip({"a.txt": b"0" * 30_000_000}), "packed more tightly"),
    ("many", a_zip({f"{n}.txt": b"x" for n in range(501)}), "more than 500 files"),
    ("cut", a_zip({"a.txt": LEAD.encode()})[:-30], "is broken"),
    ("none", a_zip({}), "is empty"),
]


@pytest.mark.alone
@pytest.mark.django_db
@pytest.mark.parametrize(("content", "words"), [row[1:] for row in ZIPS], ids=[row[0] for row in ZIPS])
def test_a_zip_that_only_an_attacker_packs_is_refused_whole_within_a_second(content: bytes, words: str) -> None:
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (receipt,) = intake.submit_files(files=[("a.zip", content)], by=None)
    assert (receipt.outcome, words in receipt.message) == ("refused", True), receipt.message
    assert time.monotonic() - began < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kilobytes
    assert not Original.objects.exists()


def test_a_member_that_lies_about_its_size_costs_no_more_than_it_declared() -> None:
    (more,) = archive.members(
        a_lying_zip("a.txt", random.Random(3).randbytes(3_000_000), declared=10), most_each=20_000_000
    )
    assert more.content == b"" and "is broken inside the zip" in more.problem
    (less,) = archive.members(a_lying_zip("a.txt", b"short", declared=900_000), most_each=20_000_000)
    assert less.content == b"short"


@pytest.mark.django_db
def test_one_bad_member_of_a_zip_refuses_no_other(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    path = tmp_path / "mixed.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("good.txt", LEAD)
        made.writestr("../../outside.txt", "Guards closed another crossing on Tuesday.")
        made.writestr("/etc/cron.d/evil.txt", "Guards closed a third crossing on Friday.")
        made.writestr("nested.zip", a_zip({"a.txt": b"words"}))
        made.writestr(link, "/etc/passwd")
        made.writestr("empty.txt", "")
        made.writestr("__MACOSX/._good.txt", b"\x00\x05\x16\x07")
        made.writestr("heavy.txt", LEAD * 20, compress_type=zipfile.ZIP_LZMA)
        made.writestr("report.docx", a_docx("Guards closed the bridge on Sunday."))
    receipts = intake.submit_files(files=[("mixed.zip", path.read_bytes())], by=None)
    outcomes = {receipt.name: (receipt.outcome, receipt.message) for receipt in receipts}
    accepted = {name for name, (outcome, _) in outcomes.items() if outcome == "accepted"}
    assert accepted == {"good.txt", "outside.txt", "evil.txt", "report.docx"}
    for name, words in {
        "nested.zip": "archive inside",
        "link.txt": "is a link",
        "empty.txt": "is empty",
        "heavy.txt": "uncommon way",
    }.items():
        assert outcomes[name][0] == "refused" and words in outcomes[name][1], outcomes[name]
    assert "._good.txt" not in outcomes
    assert set(tmp_path.iterdir()) == {path} and not (tmp_path.parent / "outside.txt").exists()


@pytest.fixture
def signed_in(users: dict[str, User]) -> Client:
    client = Client()
    client.force_login(users["analyst"])
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("megabytes", [21, 60])
def test_a_file_of_sixty_megabytes_is_refused_by_name_and_size_and_the_page_goes_on(
    signed_in: Client, megabytes: int
) -> None:
    upload = SimpleUploadedFile("huge.txt", b"x" * megabytes * 1_000_000)
    small = SimpleUploadedFile("small.txt", LEAD.encode())
    page = signed_in.post("/submit/", {"files": [upload, small]}).content.decode()
    assert "huge.txt" in page and f"The file has {megabytes} MB; 20 MB is the most" in page and "split the file" in page
    assert Report.objects.get().original.filename == "small.txt"


@pytest.mark.django_db
def test_a_request_beyond_all_files_together_is_refused_before_it_is_read(signed_in: Client, settings: object) -> None:
    settings.MAX_UPLOAD_BYTES = 1000  # type: ignore[attr-defined]
    answer = signed_in.post("/submit/", {"files": [SimpleUploadedFile("a.txt", b"x" * 11_000)]})
    assert answer.status_code == 400 and b"larger than what is taken at once" in answer.content
    assert signed_in.get("/submit/").status_code == 200


@pytest.mark.parametrize(
    "sample",
    ["batken.pdf", "crossing-seized.docx", "returned.eml", "order.html", "count.xml", "evros.json", "denial.rtf"],
)
def test_a_damaged_file_is_read_or_refused_with_words_and_never_an_error(sample: str) -> None:
    whole = (Path(__file__).resolve().parents[2] / "incidents" / "samples" / sample).read_bytes()
    rng = random.Random(sample)
    for _ in range(12 if sample.endswith(".pdf") else 120):
        content = bytearray(whole)
        for _ in range(rng.choice((1, 3, 30))):
            at = rng.randrange(len(content))
            content[at : at + rng.choice((0, 1, 1, 9))] = rng.randbytes(rng.choice((0, 1, 4)))
        try:
            readers.read(bytes(content[: rng.choice((len(content), rng.randrange(len(content))))]), sample)
        except Unreadable as problem:
            assert str(problem)


def test_a_report_that_asks_for_gigabytes_fails_alone() -> None:
    greedy = "import django; django.setup()\nfrom incidents.tasks import limit_memory\nlimit_memory(1 << 30)\nb'x' * (4 << 30)"
    done = subprocess.run([sys.executable, "-c", greedy], capture_output=True, text=True, check=False)
    assert "MemoryError" in done.stderr
