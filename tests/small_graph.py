"""A real little server that stands in for Meta's Graph API, by its public documentation."""

import asyncio
import hmac
import json
from base64 import b64encode
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient, TestServer

SECRET, VERIFY, PHONE, PAGE = "app-geheim", "abo-geheim", "4900", "page-1"
WHATSAPP_TOKEN, PAGE_TOKEN = "wa-token", "seiten-token"
# What the Cloud API takes as a document, of the kinds a city could want to send.
DOCUMENTS = ("text/plain", "application/pdf")
# What is said of a person who has gone or blocked the chat.
REFUSALS = {"whatsapp": 131026, "messenger": 551}


@dataclass
class Failure:
    """What the API says instead of taking a call.

    Args:
        status: of HTTP.
        code: Meta's number; 0 says nothing in JSON.
        headers: sent along.
        waits_s: seconds before it is said.
        only: the platform whose calls fail; empty for both.
    """

    status: int = 500
    code: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    waits_s: float = 0.0
    only: str = ""


class SmallGraph:
    """Takes messages within the limits, refuses others, and fails when it is told to."""

    def __init__(self) -> None:
        # Messages that were taken, what was shown as typing, and files by their id.
        self.sent: list[dict[str, Any]] = []
        self.typing: list[dict[str, Any]] = []
        self.files: dict[str, dict[str, Any]] = {}
        # How many calls of a message there were, with those that failed.
        self.tries = 0
        self.failures: list[Failure] = []
        self.blocked: set[str] = set()
        # Who wrote last more than a day ago: WhatsApp takes nothing but templates for them.
        self.too_late: set[str] = set()
        self._news = asyncio.Condition()

    async def __aenter__(self) -> "SmallGraph":
        app = web.Application()
        app.router.add_post(f"/v21.0/{PHONE}/messages", self._whatsapp)
        app.router.add_post(f"/v21.0/{PHONE}/media", self._media)
        app.router.add_post("/v21.0/me/messages", self._messenger)
        self._server = TestServer(app)
        await self._server.start_server()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._server.close()

    def environment(self) -> dict[str, str]:
        """Return the variables that switch both platforms on."""
        return {
            "META_APP_SECRET": SECRET,
            "META_VERIFY_TOKEN": VERIFY,
            "META_GRAPH": str(self._server.make_url("/v21.0")),
            "WHATSAPP_TOKEN": WHATSAPP_TOKEN,
            "WHATSAPP_PHONE_ID": PHONE,
            "MESSENGER_TOKEN": PAGE_TOKEN,
        }

    async def until(self, is_done: Callable[[], bool], within_s: float = 5) -> None:
        """Wait until something is so."""
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(is_done), within_s)

    async def until_sent(self, number: int) -> list[dict[str, Any]]:
        """Wait for messages; return all that were taken."""
        await self.until(lambda: len(self.sent) >= number)
        return self.sent

    async def _whatsapp(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {WHATSAPP_TOKEN}":
            return _error(401, 190, "Invalid OAuth access token.")
        content = await request.json()
        if content.get("messaging_product") != "whatsapp":
            return _error(400, 100, "(#100) The parameter messaging_product is required.")
        if content.get("status") == "read":
            return await self._typed(content, {"success": True})
        person = str(content.get("to") or content.get("recipient"))
        return await self._take("whatsapp", person, content, _whatsapp_fault(self.files, content))

    async def _messenger(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {PAGE_TOKEN}":
            return _error(401, 190, "Invalid OAuth access token.")
        content = await self._form(request) or await request.json()
        person = content["recipient"]["id"]
        if "sender_action" in content:
            return await self._typed(content, {"recipient_id": person})
        return await self._take("messenger", person, content, _messenger_fault(content))

    async def _media(self, request: web.Request) -> web.Response:
        form: Any = await request.post()
        if form["type"] not in DOCUMENTS or form["file"].content_type != form["type"]:
            return _error(400, 100, "(#100) Param file must be a file with one of these types")
        id = f"media-{len(self.files) + 1}"
        self.files[id] = {"name": form["file"].filename, "content": form["file"].file.read()}
        return web.json_response({"id": id})

    async def _form(self, request: web.Request) -> dict[str, Any] | None:
        if request.content_type != "multipart/form-data":
            return None
        form: Any = await request.post()
        file = form["filedata"]
        self.files[file.filename] = {"name": file.filename, "content": file.file.read()}
        return {
            "recipient": json.loads(form["recipient"]),
            "messaging_type": form["messaging_type"],
            "message": json.loads(form["message"]),
        }

    async def _typed(self, content: dict[str, Any], said: dict[str, Any]) -> web.Response:
        async with self._news:
            self.typing.append(content)
            self._news.notify_all()
        return web.json_response(said)

    async def _take(
        self, name: str, person: str, content: dict[str, Any], fault: str | None
    ) -> web.Response:
        """Take a message, unless something is wrong with it, the person or the platform."""
        self.tries += 1
        failure = next((each for each in self.failures if each.only in ("", name)), None)
        if failure:
            self.failures.remove(failure)
        async with self._news:
            self._news.notify_all()
        if failure:
            await asyncio.sleep(failure.waits_s)
            return _error(failure.status, failure.code, "failed on demand", failure.headers)
        if person in self.too_late and content.get("type") != "template":
            return _error(400, 131047, "(#131047) Re-engagement message")
        if person in self.blocked:
            return _error(400, REFUSALS[name], "This person cannot be reached.")
        if fault:
            return _error(400, 100, f"(#100) Invalid parameter: {fault}")
        async with self._news:
            self.sent.append(content)
            self._news.notify_all()
        id = f"m_{len(self.sent)}"
        return web.json_response({"messages": [{"id": id}], "message_id": id})


def _whatsapp_fault(files: Collection[str], content: dict[str, Any]) -> str | None:
    kind = content.get("type")
    if kind == "text":
        return None if 0 < len(content["text"]["body"]) <= 4096 else "text"
    if kind == "document":
        return None if content["document"]["id"] in files else "document"
    if kind == "template":
        return _template_fault(content["template"])
    if kind != "interactive":
        return "type"
    return _interactive_fault(content["interactive"])


def _template_fault(template: dict[str, Any]) -> str | None:
    if not template.get("name") or not template.get("language", {}).get("code"):
        return "template"
    for component in template.get("components", []):
        texts = [parameter["text"] for parameter in component["parameters"]]
        if any(not text or "\n" in text or "    " in text for text in texts):
            return "parameters"
    return None


def _interactive_fault(interactive: dict[str, Any]) -> str | None:
    action = interactive["action"]
    if not 0 < len(interactive["body"]["text"]) <= 1024:
        return "body"
    if interactive["type"] == "button":
        replies = [button["reply"] for button in action["buttons"]]
        fits = 1 <= len(replies) <= 3 and all(len(reply["id"]) <= 256 for reply in replies)
        return None if fits and _are_titles(replies, 20) else "buttons"
    rows = [row for section in action["sections"] for row in section["rows"]]
    fits = 1 <= len(rows) <= 10 and all(len(row["id"]) <= 200 for row in rows)
    described = all(len(row.get("description", "-")) <= 72 for row in rows)
    if not 0 < len(action["button"]) <= 20:
        return "button"
    return None if fits and described and _are_titles(rows, 24) else "rows"


def _are_titles(items: list[dict[str, Any]], most: int) -> bool:
    titles = [item["title"] for item in items]
    return len(set(titles)) == len(titles) and all(0 < len(title) <= most for title in titles)


def _messenger_fault(content: dict[str, Any]) -> str | None:
    message = content["message"]
    replies = message.get("quick_replies", [])
    if content.get("messaging_type") != "RESPONSE":
        return "messaging_type"
    if "attachment" not in message and not 0 < len(message["text"]) <= 2000:
        return "text"
    if len(replies) > 13 or ("quick_replies" in message and not replies):
        return "quick_replies"
    fits = all(len(r["title"]) <= 20 and len(r["payload"]) <= 1000 for r in replies)
    return None if fits and all(r["content_type"] == "text" for r in replies) else "quick_replies"


def _error(
    status: int, code: int, message: str, headers: dict[str, str] | None = None
) -> web.Response:
    if not code:
        return web.Response(status=status, text="<html>down</html>", headers=headers)
    error = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "A"}
    return web.json_response({"error": error}, status=status, headers=headers)


def signed(raw: bytes, secret: str = SECRET) -> dict[str, str]:
    """Return the headers Meta sends with the bytes of a webhook."""
    digest = hmac.new(secret.encode(), raw, sha256).hexdigest()
    return {"X-Hub-Signature-256": f"sha256={digest}", "Content-Type": "application/json"}


async def deliver(client: TestClient | ClientSession, name: str, body: Any) -> int:
    """Deliver a webhook as Meta does; return the status."""
    raw = json.dumps(body).encode()
    response = await client.post(f"/webhooks/{name}", data=raw, headers=signed(raw))
    return response.status


def whatsapp(*messages: dict[str, Any], phone: str = PHONE, **more: Any) -> dict[str, Any]:
    """Return a webhook of WhatsApp with messages."""
    metadata = {"display_phone_number": "49421", "phone_number_id": phone}
    value = {"messaging_product": "whatsapp", "metadata": metadata, **more}
    if messages:
        value["messages"] = list(messages)
    change = {"value": value, "field": "messages"}
    return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}


