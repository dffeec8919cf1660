"""Names and values from Rasa become a reply in the resident's language."""

from typing import Any

import pytest

from bot.chat.preferences import Preferences
from bot.chat.replies import Replies
from bot.chat.tokens import Tokens
from bot.chat.turn import Reply
from bot.languages import LANGUAGES
from bot.texts.library import Library, the_library

tokens = Tokens(b"schluessel")
library = the_library()
replies = Replies(library, tokens)
GREETING = {"utter_action": "utter_gruss"}
FALLBACK = library.german.city.fallback_contact["id"]


def reply(
    *messages: dict[str, Any],
    preferences: Preferences | None = None,
    is_new: bool = False,
    is_new_language: bool = False,
    made_by: Replies = replies,
) -> Reply:
    return made_by.from_rasa(
        "abc",
        list(messages),
        preferences or Preferences(),
        is_new=is_new,
        is_new_language=is_new_language,
    )


def place(id: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "name": id.title(), "assured_date": "2021-11-03", "reasons": [], **more}


def services(found: Reply) -> list[str]:
    return [service.id for message in found.messages for service in message.services]


def sentence(name: str, lang: str = "de", style: str | None = None) -> str:
    return library.texts(lang, style).render(name, {})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_message_is_said_in_the_residents_language(lang: str) -> None:
    found = reply(GREETING, preferences=Preferences(lang))

    assert found.lang == lang
    assert [(item.text, item.lang) for item in found.messages] == [
        (sentence("utter_gruss", lang), lang)
    ]


def test_the_languages_differ() -> None:
    assert len({sentence("utter_gruss", lang) for lang in LANGUAGES}) == len(LANGUAGES)


def test_leichte_sprache_is_german_of_its_own() -> None:
    found = reply(GREETING, preferences=Preferences("de", "leicht"))

    assert found.messages[0].text == sentence("utter_gruss", "de", "leicht")
    assert found.lang == "de"


def test_a_foreign_language_is_answered_in_german_and_english() -> None:
    found = reply(GREETING, preferences=Preferences(is_foreign=True))

    assert [(item.lang, item.text) for item in found.messages] == [
        ("de", sentence("utter_gruss")),
        ("en", sentence("utter_gruss", "en")),
    ]
    assert found.lang == "de"


def test_the_english_half_repeats_neither_places_nor_buttons() -> None:
    said = {**GREETING, "services": [place("villa")], "buttons": [{"title": "utter_knopf_ja"}]}
    said["buttons"][0]["payload"] = "/ja"

    _, english = reply(said, preferences=Preferences(is_foreign=True)).messages

    assert (english.services, english.buttons) == ([], [])


def test_at_most_three_places_are_named_each_once() -> None:
    first = {**GREETING, "services": [place("a"), place("b")]}
    second = {**GREETING, "services": [place("b"), place("c"), place("d")]}

    assert services(reply(first, second)) == ["a", "b", "c"]


def test_the_fallback_contact_is_named_last() -> None:
    said = {**GREETING, "services": [place("a")], "fallback": True}

    assert services(reply(said)) == ["a", FALLBACK]


def test_the_citizens_office_is_named_for_everything_else() -> None:
    assert services(reply({**GREETING, "everything_else": True})) == ["buergerbuero"]


def test_a_place_says_why_and_since_when() -> None:
    reasons = [{"code": "thema", "thema": "kita_platz"}]

    found = reply({**GREETING, "services": [place("a", reasons=reasons)]})

    (service,) = found.messages[0].services
    assert (service.name, service.assured_date) == ("A", "2021-11-03")
    assert service.reason


def test_an_unknown_date_stays_unknown() -> None:
    found = reply({**GREETING, "services": [place("a", assured_date=None)]})

    assert found.messages[0].services[0].assured_date is None


def test_the_first_reply_says_that_this_is_a_program() -> None:
    found = reply(GREETING, is_new=True)

    assert found.messages[0].text == sentence("utter_programm")
    assert len(found.messages) == 2


def test_a_button_is_said_in_words_and_sealed_for_this_conversation() -> None:
    said = {**GREETING, "buttons": [{"title": "utter_knopf_ja", "payload": "/ja"}]}

    (button,) = reply(said).messages[0].buttons

    assert button.title == sentence("utter_knopf_ja")
    assert tokens.payload("abc", button.payload) == "/ja"
    assert tokens.payload("xyz", button.payload) is None


def test_a_language_nobody_reviewed_is_said_to_be_so_with_a_way_to_german() -> None:
    unreviewed = Replies(Library(library.by_name, frozenset(["de"])), tokens)

    found = reply(GREETING, preferences=Preferences("tr"), is_new_language=True, made_by=unreviewed)

    assert found.messages[0].text == sentence("utter_sprache_ungeprueft", "tr")
    sealed = found.messages[0].buttons[0].payload
    assert tokens.payload("abc", sealed) == '/sprache{"sprache": "de"}'


def test_a_reviewed_language_is_just_spoken() -> None:
    reviewed = Replies(Library(library.by_name, frozenset(["de", "tr"])), tokens)

    found = reply(GREETING, preferences=Preferences("tr"), is_new_language=True, made_by=reviewed)

    assert len(found.messages) == 1


@pytest.mark.parametrize(
    ("statuses", "status"),
    [([], "smalltalk"), (["answered"], "answered"), (["no_match", "answered"], "no_match")],
)
def test_the_first_state_counts_and_a_plain_sentence_is_small_talk(
    statuses: list[str], status: str
) -> None:
    found = reply(GREETING, *({**GREETING, "status": item} for item in statuses))

    assert found.status == status


def test_the_token_leads_back_to_the_conversation() -> None:
    assert tokens.conversation_id(reply(GREETING).conversation) == "abc"
