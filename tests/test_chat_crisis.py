import re

import pytest

from bot.chat.crisis import CrisisReplies
from bot.chat.tokens import Tokens
from bot.chat.turn import Reply
from bot.safety.helplines import Help, Helplines
from bot.safety.rules import CLASSES
from bot.texts.library import the_library

tokens = Tokens(b"schluessel")
replies = CrisisReplies(the_library(), tokens)
CONVERSATION = "gespraech"
LONGEST = 900
ROWS = [row for rows in Helplines.from_file().rows.values() for row in rows]
SENTENCES = the_library().german.sentences
# What must not be said: methods, diagnoses, promises nobody can keep.
NEVER = r"vergiften|erhäng|ritz|springen|überdosis|depressi|diagnose|vertraulich|geheim|versprech"


def reply_to(text: str) -> Reply:
    reply = replies.reply_to(text, CONVERSATION)
    assert reply is not None
    return reply


def words(reply: Reply) -> str:
    return "\n".join(message.text for message in reply.messages)


def services(reply: Reply) -> list[str]:
    return [service.id for message in reply.messages for service in message.services]


def test_an_ordinary_sentence_gets_no_crisis_reply() -> None:
    assert replies.reply_to("Wie melde ich mein Kind in der Kita an?", CONVERSATION) is None


def test_a_crisis_is_answered_with_class_helplines_and_numbers() -> None:
    reply = reply_to("Mein Sohn hat Spülmittel getrunken")

    assert (reply.status, reply.crisis) == ("crisis", "unfall_vergiftung")
    assert services(reply)[0] == "giftnotruf"
    assert "0551 19240 (Tag und Nacht)" in words(reply)
    assert "112" in words(reply)


def test_a_reply_goes_on_in_the_same_conversation() -> None:
    reply = reply_to("ich will nicht mehr leben")

    assert tokens.conversation_id(reply.conversation) == CONVERSATION


@pytest.mark.parametrize("crisis", CLASSES)
def test_a_crisis_the_classifier_found_is_answered_the_same_way(crisis: str) -> None:
    reply = replies.reply_for(crisis, "helft mir", CONVERSATION)

    assert (reply.status, reply.crisis) == ("crisis", crisis)
    assert 2 <= len(services(reply)) <= 3
    assert "Ich bin ein Programm" in words(reply)
    assert "schreiben Sie mir danach weiter" in words(reply)
    assert re.search(r"11[02]", words(reply))


def test_a_child_is_addressed_as_a_child() -> None:
    reply = reply_to("Ich bin 12 und will nicht mehr leben")

    assert "kinder-und-jugendtelefon" in services(reply)
    assert not re.search(r"\b(Sie|Ihnen|Ihre?n?)\b", words(reply))


def test_hours_that_are_not_day_and_night_carry_their_date() -> None:
    assert "116 111 (nach Stand 2020" in words(reply_to("Mein Papa schlägt mich"))
    assert "116 117 (Stand: 1. Mai 2023)" in words(reply_to("Mein Kind hat 41 Fieber"))


def test_the_refuge_is_named_without_an_address() -> None:
    reply = reply_to("Mein Mann schlägt mich")

    assert services(reply)[-1] == "frauenhaus"
    assert "Straße" not in words(reply)


def test_another_language_is_answered_with_the_emergency_numbers_in_it_first() -> None:
    reply = reply_to("муж бьёт меня")

    assert reply.messages[0].lang == "ru"
    assert "110" in reply.messages[0].text
    assert services(reply)[0] == "polizei-110"


def test_a_language_without_texts_is_answered_in_english_and_german() -> None:
    reply = reply_to("mon mari me frappe")

    assert [message.lang for message in reply.messages] == ["en", "de"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.text)
def test_a_text_exists_for_all_help_and_is_short(row: Help) -> None:
    text = SENTENCES[f"utter_krise_{row.text}"]

    assert len(text) < LONGEST / 2
    assert not re.search(NEVER, text, re.IGNORECASE)
    assert "?" not in text


@pytest.mark.parametrize("crisis", CLASSES)
def test_a_whole_reply_is_short(crisis: str) -> None:
    assert len(words(replies.reply_for(crisis, "hilfe", CONVERSATION))) <= LONGEST
