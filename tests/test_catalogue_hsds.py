"""The read API of HSDS 3: its envelope, its ids, its filters, and the standard's own schemas."""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_DNS, uuid5

import jsonschema
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.catalogue.app import add_catalogue, open_catalogue
from bot.catalogue.hsds import add_hsds
from bot.catalogue.hsds_schedules import Opening, openings
from bot.catalogue.seed import read_services
from bot.errors_http import error_middleware
from bot.settings import Settings

SCHEMAS = Path(__file__).resolve().parent.parent.parent / "shared" / "eval" / "hsds"
NAMESPACE = uuid5(NAMESPACE_DNS, "delmenhorst.de")
LISTS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")
ENVELOPE = {
    "total_items",
    "total_pages",
    "page_number",
    "size",
    "first_page",
    "last_page",
    "empty",
    "contents",
}
Get = Callable[..., Awaitable[tuple[int, Any]]]


@pytest.fixture
async def get(settings: Settings, aiohttp_client: Any) -> Get:
    app = web.Application(middlewares=[error_middleware])
    add_catalogue(app, open_catalogue(settings))
    add_hsds(app)
    client: TestClient = await aiohttp_client(app)

    async def get(path: str, **parameters: str) -> tuple[int, Any]:
        response = await client.get(f"/hsds{path}", params=parameters)
        return response.status, await response.json()

    return get


def checker(name: str) -> jsonschema.Draft202012Validator:
    """Return what checks against one of the standard's schemas."""
    if not SCHEMAS.is_dir():
        pytest.skip(f"HSDS-Schemas fehlen: {SCHEMAS.name} liegt nicht neben dem Projekt")
    names = ("taxonomy", "taxonomy_term")
    known = {f"{n}.json": json.loads((SCHEMAS / f"{n}.json").read_text("utf-8")) for n in names}
    # Records of changes are no part of the folder, and of what is served.
    known["metadata.json"] = {}
    schema = json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
    resolver = jsonschema.RefResolver("", schema, store=known)
    return jsonschema.Draft202012Validator(
        schema, resolver=resolver, format_checker=jsonschema.FormatChecker()
    )


def problems(name: str, records: list[Any]) -> list[str]:
    check = checker(name)
    return [
        f"{error.json_path}: {error.message}" for r in records for error in check.iter_errors(r)
    ]


def unknown_fields(record: Any, schema: dict[str, Any], root: dict[str, Any]) -> list[str]:
    """Return the fields that a schema does not name, all the way down."""
    while "$ref" in schema and schema["$ref"].startswith("#/definitions/"):
        schema = root["definitions"][schema["$ref"].rsplit("/", 1)[1]]
    if isinstance(record, list):
        return [f for item in record for f in unknown_fields(item, schema.get("items", {}), root)]
    if not isinstance(record, dict) or "properties" not in schema:
        return []
    own = [key for key in record if key not in schema["properties"]]
    return own + [
        field
        for key, value in record.items()
        if key in schema["properties"]
        for field in unknown_fields(value, schema["properties"][key], root)
    ]


@pytest.mark.parametrize("path", ["", "/"])
async def test_the_root_says_which_version_it_is(get: Get, path: str) -> None:
    status, body = await get(path)

    assert (status, body["version"]) == (200, "3.0")
    assert body["profile"].startswith("https://") and body["openapi_url"].endswith("openapi.json")


@pytest.mark.parametrize("name", LISTS)
async def test_every_list_comes_in_the_envelope(get: Get, name: str) -> None:
    status, body = await get(f"/{name}", per_page="1")

    assert status == 200 and set(body) == ENVELOPE
    assert (body["size"], body["page_number"], body["first_page"]) == (1, 1, True)
    assert body["total_pages"] == body["total_items"] > 1 and not body["last_page"]


@pytest.mark.parametrize("name", LISTS)
async def test_every_record_of_a_list_can_be_looked_up(get: Get, name: str) -> None:
    _, body = await get(f"/{name}", per_page="200")

    assert len({record["id"] for record in body["contents"]}) == body["total_items"]
    for record in body["contents"][:5]:
        status, single = await get(f"/{name}/{record['id']}")
        assert (status, single["id"], single["name"]) == (200, record["id"], record["name"])


@pytest.mark.parametrize("name", LISTS)
async def test_an_unknown_id_is_404(get: Get, name: str) -> None:
    status, body = await get(f"/{name}/{uuid5(NAMESPACE, 'gibt es nicht')}")

    assert (status, body["error"]["code"]) == (404, "not_found")


