"""The catalogue as JSON."""

import asyncio
from typing import Any

from aiohttp import web

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.query import read_query
from bot.catalogue.seed import areas_by_id

CATALOGUE = web.AppKey("catalogue", Catalogue)
CITY = web.AppKey("city", dict[str, Any])
routes = web.RouteTableDef()


@routes.get("/api/services")
async def services(request: web.Request) -> web.Response:
    """Search."""
    city = request.app[CITY]
    topics = {topic["id"] for topic in city["topics"]}
    query = read_query(request.query, topics, areas_by_id(city))
    # Words go to the database and the encoder: not in the loop that answers others.
    page = await asyncio.to_thread(request.app[CATALOGUE].search, query)
    body = {"items": page.items, "total": page.total, "page": query.page}
    note = {"note": page.note} if page.note else {}
    return web.json_response({**body, "per_page": query.per_page, **note})


@routes.get("/api/services/{id}")
async def service(request: web.Request) -> web.Response:
    """Give one service."""
    return web.json_response(request.app[CATALOGUE].service(request.match_info["id"]))


@routes.get("/api/topics")
async def topics(request: web.Request) -> web.Response:
    """Give all topics."""
    return web.json_response({"items": request.app[CITY]["topics"]})


@routes.get("/api/districts")
async def districts(request: web.Request) -> web.Response:
    """Give all districts, and the quarters that are names of theirs."""
    city = request.app[CITY]
    body = {"items": city["districts"], "quarters": city["quarters"]}
    return web.json_response(body)
