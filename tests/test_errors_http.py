"""Every error over HTTP has one shape."""

from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from structlog.testing import capture_logs

from bot.errors import LotseError, NotFound, TooLarge, TooMany, Unavailable
from bot.errors_http import error_middleware


@pytest.fixture
async def client(aiohttp_client: Any) -> TestClient:
    errors = {
        "404": NotFound("Das gibt es nicht."),
        "413": TooLarge("Das ist zu lang."),
        "429": TooMany("Bitte warten.", 7),
        "503": Unavailable("Nicht da.", code="not_ready"),
        "500": LotseError("Ein Fehler."),
        "410": web.HTTPGone(),
        "302": web.HTTPFound("/woanders"),
        "ValueError": ValueError("geheime Worte"),
    }

    async def fail(request: web.Request) -> web.Response:
        raise errors[request.match_info["error"]]

    app = web.Application(middlewares=[error_middleware])
    app.router.add_get("/{error}", fail)
    return await aiohttp_client(app)


@pytest.mark.parametrize(
    ("path", "status", "code", "message"),
    [
        ("404", 404, "not_found", "Das gibt es nicht."),
        ("413", 413, "too_large", "Das ist zu lang."),
        ("429", 429, "too_many_requests", "Bitte warten."),
        ("503", 503, "not_ready", "Nicht da."),
        ("500", 500, "internal", "Ein Fehler."),
        ("410", 410, "http_error", "Gone"),
        ("gibt/es/nicht", 404, "not_found", "Diese Adresse gibt es nicht."),
        ("ValueError", 500, "internal", "Da ist etwas schiefgegangen."),
    ],
)
async def test_an_error_has_status_code_and_message(
    client: TestClient, path: str, status: int, code: str, message: str
) -> None:
    response = await client.get(f"/{path}")

    assert response.status == status
    assert await response.json() == {"error": {"code": code, "message": message}}


async def test_too_many_says_how_long_to_wait(client: TestClient) -> None:
    assert (await client.get("/429")).headers["Retry-After"] == "7"


async def test_a_wrong_method_says_which_are_right(client: TestClient) -> None:
    response = await client.post("/404")

    assert response.status == 405
    assert "GET" in response.headers["Allow"]


async def test_a_redirection_is_no_error(client: TestClient) -> None:
    response = await client.get("/302", allow_redirects=False)

    assert (response.status, response.headers["Location"]) == (302, "/woanders")


async def test_the_unexpected_is_logged_by_kind_and_place_without_words(
    client: TestClient,
) -> None:
    with capture_logs() as logs:
        await client.get("/ValueError")

    (line,) = logs
    assert (line["event"], line["kind"]) == ("request.failed", "ValueError")
    assert "test_errors_http.py:" in line["where"]
    assert "geheim" not in str(line)
