"""Tells whether the program is alive, whether it can answer, and how it does."""

import time

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from bot.channels.keys import ASSISTANT
from bot.errors import LotseError, Unavailable

REGISTRY = web.AppKey("registry", CollectorRegistry)
routes = web.RouteTableDef()


@routes.get("/health/live")
async def live(request: web.Request) -> web.Response:
    """Answer as soon as this process serves."""
    return web.json_response({"status": "live"})


@routes.get("/health/ready")
async def ready(request: web.Request) -> web.Response:
    """Answer when a real message gets a real answer, 503 before."""
    if not await request.app[ASSISTANT].is_ready():
        raise Unavailable("Noch nicht bereit.", code="not_ready")
    return web.json_response({"status": "ready"})


@routes.get("/metrics")
async def metrics(request: web.Request) -> web.Response:
    """Give the counts in Prometheus' text format; they hold no words and no addresses."""
    body = generate_latest(request.app[REGISTRY])
    return web.Response(body=body, headers={"Content-Type": "text/plain; version=0.0.4"})


def add_health(app: web.Application) -> None:
    """Serve health and metrics, and count every request."""
    registry = CollectorRegistry()
    app[REGISTRY] = registry
    count = Counter("lotse_requests", "Anfragen", ["route", "status"], registry=registry)
    seconds = Histogram("lotse_request_seconds", "Dauer", ["route"], registry=registry)

    @web.middleware
    async def measure(request: web.Request, handler) -> web.StreamResponse:  # type: ignore[no-untyped-def]
        route = getattr(request.match_info.route.resource, "canonical", "unknown")
        start, status = time.perf_counter(), 500
        try:
            response = await handler(request)
            status = response.status
            return response
        except (LotseError, web.HTTPException) as error:
            status = error.status
            raise
        finally:
            count.labels(route, status).inc()
            seconds.labels(route).observe(time.perf_counter() - start)

    app.middlewares.append(measure)
    app.add_routes(routes)
