"""Saved views: kept, opened by their link, read as files and feeds, and by whom."""

from __future__ import annotations

import base64
import json
import re

import pytest
from defusedxml import ElementTree
from django.test import Client

from incidents.models import ApiToken, Report, SavedView, User
from tests.factories import an_incident
from tests.pages.conftest import Visit

QUERY = "border=AF-TJ&sort=oldest&column=what"


def kept(
    owner: User, *, shared: bool = False, page: str = "incidents", query: str = QUERY, name: str = "Panj"
) -> SavedView:
    return SavedView.objects.create(owner=owner, name=name, page=page, query=query, shared=shared)


def body(answer: object) -> str:
    return b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]


def test_a_view_keeps_the_address_and_its_short_link_leads_there(visit: Visit, db: None) -> None:
    client = visit("reader")
    posted = {"name": " Panj ", "page": "incidents", "query": f"?{QUERY}&after=xyz&page=3", "shared": "1"}
    page = client.post("/views/save/", posted, follow=True)
    one = SavedView.objects.get()
    assert page.redirect_chain[-1][0] == f"/incidents/?{QUERY}"
    assert f"Saved as “Panj”: http://testserver/v/{one.slug}" in page.text
    assert (one.name, one.page, one.query, one.shared) == ("Panj", "incidents", QUERY, True)
    assert client.get(f"/v/{one.slug}").headers["Location"] == f"/incidents/?{QUERY}"


def test_the_same_name_again_gets_the_new_address_and_keeps_its_link(visit: Visit, db: None) -> None:
    client = visit("reader")
    for query in ("border=AF-TJ", "border=KG-TJ"):
        client.post("/views/save/", {"name": "Mine", "page": "map", "query": query})
    assert SavedView.objects.get().query == "border=KG-TJ"


REFUSED = {
    "without a name": {"name": "  ", "page": "map"},
    "of a page that there is not": {"name": "x", "page": "admin"},
    "of an address that is too long": {"name": "x", "page": "map", "query": "q=" + "a" * 3000},
}


@pytest.mark.parametrize("posted", REFUSED.values(), ids=REFUSED)
def test_no_view_is_kept(visit: Visit, db: None, posted: dict[str, str]) -> None:
    assert "The view was not saved" in visit("reader").post("/views/save/", posted, follow=True).text
    assert not SavedView.objects.exists()


def test_one_sees_ones_own_and_the_shared_ones(visit: Visit, users: dict[str, User], borders: object) -> None:
    mine, shared = kept(users["reader"], name="Own"), kept(users["editor"], shared=True, name="For all")
    hidden = kept(users["editor"], name="Draft")
    client = visit("reader")
    page = client.get("/views/").text
    assert "Own" in page and "For all" in page and "by editor" in page and "Draft" not in page
    met = [
        client.get(f"/v/{one.slug}{suffix}").status_code for one in (mine, shared, hidden) for suffix in ("", ".csv")
    ]
    assert met == [302, 200, 302, 200, 404, 404]


def test_only_its_owner_changes_a_view_and_an_admin_may_drop_a_shared_one(visit: Visit, users: dict[str, User]) -> None:
    one = kept(users["analyst"], shared=True)
    assert visit("editor").post(f"/views/{one.slug}/", {"name": "Hijacked"}).status_code == 403
    assert visit("editor").post(f"/views/{one.slug}/drop/").status_code == 403
    visit("analyst").post(f"/views/{one.slug}/", {"name": "Upper Panj"})
    one.refresh_from_db()
    assert (one.name, one.shared) == ("Upper Panj", False)
    assert visit("admin").post(f"/views/{one.slug}/drop/").status_code == 404
    visit("analyst").post(f"/views/{one.slug}/", {"name": "Upper Panj", "shared": "1"})
    visit("admin").post(f"/views/{one.slug}/drop/")
    assert not SavedView.objects.exists()


def test_two_views_of_one_person_are_not_called_the_same(visit: Visit, users: dict[str, User]) -> None:
    kept(users["reader"], name="One")
    two = kept(users["reader"], name="Two")
    assert "already called “One”" in visit("reader").post(f"/views/{two.slug}/", {"name": "One"}, follow=True).text
    two.refresh_from_db()
    assert two.name == "Two"


