"""Calls a Matrix homeserver as one account on one device, whatever becomes of its token."""

import asyncio
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote

import aiohttp
import structlog

from bot.channels.http_api import BUSY, Declined, HttpApi
from bot.messenger_settings import MatrixSettings
from bot.messengers.messenger import Delayed
from bot.messengers.store import MessengerStore
from bot.privacy.cipher import Cipher

NAME = "matrix"
# A homeserver tells by account and device whether it has taken a message already, so it has to be
# the same one for ever: a new one would be sent again what was on its way.
DEVICE = "FAMILIENLOTSE"
# Where the token is kept: each login with a password is dear, and homeservers allow few.
_TOKEN = "matrix.token"  # noqa: S105 (a name, no secret)
_UNKNOWN_TOKEN = 401
# Somebody has to mend these; until then nothing is lost.
_PASSING = (
    "M_UNRECOGNIZED M_USER_LOCKED M_USER_SUSPENDED M_USER_DEACTIVATED M_CONSENT_NOT_GIVEN"
    " M_RESOURCE_LIMIT_EXCEEDED M_LIMIT_EXCEEDED"
).split()
log = structlog.get_logger()


@dataclass(frozen=True)
class Login:
    """An account that is logged in.

    Args:
        homeserver, name: as they are set; the token is of no use to others.
        user: the account's full id.
        token: proves it.
    """

    homeserver: str
    name: str
    user: str
    token: str


class MatrixApi:
    """The client-server API.

    Args:
        settings: homeserver, account and password.
        session: a connection pool.
        store: keeps the token, so that a restart needs no login.
        cipher: encrypts the token.
    """

    def __init__(
        self,
        settings: MatrixSettings,
        session: aiohttp.ClientSession,
        store: MessengerStore,
        cipher: Cipher,
    ):
        self._settings = settings
        self._session = session
        self._store = store
        self._cipher = cipher
        self._login: Login | None = None
        self._renewing = asyncio.Lock()

    async def user(self) -> str:
        """Return the account's full id; logs in where need be."""
        return (self._login or await self._renewed(None)).user

    async def call(
        self,
        method: str,
        *path: str,
        area: str = "client",
        within_s: float | None = None,
        **content: Any,
    ) -> dict[str, Any]:
        """Call the homeserver; return what it says.

        Args:
            method: of HTTP.
            path: its parts, as they are.
            area: the API's: client or media.
            within_s: the longest wait for an answer; None for the usual one.
            content: `json=` or `data=`, and `params=`.

        Raises:
            Delayed: busy, broken, unreachable, or an account that somebody has to mend.
            Declined: it will not take this, now or later.
        """
        parts = "/".join(quote(part, safe="") for part in path)
        address = f"{self._settings.homeserver}/_matrix/{area}/v3/{parts}"
        login = self._login or await self._renewed(None)
        for _ in range(2):
            headers = {"Authorization": f"Bearer {login.token}"}
            api = HttpApi(self._session, headers, _will_pass)
            try:
                return await api.call(method, address, within_s, **content)
            except Declined as declined:
                if declined.status != _UNKNOWN_TOKEN:
                    raise
            login = await self._renewed(login)
        raise Delayed(reason=str(_UNKNOWN_TOKEN))

    async def _renewed(self, old: Login | None) -> Login:
        """Return a login other than the old one: one that is there, or a new one."""
        async with self._renewing:
            if self._login is None or self._login == old:
                known = await asyncio.to_thread(self._known)
                self._login = known if known and known != old else await self._log_in()
            return self._login

    def _known(self) -> Login | None:
        sealed = self._store.cursor(_TOKEN)
        record = self._cipher.decrypt(sealed) if sealed else None
        login = Login(**record) if record else None
        set_now = (self._settings.homeserver, self._settings.user)
        return login if login and (login.homeserver, login.name) == set_now else None

    async def _log_in(self) -> Login:
        try:
            said = await HttpApi(self._session, will_pass=_will_pass).call(
                "POST",
                f"{self._settings.homeserver}/_matrix/client/v3/login",
                json={
                    "type": "m.login.password",
                    "identifier": {"type": "m.id.user", "user": self._settings.user},
                    "password": self._settings.password,
                    "device_id": DEVICE,
                    "initial_device_display_name": "Familien-Lotse",
                },
            )
            user, token = str(said["user_id"]), str(said["access_token"])
        except (Declined, KeyError) as error:
            # Somebody has to mend the settings; until then everything waits.
            log.error("matrix.login.refused")
            raise Delayed(reason="login") from error
        login = Login(self._settings.homeserver, self._settings.user, user, token)
        sealed = self._cipher.encrypt(asdict(login))
        await asyncio.to_thread(self._store.keep_cursor, _TOKEN, sealed)
        return login


def _will_pass(status: int, said: dict[str, Any]) -> bool:
    """Tell whether an error is one of the moment; what names no reason is no homeserver's."""
    if status == _UNKNOWN_TOKEN:
        return said.get("errcode") in _PASSING
    named = isinstance(said.get("errcode"), str) and said["errcode"] not in _PASSING
    return status == BUSY or status >= 500 or not named
