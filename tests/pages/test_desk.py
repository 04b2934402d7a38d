"""The editor's desk, without JavaScript and as its scripts ask: what it shows, saves, refuses, and where it leads."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from incidents import review
from incidents.models import Actor, Changeset, Correction, Evidence, Incident, Report, TwinSuggestion, User
from tests.factories import a_border, a_claim, a_report, an_incident, words_for
from tests.pages.conftest import Visit

HX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def incident(told: Report) -> Incident:
    return told.machine_incidents.get()


@pytest.fixture
def editor(visit: Visit) -> Client:
    return visit("editor")


def send(client: Client, incident: Incident, record: Any, name: str, value: str, *, to: str = "save", version: int | None = None, **more: Any) -> Any:  # fmt: skip
    kind = type(record).__name__.lower()
    sent = {"kind": kind, "record": record.pk, "name": name, "value": value}
    if version is not None:
        sent["version"] = version
    return client.post(f"/review/{incident.pk}/{to}/", sent, **{**HX, **more})


def test_the_queue_opens_at_the_most_urgent_and_keeps_its_words(editor: Client, incident: Incident) -> None:
    other = an_incident(confidence=0.1)
    a_claim(other, 1000, None)
    assert editor.get("/review/").headers["Location"] == f"/review/{other.pk}/"
    narrowed = editor.get("/review/?q=Tajikistan&page=3")
    assert narrowed.headers["Location"] == f"/review/{incident.pk}/?q=Tajikistan"


@pytest.mark.parametrize(("words", "said"), [("", "The queue is empty"), ("?border=AF-TJ", "Nothing waits here")])
def test_an_empty_queue_says_what_to_do_next(editor: Client, borders: object, words: str, said: str) -> None:
    assert said in editor.get(f"/review/{words}").text


def test_every_field_stands_in_the_form_with_its_words(editor: Client, incident: Incident) -> None:
    page = editor.get(f"/review/{incident.pk}/").text
    claim, part, said = incident.claims.get(), incident.participants.get(), incident.statements.get()
    named = {
        "incident": ["event_type", "modality", "when", "date_prec", "spot", "where_prec", "border", "way"],
        "claim": ["figure", "unit", "kind", "basis", "attributed_to"], "participant": ["actor", "role"],
        "statement": ["speaker", "cue", "kind", "medium", "date", "content"],
    }  # fmt: skip
    records = {"incident": incident, "claim": claim, "participant": part, "statement": said}
    for kind, names in named.items():
        for name in names:
            assert f'data-field="{kind}-{records[kind].pk}-{name}"' in page
    assert (
        'value="&gt;1,000"' in page
        and "in the early hours of Monday" in page
        and 'value="Afghanistan → Tajikistan"' in page
    )


def test_words_of_the_text_lead_to_the_row_that_they_feed(editor: Client, incident: Incident) -> None:
    page = editor.get(f"/review/{incident.pk}/").text
    mark = re.search(r'<a class="ev m1-when" href="#(f-when)" data-e="([\d ]+)"', page)
    assert mark is not None
    row = page[page.index('id="f-when"') :].partition(">")[0]
    assert set(mark[2].split()) <= set(re.search(r'data-e="([\d ]+)"', row)[1].split())  # type: ignore[index]


@pytest.mark.parametrize(
    ("name", "typed", "expected"),
    [
        ("when", "3-4 Jul 2021", {"date_start": "2021-07-03", "date_end": "2021-07-04", "date_prec": "2", "part_of_day": ""}),
        ("when", "7", {"date_start": "2021-07-07", "date_end": "2021-07-07", "date_prec": "1"}),
        ("way", "swap", {"from_country": "TJ", "to_country": "AF"}),
        ("way", "from Afghanistan", {"from_country": "AF", "to_country": ""}),
        ("border", "Tajik-Afghan border", {"border_id": "AF-TJ"}),
        ("modality", "ordered", {"modality": "ordered"}),
        ("event_type", "border_clash", {"event_type": "border_clash"}),
        ("spot", "37.2,68.8,20", {"where_prec": "2", "radius_km": "20.0", "place_name": "Afghan-Tajik border"}),
        ("spot", "Kunduz", {"place_name": "Kunduz", "where_prec": "1"}),
        ("spot", "the northern hills", {"place_name": "the northern hills", "place_id": "None", "geometry_type": "MultiLineString"}),
        ("spot", "section", {"where_prec": "5", "place_id": "None"}),
    ],
)  # fmt: skip
def test_one_thing_typed_sets_all_that_it_says(
    editor: Client, incident: Incident, name: str, typed: str, expected: dict[str, str]
) -> None:
    answer = send(editor, incident, incident, name, typed)
    assert answer.status_code == 200, answer.json()
    held = Incident.objects.get(pk=incident.pk)
    told = {
        **{key: str(getattr(held, key, "")) for key in expected},
        "geometry_type": held.geometry and held.geometry.geom_type,
    }
    assert {key: told[key] for key in expected} == expected
    assert set(answer.json()) == {"field", "undo", "title", "form", "shapes", "at"}


def test_a_figure_a_speaker_and_a_role_are_corrected_in_place(editor: Client, incident: Incident) -> None:
    claim, part, said = incident.claims.get(), incident.participants.get(), incident.statements.get()
    assert send(editor, incident, claim, "figure", "about 200 guards").status_code == 200
    assert send(editor, incident, said, "speaker", "Emomali Rahmon").status_code == 200
    assert send(editor, incident, part, "role", "cause").status_code == 200
    assert send(editor, incident, part, "actor", "Taliban").status_code == 200
    claim.refresh_from_db()
    said.refresh_from_db()
    part.refresh_from_db()
    assert (claim.low, claim.high, claim.comparator, claim.unit) == (200, 200, "about", "guards")
    assert (said.speaker, part.role, part.actor) == (
        Actor.objects.get(name="Emomali Rahmon"),
        "cause",
        Actor.objects.get(name="Taliban"),
    )


def test_what_is_typed_as_one_thing_is_one_act_and_undone_as_one(editor: Client, incident: Incident) -> None:
    undo = send(editor, incident, incident, "when", "1-3 Jun 2021").json()["undo"]
    answer = editor.post("/review/undo/", {"changeset": undo}, **HX)
    assert answer.json()["next"] == f"/review/{incident.pk}/"
    held = Incident.objects.get(pk=incident.pk)
    assert (str(held.date_start), str(held.date_end), held.date_prec) == ("2021-07-05", "2021-07-05", 1)


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("when", "31 Jun", "calendar"), ("when", "soon", "Give days as"), ("way", "KG>TJ", "does not cross"), ("border", "the moon", "code of a land border"),
        ("way", "north", "direction"), ("event_type", "party", "give one of"), ("spot", "95,0", "latitude"), ("when", "a\x00b", "Zero bytes"),
    ],
)  # fmt: skip
def test_what_breaks_a_rule_is_refused_at_its_field_and_nothing_is_changed(
    editor: Client, incident: Incident, name: str, typed: str, said: str
) -> None:
    for to, status in (("save", 422), ("check", 200)):
        answer = send(editor, incident, incident, name, typed, to=to)
        assert answer.status_code == status and said.lower() in answer.json()["problem"].lower()
        assert answer.json()["field"] == f"incident-{incident.pk}-{name}"
    assert not Correction.objects.filter(by__isnull=False).exists()


@pytest.mark.parametrize(
    ("name", "typed", "reads"),
    [("when", "3-4", "some time in 3–4 Jul 2021 (2–6 days)"), ("way", "TJ>AF", "Tajikistan → Afghanistan"), ("spot", "37.2,68.8,20", "Afghan-Tajik border (within about 25 km)")],
)  # fmt: skip
def test_a_check_says_how_it_would_read_and_leaves_no_trace(
    editor: Client, incident: Incident, name: str, typed: str, reads: str
) -> None:
    before = Incident.objects.filter(pk=incident.pk).values().get()
    assert send(editor, incident, incident, name, typed, to="check").json()["reads"] == reads
    assert Incident.objects.filter(pk=incident.pk).values().get() == before
    assert not Correction.objects.filter(by__isnull=False).exists()


def test_the_second_save_of_a_field_brings_both_values_and_loses_none(
    editor: Client, incident: Incident, users: dict[str, User]
) -> None:
    seen = incident.version
    assert send(editor, incident, incident, "when", "6 Jul 2021", version=seen).status_code == 200
    assert send(editor, incident, incident, "modality", "ordered", version=seen).status_code == 200, (
        "another field goes through"
    )
    second = send(editor, incident, incident, "when", "7 Jul 2021", version=seen)
    assert second.status_code == 409
    assert (second.json()["theirs"], second.json()["yours"]) == ("2021-07-06", "2021-07-07")
    assert str(Incident.objects.get(pk=incident.pk).date_start) == "2021-07-06"
    assert send(editor, incident, incident, "when", "7 Jul 2021", version=second.json()["version"]).status_code == 200


def test_accepting_confirms_and_leads_to_the_next(editor: Client, incident: Incident) -> None:
    other = an_incident(confidence=0.9)
    page = editor.get(f"/review/{incident.pk}/").text
    assert f'data-next="/review/{other.pk}/"' in page
    answer = editor.post(f"/review/{incident.pk}/act/", {"act": "accept", "next": f"/review/{other.pk}/"})
    assert answer.headers["Location"] == f"/review/{other.pk}/"
    assert Incident.objects.get(pk=incident.pk).status == "confirmed"
    told = editor.post(f"/review/{other.pk}/act/", {"act": "accept", "next": "https://example.org/"}, **HX).json()
    assert told["next"] == "/review/" and told["left"] == "0" and told["title"] == f"Confirmed incident #{other.pk}"


def test_rejecting_needs_a_reason(editor: Client, incident: Incident) -> None:
    assert editor.post(f"/review/{incident.pk}/act/", {"act": "reject"}, **HX).status_code == 422
    assert (
        editor.post(
            f"/review/{incident.pk}/act/", {"act": "reject", "reason": "Not a border incident"}, **HX
        ).status_code
        == 200
    )
    assert Incident.objects.get(pk=incident.pk).status == "rejected"


def test_the_last_act_is_undone_and_the_desk_goes_back_to_it(editor: Client, incident: Incident) -> None:
    editor.post(f"/review/{incident.pk}/act/", {"act": "accept"})
    answer = editor.post("/review/undo/")
    assert answer.headers["Location"] == f"/review/{incident.pk}/"
    assert Incident.objects.get(pk=incident.pk).status == "machine"
    assert editor.post("/review/undo/", **HX).status_code == 422


@pytest.mark.parametrize("kind", ["claim", "statement", "participant"])
def test_what_is_taken_out_is_taken_out_for_a_reason_that_is_offered_again(
    editor: Client, incident: Incident, kind: str
) -> None:
    rows = {"claim": incident.claims, "statement": incident.statements, "participant": incident.participants}[kind]
    record, address = rows.order_by("pk")[0], f"/review/{incident.pk}/act/"
    sent = {"act": "remove" if kind == "participant" else "withdraw", "kind": kind, "record": record.pk}
    refused = editor.post(address, sent, **HX)
    assert refused.status_code == 422 and "say why" in refused.json()["problem"]
    told = editor.post(address, {**sent, "reason": "A slip of the agency"}, **HX).json()
    assert f'id="{kind[0]}-{record.pk}"' not in told["form"]
    made = Changeset.objects.get(pk=told["undo"])
    assert made.reason == "A slip of the agency" == made.corrections.earliest("pk").reason
    editor.post("/review/undo/")
    form = editor.get(f"/review/{incident.pk}/").text
    assert form.count('value="A slip of the agency" data-last') == rows.count()


def test_an_act_that_changes_nothing_does_not_offer_to_undo_another(editor: Client, incident: Incident) -> None:
    twin = TwinSuggestion.objects.create(first=incident, second=an_incident(), score=0.5)
    sent = {"act": "judge", "twin": twin.pk, "verdict": "different"}
    first, second = (editor.post(f"/review/{incident.pk}/act/", sent, **HX).json() for _twice in range(2))
    assert Changeset.objects.get(pk=first["undo"]).title == first["title"]
    assert (second["undo"], second["title"]) == (None, "It stood so already.")


def test_acts_on_one_field_are_undone_one_after_the_other(editor: Client, incident: Incident) -> None:
    for day in ("6 Jul 2021", "7 Jul 2021", "8 Jul 2021"):
        send(editor, incident, incident, "when", day)
    for left in ("2021-07-07", "2021-07-06", "2021-07-05"):
        assert editor.post("/review/undo/", **HX).status_code == 200
        assert str(Incident.objects.get(pk=incident.pk).date_start) == left


def test_twins_are_merged_into_the_older_one_and_come_apart_by_undo(editor: Client, incident: Incident) -> None:
    other = an_incident(a_report())
    twin = TwinSuggestion.objects.create(first=incident, second=other, score=0.9, reasons=["same night"])
    told = editor.post(f"/review/{other.pk}/act/", {"act": "merge", "twin": twin.pk}, **HX).json()
    assert told["next"] == f"/review/{incident.pk}/"
    assert editor.get(f"/review/{other.pk}/").headers["Location"] == f"/review/{incident.pk}/"
    editor.post("/review/undo/", {"changeset": told["undo"]}, **HX)
    assert Incident.objects.get(pk=other.pk).merged_into is None


def test_a_figure_and_a_participant_are_entered_and_taken_out_by_hand(editor: Client, incident: Incident) -> None:
    for sent in (
        {"kind": "claim", "value": ">50 guards"},
        {"kind": "participant", "value": "Taliban", "role": "cause"},
    ):
        assert editor.post(f"/review/{incident.pk}/act/", {"act": "enter", **sent}, **HX).status_code == 200
    claim, part = incident.claims.latest("pk"), incident.participants.latest("pk")
    assert (claim.low, claim.high, claim.unit, claim.kind) == (50, None, "guards", "crossed")
    assert (part.actor.name, part.role) == ("Taliban", "cause")
    gone = {"act": "remove", "record": part.pk, "reason": "Took no part"}
    assert editor.post(f"/review/{incident.pk}/act/", gone, **HX).status_code == 200
    assert not incident.participants.filter(pk=part.pk).exists()
    assert (
        editor.post(f"/review/{incident.pk}/act/", {"act": "enter", "kind": "claim", "value": "many"}, **HX).status_code
        == 422
    )


def test_a_twin_is_judged_and_not_shown_again(editor: Client, incident: Incident) -> None:
    twin = TwinSuggestion.objects.create(first=incident, second=an_incident(), score=0.9, reasons=["same night"])
    assert "same night" in editor.get(f"/review/{incident.pk}/").text
    told = editor.post(
        f"/review/{incident.pk}/act/", {"act": "judge", "twin": twin.pk, "verdict": "different"}, **HX
    ).json()
    assert "same night" not in told["form"]


@pytest.mark.parametrize("kind", ["claim", "participant", "statement", "incident", "user"])
def test_a_record_of_another_incident_is_not_reached_through_this_one(
    editor: Client, incident: Incident, kind: str
) -> None:
    other = an_incident()
    for to in ("save", "check"):
        sent = {"kind": kind, "record": incident.pk, "name": "kind", "value": "killed"}
        records = {
            "claim": incident.claims.get(),
            "participant": incident.participants.get(),
            "statement": incident.statements.get(),
        }
        if kind in records:
            sent["record"] = records[kind].pk
        assert editor.post(f"/review/{other.pk}/{to}/", sent, **HX).status_code == 404


def test_an_anchor_that_no_longer_fits_is_flagged_and_not_moved(
    editor: Client, incident: Incident, told: Report
) -> None:
    one = words_for(told, "Monday", "date_start", incident=incident)
    Evidence.objects.filter(pk=one.pk).update(words="Tuesday")
    page = editor.get(f"/review/{incident.pk}/").text
    assert "Lost anchor: “Tuesday”" in page and "1 anchor no longer fits this text" in page
    assert Evidence.objects.get(pk=one.pk).start == one.start


def test_a_value_without_words_says_who_entered_it(editor: Client, incident: Incident, users: dict[str, User]) -> None:
    review.correct(
        record=incident, field="where_prec", value="6", by=users["editor"], reason="only the country is told"
    )
    page = editor.get(f"/review/{incident.pk}/").text
    assert "precision of the place entered by editor" in page and "only the country is told" in page
    by_hand = an_incident()
    assert "no words of a report behind it" in editor.get(f"/review/{by_hand.pk}/").text


def test_places_come_ranked_with_their_distance_and_reason(editor: Client, incident: Incident) -> None:
    found = editor.get(f"/review/{incident.pk}/places/?q=Kunduz").json()["places"]
    assert found[0]["where"].endswith("AF") and "km from the border" in found[0]["why"]
    assert editor.get(f"/review/{incident.pk}/places/?q=Xyzzy").json()["places"] == []


def test_text_of_any_script_keeps_its_direction(editor: Client) -> None:
    report = a_report("وقعت اشتباكات على الحدود\n\nقال متحدث إن جنديا قتل", language="ar")
    page = editor.get(f"/review/{an_incident(report, border=a_border()).pk}/").text
    assert 'dir="auto" lang="ar"' in page


def choose(client: Client, incident: Incident, report: Report, words: str, to: str) -> Any:
    start = report.text.index(words)
    sent = {"report": report.pk, "start": start, "end": start + len(words), "to": to}
    return client.post(f"/review/{incident.pk}/assign/", sent, **HX)


@pytest.mark.parametrize(
    ("words", "to", "read", "expected"),
    [
        ("July 5, 2021", "when", lambda one: (str(one.date_start), one.evidence.get(field="date_start").words), ("2021-07-05", "July 5, 2021")),
        ("DUSHANBE", "spot", lambda one: (one.place_name, one.evidence.get(field="place_name").words), ("DUSHANBE", "DUSHANBE")),
        ("Tajik", "from_country", lambda one: one.from_country, "TJ"),
        ("Afghan", "to_country", lambda one: one.to_country, "AF"),
        ("the Taliban", "who", lambda one: one.participants.filter(actor__name="the Taliban").count(), 1),
        ("Over 1,000 Afghan soldiers", "claim", lambda one: next((c.low, c.high, c.unit, c.kind) for c in one.claims.order_by("-pk")), (1000, None, "Afghan soldiers", "crossed")),
        ("All of them were let in", "statement", lambda one: one.statements.order_by("-pk")[0].content, "All of them were let in"),
    ],
)  # fmt: skip
def test_selected_words_become_what_they_are_said_to_be(
    editor: Client, incident: Incident, told: Report, words: str, to: str, read: Any, expected: Any
) -> None:
    before = Incident.objects.filter(pk=incident.pk).values().get()
    answer = choose(editor, incident, told, words, to)
    assert answer.status_code == 200, answer.json()
    assert read(Incident.objects.get(pk=incident.pk)) == expected
    undone = editor.post("/review/undo/", {"changeset": answer.json()["undo"]}, **HX)
    assert undone.status_code == 200, undone.json()
    after = Incident.objects.filter(pk=incident.pk).values().get()
    changing = {"version", "updated_at"}
    assert {k: v for k, v in after.items() if k not in changing} == {
        k: v for k, v in before.items() if k not in changing
    }


def test_a_new_incident_is_entered_from_words_and_opened(editor: Client, incident: Incident, told: Report) -> None:
    answer = choose(editor, incident, told, "early hours of Monday", "incident")
    entered = Incident.objects.latest("pk")
    assert answer.json()["next"] == f"/review/{entered.pk}/"
    assert (entered.event_type, entered.border_id, str(entered.date_start), entered.status) == (
        "cross_border_retreat",
        "AF-TJ",
        "2021-07-05",
        "in_review",
    )
    assert entered.evidence.filter(field="itself").get().words == "early hours of Monday"


@pytest.mark.parametrize(
    ("words", "to", "said"), [("Troops", "claim", "is no figure"), ("Pamir Wire", "from_country", "names no one country"), ("soldiers", "when", "do not say it")]
)  # fmt: skip
def test_words_that_do_not_say_it_are_refused_and_change_nothing(
    editor: Client, incident: Incident, told: Report, words: str, to: str, said: str
) -> None:
    answer = choose(editor, incident, told, words, to)
    assert answer.status_code == 422 and said in answer.json()["problem"]
    assert not Correction.objects.filter(by__isnull=False).exists()
