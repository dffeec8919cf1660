"""The pages' templates, and what all of them show."""

from pathlib import Path
from typing import Any

import aiohttp_jinja2
import jinja2
from aiohttp import web

from bot.catalogue.views import CATALOGUE, CITY
from bot.errors import NotFound
from bot.settings import Settings
from bot.texts.city import the_city
from bot.texts.library import the_library
from bot.texts.texts import Texts

FOLDER = Path(__file__).resolve().parent / "templates"
STYLE = Path(__file__).resolve().parent.parent / "page" / "pages.css"
# A key of our own: another part of the program may have templates, too.
TEMPLATES = web.AppKey("catalogue_templates", jinja2.Environment)
SETTINGS = web.AppKey("catalogue_settings", Settings)


def add_templates(app: web.Application, settings: Settings) -> None:
    """Make the templates known to an application."""
    app[SETTINGS] = settings
    aiohttp_jinja2.setup(
        app,
        app_key=TEMPLATES,
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def german() -> Texts:
    """Return the texts the pages take sentences from."""
    return the_library().german


def address_of(request: web.Request, path: str) -> str:
    """Return the address that people see for a path."""
    return f"{request.app[SETTINGS].public_url}{path}"


def fallback(request: web.Request) -> dict[str, Any]:
    """Return the place whose number is right for every family matter."""
    city = request.app[CITY]
    try:
        return request.app[CATALOGUE].service(city["fallback_contact"])
    except (KeyError, NotFound):
        return dict(the_city().fallback_contact)


def page(request: web.Request, template: str, status: int = 200, **values: Any) -> web.Response:
    """Return a page made from a template."""
    always = {"city": request.app[CITY].get("name") or the_city().name, "path": request.path}
    return aiohttp_jinja2.render_template(
        template, request, {**always, **values}, app_key=TEMPLATES, status=status
    )
