"""Whether callbacks are taken, by the environment."""

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings

MAIL = "smtp://u:geheim@mail.example.org:587"


def read(folder: Path, **environment: str) -> Settings:
    return Settings.from_environment({"DATA_DIR": str(folder), **environment})


@pytest.mark.parametrize(
    ("environment", "accepts"),
    [
        ({}, False),
        ({"CALLBACKS": "1"}, True),
        ({"SMTP_URL": MAIL}, True),
        ({"SMTP_URL": MAIL, "CALLBACKS": "0"}, False),
        ({"SMTP_URL": "", "CALLBACKS": ""}, False),
    ],
)
def test_they_are_taken_where_somebody_receives_them(
    tmp_path: Path, environment: dict[str, str], accepts: bool
) -> None:
    assert read(tmp_path, **environment).accepts_callbacks is accepts


@pytest.mark.parametrize(
    "url",
    ["mail.example.org", "http://u:geheim@mail", "smtp://", "smtp://u:geheim@mail:x", "smtp://[:1"],
)
def test_a_mail_server_that_is_none_is_named_without_its_password(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError, match="SMTP_URL") as refused:
        read(tmp_path, SMTP_URL=url)

    assert "geheim" not in refused.value.message


@pytest.mark.parametrize("name", ["CALLBACKS", "CALLBACK_MAIL"])
def test_other_nonsense_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read(tmp_path, **{name: "vielleicht"})
