"""Puts the parts of callbacks together, as the settings and the city say."""

from typing import Any

from bot.callbacks.desk import Desk
from bot.callbacks.mail import MailServer
from bot.callbacks.office import open_office
from bot.callbacks.outbox import Envelope, Outbox
from bot.callbacks.store import CallbackStore
from bot.settings import Settings
from bot.texts.city import City


def make_desk(
    settings: Settings, store: CallbackStore, city: City, rules: dict[str, Any]
) -> tuple[Desk, Outbox]:
    """Return the desk and the outbox that has to run.

    Args:
        settings: the installation's settings.
        store: the callbacks.
        city: its topics and fallback contact.
        rules: city.yml, which may hold `office_hours`.
    """
    outbox = Outbox(store, _envelope(settings, city))
    office = open_office(rules.get("office_hours"))
    accepts = settings.accepts_callbacks
    return Desk(accepts, store, outbox, office, city.fallback_contact, settings.clock), outbox


def _envelope(settings: Settings, city: City) -> Envelope | None:
    if not settings.smtp_url or not settings.accepts_callbacks:
        return None
    server = MailServer.from_url(settings.smtp_url)
    to = settings.callback_mail or city.fallback_contact["email"]
    # Most servers take mail only from their own users.
    sender = server.user if server.user and "@" in server.user else to
    return Envelope(server, sender, to, city.topics)
