"""The chat as a page, as a part of other websites, and the page the quick exit leads to."""

from pathlib import Path

from aiohttp import web

BOT = Path(__file__).resolve().parent.parent
WIDGET = BOT / "widget"
# The chat's parts belong together: an old one must not meet a new one for long.
KEPT = {"Cache-Control": "public, max-age=300"}
routes = web.RouteTableDef()


@routes.get("/")
@routes.get("/chat")
async def page(request: web.Request) -> web.FileResponse:
    """Give the chat as a page of its own."""
    return web.FileResponse(WIDGET / "page.html", headers=KEPT)


@routes.get("/widget.js")
async def widget(request: web.Request) -> web.FileResponse:
    """Give the script that registers the chat's element."""
    return web.FileResponse(WIDGET / "widget.js", headers=KEPT)


@routes.get("/weiter")
async def elsewhere(request: web.Request) -> web.FileResponse:
    """Give a page that says nothing about the chat."""
    return web.FileResponse(WIDGET / "weiter.html", headers=KEPT)


async def _keep_widget(request: web.Request, response: web.StreamResponse) -> None:
    if request.path.startswith("/widget/"):
        response.headers.update(KEPT)


def add_page(app: web.Application) -> None:
    """Serve the pages, the chat's parts, and what other pages share."""
    app.add_routes(routes)
    app.router.add_static("/widget", WIDGET)
    app.router.add_static("/page", BOT / "page")
    app.on_response_prepare.append(_keep_widget)
