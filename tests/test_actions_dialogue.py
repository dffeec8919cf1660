"""Actions that need no place: language, moving, overview, what is not ours, people, crises."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.base import Answer, Event, LotseAction
from actions.conversation import TOPICS, Conversation
from actions.crisis import ActionCrisis
from actions.details import ActionDontKnow, ActionNo, ActionTakeDetail, ActionYes
from actions.elsewhere import ActionDeclineVerdict, ActionOutOfScope, ActionSendToCitizensOffice
from actions.human import ActionHumanBeing
from actions.language import LANGUAGES, ActionEasyLanguage, ActionLanguage
from actions.navigate import ActionBack, ActionCancel, ActionRepeat
from actions.not_understood import ActionNotUnderstood
from actions.overview import ActionCryForHelp, ActionHelp, ActionOverview
from actions.own_data import ActionShowKnowledge
from bot.languages import LANGUAGES as SPOKEN
from bot.texts.library import the_library
from tests.small_catalogue import bot, run, user

ROOT = Path(__file__).resolve().parent.parent
RESPONSES = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))["responses"]


FOREIGN = [("ausserhalb", 0.4), ("kita_platz", 0.3)]


def payloads(message: dict[str, Any]) -> list[str]:
    return [button["payload"] for button in message["buttons"]]


def test_the_languages_are_those_of_the_texts() -> None:
    # Actions import nothing of the rest, so the two lists are held together here.
    assert LANGUAGES == SPOKEN
    assert set(LANGUAGES) == set(the_library().languages)


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_a_named_language_is_spoken_from_now_on(lang: str) -> None:
    (message,), _ = await run(ActionLanguage(), "sprache", entities=[("sprache", lang)])

    assert (message["response"], message["lang"]) == ("utter_sprache_gewaehlt", lang)


async def test_without_a_known_language_all_are_offered() -> None:
    (message,), _ = await run(ActionLanguage(), "sprache", entities=[("sprache", "xx")])

    assert "lang" not in message
    assert payloads(message) == [f'/sprache{{"sprache": "{lang}"}}' for lang in LANGUAGES]
    assert all(button["title"] in RESPONSES for button in message["buttons"])


async def test_leichte_sprache_is_german() -> None:
    (message,), _ = await run(ActionEasyLanguage(), "leichte_sprache")

    assert (message["lang"], message["style"]) == ("de", "leicht")


async def test_a_wish_for_a_human_being_names_the_fallback_contact() -> None:
    (message,), _ = await run(ActionHumanBeing(), "mensch_sprechen")

    assert (message["status"], message["fallback"]) == ("callback", True)


@pytest.mark.parametrize(
    ("action", "status"),
    [(ActionOverview(), "clarification"), (ActionHelp(), "smalltalk")],
)
async def test_who_asks_what_there_is_can_choose_a_topic(action: LotseAction, status: str) -> None:
    (message,), _ = await run(action, "hilfe")

    assert message["status"] == status
    assert {payload.removeprefix("/") for payload in payloads(message)} <= TOPICS


async def test_a_bare_cry_for_help_is_asked_back_with_numbers_for_danger() -> None:
    (message,), _ = await run(ActionCryForHelp(), "hilferuf")

    assert message["status"] == "clarification" and message["services"] == []
    assert "112" in RESPONSES[message["response"]][0]["text"]


@pytest.mark.parametrize(
    ("action", "response"),
    [
        (ActionSendToCitizensOffice(), "utter_buergerbuero"),
        (ActionOutOfScope(), "utter_ausserhalb"),
        (ActionDeclineVerdict(), "utter_kein_urteil"),
    ],
)
async def test_what_is_not_ours_is_out_of_scope(action: LotseAction, response: str) -> None:
    (message,), _ = await run(action, "ausserhalb")

    assert (message["response"], message["status"]) == (response, "out_of_scope")


async def test_only_municipal_matters_are_sent_to_the_citizens_office() -> None:
    (municipal,), _ = await run(ActionSendToCitizensOffice(), "buergerbuero")
    (strange,), _ = await run(ActionOutOfScope(), "ausserhalb")

    assert municipal["everything_else"] is True
    assert "everything_else" not in strange


@pytest.mark.parametrize("action", [ActionSendToCitizensOffice(), ActionOutOfScope()])
async def test_another_citys_office_is_not_ours(action: LotseAction) -> None:
    (message,), _ = await run(
        action, "buergerbuero", "Ausweis in Bremen", [("andere_stadt", "Bremen")]
    )

    assert (message["response"], message["values"]) == ("utter_andere_stadt", {"stadt": "Bremen"})


@pytest.mark.parametrize(
    "text", ["ich komme aus Bremen", "bin von Bremen hergezogen", "Bremen oder Delmenhorst"]
)
async def test_who_only_mentions_another_city_is_not_sent_away(text: str) -> None:
    (message,), _ = await run(ActionOutOfScope(), "ausserhalb", text, [("andere_stadt", "Bremen")])

    assert message["response"] == "utter_ausserhalb"


@pytest.mark.parametrize("crisis", ["suizid", "unfall_vergiftung", "schwangerschaft_not"])
async def test_a_crisis_is_handed_on_by_its_class(crisis: str) -> None:
    (message,), slots = await run(ActionCrisis(), f"krise_{crisis}", offene_frage="stadtteil")

    assert (message["status"], message["crisis"]) == ("crisis", crisis)
    assert slots == {}


async def test_the_last_answer_is_said_again() -> None:
    before = [
        user("hebamme"),
        bot(utter_action="utter_alt"),
        user("frage_kosten"),
        bot(utter_action="utter_angebot", values={"place": {"id": "villa"}}),
        bot(utter_action="utter_weiter"),
    ]

    messages, _ = await run(ActionRepeat(), "wiederholen", before=before)

    assert [message["response"] for message in messages] == ["utter_angebot", "utter_weiter"]
    assert messages[0]["values"] == {"place": {"id": "villa"}}
    assert {message["status"] for message in messages} == {"smalltalk"}


async def test_at_the_beginning_there_is_nothing_to_repeat() -> None:
    (message,), _ = await run(ActionRepeat(), "wiederholen")

    assert message["response"] == "utter_nichts_zu_wiederholen"


async def test_repeating_is_never_silent() -> None:
    before = [user("gruss"), bot()]

    messages, _ = await run(ActionRepeat(), "wiederholen", before=before)

    assert messages


async def test_without_a_topic_before_there_is_no_way_back() -> None:
    (message,), _ = await run(ActionBack(), "zurueck")

    assert (message["response"], message["status"]) == ("utter_nichts_davor", "smalltalk")


async def test_cancelling_forgets_the_topic_and_keeps_the_family() -> None:
    _, slots = await run(ActionCancel(), "abbrechen", thema="hebamme", alter=3, stadtteil="mitte")

    assert slots["thema"] is slots["angebot"] is slots["offene_frage"] is None
    assert not {"alter", "stadtteil"} & set(slots)


@pytest.mark.parametrize(
    ("failures", "response", "status"),
    [
        (0, "utter_bitte_anders", "clarification"),
        (1, "utter_meinten_sie", "clarification"),
        (2, "utter_nicht_verstanden", "callback"),
        (5, "utter_nicht_verstanden", "callback"),
    ],
)
async def test_each_failure_in_a_row_is_answered_differently(
    failures: int, response: str, status: str
) -> None:
    before = [user("gruss"), *[user("nlu_fallback")] * failures]

    (message,), _ = await run(ActionNotUnderstood(), "nlu_fallback", before=before, ranking=FOREIGN)

    assert (message["response"], message["status"]) == (response, status)


async def test_a_message_understood_in_between_starts_counting_anew() -> None:
    before = [user("nlu_fallback"), user("nlu_fallback"), user("gruss")]

    (message,), _ = await run(ActionNotUnderstood(), "nlu_fallback", before=before, ranking=FOREIGN)

    assert message["response"] == "utter_bitte_anders"


async def test_the_second_failure_offers_the_likely_topics() -> None:
    before = [user("nlu_fallback")]

    (message,), _ = await run(ActionNotUnderstood(), "nlu_fallback", before=before)

    assert payloads(message) == ["/kita_platz", "/schule"]


@pytest.mark.parametrize("action", [ActionYes(), ActionNo(), ActionDontKnow(), ActionTakeDetail()])
async def test_a_short_answer_out_of_the_blue_is_asked_back(action: LotseAction) -> None:
    (message,), _ = await run(action, "ja")

    assert message["status"] == "clarification" and message["buttons"]


async def test_no_takes_the_wish_to_erase_back() -> None:
    (message,), slots = await run(ActionNo(), "nein", offene_frage="loeschen")

    assert message["response"] == "utter_nicht_geloescht" and "erase" not in message
    assert slots == {"offene_frage": None}


async def test_nothing_remembered_is_said_to_be_nothing() -> None:
    (message,), _ = await run(ActionShowKnowledge(), "was_weisst_du")

    assert message["response"] == "utter_ich_weiss_nichts"


class Broken(LotseAction):
    action_name = "action_kaputt"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        raise ValueError("geheime Worte")


async def test_a_failure_becomes_a_sentence_and_its_words_are_not_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    (message,), slots = await run(Broken(), "gruss", "geheime Worte")

    assert (message["response"], message["status"]) == ("utter_fehler", "error")
    assert message["fallback"] is True and slots == {}
    assert "ValueError" in caplog.text and "geheime" not in caplog.text.replace(
        'raise ValueError("geheime Worte")', ""
    )
