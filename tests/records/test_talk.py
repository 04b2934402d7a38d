"""Comments, whom they name, and who is to look at a record."""

from __future__ import annotations

import pytest

from incidents import review
from incidents.access import Role
from incidents.models import Assignment, Comment, Incident, Notice, Report, User
from tests.factories import a_report, a_user, an_incident


@pytest.fixture
def people(db: None) -> dict[str, User]:
    return {name: a_user(name, role) for name, role in (("rita", Role.READER), ("anna", Role.ANALYST), ("emil", Role.EDITOR), ("ada", Role.ADMIN))}  # fmt: skip


@pytest.fixture(params=["incident", "report"])
def record(request: pytest.FixtureRequest, borders: object) -> Incident | Report:
    return an_incident() if request.param == "incident" else a_report()


NAMED = [
    ("@anna look at the figure", ["anna"]),
    ("@anna, @ada and @anna again.", ["ada", "anna"]),
    ("write to anna@ada.org", []),
    ("@nobody and @emil", []),
    ("(@ada)", ["ada"]),
]


@pytest.mark.parametrize(("words", "named"), NAMED)
def test_whom_a_comment_names_finds_it_in_the_inbox(
    record: Incident | Report, people: dict[str, User], words: str, named: list[str]
) -> None:
    said = review.comment(record=record, words=words, by=people["emil"])
    notices = Notice.objects.filter(comment=said)
    assert sorted(one.to.username for one in notices) == named
    assert all((one.incident or one.report) == record for one in notices)


def test_analysts_comment_and_editors_assign(record: Incident | Report, people: dict[str, User]) -> None:
    review.comment(record=record, words="The second paragraph says otherwise.", by=people["anna"])
    with pytest.raises(review.Refused, match="Analyst"):
        review.comment(record=record, words="Hm.", by=people["rita"])
    with pytest.raises(review.Refused, match="Editor"):
        review.assign(record=record, to=people["anna"], by=people["anna"])
    with pytest.raises(review.Refused, match="read and no more"):
        review.assign(record=record, to=people["rita"], by=people["emil"])


def test_one_person_at_a_time_has_a_record_and_is_told_once(record: Incident | Report, people: dict[str, User]) -> None:
    review.assign(record=record, to=people["anna"], by=people["emil"])
    review.assign(record=record, to=people["anna"], by=people["ada"])
    review.assign(record=record, to=people["emil"], by=people["emil"])
    held = review.assigned_to(record)
    assert held is not None and held.to == people["emil"]
    assert Assignment.objects.count() == 2
    assert [one.to.username for one in Notice.objects.all()] == ["anna"], "nobody is told of what he gave himself"
    review.assign(record=record, to=None, by=people["emil"])
    assert review.assigned_to(record) is None


@pytest.mark.parametrize("words", ["", "  \n", "x" * 4001, "a\x00b"])
def test_a_comment_says_something_and_not_a_book(
    record: Incident | Report, people: dict[str, User], words: str
) -> None:
    with pytest.raises(review.Refused):
        review.comment(record=record, words=words, by=people["emil"])


def test_ones_own_words_are_taken_back_and_nobody_elses(record: Incident | Report, people: dict[str, User]) -> None:
    said = review.comment(record=record, words="@ada see this", by=people["anna"])
    with pytest.raises(review.Refused, match="Admin"):
        review.withdraw_comment(comment=said, by=people["emil"])
    review.withdraw_comment(comment=said, by=people["anna"])
    assert Comment.objects.get().withdrawn_at is not None and not Notice.objects.filter(read_at=None).exists()


def test_notices_are_read_by_the_one_they_are_for(record: Incident | Report, people: dict[str, User]) -> None:
    for _ in range(3):
        review.comment(record=record, words="@anna @ada", by=people["emil"])
    first = Notice.objects.filter(to=people["anna"]).earliest("pk")
    assert review.read_notices(by=people["ada"], pk=first.pk) == 0
    assert review.read_notices(by=people["anna"], pk=first.pk) == 1
    assert review.read_notices(by=people["anna"]) == 2
    assert Notice.objects.filter(to=people["ada"], read_at=None).count() == 3
