"""All that can be set from outside, read from the environment in one place."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.errors import SettingsError
from bot.messenger_settings import MessengerSettings

TIMEZONE = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True)
class Settings:
    """The knobs of one installation.

    Args:
        host, port: where the only public port listens.
        data_dir: folder of the database file, the models and the secret key.
        database_url: SQLAlchemy URL; SQLite or PostgreSQL.
        redis_url: locks and rate limits over several processes; None keeps them in memory.
        secret_key: signs tokens and payloads.
        allowed_origins: other web origins that may use the chat.
        rate_limit: False switches all rate limits off, for tests.
        now: a fixed present for tests, with time zone; None is the real clock.
        public_url: the address residents see, without trailing slash.
        log_level: name of a standard level.
        rasa_url, catalogue_url: the internal services, on loopback.
        smtp_url: the mail server that tells the office of callbacks; None where there is none.
        callback_mail: the office's address; None is that of the fallback contact.
        accepts_callbacks: whether somebody receives callbacks.
        messengers: those that are switched on.
    """

    host: str
    port: int
    data_dir: Path
    database_url: str
    redis_url: str | None
    secret_key: bytes
    allowed_origins: tuple[str, ...]
    rate_limit: bool
    now: datetime | None
    public_url: str
    log_level: str
    rasa_url: str
    catalogue_url: str
    smtp_url: str | None
    callback_mail: str | None
    accepts_callbacks: bool
    messengers: MessengerSettings

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Read the settings; unset variables get their defaults.

        Raises:
            SettingsError: a value has the wrong form; the message names the variable.
        """
        data_dir = Path(environment.get("DATA_DIR") or "var").resolve()
        data_dir.mkdir(parents=True, exist_ok=True)
        host = environment.get("HOST") or "127.0.0.1"
        port = _port(environment, "PORT", 8080)
        database_file = data_dir / "lotse.db"
        smtp_url = _smtp_url(environment)
        return cls(
            host=host,
            port=port,
            data_dir=data_dir,
            database_url=environment.get("DATABASE_URL") or f"sqlite:///{database_file}",
            redis_url=environment.get("REDIS_URL") or None,
            secret_key=_secret_key(environment, data_dir),
            allowed_origins=tuple(environment.get("ALLOWED_ORIGINS", "").split()),
            rate_limit=environment.get("RATE_LIMIT") != "0",
            now=_moment(environment, "NOW"),
            public_url=(environment.get("PUBLIC_URL") or f"http://{host}:{port}").rstrip("/"),
            log_level=(environment.get("LOG_LEVEL") or "INFO").upper(),
            rasa_url=environment.get("RASA_URL") or "http://127.0.0.1:5005",
            catalogue_url=environment.get("CATALOGUE_URL") or "http://127.0.0.1:5006",
            smtp_url=smtp_url,
            callback_mail=_address(environment),
            accepts_callbacks=_switch(environment, "CALLBACKS", default=smtp_url is not None),
            messengers=MessengerSettings.from_environment(environment),
        )

    def clock(self) -> datetime:
        """Return the present moment in the city's time zone."""
        return self.now or datetime.now(TIMEZONE)


def _port(environment: Mapping[str, str], name: str, default: int) -> int:
    value = environment.get(name) or str(default)
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise SettingsError(
            f"{name}={value!r} ist kein Port. Setzen Sie eine Zahl von 1 bis 65535."
        )
    return int(value)


def _smtp_url(environment: Mapping[str, str]) -> str | None:
    url = environment.get("SMTP_URL")
    if not url:
        return None
    try:
        parts = urlsplit(url)
        is_usable = parts.scheme in ("smtp", "smtps") and parts.hostname and parts.port != 0
    except ValueError:
        is_usable = False
    if not is_usable:
        # Not the value: it may hold a password.
        raise SettingsError("SMTP_URL braucht die Form smtp://name:passwort@server:587.")
    return url


def _address(environment: Mapping[str, str]) -> str | None:
    address = environment.get("CALLBACK_MAIL") or None
    if address and not re.fullmatch(r"[^@\s,;<>]+@[^@\s,;<>]+", address):
        raise SettingsError(f"CALLBACK_MAIL={address!r} ist keine E-Mail-Adresse.")
    return address


def _switch(environment: Mapping[str, str], name: str, default: bool) -> bool:
    value = environment.get(name) or ("1" if default else "0")
    if value not in ("0", "1"):
        raise SettingsError(f"{name}={value!r}: Setzen Sie 1 (an) oder 0 (aus).")
    return value == "1"


def _moment(environment: Mapping[str, str], name: str) -> datetime | None:
    value = environment.get(name)
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        hint = "Setzen Sie zum Beispiel 2026-11-24T03:00."
        raise SettingsError(f"{name}={value!r} ist kein ISO-Zeitpunkt. {hint}") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=TIMEZONE)


def _secret_key(environment: Mapping[str, str], data_dir: Path) -> bytes:
    """Take the key from the environment, or make one that only the owner may read."""
    if environment.get("SECRET_KEY"):
        return environment["SECRET_KEY"].encode()
    file = data_dir / "secret_key"
    try:
        with open(file, "x", opener=_only_for_owner) as new_file:
            new_file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return file.read_text().encode()


def _only_for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
