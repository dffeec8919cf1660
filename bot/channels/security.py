"""Headers that keep the page to itself, and the origins that may use the chat."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Middleware

from bot.settings import Settings

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
# The one page that other websites may show in a frame: those that may use the chat.
FRAMED = "/chat"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}


def security_headers(settings: Settings) -> Middleware:
    """Return the middleware for an application with these settings."""
    framed = " ".join([POLICY, *settings.allowed_origins])

    @web.middleware
    async def secure(request: web.Request, handler: Handler) -> web.StreamResponse:
        allowed = request.headers.get("Origin") in settings.allowed_origins
        if request.method == "OPTIONS" and allowed:
            response: web.StreamResponse = web.Response(status=204)
        else:
            response = await handler(request)
        response.headers.update(HEADERS)
        if request.path == FRAMED:
            response.headers["Content-Security-Policy"] = framed
        if request.path.startswith("/api/chat"):
            response.headers["Cache-Control"] = "no-store"
        if "Origin" in request.headers:
            # A browser silently repeats a request that breaks on a connection used before, even
            # a message that had arrived. On a fresh connection it tells the page instead.
            response.force_close()
        if allowed:
            response.headers.update(_cors(request.headers["Origin"]))
        elif request.path.startswith("/widget"):
            # A copy kept for one website must not be given to another.
            response.headers["Vary"] = "Origin"
        return response

    return secure


def _cors(origin: str) -> dict[str, str]:
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": "GET, POST, DELETE",
        "Access-Control-Allow-Headers": "Content-Type",
        "Vary": "Origin",
    }
