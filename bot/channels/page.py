"""The chat page at `/` and its files."""

from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).resolve().parent.parent / "page"
routes = web.RouteTableDef()


@routes.get("/")
async def page(request: web.Request) -> web.FileResponse:
    """Give the page."""
    return web.FileResponse(FOLDER / "index.html")


def add_page(app: web.Application) -> None:
    """Serve the page and its script and style."""
    app.add_routes(routes)
    app.router.add_static("/page", FOLDER)
