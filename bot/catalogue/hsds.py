"""The catalogue in Open Referral's HSDS 3 read API."""

import asyncio
import json
from collections.abc import Callable
from math import ceil
from typing import Any

from aiohttp import web

from bot.catalogue.hsds_records import (
    at_location_records,
    full_service,
    organization_of,
    service_record,
)
from bot.catalogue.hsds_terms import (
    Record,
    identifier,
    taxonomy_records,
    term_ids,
    term_records,
)
from bot.catalogue.query import MOST_PER_PAGE, Query, read_query
from bot.catalogue.views import CATALOGUE
from bot.errors import BadRequest, NotFound
from bot.texts.city import City, the_city

VERSION = "3.0"
PROFILE = "https://docs.openreferral.org/en/v3.0.1/"
OPENAPI = "https://raw.githubusercontent.com/openreferral/specification/3.0/schema/openapi.json"
PER_PAGE = 50
Place = dict[str, Any]
routes = web.RouteTableDef()


def add_hsds(app: web.Application) -> None:
    """Serve the read API in an application that serves the catalogue."""
    app.add_routes(routes)


@routes.get("/hsds")
@routes.get("/hsds/")
async def about(request: web.Request) -> web.Response:
    """Say which version this is."""
    return web.json_response({"version": VERSION, "profile": PROFILE, "openapi_url": OPENAPI})


@routes.get("/hsds/services")
async def services(request: web.Request) -> web.StreamResponse:
    """List services; with `full=true`, all that belongs to them too."""
    city, places = the_city(), await _places(request)
    made = full_service if _is_true(request, "full") else service_record
    return _listed(request, places, lambda place: made(place, city))


@routes.get("/hsds/services/{id}")
async def service(request: web.Request) -> web.Response:
    """Give one service with all that belongs to it."""
    city = the_city()
    for place in request.app[CATALOGUE].all():
        if identifier(city, place["id"]) == request.match_info["id"]:
            return web.json_response(full_service(place, city))
    raise _missing()


@routes.get("/hsds/organizations")
async def organizations(request: web.Request) -> web.StreamResponse:
    """List who runs services."""
    found = _organizations(request.app[CATALOGUE].all(), the_city())
    return _listed(request, _named(request, found), lambda record: record)


@routes.get("/hsds/organizations/{id}")
async def organization(request: web.Request) -> web.Response:
    """Give one organization with its services."""
    city = the_city()
    places = request.app[CATALOGUE].all()
    record = _one(request, _organizations(places, city))
    own = [place for place in places if _is_run_by(place, record["id"], city)]
    made = full_service if _is_true(request, "full_service") else service_record
    return web.json_response({**record, "services": [made(place, city) for place in own]})


@routes.get("/hsds/service_at_locations")
async def at_locations(request: web.Request) -> web.StreamResponse:
    """List where services are given."""
    city, full = the_city(), _is_true(request, "full")
    places = await _places(request)
    records = [record for place in places for record in at_location_records(place, city, full)]
    return _listed(request, records, lambda record: record)


@routes.get("/hsds/service_at_locations/{id}")
async def at_location(request: web.Request) -> web.Response:
    """Give one service at its location."""
    city, places = the_city(), request.app[CATALOGUE].all()
    records = [record for place in places for record in at_location_records(place, city, True)]
    return web.json_response(_one(request, records))


@routes.get("/hsds/taxonomies")
async def taxonomies(request: web.Request) -> web.StreamResponse:
    """List the taxonomies."""
    return _listed(request, _named(request, taxonomy_records(the_city())), lambda record: record)


@routes.get("/hsds/taxonomies/{id}")
async def taxonomy(request: web.Request) -> web.Response:
    """Give one taxonomy."""
    return web.json_response(_one(request, taxonomy_records(the_city())))


@routes.get("/hsds/taxonomy_terms")
async def terms(request: web.Request) -> web.StreamResponse:
    """List the terms; none has a parent."""
    records = _named(request, term_records(the_city()))
    if wanted := request.query.get("taxonomy_id"):
        records = [record for record in records if record["taxonomy_id"] == wanted]
    if request.query.get("parent_id"):
        records = []
    return _listed(request, records, lambda record: record)


@routes.get("/hsds/taxonomy_terms/{id}")
async def term(request: web.Request) -> web.Response:
    """Give one term."""
    return web.json_response(_one(request, term_records(the_city())))


async def _places(request: web.Request) -> list[Place]:
    """Return the places that fit the filters of the address.

    When a fact changed is not kept, so `modified_after` leaves nothing out: whoever collects
    gets too much rather than too little.
    """
    for name in ("postcode", "proximity"):
        if request.query.get(name):
            raise BadRequest(f"{name} gibt es hier nicht: Zu den Orten fehlen Koordinaten.")
    city, catalogue = the_city(), request.app[CATALOGUE]
    found = catalogue.all()
    if search := request.query.get("search", "").strip():
        query = Query(q=search, per_page=MOST_PER_PAGE)
        page = await asyncio.to_thread(catalogue.search, query)
        found = [place for place in page.items if place["reasons"]]
    return [place for place in found if _fits(request, place, city)]


def _fits(request: web.Request, place: Place, city: City) -> bool:
    wanted = [request.query.get(name) for name in ("taxonomy_term_id", "taxonomy_id")]
    run_by = request.query.get("organization_id")
    return term_ids(place, city).issuperset(filter(None, wanted)) and (
        not run_by or _is_run_by(place, run_by, city)
    )


def _is_run_by(place: Place, organization_id: str, city: City) -> bool:
    own = organization_of(place, city)
    return own is not None and own["id"] == organization_id


def _organizations(places: list[Place], city: City) -> list[Record]:
    found = [own for place in places if (own := organization_of(place, city))]
    by_id = {record["id"]: record for record in found}
    return sorted(by_id.values(), key=lambda record: record["name"])


def _named(request: web.Request, records: list[Record]) -> list[Record]:
    wanted = request.query.get("search", "").casefold()
    return [record for record in records if wanted in record["name"].casefold()]


def _one(request: web.Request, records: list[Record]) -> Record:
    for record in records:
        if record["id"] == request.match_info["id"]:
            return record
    raise _missing()


def _missing() -> NotFound:
    return NotFound("Einen Eintrag mit dieser id gibt es nicht.")


def _is_true(request: web.Request, name: str) -> bool:
    return request.query.get(name, "").lower() in ("true", "1")


def _listed(
    request: web.Request, found: list[Any], made: Callable[[Any], Record]
) -> web.StreamResponse:
    """Return one page of records in the standard's envelope, or all of them, a line each."""
    if request.query.get("format") == "ndjson":
        lines = (json.dumps(made(item), ensure_ascii=False) + "\n" for item in found)
        return web.Response(text="".join(lines), content_type="application/x-ndjson")
    asked = {name: request.query.get(name, "") for name in ("page", "per_page")}
    query = read_query({**asked, "per_page": asked["per_page"] or str(PER_PAGE)}, set(), {})
    first = (query.page - 1) * query.per_page
    contents = [made(item) for item in found[first : first + query.per_page]]
    pages = ceil(len(found) / query.per_page)
    return web.json_response(
        {
            "total_items": len(found),
            "total_pages": pages,
            "page_number": query.page,
            "size": len(contents),
            "first_page": query.page == 1,
            "last_page": query.page >= pages,
            "empty": not contents,
            "contents": contents,
        }
    )
