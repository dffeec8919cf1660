"""The whole catalogue as files, and what search engines want to know."""

import csv
import io
from typing import Any

from aiohttp import web

from bot.catalogue.pages_templates import SETTINGS, address_of, page
from bot.catalogue.pages_words import Place
from bot.catalogue.views import CATALOGUE

routes = web.RouteTableDef()
# Worked out for one question or one moment: no facts to hand on.
_MOMENTARY = ("reasons", "score", "open_now", "next_change", "next_date", "has_contact")
_PATHS = ("/angebote", "/netzwerk", "/barrierefreiheit", "/datenschutz")
COLUMNS = (
    "id",
    "name",
    "type",
    "organization",
    "description",
    "topics",
    "minimum_age",
    "maximum_age",
    "eligibility_description",
    "fees_description",
    "application_process",
    "districts",
    "quarters",
    "addresses",
    "phones",
    "email",
    "url",
    "opening_hours",
    "accessibility",
    "languages",
    "status",
    "alert",
    "check_first",
    "assured_date",
    "stale",
)


@routes.get("/angebote.json")
async def as_json(request: web.Request) -> web.Response:
    """Give all offers with all their facts and sources."""
    items = [_facts(item) for item in request.app[CATALOGUE].all()]
    now = request.app[SETTINGS].clock().isoformat(timespec="seconds")
    return web.json_response({"items": items, "total": len(items), "exported_at": now})


@routes.get("/angebote.csv")
async def as_csv(request: web.Request) -> web.Response:
    """Give all offers as a table."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for item in request.app[CATALOGUE].all():
        rows.writerow([_cell(item, column) for column in COLUMNS])
    return web.Response(
        text=text.getvalue(),
        content_type="text/csv",
        charset="utf-8",
        headers={"Content-Disposition": 'attachment; filename="angebote.csv"'},
    )


@routes.get("/sitemap.xml")
async def sitemap(request: web.Request) -> web.Response:
    """Name all pages, each place's with the date of its facts."""
    places = request.app[CATALOGUE].all()
    entries = [(address_of(request, path), None) for path in _PATHS]
    entries += [
        (address_of(request, f"/angebote/{item['id']}"), item.get("assured_date"))
        for item in places
    ]
    response = page(request, "sitemap.xml", entries=entries)
    response.content_type = "application/xml"
    return response


@routes.get("/robots.txt")
async def robots(request: web.Request) -> web.Response:
    """Let search engines read the pages, and nothing of the chat."""
    lines = ("User-agent: *", "Disallow: /api/", f"Sitemap: {address_of(request, '/sitemap.xml')}")
    return web.Response(text="\n".join(lines) + "\n")


def _facts(item: Place) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key not in _MOMENTARY}


def _cell(item: Place, column: str) -> str:
    value = item.get(column)
    if column == "topics":
        value = [*value.get("main", []), *value.get("also", [])] if value else []
    text = "; ".join(map(_word, value)) if isinstance(value, list) else _word(value)
    # A table program would run such a cell as a formula.
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _word(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        note = value.get("description")
        parts = [str(part) for key, part in value.items() if key != "description"]
        return ", ".join(parts) + (f" ({note})" if note else "")
    return str(value)
