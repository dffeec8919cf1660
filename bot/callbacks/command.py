"""`python -m bot callbacks`: what staff see and do until there is a console."""

from collections.abc import Iterator

from bot.callbacks.request import LABELS
from bot.callbacks.store import Callback, CallbackStore
from bot.database import create_engine
from bot.errors import BadRequest, NotFound
from bot.privacy.cipher import Cipher
from bot.settings import TIMEZONE, Settings

USAGE = "Aufruf: python -m bot callbacks [done NUMMER | delete NUMMER]"


def run(settings: Settings, arguments: list[str]) -> int:
    """List all callbacks, mark one as done, or delete one.

    Raises:
        BadRequest: the arguments make no sense.
        NotFound: there is no callback of that number.
    """
    store = CallbackStore(create_engine(settings.database_url), Cipher(settings.secret_key))
    today = settings.clock().date()
    # Also where the web process is down: what is due is not shown any more.
    store.erase_due(today)
    match arguments:
        case []:
            rows = [line for callback in store.all() for line in described(callback)]
            print(*(rows or ["Niemand wartet auf einen Rückruf."]), sep="\n")
        case ["done", number]:
            delete_on = store.finish(_number(number), today)
            if delete_on is None:
                raise _unknown(number)
            print(f"Rückruf {number} ist erledigt. Er wird am {delete_on:%d.%m.%Y} gelöscht.")
        case ["delete", number]:
            if not store.delete(_number(number)):
                raise _unknown(number)
            print(f"Rückruf {number} ist gelöscht.")
        case _:
            raise BadRequest(USAGE)
    return 0


def described(callback: Callback) -> Iterator[str]:
    """Give the lines that tell a callback."""
    received = callback.received_at.astimezone(TIMEZONE)
    state = f"erledigt am {callback.done_on:%d.%m.%Y}" if callback.done_on else "offen"
    yield f"Nr. {callback.id} – {state}"
    yield f"  eingegangen: {received:%d.%m.%Y, %H:%M} Uhr, Löschung: {callback.delete_on:%d.%m.%Y}"
    if callback.request is None:
        yield "  nicht lesbar: mit einem anderen SECRET_KEY verschlüsselt"
        return
    for field, label in LABELS.items():
        value = getattr(callback.request, field)
        if value:
            yield f"  {label}: {value}"


def _number(text: str) -> int:
    # Longer ones are no number of ours, and PostgreSQL would refuse them.
    if not text.isdecimal() or len(text) > 9:
        raise BadRequest(f"„{text}“ ist keine Nummer. {USAGE}")
    return int(text)


def _unknown(number: str) -> NotFound:
    return NotFound(f"Einen Rückruf {number} gibt es nicht.")
