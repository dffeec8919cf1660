"""The messengers' settings: a messenger whose variables are unset is off."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from bot.errors import SettingsError

# What Telegram takes as secret_token.
_SECRET_CHARACTERS = "A-Z, a-z, 0-9, _ und -"  # noqa: S105 (no secret)
TELEGRAM_API = "https://api.telegram.org"
META_GRAPH = "https://graph.facebook.com/v21.0"


@dataclass(frozen=True)
class TelegramSettings:
    """Telegram's Bot API.

    Args:
        token: the bot's, from @BotFather.
        secret: what Telegram sends along with each update.
        api: base address of the Bot API.
        bot: the bot's public name, by which the web chat links to it; None for no link.
    """

    token: str
    secret: str
    api: str
    bot: str | None = None


@dataclass(frozen=True)
class MetaSettings:
    """What WhatsApp and Facebook Messenger share.

    Args:
        app_secret: signs what Meta sends.
        verify_token: what Meta asks for when the webhook is entered.
        graph: base address with version.
    """

    app_secret: str
    verify_token: str
    graph: str


@dataclass(frozen=True)
class WhatsAppSettings:
    """WhatsApp's Cloud API.

    Args:
        meta: what it shares.
        token, phone_id: the number's.
        number: itself, for a link; None for no link.
        template: the approved template for reminders; None where there is none.
        template_lang: the language it was approved in.
    """

    meta: MetaSettings
    token: str
    phone_id: str
    number: str | None = None
    template: str | None = None
    template_lang: str = "de"


@dataclass(frozen=True)
class FacebookSettings:
    """Facebook Messenger: the page's token; its name for a link, its id for an app of several."""

    meta: MetaSettings
    token: str
    page: str | None = None
    page_id: str | None = None


@dataclass(frozen=True)
class MatrixSettings:
    """A Matrix homeserver and the account there."""

    homeserver: str
    user: str
    password: str


@dataclass(frozen=True)
class MessengerSettings:
    """All messengers; None is off."""

    telegram: TelegramSettings | None = None
    whatsapp: WhatsAppSettings | None = None
    messenger: FacebookSettings | None = None
    matrix: MatrixSettings | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "MessengerSettings":
        """Read which messengers are on.

        Raises:
            SettingsError: a messenger's variables are set in part; the message names the others.
        """
        telegram = _all_or_none(environment, "TELEGRAM_TOKEN", "TELEGRAM_SECRET")
        if telegram and not re.fullmatch(r"[\w-]{1,256}", telegram[1], re.ASCII):
            # Not the value: it is a secret.
            raise SettingsError(f"TELEGRAM_SECRET: höchstens 256 Zeichen {_SECRET_CHARACTERS}.")
        whatsapp = _all_or_none(environment, "WHATSAPP_TOKEN", "WHATSAPP_PHONE_ID")
        messenger = _all_or_none(environment, "MESSENGER_TOKEN")
        matrix = _all_or_none(environment, "MATRIX_HOMESERVER", "MATRIX_USER", "MATRIX_PASSWORD")
        needs_meta = ("META_APP_SECRET", "META_VERIFY_TOKEN")
        meta = _all_or_none(environment, *needs_meta)
        if (whatsapp or messenger) and not meta:
            raise SettingsError(f"WhatsApp und Messenger brauchen auch {' und '.join(needs_meta)}.")
        graph = _base(environment, "META_GRAPH", META_GRAPH)
        shared = MetaSettings(meta[0], meta[1], graph) if meta else None
        api = _base(environment, "TELEGRAM_API", TELEGRAM_API)
        bot = _public(environment, "TELEGRAM_BOT", r"\w{5,32}", "lotse_delmenhorst_bot, ohne @")
        number = _public(environment, "WHATSAPP_NUMBER", r"[1-9]\d{6,14}", "4942211234, ohne +")
        template = _public(environment, "WHATSAPP_TEMPLATE", r"[a-z0-9_]{1,512}", "erinnerung")
        lang = _public(environment, "WHATSAPP_TEMPLATE_LANG", r"[a-z]{2,3}(_[A-Z]{2})?", "de")
        page = _public(environment, "MESSENGER_PAGE", r"[\w.-]{3,80}", "familienlotse")
        page_id = _public(environment, "MESSENGER_PAGE_ID", r"\d{5,32}", "104650000000000")
        homeserver = _base(environment, "MATRIX_HOMESERVER", "") if matrix else ""
        return cls(
            telegram=TelegramSettings(telegram[0], telegram[1], api, bot) if telegram else None,
            whatsapp=WhatsAppSettings(
                shared, whatsapp[0], whatsapp[1], number, template, lang or "de"
            )
            if whatsapp and shared
            else None,
            messenger=FacebookSettings(shared, messenger[0], page, page_id)
            if messenger and shared
            else None,
            matrix=MatrixSettings(homeserver, *matrix[1:]) if matrix else None,
        )

    def names(self) -> list[str]:
        """Return the messengers that are on."""
        return [field.name for field in fields(self) if getattr(self, field.name)]


def _all_or_none(environment: Mapping[str, str], *names: str) -> tuple[str, ...] | None:
    values = tuple(environment.get(name) or "" for name in names)
    missing = [name for name, value in zip(names, values, strict=True) if not value]
    if missing and len(missing) < len(names):
        raise SettingsError(f"{names[0]} braucht auch {' und '.join(missing)}.")
    return None if missing else values


def _public(environment: Mapping[str, str], name: str, form: str, example: str) -> str | None:
    """Return a name that residents or platforms know.

    Raises:
        SettingsError: it has another form.
    """
    value = environment.get(name) or None
    if value and not re.fullmatch(form, value, re.ASCII):
        raise SettingsError(f"{name}={value!r}: Schreiben Sie zum Beispiel {example}.")
    return value


def _base(environment: Mapping[str, str], name: str, default: str) -> str:
    """Return a base address without its trailing slash.

    Raises:
        SettingsError: it is no address.
    """
    address = (environment.get(name) or default).rstrip("/")
    if not address.startswith(("http://", "https://")):
        raise SettingsError(f"{name}={address!r} ist keine Adresse. Sie beginnt mit https://.")
    return address
