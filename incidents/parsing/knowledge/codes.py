"""The codebook's small tables: code → label. Event types stand in files of their own (`event_types.py`)."""

from __future__ import annotations

from collections.abc import Mapping

MODALITIES: Mapping[str, str] = {
    "actual": "Actual",
    "ordered": "Ordered or planned",
    "hypothetical": "Hypothetical",
    "denied": "Denied",
}
REPORT_ROLES: Mapping[str, str] = {"primary": "Primary", "background": "Background", "update": "Update"}
PARTS_OF_DAY: Mapping[str, str] = {
    "early_hours": "early hours",
    "morning": "morning",
    "afternoon": "afternoon",
    "evening": "evening",
    "night": "night",
}
ACTOR_ROLES: Mapping[str, str] = {
    "mover": "Moves",
    "initiator": "Acts",
    "target": "Is acted on",
    "cause": "Under whose pressure",
    "host": "Receives",
}
ACTOR_KINDS = ("force", "group", "office", "person", "people")
SECTORS: Mapping[str, str] = {
    "GOV": "Government",
    "MIL": "Military",
    "REB": "Rebels",
    "SPY": "Intelligence",
    "COP": "Police and border guards",
    "JUD": "Judiciary",
    "LEG": "Legislature",
    "MED": "Medical",
    "IGO": "International organisation",
    "NGO": "Non-governmental organisation",
    "CVL": "Civilians",
    "REF": "Refugees and migrants",
    "CRM": "Criminals",
    "UAF": "Unidentified armed force",
    "JRN": "Journalists",
    "PRM": "Paramilitary",
    "PTY": "Political party",
    "OPP": "Opposition",
    "BUS": "Business",
    "UNK": "Unknown",
}
CLAIM_KINDS: Mapping[str, str] = {
    "crossed": "Crossed",
    "returned": "Returned",
    "expelled": "Expelled",
    "intercepted": "Intercepted",
    "killed": "Killed",
    "injured": "Injured",
    "missing": "Missing",
    "detained": "Detained",
    "deployed": "Deployed",
    "displaced": "Displaced",
    "remaining": "Remaining",
    "seized_kg": "Seized (kg)",
    "other": "Other",
}
# What an incident is measured by first: movement before losses, losses before the rest.
LEADING_KINDS = (
    "crossed", "displaced", "returned", "expelled", "intercepted", "deployed", "killed", "detained", "injured",
    "missing", "remaining", "seized_kg", "other",
)  # fmt: skip
NOT_PEOPLE = ("seized_kg", "other")
BARE_UNITS = ("others", "more", "people", "persons", "men")  # of a figure: they do not say who they are
COMPARATORS: Mapping[str, str] = {
    "exact": "exactly",
    "about": "about",
    "over": "over",
    "at_least": "at least",
    "up_to": "up to",
    "under": "under",
    "range": "between",
    "vague": "in vague words",
}
BASES: Mapping[str, str] = {"new": "New", "cumulative": "So far", "subtotal": "Of these", "remaining": "Remaining"}
STATEMENT_KINDS: Mapping[str, str] = {"direct": "Direct", "indirect": "Indirect", "mixed": "Mixed"}
MEDIA: Mapping[str, str] = {
    "press_service": "Press service",
    "interview": "Interview",
    "phone_call": "Phone call",
    "post": "Post",
    "briefing": "Briefing",
    "letter": "Letter",
}
STATUSES: Mapping[str, str] = {
    "machine": "Read by machine",
    "in_review": "In review",
    "confirmed": "Confirmed",
    "disputed": "Disputed",
    "rejected": "Rejected",
    "withdrawn": "Withdrawn",
}
DATE_PRECISIONS: Mapping[int, str] = {
    1: "exact day",
    2: "2–6 days",
    3: "within a week",
    4: "within a month",
    5: "within a year",
}
WHERE_PRECISIONS: Mapping[int, str] = {
    1: "exact place",
    2: "within about 25 km",
    3: "district",
    4: "province",
    5: "border section or larger area",
    6: "country only",
    7: "sea or air",
}
RELIABILITIES: Mapping[str, str] = {
    "A": "A: completely reliable",
    "B": "B: usually reliable",
    "C": "C: fairly reliable",
    "D": "D: not usually reliable",
    "E": "E: unreliable",
    "F": "F: cannot be judged",
}
CREDIBILITIES: Mapping[int, str] = {
    1: "1: confirmed by other sources",
    2: "2: probably true",
    3: "3: possibly true",
    4: "4: doubtful",
    5: "5: improbable",
    6: "6: truth cannot be judged",
}
