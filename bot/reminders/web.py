"""The dates of a place as a calendar file for everybody."""

from aiohttp import web

from bot.catalogue.dates import next_date
from bot.catalogue.pages_templates import SETTINGS, german
from bot.catalogue.views import CATALOGUE
from bot.errors import NotFound
from bot.reminders.wording import file_of

routes = web.RouteTableDef()


@routes.get("/angebote/{id}/termin.ics")
async def calendar(request: web.Request) -> web.Response:
    """Give the dates to come; who takes them is nobody's business."""
    place = request.app[CATALOGUE].service(request.match_info["id"])
    settings = request.app[SETTINGS]
    now = settings.clock()
    if next_date(place, now.date()) is None:
        raise NotFound("Zu diesem Angebot liegt kein Termin vor.")
    file = file_of(german(), place, settings.public_url, now)
    return web.Response(
        text=file.content,
        content_type=file.kind,
        charset="utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
    )