def test_a_view_is_a_feed_with_places(visit: Visit, users: dict[str, User], told: Report) -> None:
    an_incident(border=None, geometry=None)
    answer = visit("reader").get(f"/v/{kept(users['reader']).slug}.atom")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(body(answer))
    atom, georss = "{http://www.w3.org/2005/Atom}", "{http://www.georss.org/georss}"
    entries = feed.findall(f"{atom}entry")
    assert feed.findtext(f"{atom}title") == "Borderwatch: Panj" and len(entries) == 1
    assert entries[0].findtext(f"{atom}title") == "Cross-border retreat, Afghan-Tajik border, 5 Jul 2021"
    assert entries[0].findtext(f"{georss}line").startswith("37.1 67.8")  # type: ignore[union-attr]
    assert ">1,000 soldiers" in str(entries[0].findtext(f"{atom}summary"))


def test_each_page_has_its_files(visit: Visit, users: dict[str, User], told: Report) -> None:
    client = visit("reader")
    told_of = json.loads(body(client.get(f"/v/{kept(users['reader'], page='statements', query='q=let').slug}.geojson")))
    assert [one["properties"]["content"] for one in told_of["features"]] == ["All of them were let in"]
    on_map = kept(users["reader"], page="map", query="modality=denied&zoom=6", name="Map")
    assert body(client.get(f"/v/{on_map.slug}.ndjson")) == ""
    assert client.get(f"/v/{on_map.slug}").headers["Location"] == "/?modality=denied&zoom=6"
    assert client.get(f"/v/{on_map.slug}.exe").status_code == 404


def test_a_view_whose_words_have_lost_their_meaning_says_so(visit: Visit, users: dict[str, User]) -> None:
    answer = visit("reader").get(f"/v/{kept(users['reader'], query='border=XX-YY').slug}.csv")
    assert answer.status_code == 409 and "no land border has the code" in answer.text


@pytest.mark.parametrize("way", ["Token", "Basic"])
def test_a_feed_reader_signs_in_with_a_token(users: dict[str, User], way: str) -> None:
    one = kept(users["reader"], query="")
    token, key = ApiToken.issue(user=users["reader"], label="feeds")

    def met(key: str) -> int:
        sent = key if way == "Token" else base64.b64encode(f"reader:{key}".encode()).decode()
        return Client().get(f"/v/{one.slug}.atom", headers={"authorization": f"{way} {sent}"}).status_code

    assert (met(key), met("bw_wrong")) == (200, 401)
    ApiToken.objects.filter(pk=token.pk).update(scopes="submit")
    assert met(key) == 401


@pytest.mark.parametrize("sent", ["Basic", "Basic %%%", "Basic /w==", "Token"])
def test_a_header_that_is_none_lets_nobody_in(users: dict[str, User], sent: str) -> None:
    answer = Client().get(f"/v/{kept(users['reader'], shared=True).slug}.atom", headers={"authorization": sent})
    assert answer.status_code in (302, 401)


def test_visitors_open_shared_views_where_public_reading_is_on(
    visit: Visit, users: dict[str, User], borders: object, settings: object
) -> None:
    settings.PUBLIC_READING = True  # type: ignore[attr-defined]
    shared, own = kept(users["editor"], shared=True, name="a"), kept(users["editor"], name="b")
    visitor = visit(None)
    assert [visitor.get(f"/v/{one.slug}.csv").status_code for one in (shared, own)] == [200, 404]
    assert visitor.post("/views/save/", {"name": "x", "page": "map"}).status_code == 302
    assert "Save view" not in visitor.get("/incidents/").text and SavedView.objects.count() == 2


def test_the_list_offers_to_save_what_it_shows(visit: Visit, told: Report) -> None:
    page = visit("reader").get("/incidents/?border=AF-TJ&sort=oldest").text
    assert re.search(r'name="query" value="border=AF-TJ&amp;sort=oldest"', page)
