"""The calendar file that everybody can have."""

from typing import Any

import icalendar
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.catalogue.app import add_catalogue, open_catalogue
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.pages import add_pages
from bot.errors_http import error_middleware
from bot.reminders.web import routes
from bot.settings import Settings


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = str(tmp_path_factory.mktemp("catalogue"))
    environment = {"DATA_DIR": folder, "SECRET_KEY": "test", "NOW": "2026-11-24T10:00"}
    return open_catalogue(Settings.from_environment(environment))


@pytest.fixture
async def client(settings: Settings, catalogue: Catalogue, aiohttp_client: Any) -> TestClient:
    app = web.Application(middlewares=[error_middleware])
    add_catalogue(app, catalogue)
    add_pages(app, settings)
    app.add_routes(routes)
    return await aiohttp_client(app)


async def test_it_names_the_date_who_is_responsible_and_how_old_that_is(
    client: TestClient,
) -> None:
    response = await client.get("/angebote/kita-portal/termin.ics")
    (event,) = icalendar.Calendar.from_ical(await response.text()).walk("VEVENT")

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert 'attachment; filename="termin.ics"' in response.headers["Content-Disposition"]
    assert event.decoded("DTSTART").isoformat() == "2026-12-31"
    assert "Kita-Portal" in event["DESCRIPTION"] and "August 2018" in event["DESCRIPTION"]
    assert event["URL"].endswith("/angebote/kita-portal")


@pytest.mark.parametrize("place", ["streetwork", "gibt-es-nicht"])
async def test_without_a_date_there_is_none(client: TestClient, place: str) -> None:
    assert (await client.get(f"/angebote/{place}/termin.ics")).status == 404
