"""What of Rasa's events is stored."""

from typing import Any

import pytest

from bot.privacy import events
from bot.privacy.events import storable

PUBLIC = "(04221) 99-2900"
PRIVATE = "0172 1234567"


@pytest.fixture(autouse=True)
def _public_contacts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "catalogue_contacts", lambda: frozenset([PUBLIC]))


def user_event(text: str, intent: str) -> dict[str, Any]:
    found = {"entity": "stadtteil", "value": "hasport", "start": 0, "end": 7, "confidence": 1.0}
    return {
        "event": "user",
        "timestamp": 1.5,
        "text": text,
        "message_id": "12345678901",
        "parse_data": {
            "intent": {"name": intent, "confidence": 0.9},
            "intent_ranking": [{"name": intent, "confidence": 0.9}],
            "entities": [found],
            "text": text,
            "text_tokens": [[0, 3]],
            "message_id": "12345678901",
        },
    }


def test_words_are_kept_masked_in_both_places() -> None:
    kept = storable(user_event(f"rufen Sie {PRIVATE} an", "kita_platz"))

    assert kept["text"] == kept["parse_data"]["text"] == "rufen Sie [Telefon] an"


def test_a_crisis_leaves_no_words_and_nothing_found_in_them() -> None:
    kept = storable(user_event("ich kann nicht mehr", "krise_suizid"))

    assert kept["text"] == kept["parse_data"]["text"] == ""
    assert kept["parse_data"]["entities"] == []
    assert "kann" not in str(kept)


def test_ids_and_times_stay_so_that_rasa_finds_its_events() -> None:
    kept = storable(user_event("hallo", "gruss"))

    assert (kept["message_id"], kept["timestamp"]) == ("12345678901", 1.5)
    assert kept["parse_data"]["message_id"] == "12345678901"


def test_what_only_the_turn_needs_is_left_out() -> None:
    kept = storable(user_event("hallo", "gruss"))["parse_data"]

    assert "intent_ranking" not in kept
    assert "text_tokens" not in kept
    assert kept["entities"] == [{"entity": "stadtteil", "value": "hasport", "start": 0, "end": 7}]


def test_an_event_without_words_is_storable() -> None:
    kept = storable({"event": "user", "text": None, "parse_data": {}})

    assert kept["text"] == ""


def test_the_assistants_texts_keep_public_numbers_and_lose_private_ones() -> None:
    said = {
        "event": "bot",
        "text": f"Telefon: {PUBLIC}, Sie: {PRIVATE}",
        "data": {"custom": {"stelle": PRIVATE}},
        "metadata": {"model_id": "12345678"},
    }

    kept = storable(said)

    assert kept["text"] == f"Telefon: {PUBLIC}, Sie: [Telefon]"
    assert kept["data"] == {"custom": {"stelle": "[Telefon]"}}
    assert kept["metadata"] == {"model_id": "12345678"}


def test_slots_are_masked_but_not_their_names() -> None:
    kept = storable({"event": "slot", "name": "wort", "value": f"an {PRIVATE}"})

    assert kept == {"event": "slot", "name": "wort", "value": "an [Telefon]"}


def test_other_events_are_untouched() -> None:
    action = {"event": "action", "name": "action_find_offer", "confidence": 1.0}

    assert storable(action) is action
