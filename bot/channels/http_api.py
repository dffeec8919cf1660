"""Calls a platform's HTTP API, and tells what may be tried again from what may not."""

import asyncio
import re
from collections.abc import Callable
from typing import Any

import aiohttp

from bot.messengers.messenger import Delayed, Refused

TIMEOUT_S = 15.0
BUSY = 429
_CODE = re.compile(r"[A-Z_]{1,60}")


def will_pass(status: int, said: dict[str, Any]) -> bool:
    """Tell whether an error is one of the moment, by its status.

    Also an address that leads elsewhere: somebody will mend it, and nobody else gets the words.
    """
    return status == BUSY or status >= 500 or status < 400


class Declined(Refused):
    """Refused, with what the platform said: its status and its answer."""

    def __init__(self, status: int, said: dict[str, Any]):
        super().__init__(_reason(status, said))
        self.status, self.said = status, said


class HttpApi:
    """An API with one connection pool.

    Args:
        session: the pool; its owner closes it.
        headers: sent with each call.
        will_pass: tells by status and answer whether an error is one of the moment.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        headers: dict[str, str] | None = None,
        will_pass: Callable[[int, dict[str, Any]], bool] = will_pass,
    ):
        self._session = session
        self._headers = headers or {}
        self._will_pass = will_pass

    async def call(
        self, method: str, address: str, within_s: float | None = None, **content: Any
    ) -> dict[str, Any]:
        """Call the API; return what it says.

        Args:
            method: of HTTP.
            address: the whole address.
            within_s: the longest wait for its answer; None for the usual one.
            content: `json=` or `data=`, and `params=`.

        Raises:
            Delayed: busy (with the seconds it asks to wait), broken, too slow, unreachable.
            Declined: it will not take this, now or later.
        """
        timeout = aiohttp.ClientTimeout(total=within_s or TIMEOUT_S)
        try:
            async with self._session.request(
                method,
                address,
                headers=self._headers,
                timeout=timeout,
                allow_redirects=False,
                **content,
            ) as response:
                said = await _json(response)
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            raise Delayed(reason=type(error).__name__) from error
        if response.status < 300:
            return said
        if self._will_pass(response.status, said):
            raise Delayed(_wait(response, said), _reason(response.status, said))
        raise Declined(response.status, said)


async def _json(response: aiohttp.ClientResponse) -> dict[str, Any]:
    try:
        said = await response.json(content_type=None)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _reason(status: int, said: dict[str, Any]) -> str:
    """Return status and error code for the log; a platform's own words could be a resident's."""
    error = said.get("error")
    code = error.get("code") if isinstance(error, dict) else said.get("errcode")
    is_code = isinstance(code, int) or (isinstance(code, str) and _CODE.fullmatch(code))
    return f"{status} {code}" if is_code else str(status)


def _wait(response: aiohttp.ClientResponse, said: dict[str, Any]) -> float | None:
    """Return the seconds an API asks to wait: Telegram says them, Matrix says milliseconds."""
    parameters = said.get("parameters")
    if isinstance(parameters, dict) and isinstance(parameters.get("retry_after"), int | float):
        return float(parameters["retry_after"])
    if isinstance(said.get("retry_after_ms"), int | float):
        return said["retry_after_ms"] / 1000
    header = response.headers.get("Retry-After", "")
    return float(header) if header.isdigit() else None
