"""The codebook's page and its JSON say the same, and what codes there are leads to them."""

from __future__ import annotations

import json

from django.test import Client
from lxml import html

from incidents.models import Report
from incidents.parsing.knowledge.codebook import codebook
from tests.pages.conftest import Visit


def asked(client: Client, path: str) -> bytes:
    answer = client.get(path)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


def test_every_code_has_its_anchor_its_words_its_rule_and_its_example(visit: Visit) -> None:
    page = html.fromstring(asked(visit("reader"), "/codebook/").decode())
    for table in codebook():
        for one in table.codes:
            (entry,) = page.xpath("//*[@id=$name]", name=f"{table.name}-{one.code}")
            shown = " ".join(entry.text_content().split())
            for words in (one.label, one.code, one.words[1:], one.rule, one.example):
                assert " ".join(words.split()) in shown, (table.name, one.code)


def test_machines_get_the_same(visit: Visit) -> None:
    told = {table["name"]: table for table in json.loads(asked(visit("reader"), "/api/v1/codebook"))}
    for table in codebook():
        met = {
            one["code"]: (one["label"], one["words"], one["rule"], one["example"]) for one in told[table.name]["codes"]
        }
        assert met == {one.code: (one.label, one.words, one.rule, one.example) for one in table.codes}


def test_filters_keys_and_the_dictionary_of_files_lead_to_it(told: Report, visit: Visit) -> None:
    client = visit("reader")
    for path in ("/", "/incidents/", "/statements/"):
        assert b'href="/codebook/"' in asked(client, path), path
    page = html.fromstring(asked(client, "/codebook/").decode())
    for column in json.loads(asked(client, "/incidents/export.dictionary.json"))["fields"]:
        if address := column.get("codebook"):
            where, _, table = address.partition("#")
            assert where == "http://testserver/codebook/" and page.xpath("//section[@id=$name]", name=table)
            for code in column["constraints"]["enum"]:
                assert page.xpath("//*[@id=$name]", name=f"{table}-{code}"), (table, code)
