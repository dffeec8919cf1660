"""What staff see and do with `python -m bot callbacks`."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.callbacks.command import run
from bot.callbacks.request import CallbackRequest
from bot.callbacks.store import CallbackStore
from bot.database import create_engine
from bot.errors import LotseError
from bot.privacy.cipher import Cipher
from bot.settings import Settings

WISH = CallbackRequest("kita_platz", "0172 1234567", "ab 16 Uhr", "Erika")


@pytest.fixture
def store(settings: Settings) -> CallbackStore:
    store = CallbackStore(create_engine(settings.database_url), Cipher(settings.secret_key))
    store.add(WISH, None, settings.clock())
    return store


def shown(settings: Settings, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(settings, list(arguments)) == 0
    return capsys.readouterr().out


def test_the_list_tells_all_that_is_needed(
    settings: Settings, store: CallbackStore, capsys: pytest.CaptureFixture[str]
) -> None:
    out = shown(settings, capsys)

    for part in ("Nr. 1 – offen", "24.11.2026, 10:00 Uhr", "24.12.2026", *vars(WISH).values()):
        assert part in out


def test_an_empty_list_says_so(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Niemand wartet" in shown(settings, capsys)


def test_done_says_when_it_goes(
    settings: Settings, store: CallbackStore, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "08.12.2026" in shown(settings, capsys, "done", "1")
    assert "erledigt am 24.11.2026" in shown(settings, capsys)


def test_delete_leaves_nothing(
    settings: Settings, store: CallbackStore, capsys: pytest.CaptureFixture[str]
) -> None:
    shown(settings, capsys, "delete", "1")

    assert store.all() == []


def test_what_is_due_is_not_shown(
    settings: Settings, store: CallbackStore, capsys: pytest.CaptureFixture[str]
) -> None:
    later = replace(settings, now=settings.clock() + timedelta(days=30))

    assert "0172" not in shown(later, capsys)


def test_with_another_key_the_list_says_why_it_cannot_be_read(
    settings: Settings, store: CallbackStore, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "SECRET_KEY" in shown(replace(settings, secret_key=b"other"), capsys)


@pytest.mark.parametrize(
    "arguments",
    [["done"], ["done", "x"], ["done", "-1"], ["done", "9"], ["done", "1" * 30], ["x"],
     ["delete", "9"], ["done", "1", "2"]],
)  # fmt: skip
def test_nonsense_is_one_clear_line(settings: Settings, arguments: list[str]) -> None:
    with pytest.raises(LotseError) as refused:
        run(settings, arguments)

    assert "\n" not in refused.value.message
