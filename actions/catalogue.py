"""Asks the service catalogue over HTTP."""

import asyncio
import os
from typing import Any

import aiohttp

Service = dict[str, Any]
TIMEOUT_S = 2.0


class CatalogueError(Exception):
    """The catalogue is slow, gone or answered with an error."""


class Catalogue:
    """A client with one connection pool.

    Args:
        url: address of the catalogue, without trailing slash.
        timeout_s: seconds after which an answer counts as missing.
    """

    def __init__(self, url: str, timeout_s: float = TIMEOUT_S):
        self._url = url
        self._timeout = aiohttp.ClientTimeout(total=timeout_s)
        self._session: aiohttp.ClientSession | None = None

    async def search(self, **filters: Any) -> list[Service]:
        """Return the services that fit, best first.

        Args:
            filters: those of `GET /api/services`; None is left out.

        Raises:
            CatalogueError: no answer in time, or no usable one.
        """
        query = {name: str(value) for name, value in filters.items() if value is not None}
        return (await self._get("/api/services", query))["items"]

    async def service(self, service_id: str) -> Service | None:
        """Return one service, or None where there is none with this id.

        Raises:
            CatalogueError: no answer in time, or no usable one.
        """
        return await self._get(f"/api/services/{service_id}", {}, missing=None)

    async def topics(self) -> list[dict[str, Any]]:
        """Return all topics with their German names and what to ask for.

        Raises:
            CatalogueError: no answer in time, or no usable one.
        """
        return (await self._get("/api/topics", {}))["items"]

    async def districts(self) -> list[dict[str, Any]]:
        """Return all districts and quarters with their German names.

        Raises:
            CatalogueError: no answer in time, or no usable one.
        """
        return (await self._get("/api/districts", {}))["items"]

    async def _get(self, path: str, query: dict[str, str], **missing: Any) -> Any:
        try:
            async with self._open_session().get(self._url + path, params=query) as response:
                if response.status == 404 and "missing" in missing:
                    return missing["missing"]
                response.raise_for_status()
                return await response.json()
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
            raise CatalogueError(f"{path}: {type(error).__name__}") from error

    def _open_session(self) -> aiohttp.ClientSession:
        # Opened at the first question: a session belongs to the loop that is running then.
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(timeout=self._timeout)
        return self._session

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()


_catalogue: Catalogue | None = None


def catalogue() -> Catalogue:
    """Return the action server's one client, for the address in CATALOGUE_URL."""
    global _catalogue
    if _catalogue is None:
        _catalogue = Catalogue(os.environ.get("CATALOGUE_URL", "http://127.0.0.1:5006"))
    return _catalogue
