"""One shape for all errors over HTTP: `{"error": {"code", "message"}}`."""

from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web

from bot.errors import LotseError, TooMany

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
log = structlog.get_logger()
MESSAGES = {
    404: ("not_found", "Diese Adresse gibt es nicht."),
    405: ("method_not_allowed", "Diese Methode gibt es hier nicht."),
    413: ("too_large", "Die Anfrage ist zu groß."),
}


@web.middleware
async def error_middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn every error into the one shape; what nobody expected is logged, without words."""
    try:
        return await handler(request)
    except LotseError as error:
        return _with_wait(error_response(error.status, error.code, error.message), error)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        code, message = MESSAGES.get(error.status, ("http_error", error.reason))
        response = error_response(error.status, code, message)
        if "Allow" in error.headers:
            response.headers["Allow"] = error.headers["Allow"]
        return response
    except Exception as error:
        # Neither the address nor the error's text: both may hold a resident's words.
        log.error("request.failed", kind=type(error).__name__, where=_where(error))
        return error_response(500, "internal", "Da ist etwas schiefgegangen.")


def error_response(status: int, code: str, message: str) -> web.Response:
    """Return an error in the one shape."""
    return web.json_response({"error": {"code": code, "message": message}}, status=status)


def _with_wait(response: web.Response, error: LotseError) -> web.Response:
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _where(error: Exception) -> str:
    """Return file and line of the innermost frame."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
