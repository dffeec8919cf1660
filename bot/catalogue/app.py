"""The catalogue as an application of its own, and as a part of the public one."""

from aiohttp import web

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.seed import read_city, read_services
from bot.catalogue.store import CatalogueStore
from bot.catalogue.views import CATALOGUE, CITY, routes
from bot.database import create_engine
from bot.errors_http import error_middleware
from bot.settings import Settings


def create_catalogue_app(settings: Settings, catalogue: Catalogue | None = None) -> web.Application:
    """Return the internal catalogue: no limits, for the actions on loopback.

    Args:
        settings: the installation's settings.
        catalogue: one that another application of this process has opened already.
    """
    app = web.Application(middlewares=[error_middleware])
    add_catalogue(app, catalogue or open_catalogue(settings))
    return app


def add_catalogue(app: web.Application, catalogue: Catalogue) -> None:
    """Serve the catalogue's addresses in an application."""
    app[CATALOGUE] = catalogue
    app[CITY] = read_city()
    app.add_routes(routes)


def open_catalogue(settings: Settings) -> Catalogue:
    """Open the store, fill it from the seed where it is empty, and load it."""
    store = CatalogueStore(create_engine(settings.database_url))
    store.fill(read_services())
    return Catalogue(store, settings)