_ids: Iterator[int] = iter(range(1, 1_000_000))


def wa_message(kind: str, part: Any, sender: str = "491701", **more: Any) -> dict[str, Any]:
    """Return a message of WhatsApp; its id is a new one unless it is given."""
    made = {"from": sender, "id": wamid(sender), "timestamp": "1764000000", "type": kind}
    return {**made, kind: part, **more}


def wamid(sender: str) -> str:
    """Return a new id of a message as WhatsApp makes them: the sender's number is inside."""
    number, own = sender.encode(), b"%018X" % next(_ids)
    inside = b"\x1c\x18" + bytes([len(number)]) + number + b"\x15\x02\x00\x11\x18\x12" + own
    return f"wamid.{b64encode(inside + bytes(1)).decode()}"


def wa_text(text: str, sender: str = "491701", **more: Any) -> dict[str, Any]:
    """Return words on WhatsApp."""
    return wa_message("text", {"body": text}, sender, **more)


def messenger(*events: dict[str, Any], platform: str = "page") -> dict[str, Any]:
    """Return a webhook of Messenger with events."""
    return {"object": platform, "entry": [{"id": PAGE, "time": 1, "messaging": list(events)}]}


def fb_event(sender: str = "psid-1", **content: Any) -> dict[str, Any]:
    """Return an event of Messenger."""
    made = {"sender": {"id": sender}, "recipient": {"id": PAGE}, "timestamp": next(_ids)}
    return {**made, **content}


def fb_text(text: str, sender: str = "psid-1", **more: Any) -> dict[str, Any]:
    """Return words on Messenger; the id is a new one unless it is given."""
    return fb_event(sender, message={"mid": f"m_{next(_ids)}", "text": text, **more})
