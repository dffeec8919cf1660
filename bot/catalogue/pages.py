"""The catalogue as plain pages that need no script and print well."""

import asyncio
from dataclasses import dataclass
from math import ceil
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from bot.catalogue.network import network
from bot.catalogue.pages_data import linked_data
from bot.catalogue.pages_export import routes as export_routes
from bot.catalogue.pages_picture import picture
from bot.catalogue.pages_templates import (
    STYLE,
    add_templates,
    address_of,
    fallback,
    german,
    page,
)
from bot.catalogue.pages_words import KINDS, correction, shown
from bot.catalogue.query import MOST_PER_PAGE, Query, read_query
from bot.catalogue.seed import areas_by_id
from bot.catalogue.views import CATALOGUE, CITY
from bot.errors import BadRequest, NotFound
from bot.settings import Settings
from bot.texts.city import the_city

PER_PAGE = 20
LONGEST_QUESTION = 300
# A place is shown for words if its score is at least this part of the best one's.
RELATED = 0.4
FILTERS = ("q", "topic", "district", "age", "type")
WRONG_AGE = "Bitte geben Sie das Alter als Zahl an, zum Beispiel 3 oder 2,5."
WRONG_FILTER = "Diesen Filter gibt es nicht. Sie sehen alle Angebote."
routes = web.RouteTableDef()


def add_pages(app: web.Application, settings: Settings) -> None:
    """Serve the pages in an application that serves the catalogue.

    Args:
        app: has the catalogue and the city.
        settings: give the address that people see.
    """
    add_templates(app, settings)
    app.add_routes(routes)
    app.add_routes(export_routes)


@dataclass(frozen=True)
class _Asked:
    """What a visitor filled in.

    Args:
        typed: as typed, for the form.
        query: what is searched; everything where a value is wrong.
        errors: what is wrong, by field.
    """

    typed: dict[str, str]
    query: Query
    errors: dict[str, str]


@routes.get("/angebote")
async def offers(request: web.Request) -> web.Response:
    """Search and list."""
    asked = _asked(request)
    places, total = await asyncio.to_thread(_found, request, asked.query)
    filled = {key: value for key, value in asked.typed.items() if value}
    pages = max(1, ceil(total / PER_PAGE))
    return page(
        request,
        "offers.html",
        400 if asked.errors else 200,
        places=[shown(place, german()) for place in places],
        total=total,
        asked=asked,
        is_filtered=bool(filled),
        number=asked.query.page,
        pages=pages,
        links=_page_links(filled, asked.query.page, pages),
        kinds=KINDS,
        city_data=request.app[CITY],
        fallback=shown(fallback(request), german()),
        canonical=address_of(request, "/angebote"),
    )


@routes.get("/angebote/{id}")
async def offer(request: web.Request) -> web.Response:
    """Show one place."""
    try:
        place = request.app[CATALOGUE].service(request.match_info["id"])
    except NotFound:
        return page(request, "missing.html", 404)
    address = address_of(request, f"/angebote/{place['id']}")
    return page(
        request,
        "offer.html",
        place=shown(place, german()),
        correction=correction(place, fallback(request), address),
        fallback=shown(fallback(request), german()),
        linked_data=linked_data(place, the_city(), address),
        canonical=address,
    )


@routes.get("/netzwerk")
async def actors(request: web.Request) -> web.Response:
    """Show who does what, with whom and where."""
    city = request.app[CITY]
    areas = areas_by_id(city)
    topics = {topic["id"] for topic in city["topics"]}
    chosen = {
        "topic": request.query.get("topic", ""),
        "district": request.query.get("district", ""),
    }
    try:
        query, is_wrong = read_query(chosen, topics, areas), False
    except BadRequest:
        query, is_wrong = Query(), True
    found = network(request.app[CATALOGUE].all(), the_city(), query.topic, query.areas)
    return page(
        request,
        "network.html",
        400 if is_wrong else 200,
        network=found,
        picture=picture(found),
        chosen={} if is_wrong else chosen,
        is_wrong=is_wrong,
        city_data=city,
        canonical=address_of(request, "/netzwerk"),
    )


@routes.get("/barrierefreiheit")
async def accessibility(request: web.Request) -> web.Response:
    """Give the statement that NBGG § 9b asks for."""
    return _about(request, "accessibility.html")


@routes.get("/datenschutz")
async def privacy(request: web.Request) -> web.Response:
    """Say what is kept, for how long, and what rights people have."""
    return _about(request, "privacy.html")


@routes.get("/pages.css")
async def style(request: web.Request) -> web.FileResponse:
    """Give the style sheet."""
    return web.FileResponse(STYLE)


def _about(request: web.Request, template: str) -> web.Response:
    contact = shown(fallback(request), german())
    return page(request, template, contact=contact, canonical=address_of(request, request.path))


def _asked(request: web.Request) -> _Asked:
    city = request.app[CITY]
    values = {name: request.query.get(name, "").strip() for name in FILTERS}
    values["q"] = values["q"][:LONGEST_QUESTION]
    # People write ages with a comma.
    asked = {**values, "age": values["age"].replace(",", "."), "per_page": str(PER_PAGE)}
    topics = {topic["id"] for topic in city["topics"]}
    try:
        query = read_query(
            {**asked, "page": request.query.get("page", "")}, topics, areas_by_id(city)
        )
    except BadRequest as error:
        is_age = error.message.startswith("age=")
        errors = {"age": WRONG_AGE} if is_age else {"form": WRONG_FILTER}
        return _Asked(
            values if is_age else dict.fromkeys(FILTERS, ""), Query(per_page=PER_PAGE), errors
        )
    return _Asked(values, query, {})


def _found(request: web.Request, query: Query) -> tuple[list[dict[str, Any]], int]:
    """Return the places of one page, and how many there are on all."""
    catalogue = request.app[CATALOGUE]
    if not query.q:
        result = catalogue.search(query)
        return result.items, result.total
    # Words rank every place: on a page only those are shown that have something to do with them.
    everything = {**vars(query), "page": 1, "per_page": MOST_PER_PAGE}
    items = catalogue.search(Query(**everything)).items
    least = RELATED * items[0]["score"] if items and not (query.topic or query.type) else None
    fitting = [
        item for item in items if item["reasons"] and (least is None or item["score"] >= least)
    ]
    first = (query.page - 1) * PER_PAGE
    return fitting[first : first + PER_PAGE], len(fitting)


def _page_links(filled: dict[str, str], number: int, pages: int) -> dict[str, str]:
    """Return the addresses of the page before and the page after."""
    wanted = {"prev": min(number - 1, pages), "next": number + 1}
    return {
        name: "/angebote?" + urlencode({**filled, "page": other})
        for name, other in wanted.items()
        if 1 <= other <= pages
    }
