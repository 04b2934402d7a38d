"""An incident in sentences: a table of records and what may be said of them."""

from __future__ import annotations

from typing import Any

import pytest

from incidents.brief.facts import Claimed, Ground, Happened, Part, Said
from incidents.brief.phrases import load_phrases
from incidents.brief.sentences import figures_told, statement_told, what_happened
from incidents.parsing.knowledge.event_types import load_event_types


def words(text: str, at: int = 0) -> Ground:
    return Ground(text, evidence=at + 1, report=1, start=at, end=at + len(text))


WHOLE = {"itself": (Ground("the clause", evidence=99, report=2, start=0, end=10),)}


def a_claim(low: float | None, high: float | None, **more: Any) -> Claimed:
    given = {
        "kind": "crossed",
        "comparator": "over" if high is None else "exact",
        "basis": "new",
        "unit": "Afghan soldiers",
        "voice": "",
        "agency": "Pamir Wire",
    }
    return Claimed(low=low, high=high, rests=(words("so many", int(low or 0)),), **{**given, **more})


def a_part(role: str, name: str) -> Part:
    return Part(role, name, (words(name, 500),))


def happened(kind: str = "cross_border_retreat", **more: Any) -> Happened:
    return Happened(pk=1, type=kind, label=kind, family="movement", rests=WHOLE, **more)


WAY = {"start": "Afghanistan", "end": "Tajikistan"}
SERVICE = "the Tajik border service"
CASES: list[tuple[str, Happened, str, list[str]]] = [
    ("nobody is named", happened(**WAY), "A retreat from Afghanistan to Tajikistan was reported.", []),
    (
        "who moved is counted, and by whom", happened(**WAY, claims=(a_claim(1000, None, voice=SERVICE),)),
        "More than 1,000 Afghan soldiers retreated from Afghanistan to Tajikistan, according to the Tajik border service.", [],
    ),
    (
        "an agency's own voice is left to the footnote", happened(**WAY, claims=(a_claim(94, 94),)),
        "94 Afghan soldiers retreated from Afghanistan to Tajikistan.", [],
    ),
    (
        "others are named by who they are",
        happened(**WAY, parts=(a_part("mover", "Afghan servicemen"),), claims=(a_claim(94, 94, unit="others"),)),
        "94 others (Afghan servicemen) retreated from Afghanistan to Tajikistan.", [],
    ),
    (
        "figures that differ stand apart from the sentence",
        happened(**WAY, parts=(a_part("mover", "Afghan soldiers"),), claims=(a_claim(1000, None, voice=SERVICE), a_claim(1037, 1037, voice="the committee"))),
        "Afghan soldiers retreated from Afghanistan to Tajikistan.",
        ["Crossed: more than 1,000 Afghan soldiers, according to the Tajik border service.", "Crossed: 1,037 Afghan soldiers, according to the committee."],
    ),
    (
        "one figure of two voices is said once", happened(**WAY, claims=(a_claim(94, 94, voice=SERVICE), a_claim(94, 94, voice="the ministry"))),
        "94 Afghan soldiers retreated from Afghanistan to Tajikistan, according to the Tajik border service and the ministry.", [],
    ),
    (
        "under whose pressure", happened(end="Tajikistan", parts=(a_part("mover", "Afghan troops"), a_part("cause", "the Taliban"))),
        "Afghan troops retreated to Tajikistan, under pressure from the Taliban.", [],
    ),
    (
        "ordered is not done",
        happened("reinforcement", modality="ordered", parts=(a_part("initiator", "the ministry"), a_part("mover", "reservists")),
                 claims=(a_claim(20000, 20000, kind="deployed", unit="reservists"),)),
        "Ordered or planned, not reported as done: reinforcement of the border with 20,000 reservists; acting: the ministry.", [],
    ),
    ("denied says so first", happened("incursion", modality="denied", **WAY, parts=(a_part("mover", "soldiers"),)),
     "Denied: incursion from Afghanistan to Tajikistan by soldiers.", []),
    ("rumour says so first", happened("return", modality="hypothetical"), "Unconfirmed or supposed: return.", []),
    ("both sides of a fight", happened("border_clash", parts=(a_part("initiator", "Kyrgyz"), a_part("initiator", "Tajik guards"))),
     "Kyrgyz and Tajik guards fought at or near the border.", []),
    (
        "losses are figures of their own",
        happened("border_clash", parts=(a_part("initiator", "Kyrgyz"), a_part("target", "Tajik guards")),
                 claims=(a_claim(13, 13, kind="killed", unit="people", voice="the ministry"), a_claim(2, 2, kind="killed", unit="officers", basis="subtotal"))),
        "Kyrgyz fought at or near the border against Tajik guards.",
        ["Killed: 13 people, according to the ministry.", "Killed: 2 officers, as part of these, Pamir Wire in its own voice."],
    ),
    ("one who attacks, nobody who is hit", happened("border_attack", parts=(a_part("initiator", "Gunmen"),)), "Gunmen carried out an attack in the border zone.", []),
    ("one who is hit, nobody who attacks", happened("border_attack", parts=(a_part("target", "a patrol"),)), "A patrol came under attack in the border zone.", []),
    ("a haul has a weight", happened("smuggling", claims=(a_claim(12, 12, kind="seized_kg", unit="heroin"),)),
     "Smuggling across the border was reported.", ["Seized: 12 kg, Pamir Wire in its own voice."]),
]  # fmt: skip


@pytest.mark.parametrize(("one", "main", "further"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_only_what_the_records_hold_is_said(one: Happened, main: str, further: list[str]) -> None:
    text, grounds = what_happened(one)
    assert text == main and grounds
    told = figures_told(one)
    assert [words for words, _rests in told] == further and all(rests for _words, rests in told)


def test_every_event_type_can_be_told_in_every_modality_and_with_anybody_named() -> None:
    assert load_phrases().keys() == {kind.code for kind in load_event_types()}
    for code in load_phrases():
        for modality in ("actual", "ordered", "hypothetical", "denied"):
            for roles in (
                (),
                ("mover",),
                ("initiator",),
                ("target",),
                ("initiator", "target"),
                ("initiator", "mover", "host"),
            ):
                parts = tuple(a_part(role, f"the {role}") for role in roles)
                text, grounds = what_happened(happened(code, modality=modality, parts=parts, **WAY))
                assert grounds and text.endswith(".") and "{" not in text and "  " not in text, text


@pytest.mark.parametrize(
    ("kind", "content", "medium", "text"),
    [
        ("direct", "All were let in", "", "said: “All were let in”"),
        ("indirect", "the soldiers had crossed", "briefing", "said at a briefing the soldiers had crossed."),
        ("indirect", "Over 1,000 crossed", "", "said: Over 1,000 crossed."),
    ],
)
def test_quotation_marks_are_for_what_the_report_quotes(kind: str, content: str, medium: str, text: str) -> None:
    said = Said("Karimov", "", "TJ", "said", kind, content, medium, "Pamir Wire", (1,), "/", (words(content),))
    assert statement_told(said) == (text, said.rests)