async def test_ids_of_services_are_made_from_their_slugs(get: Get) -> None:
    _, body = await get("/services", per_page="200")

    slugs = {item["id"] for item in read_services()}
    assert {record["id"] for record in body["contents"]} == {
        str(uuid5(NAMESPACE, slug)) for slug in slugs
    }


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("services", "service_list"),
        ("organizations", "organization_list"),
        ("service_at_locations", "service_at_location_list"),
        ("taxonomies", "taxonomy"),
        ("taxonomy_terms", "taxonomy_term"),
    ],
)
async def test_lists_are_valid_against_the_standard(get: Get, name: str, schema: str) -> None:
    _, body = await get(f"/{name}", per_page="200")

    assert body["contents"] and problems(schema, body["contents"]) == []


@pytest.mark.parametrize("name", ["services", "service_at_locations"])
async def test_full_records_are_valid_against_the_standard(get: Get, name: str) -> None:
    _, body = await get(f"/{name}", full="true", per_page="200")

    assert body["contents"] and problems("service_with_definitions", body["contents"]) == []


async def test_full_services_have_no_field_that_the_standard_does_not_know(get: Get) -> None:
    schema = checker("service_with_definitions").schema
    _, body = await get("/services", full="true", per_page="200")

    assert {
        f for record in body["contents"] for f in unknown_fields(record, schema, schema)
    } == set()


async def test_single_records_are_valid_against_the_standard(get: Get) -> None:
    for name, schema in (
        ("services", "service_with_definitions"),
        ("organizations", "organization_list"),
        ("service_at_locations", "service_with_definitions"),
    ):
        _, body = await get(f"/{name}")
        single = [(await get(f"/{name}/{r['id']}"))[1] for r in body["contents"][:50]]
        assert problems(schema, single) == []


async def test_what_is_not_known_is_left_out(get: Get) -> None:
    _, body = await get(f"/services/{uuid5(NAMESPACE, 'frauenhaus')}")

    assert not {"phones", "email", "service_at_locations", "schedules"} & set(body)


async def test_filters_leave_what_fits(get: Get) -> None:
    _, terms = await get("/taxonomy_terms", search="Kita-Platz")
    term = terms["contents"][0]
    _, services = await get("/services", taxonomy_term_id=term["id"])
    _, organizations = await get("/organizations", search="Plan A")
    _, found = await get(f"/organizations/{organizations['contents'][0]['id']}")

    slugs = ("familien-und-kinderservicebuero", "kita-portal")
    assert {str(uuid5(NAMESPACE, slug)) for slug in slugs} <= {
        r["id"] for r in services["contents"]
    }
    assert services["total_items"] < 10
    assert [service["name"] for service in found["services"]] == [
        "Patenschaften für Kinder psychisch erkrankter Eltern"
    ]


async def test_words_find_the_best_first(get: Get) -> None:
    _, body = await get("/services", search="Hebamme finden")

    assert body["contents"][0]["name"].startswith("Hebammenzentrale")


@pytest.mark.parametrize(
    "parameters", [{"page": "0"}, {"per_page": "201"}, {"postcode": "27749"}, {"page": "x"}]
)
async def test_what_cannot_be_done_is_400(get: Get, parameters: dict[str, str]) -> None:
    status, body = await get("/services", **parameters)

    assert (status, body["error"]["code"]) == (400, "bad_request")


async def test_a_page_behind_the_last_is_empty(get: Get) -> None:
    _, body = await get("/services", page="99")

    assert (body["empty"], body["contents"], body["last_page"]) == (True, [], True)


async def test_all_records_come_as_lines(settings: Settings, aiohttp_client: Any) -> None:
    app = web.Application()
    add_catalogue(app, open_catalogue(settings))
    add_hsds(app)
    client: TestClient = await aiohttp_client(app)
    response = await client.get("/hsds/services?format=ndjson")

    lines = (await response.text()).splitlines()
    assert response.content_type == "application/x-ndjson"
    assert len([json.loads(line) for line in lines]) == len(read_services())


WEEK = ("MO", "TU", "WE", "TH", "FR")


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("Mo-Fr 08:00-12:00", [Opening(WEEK, "08:00", "12:00")]),
        ("Mo-Fr 08:00-12:00; PH off", [Opening(WEEK, "08:00", "12:00")]),
        (
            "Mo,We 09:00-12:00,14:00-16:00",
            [Opening(("MO", "WE"), "09:00", "12:00"), Opening(("MO", "WE"), "14:00", "16:00")],
        ),
        ("Sa-Mo 10:00-11:00", [Opening(("MO", "SA", "SU"), "10:00", "11:00")]),
        (
            "Mo-Tu 08:00-12:00; Tu 14:00-16:00",
            [Opening(("MO",), "08:00", "12:00"), Opening(("TU",), "14:00", "16:00")],
        ),
        ("Mo[1] 10:00-12:00", []),
        ("Jan-Mar Mo 10:00-12:00", []),
        ("", []),
    ],
)
def test_weekly_hours_are_read_and_others_are_not_guessed(
    expression: str, expected: list[Opening]
) -> None:
    assert openings(expression) == expected
