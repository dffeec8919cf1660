"""Actions that ask the catalogue: reasons, the way back, and a catalogue that is slow or gone."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

import actions.catalogue
from actions.base import LotseAction
from actions.catalogue import Catalogue, CatalogueError
from actions.details import ActionDontKnow, ActionTakeDetail
from actions.facts import ActionAnswerFact
from actions.find_offer import ActionFamilyMatterWithoutOffer, ActionFindOffer
from actions.human import ActionHumanBeing
from actions.navigate import ActionBack
from actions.not_understood import ActionNotUnderstood
from actions.reasons import ActionExplain, ActionNextBest
from tests.small_catalogue import BUREAU, SmallCatalogue, run

TIMEOUT_S = 0.2
# Each action that asks the catalogue, with what it needs to come that far.
ASKING: list[tuple[LotseAction, str, dict[str, Any]]] = [
    (ActionFindOffer(), "familienzentrum", {}),
    (ActionFamilyMatterWithoutOffer(), "familie_ohne_angebot", {}),
    (ActionTakeDetail(), "angabe", {"thema": "familienzentrum"}),
    (ActionDontKnow(), "egal", {"thema": "erziehung", "offene_frage": "alter"}),
    (ActionAnswerFact(), "frage_kosten", {"angebot": "villa"}),
    (ActionExplain(), "frage_warum", {"angebot": "villa"}),
    (ActionNextBest(), "passt_nicht", {"angebot": "villa", "alternativen": ["buero"]}),
    (ActionBack(), "zurueck", {"thema_davor": "familienzentrum"}),
]
NAMES = [action.action_name for action, _, _ in ASKING]


@pytest.fixture
async def catalogue(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SmallCatalogue]:
    async with SmallCatalogue() as neighbour:
        client = Catalogue(neighbour.url, timeout_s=10)
        monkeypatch.setattr(actions.catalogue, "_catalogue", client)
        yield neighbour
        await client.close()


@pytest.mark.parametrize(("action", "intent", "slots"), ASKING, ids=NAMES)
async def test_a_slow_catalogue_is_one_sentence(
    catalogue: SmallCatalogue,
    monkeypatch: pytest.MonkeyPatch,
    action: LotseAction,
    intent: str,
    slots: dict[str, Any],
) -> None:
    catalogue.waits_s = 3 * TIMEOUT_S
    client = Catalogue(catalogue.url, TIMEOUT_S)
    monkeypatch.setattr(actions.catalogue, "_catalogue", client)

    (message,), kept = await run(action, intent, **slots)
    await client.close()

    assert (message["response"], message["status"]) == ("utter_katalog_gestoert", "error")
    assert message["fallback"] is True and kept == {}


@pytest.mark.parametrize(("action", "intent", "slots"), ASKING, ids=NAMES)
async def test_a_catalogue_that_is_gone_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, action: LotseAction, intent: str, slots: dict[str, Any]
) -> None:
    client = Catalogue("http://127.0.0.1:9", TIMEOUT_S)
    monkeypatch.setattr(actions.catalogue, "_catalogue", client)

    (message,), kept = await run(action, intent, **slots)
    await client.close()

    assert (message["response"], message["status"]) == ("utter_katalog_gestoert", "error")
    assert message["fallback"] is True and kept == {}


@pytest.mark.parametrize(("action", "intent", "slots"), ASKING, ids=NAMES)
async def test_an_empty_catalogue_is_answered_all_the_same(
    catalogue: SmallCatalogue, action: LotseAction, intent: str, slots: dict[str, Any]
) -> None:
    catalogue.found = []
    lost = {name: "fort" for name in slots if name == "angebot"}

    messages, _ = await run(action, intent, **{**slots, **lost})

    assert messages
    assert not [item for item in messages if item["response"] == "utter_fehler"]


@pytest.mark.parametrize("body", ["", "{", "[]", '{"total": 0}', "null"])
async def test_an_answer_without_sense_is_still_one_sentence(
    catalogue: SmallCatalogue, body: str
) -> None:
    catalogue.body = body

    (message,), _ = await run(ActionFindOffer(), "familienzentrum")

    assert message["status"] == "error" and message["fallback"] is True


@pytest.mark.parametrize("status", [400, 500, 503])
async def test_an_error_of_the_catalogue_names_the_address_but_no_words(
    catalogue: SmallCatalogue, status: int
) -> None:
    catalogue.status = status

    with pytest.raises(CatalogueError) as error:
        await actions.catalogue.catalogue().search(q="geheime Worte")
    assert "/api/services" in str(error.value) and "geheim" not in str(error.value)


async def test_details_that_are_not_known_are_not_asked_with(catalogue: SmallCatalogue) -> None:
    await actions.catalogue.catalogue().search(topic="schule", age=None, district=None)

    assert catalogue.asked == [{"topic": "schule"}]


async def test_an_unknown_place_is_none(catalogue: SmallCatalogue) -> None:
    assert await actions.catalogue.catalogue().service("gibt-es-nicht") is None


async def test_the_reasons_of_the_ranking_are_said(catalogue: SmallCatalogue) -> None:
    reasons = [{"code": "alter", "alter": 3.0}]

    messages, _ = await run(ActionExplain(), "frage_warum", angebot="villa", gruende=reasons)

    assert messages[0]["response"] == "utter_warum"
    assert messages[0]["services"][0]["reasons"] == reasons
    assert "/frage_warum" not in [button["payload"] for button in messages[0]["buttons"]]


async def test_without_a_place_there_is_nothing_to_explain(catalogue: SmallCatalogue) -> None:
    (message,), _ = await run(ActionExplain(), "frage_warum")

    assert (message["response"], message["status"]) == ("utter_welcher_ort", "clarification")


async def test_the_way_back_leads_to_the_topic_before(catalogue: SmallCatalogue) -> None:
    messages, slots = await run(
        ActionBack(), "zurueck", "zurück", thema="hebamme", thema_davor="familienzentrum"
    )

    assert catalogue.asked[0]["topic"] == "familienzentrum"
    assert messages[0]["response"] == "utter_angebot"
    assert (slots["thema"], slots["thema_davor"]) == ("familienzentrum", "hebamme")


async def test_a_family_matter_without_offer_says_so_with_what_is_near(
    catalogue: SmallCatalogue,
) -> None:
    messages, _ = await run(ActionFamilyMatterWithoutOffer(), "familie_ohne_angebot", "Babysitter")

    assert {message["status"] for message in messages} == {"no_match"}
    assert messages[0]["services"] and messages[-1]["fallback"] is True


async def test_a_wish_to_call_there_means_the_place_just_named(catalogue: SmallCatalogue) -> None:
    messages, _ = await run(
        ActionHumanBeing(),
        "mensch_sprechen",
        "kann ich da anrufen",
        [("merkmal", "telefon")],
        angebot="villa",
    )

    assert messages[0]["response"] == "utter_frage_kontakt"
    assert messages[0]["services"][0]["id"] == "villa"


async def test_all_refused_places_are_left_out(catalogue: SmallCatalogue) -> None:
    messages, slots = await run(
        ActionNextBest(),
        "passt_nicht",
        angebot="buero",
        alternativen=["villa"],
        abgelehnt=["villa"],
    )

    assert (messages[0]["response"], messages[0]["status"]) == ("utter_nichts_weiter", "no_match")
    assert slots["abgelehnt"] == ["villa", "buero"]


async def test_what_is_half_understood_names_the_places_that_may_fit(
    catalogue: SmallCatalogue,
) -> None:
    catalogue.found = [BUREAU]

    (message,), slots = await run(ActionNotUnderstood(), "nlu_fallback", text="das kind und so")

    assert (message["response"], message["status"]) == ("utter_vielleicht", "clarification")
    assert [service["id"] for service in message["services"]] == ["buero"]
    assert [asked["topic"] for asked in catalogue.asked] == ["kita_platz", "schule"]
    assert "angebot" not in slots


async def test_a_question_with_nothing_but_a_district_means_its_office(
    catalogue: SmallCatalogue,
) -> None:
    catalogue.found = [{**BUREAU, "type": "nachbarschaftsbuero"}]
    messages, _ = await run(
        ActionAnswerFact(),
        "frage_oeffnungszeiten",
        entities=[("stadtteil", "hasport")],
        ranking=[("frage_oeffnungszeiten", 0.9)],
    )

    named = [service["id"] for message in messages for service in message["services"]]
    assert named == ["buero"]
    assert catalogue.asked[0]["topic"] == "nachbarschaftsbuero"
    assert catalogue.asked[0]["district"] == "hasport"
