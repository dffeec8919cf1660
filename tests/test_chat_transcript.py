"""A conversation as the resident may read it again."""

from typing import Any

from bot.chat.transcript import transcript
from bot.texts.library import the_library

texts = the_library().german
AT = 1637932800.0  # 26 November 2021, 13:20 UTC


def user(text: str | None) -> dict[str, Any]:
    return {"event": "user", "text": text, "timestamp": AT}


def bot(**metadata: Any) -> dict[str, Any]:
    return {"event": "bot", "text": "", "metadata": metadata, "timestamp": AT}


def test_both_sides_are_given_in_order_with_times() -> None:
    found = transcript([user("Moin"), bot(utter_action="utter_gruss")], texts)

    assert found == [
        {"from": "resident", "text": "Moin", "time": "2021-11-26T13:20:00+00:00"},
        {
            "from": "assistant",
            "text": texts.render("utter_gruss", {}),
            "time": "2021-11-26T13:20:00+00:00",
        },
    ]


def test_a_sentence_is_made_again_with_its_values() -> None:
    said = bot(utter_action="utter_andere_stadt", values={"stadt": "Bremen"})

    (message,) = transcript([said], texts)

    assert "Bremen" in message["text"]


def test_a_pressed_button_was_not_said() -> None:
    assert transcript([user('/angabe{"alter": 4}'), user("/ja")], texts) == []


def test_of_a_crisis_nothing_is_given() -> None:
    found = transcript([user(""), bot(utter_action="utter_krise", crisis="suizid")], texts)

    assert found == []


def test_a_sentence_that_is_no_more_is_left_out() -> None:
    assert transcript([bot(utter_action="utter_von_gestern"), bot()], texts) == []


def test_an_event_without_words_or_metadata_is_left_out() -> None:
    nothing = {"event": "bot", "text": None, "metadata": None, "timestamp": AT}

    assert transcript([user(None), nothing], texts) == []


def test_an_empty_conversation_is_an_empty_list() -> None:
    assert transcript([], texts) == []
