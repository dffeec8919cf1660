"""Which messengers are on, read from the environment."""

import pytest

from bot.errors import SettingsError
from bot.messenger_settings import TELEGRAM_API, MessengerSettings

TELEGRAM = {"TELEGRAM_TOKEN": "1:a", "TELEGRAM_SECRET": "geheim"}
META = {"META_APP_SECRET": "x", "META_VERIFY_TOKEN": "y"}
WHATSAPP = {"WHATSAPP_TOKEN": "t", "WHATSAPP_PHONE_ID": "5"}
MATRIX = {
    "MATRIX_HOMESERVER": "http://127.0.0.1:8008",
    "MATRIX_USER": "@lotse:localhost",
    "MATRIX_PASSWORD": "p",
}

read = MessengerSettings.from_environment


def test_without_variables_all_messengers_are_off() -> None:
    assert read({}).names() == []


def test_empty_variables_are_as_good_as_none() -> None:
    assert read(dict.fromkeys([*TELEGRAM, *META, *WHATSAPP, *MATRIX], "")).names() == []


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        (TELEGRAM, "telegram"),
        ({**META, **WHATSAPP}, "whatsapp"),
        ({**META, "MESSENGER_TOKEN": "t"}, "messenger"),
        (MATRIX, "matrix"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_messenger_is_on_when_its_variables_are_set(
    environment: dict[str, str], name: str
) -> None:
    assert read(environment).names() == [name]


@pytest.mark.parametrize(
    ("environment", "missing"),
    [
        ({"TELEGRAM_TOKEN": "1:a"}, "TELEGRAM_SECRET"),
        ({"TELEGRAM_SECRET": "x"}, "TELEGRAM_TOKEN"),
        ({**META, "WHATSAPP_TOKEN": "t"}, "WHATSAPP_PHONE_ID"),
        (WHATSAPP, "META_APP_SECRET"),
        ({"MESSENGER_TOKEN": "t"}, "META_VERIFY_TOKEN"),
        ({"META_APP_SECRET": "x", "MESSENGER_TOKEN": "t"}, "META_VERIFY_TOKEN"),
        ({"MATRIX_HOMESERVER": "http://x", "MATRIX_USER": "a"}, "MATRIX_PASSWORD"),
    ],
)
def test_what_is_set_in_part_names_what_is_missing(
    environment: dict[str, str], missing: str
) -> None:
    with pytest.raises(SettingsError, match=missing):
        read(environment)


def test_an_error_tells_no_secret() -> None:
    with pytest.raises(SettingsError) as error:
        read({"TELEGRAM_TOKEN": "123:ganz-geheim"})

    assert "ganz-geheim" not in error.value.message


@pytest.mark.parametrize("secret", ["mit leerzeichen", "straße", "a" * 257, "a:b"])
def test_a_secret_that_telegram_would_not_take_is_refused(secret: str) -> None:
    with pytest.raises(SettingsError, match="TELEGRAM_SECRET") as error:
        read({**TELEGRAM, "TELEGRAM_SECRET": secret})

    assert secret not in error.value.message


def test_the_api_may_be_elsewhere() -> None:
    telegram = read(TELEGRAM).telegram
    elsewhere = read({**TELEGRAM, "TELEGRAM_API": "http://127.0.0.1:81/"}).telegram

    assert telegram and telegram.api == TELEGRAM_API
    assert elsewhere and elsewhere.api == "http://127.0.0.1:81"


def test_whatsapps_template_and_its_language_are_optional() -> None:
    without, given = read({**META, **WHATSAPP}).whatsapp, {"WHATSAPP_TEMPLATE": "erinnerung_1"}
    german = read({**META, **WHATSAPP, **given}).whatsapp
    other = read({**META, **WHATSAPP, **given, "WHATSAPP_TEMPLATE_LANG": "en_US"}).whatsapp

    assert without and without.template is None
    assert german and (german.template, german.template_lang) == ("erinnerung_1", "de")
    assert other and other.template_lang == "en_US"


@pytest.mark.parametrize(
    ("name", "value"), [("WHATSAPP_TEMPLATE", "Mit Leerzeichen"), ("WHATSAPP_TEMPLATE_LANG", "DE")]
)
def test_a_template_has_a_name_as_meta_gives_them(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read({**META, **WHATSAPP, name: value})


@pytest.mark.parametrize("name", ["TELEGRAM_API", "META_GRAPH"])
def test_an_address_has_to_be_one(name: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read({name: "api.telegram.org"})


def test_the_page_of_messenger_may_be_named() -> None:
    named = read({**META, "MESSENGER_TOKEN": "t", "MESSENGER_PAGE_ID": "104650000000000"}).messenger

    assert named and named.page_id == "104650000000000"
    with pytest.raises(SettingsError, match="MESSENGER_PAGE_ID"):
        read({"MESSENGER_PAGE_ID": "familienlotse"})
