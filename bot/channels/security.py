"""Headers that keep the page to itself, and the origins that may use the chat."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.settings import Settings

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}


def security_headers(settings: Settings) -> Handler:
    """Return the middleware for an application with these settings."""

    @web.middleware
    async def secure(request: web.Request, handler: Handler) -> web.StreamResponse:
        allowed = request.headers.get("Origin") in settings.allowed_origins
        if request.method == "OPTIONS" and allowed:
            response: web.StreamResponse = web.Response(status=204)
        else:
            response = await handler(request)
        response.headers.update(HEADERS)
        if request.path.startswith("/api/chat"):
            response.headers["Cache-Control"] = "no-store"
        if allowed:
            response.headers.update(_cors(request.headers["Origin"]))
        return response

    return secure  # type: ignore[return-value]


def _cors(origin: str) -> dict[str, str]:
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": "GET, POST, DELETE",
        "Access-Control-Allow-Headers": "Content-Type",
        "Vary": "Origin",
    }
