"""The public pages: what they say, what they link, and that they run nothing."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Awaitable, Callable
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.catalogue.app import add_catalogue
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.pages import add_pages
from bot.catalogue.seed import read_services
from bot.catalogue.store import CatalogueStore
from bot.channels.security import security_headers
from bot.database import create_engine
from bot.errors_http import error_middleware
from bot.settings import Settings

HOSTILE = {
    "id": "boese",
    "name": "</script><script>alert(1)</script>",
    "type": "treffpunkt",
    "topics": {"main": ["pflege"]},
    "description": '"><img src=x onerror=alert(1)>',
    "url": "javascript:alert(1)",
    "phones": [{"number": "=1+1"}],
    "email": 'a"b@example.org',
    "assured_date": "2026-11-01",
}
WITH_HOURS = {
    "id": "mit-zeiten",
    "name": "Mit Zeiten",
    "type": "amt",
    "topics": {"main": ["pflege"]},
    "description": "Ein Amt.",
    "addresses": [{"address_1": "Weg 1", "postal_code": "27749"}],
    "opening_hours": "Tu-Th 09:00-12:00; PH off",
    "fees_description": "Kostenlos.",
    "minimum_age": 3,
    "alert": "Umbau.",
    "check_first": "Bitte anrufen.",
    "assured_date": "2026-11-01",
}
CLOSED = {**WITH_HOURS, "id": "zu", "name": "Geschlossen", "status": "inactive"}
PAGES = (
    "/angebote",
    "/angebote?q=Hebamme",
    "/angebote?age=drei",
    "/angebote/familienzentrum-villa",
    "/angebote/boese",
    "/angebote/gibtsnicht",
    "/netzwerk",
    "/netzwerk?topic=kita_platz&district=mitte",
    "/barrierefreiheit",
    "/datenschutz",
)
Get = Callable[[str], Awaitable[tuple[int, str]]]


class Outline(HTMLParser):
    """What a page is made of."""

    def __init__(self, html: str):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def links(self) -> list[str]:
        return [str(link["href"]) for link in self.all("a")]


@pytest.fixture
async def client(settings: Settings, aiohttp_client: Any) -> TestClient:
    store = CatalogueStore(create_engine(settings.database_url))
    store.fill([*read_services(), HOSTILE, WITH_HOURS, CLOSED])
    app = web.Application(middlewares=[security_headers(settings), error_middleware])
    add_catalogue(app, Catalogue(store, settings))
    add_pages(app, settings)
    return await aiohttp_client(app)


@pytest.fixture
def get(client: TestClient) -> Get:
    async def get(path: str) -> tuple[int, str]:
        response = await client.get(path)
        return response.status, await response.text()

    return get


def linked_data(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    assert found
    return json.loads(found[1])


async def test_a_place_with_a_date_links_its_calendar_file(get: Get) -> None:
    _, html = await get("/angebote/kita-portal")

    assert "Frist der Kita-Anmeldung: 31. Dezember 2026" in html
    assert "/angebote/kita-portal/termin.ics" in Outline(html).links()


async def test_a_place_without_a_date_links_none(get: Get) -> None:
    assert "termin.ics" not in (await get("/angebote/streetwork"))[1]


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_is_sound_and_runs_nothing(client: TestClient, path: str) -> None:
    response = await client.get(path)
    outline = Outline(await response.text())
    headings = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch("h[1-6]", tag)]
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]

    assert outline.all("html")[0]["lang"] == "de"
    assert outline.links()[0] == "#inhalt" and "inhalt" in ids
    assert headings.count(1) == 1 and headings[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(headings))
    assert len(ids) == len(set(ids))
    assert {s.get("type") for s in outline.all("script")} <= {"application/ld+json"}
    assert not [t for t, a in outline.tags if "style" in a or t in ("style", "iframe", "img")]
    assert not [a for _, a in outline.tags if any(name.startswith("on") for name in a)]
    assert all(urlsplit(str(link["href"])).netloc == "" for link in outline.all("link")[:1])
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", PAGES)
async def test_every_field_has_a_label(get: Get, path: str) -> None:
    outline = Outline((await get(path))[1])
    fields = [*outline.all("input"), *outline.all("select")]
    labels = {label["for"] for label in outline.all("label")}

    assert all(field["id"] in labels for field in fields)
    described = [str(field["aria-describedby"]) for field in fields if "aria-describedby" in field]
    assert set(described) <= {a["id"] for _, a in outline.tags if "id" in a}


async def test_a_place_says_how_to_reach_it(get: Get) -> None:
    status, html = await get("/angebote/familien-und-kinderservicebuero")
    links = Outline(html).links()
    maps = [link for link in links if "openstreetmap.org" in link]

    assert status == 200
    assert "tel:04221992900" in links
    assert "mailto:familienservicebuero@delmenhorst.de" in links
    assert parse_qs(urlsplit(maps[0]).query) == {
        "query": ["Oldenburger Straße 9, 27753 Delmenhorst"]
    }


async def test_a_place_says_how_old_and_how_sure_its_facts_are(get: Get) -> None:
    _, html = await get("/angebote/familienzentrum-villa")

    assert "Stand der Angaben: 6. Oktober 2022." in html
    assert "Bitte fragen Sie vorher nach" in html
    assert "Die Telefonnummer stammt von 2011" in html
    assert re.search(r"<dt>Nicht bekannt</dt><dd>[^<]*Öffnungszeiten", html)
    assert "Pressemitteilung 304|21" in html and "(03/2016; Adresse)" in html


async def test_a_wrong_fact_can_be_reported(get: Get) -> None:
    _, html = await get("/angebote/familienzentrum-villa")
    link = next(link for link in Outline(html).links() if "subject=" in link)
    query = parse_qs(urlsplit(link).query)

    assert link.startswith("mailto:familienservicebuero@delmenhorst.de?")
    assert query["subject"] == ["Angabe falsch: Familienzentrum Villa (familienzentrum-villa)"]
    assert "/angebote/familienzentrum-villa" in query["body"][0]


async def test_hours_are_said_in_german(get: Get) -> None:
    _, html = await get("/angebote/mit-zeiten")
    _, helpline = await get("/angebote/hilfetelefon-schwangere")

    assert "Di–Do 09:00–12:00" in html and "Feiertage geschlossen" in html
    assert "Jetzt geöffnet bis 24.11., 12:00 Uhr" in html
    assert "Tag und Nacht" in helpline


async def test_a_notice_and_a_closure_stand_at_the_top(get: Get) -> None:
    _, html = await get("/angebote/zu")

    assert "Dieses Angebot gibt es zurzeit nicht." in html
    main = html.split("<main")[1]
    assert main.index("Umbau.") < main.index("Ein Amt.")


async def test_the_refuge_has_no_address_and_that_is_no_gap(get: Get) -> None:
    _, html = await get("/angebote/frauenhaus")
    unknown = re.search(r"<dt>Nicht bekannt</dt><dd>([^<]*)", html)

    assert "Die Adresse wird nie genannt." in html
    assert "openstreetmap" not in html and "address" not in linked_data(html)
    assert unknown and "Telefonnummer" in unknown[1] and " Adresse" not in unknown[1]


async def test_hostile_texts_are_shown_as_text(get: Get) -> None:
    for path in ("/angebote/boese", "/angebote?topic=pflege", "/netzwerk?topic=pflege"):
        _, html = await get(path)
        outline = Outline(html)

        assert "alert(1)" in html
        assert "img" not in [tag for tag, _ in outline.tags]
        assert not [link for link in outline.links() if link.startswith("javascript")]
        assert "<script>" not in html
    _, html = await get("/angebote/boese")
    assert linked_data(html)["name"] == HOSTILE["name"]


async def test_what_was_asked_is_never_run(get: Get) -> None:
    _, html = await get("/angebote?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")

    assert "<script" not in html and "&lt;script&gt;" in html


async def test_linked_data_says_what_is_known(get: Get) -> None:
    data = linked_data((await get("/angebote/mit-zeiten"))[1])

    assert (data["@type"], data["@context"]) == ("GovernmentService", "https://schema.org")
    assert data["url"].endswith("/angebote/mit-zeiten") and "email" not in json.dumps(data)
    assert data["hoursAvailable"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [f"https://schema.org/{d}" for d in ("Tuesday", "Wednesday", "Thursday")],
            "opens": "09:00",
            "closes": "12:00",
        }
    ]
    assert data["audience"] == {"@type": "PeopleAudience", "suggestedMinAge": 3}
    address = data["availableChannel"][0]["serviceLocation"]["address"]
    assert (address["streetAddress"], address["postalCode"]) == ("Weg 1", "27749")
    assert "provider" not in data


def found(html: str) -> list[str]:
    return re.findall(r'<h3><a href="/angebote/([\w-]+)"', html)


async def test_words_find_the_best_first_and_say_why(get: Get) -> None:
    status, html = await get("/angebote?q=Streit+mit+dem+Kind")

    assert status == 200
    assert "psychologische-beratungsstelle" in found(html)[:3]
    assert len(found(html)) < 15
    assert "<span>Warum:</span>" in html


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("type=nachbarschaftsbuero&district=hasport", "nachbarschaftsbuero-hasport"),
        ("topic=elterngeld", "elterngeldstelle"),
        ("topic=erziehung&age=2,5", "familienstuetzender-dienst"),
        ("q=Familienzentrum+Villa", "familienzentrum-villa"),
    ],
)
async def test_filters_leave_what_fits(get: Get, query: str, expected: str) -> None:
    status, html = await get(f"/angebote?{query}")

    assert (status, found(html)[0]) == (200, expected)


async def test_what_was_filled_in_stays(get: Get) -> None:
    _, html = await get("/angebote?q=Hilfe&topic=pflege&age=2,5&district=hasport&type=notruf")

    assert 'value="Hilfe"' in html and 'value="2,5"' in html
    assert {"pflege", "hasport", "notruf"} == {
        str(option["value"]) for option in Outline(html).all("option") if "selected" in option
    }


async def test_a_wrong_age_is_named_at_its_field(get: Get) -> None:
    status, html = await get("/angebote?age=drei")

    assert status == 400 and 'aria-describedby="age-fehler"' in html
    assert "Bitte geben Sie das Alter als Zahl an" in html and 'value="drei"' in html
    assert "<title>Fehler:" in html


@pytest.mark.parametrize(
    "path", ["/angebote?topic=wetter", "/angebote?page=0", "/netzwerk?topic=x"]
)
async def test_an_unknown_filter_shows_everything_and_says_so(get: Get, path: str) -> None:
    status, html = await get(path)

    assert status == 400 and "Diesen Filter gibt es nicht." in html
    assert "/angebote/familienzentrum-villa" in html or "buergerbuero" in html


async def test_nothing_found_names_who_helps(get: Get) -> None:
    status, html = await get("/angebote?type=veranstaltung")

    assert status == 200 and "leider nichts gefunden" in html
    assert "tel:04221992900" in Outline(html).links()


async def test_pages_lead_through_all_places_once(get: Get) -> None:
    seen, path = [], "/angebote"
    while path:
        _, html = await get(path)
        seen += found(html)
        following = [str(a["href"]) for a in Outline(html).all("a") if a.get("rel") == "next"]
        path = following[0] if following else ""

    assert len(seen) == len(set(seen)) == len(read_services()) + 2


async def test_a_page_behind_the_last_says_so(get: Get) -> None:
    status, html = await get("/angebote?page=99")

    assert status == 200 and "Diese Seite gibt es nicht." in html and 'rel="prev"' in html


async def test_an_unknown_place_is_a_page_that_leads_on(get: Get) -> None:
    status, html = await get("/angebote/gibtsnicht")

    assert status == 404 and "/angebote" in Outline(html).links()


async def test_the_export_holds_all_facts_but_the_questions(get: Get) -> None:
    body = json.loads((await get("/angebote.json"))[1])

    assert body["total"] == len(body["items"]) == len(read_services()) + 2
    for item in body["items"]:
        assert not {"typical_questions", "score", "reasons", "open_now"} & set(item)
    villa = next(i for i in body["items"] if i["id"] == "familienzentrum-villa")
    assert villa["phones"] == [{"number": "04221 83149"}] and villa["metadata"]


async def test_the_table_can_be_read_and_runs_no_formula(client: TestClient) -> None:
    response = await client.get("/angebote.csv")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(await response.text()))}

    assert response.content_type == "text/csv"
    assert len(rows) == len(read_services()) + 2
    assert "typical_questions" not in rows["boese"]
    assert rows["boese"]["phones"] == "'=1+1"
    assert rows["familienzentrum-villa"]["addresses"] == "Oldenburger Straße 49, Delmenhorst"


async def test_the_sitemap_names_every_page_with_its_date(client: TestClient) -> None:
    response = await client.get("/sitemap.xml")
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    urls = ET.fromstring(await response.text()).findall("s:url", space)
    dates = {u.findtext("s:loc", "", space): u.findtext("s:lastmod", "", space) for u in urls}

    assert response.content_type == "application/xml"
    assert dates["http://127.0.0.1:8080/angebote/familienzentrum-villa"] == "2022-10-06"
    assert "http://127.0.0.1:8080/netzwerk" in dates
    assert len(urls) == len(read_services()) + 2 + 4


async def test_search_engines_stay_out_of_the_chat(get: Get) -> None:
    _, text = await get("/robots.txt")

    assert "Disallow: /api/" in text
    assert "Sitemap: http://127.0.0.1:8080/sitemap.xml" in text


async def test_the_network_is_a_picture_and_the_same_as_a_table(get: Get) -> None:
    _, html = await get("/netzwerk")
    picture, table = html.split('id="tabelle"')
    places = set(re.findall(r'href="/angebote/([\w-]+)"', table))

    assert 'role="img"' in picture and "<title id=" in picture and "<desc id=" in picture
    assert "aus dem <a" in picture and "Verzeichnis der Angebote" in picture
    assert places == {item["id"] for item in read_services()} | {"boese", "mit-zeiten"}
    assert re.search(r"AWO</th>\s*<td>[^\n]*Familienzentrum Wolle", table)


async def test_statements_name_rights_and_ways(get: Get) -> None:
    _, accessibility = await get("/barrierefreiheit")
    _, privacy = await get("/datenschutz")

    for html in (accessibility, privacy):
        assert "tel:04221992900" in Outline(html).links()
    assert "schlichtungsstelle@ms.niedersachsen.de" in accessibility
    assert "nicht barrierefrei" in accessibility and "NBGG" in accessibility
    assert "30 Tage" in privacy and "14 Tagen" in privacy and "Artikel 15 bis 21" in privacy
