"""The catalogue over HTTP, with a handful of places in both databases."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from sqlalchemy.engine import Engine

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.store import CatalogueStore
from bot.catalogue.views import CATALOGUE, CITY, routes
from bot.errors_http import error_middleware
from bot.settings import Settings

CITY_DATA = {
    "districts": [{"id": "mitte", "name": "Mitte"}, {"id": "deichhorst", "name": "Deichhorst"}],
    "quarters": [{"id": "wollepark", "name": "Wollepark", "districts": ["mitte"]}],
    "topics": [
        {"id": "kita_platz", "name": "Kita-Platz"},
        {"id": "nachbarschaftsbuero", "name": "Nachbarschaftsbüro"},
    ],
}


def service(id: str, **fields: Any) -> dict[str, Any]:
    base = {"id": id, "name": id.title(), "type": "amt", "topics": {"main": ["kita_platz"]}}
    return {**base, "description": "", "assured_date": "2026-11-01", **fields}


OFFICE_TOPIC = {"main": ["nachbarschaftsbuero"]}
SERVICES = [
    service("krippe", maximum_age=3, phones=[{"number": "04221 1"}], typical_questions=["Wo?"]),
    service("hort", minimum_age=6, assured_date="2020-01-01"),
    service("telefon", opening_hours="24/7", type="notruf", topics={"main": []}),
    service("amt", opening_hours="Mo-Fr 08:00-12:00", topics={"main": []}),
    service("wolle", type="nachbarschaftsbuero", quarters=["wollepark"], topics=OFFICE_TOPIC),
    service("zu", status="inactive"),
]

Get = Callable[..., Awaitable[tuple[int, Any]]]


@pytest.fixture
async def get(engine: Engine, settings: Settings, aiohttp_client: Any) -> Get:
    store = CatalogueStore(engine)
    store.fill(SERVICES)
    app = web.Application(middlewares=[error_middleware])
    app[CATALOGUE] = Catalogue(store, settings)
    app[CITY] = CITY_DATA
    app.add_routes(routes)
    client: TestClient = await aiohttp_client(app)

    async def get(path: str, **parameters: str) -> tuple[int, Any]:
        response = await client.get(path, params=parameters)
        return response.status, await response.json()

    return get


async def ids(get: Get, **parameters: str) -> list[str]:
    status, body = await get("/api/services", **parameters)
    assert status == 200
    return [item["id"] for item in body["items"]]


async def test_without_filter_all_that_is_offered_comes(get: Get) -> None:
    assert await ids(get) == ["amt", "hort", "krippe", "telefon", "wolle"]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"topic": "kita_platz"}, ["krippe", "hort"]),
        ({"topic": "kita_platz", "age": "2.5"}, ["krippe"]),
        ({"topic": "kita_platz", "age": "8"}, ["hort"]),
        ({"type": "notruf"}, ["telefon"]),
        ({"type": "treffpunkt"}, []),
        ({"open_at": "2026-11-24T10:00"}, ["amt", "telefon"]),
        ({"open_at": "2026-11-24T20:00"}, ["telefon"]),
        ({"open_at": "2025-10-31T10:00"}, ["telefon"]),
        ({"topic": ""}, ["amt", "hort", "krippe", "telefon", "wolle"]),
    ],
)
async def test_filters_leave_what_fits(
    get: Get, parameters: dict[str, str], expected: list[str]
) -> None:
    assert await ids(get, **parameters) == expected


async def test_words_find_a_place_by_its_name(get: Get) -> None:
    _, body = await get("/api/services", q="wo ist die Krippe")

    assert body["items"][0]["id"] == "krippe"
    assert body["items"][0]["reasons"] == [{"code": "name"}]


async def test_pages_split_the_result(get: Get) -> None:
    status, body = await get("/api/services", page="2", per_page="2")

    assert status == 200
    assert [item["id"] for item in body["items"]] == ["krippe", "telefon"]
    assert (body["total"], body["page"], body["per_page"]) == (5, 2, 2)


async def test_a_page_behind_the_last_is_empty(get: Get) -> None:
    _, body = await get("/api/services", page="99")

    assert (body["items"], body["total"]) == ([], 5)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("topic", "wetter"),
        ("district", "bremen"),
        ("type", "laden"),
        ("lang", "xx"),
        ("age", "drei"),
        ("age", "-1"),
        ("age", "nan"),
        ("open_at", "morgen"),
        ("page", "0"),
        ("page", "²"),
        ("per_page", "201"),
    ],
)
async def test_a_wrong_value_is_400_and_names_the_parameter(
    get: Get, name: str, value: str
) -> None:
    status, body = await get("/api/services", **{name: value})

    assert status == 400
    assert body.keys() == {"error"}
    assert body["error"]["code"] == "bad_request"
    assert body["error"]["message"].startswith(f"{name}=")


async def test_one_service_comes_with_what_is_worked_out(get: Get) -> None:
    status, body = await get("/api/services/krippe")

    assert status == 200
    assert (body["name"], body["stale"], body["has_contact"]) == ("Krippe", False, True)
    assert (body["open_now"], body["next_change"]) == (None, None)


async def test_old_facts_are_marked(get: Get) -> None:
    _, body = await get("/api/services/hort")

    assert (body["stale"], body["has_contact"]) == (True, False)


async def test_the_present_decides_what_is_open(get: Get) -> None:
    _, body = await get("/api/services/amt")

    assert (body["open_now"], body["next_change"]) == (True, "2026-11-24T12:00:00")


async def test_typical_questions_are_not_shown(get: Get) -> None:
    _, body = await get("/api/services/krippe")

    assert "typical_questions" not in body


async def test_a_service_that_is_not_offered_can_be_looked_up(get: Get) -> None:
    status, body = await get("/api/services/zu")

    assert (status, body["status"]) == (200, "inactive")


@pytest.mark.parametrize("path", ["/api/services/gibtsnicht", "/api/nichts"])
async def test_what_is_not_there_is_404_in_the_one_shape(get: Get, path: str) -> None:
    status, body = await get(path)

    assert status == 404
    assert body["error"]["code"] == "not_found"
    assert body["error"]["message"]


@pytest.mark.parametrize(
    ("district", "note"),
    [("deichhorst", "no_office_in_district"), ("wollepark", None)],
)
async def test_a_district_without_office_is_noted_and_all_offices_come(
    get: Get, district: str, note: str | None
) -> None:
    _, body = await get("/api/services", type="nachbarschaftsbuero", district=district)

    assert [item["id"] for item in body["items"]] == ["wolle"]
    assert body.get("note") == note


async def test_topics_and_districts_are_those_of_the_city(get: Get) -> None:
    assert await get("/api/topics") == (200, {"items": CITY_DATA["topics"]})
    expected = {"items": CITY_DATA["districts"], "quarters": CITY_DATA["quarters"]}
    assert await get("/api/districts") == (200, expected)
