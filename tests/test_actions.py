"""Actions against a real catalogue server with a handful of places."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

import actions.catalogue
from actions.base import LotseAction
from actions.catalogue import Catalogue
from actions.details import ActionDontKnow, ActionTakeDetail, ActionYes
from actions.facts import ActionAnswerFact
from actions.find_offer import ActionFindOffer
from actions.not_understood import ActionNotUnderstood
from actions.own_data import ActionAskErase, ActionShowKnowledge
from actions.reasons import ActionNextBest

VILLA = {
    "id": "villa",
    "name": "Villa",
    "type": "familienzentrum",
    "phones": [{"number": "04221 83149"}],
    "score": 2.0,
    "reasons": [{"code": "thema", "thema": "familienzentrum"}],
}
OFFICE = {
    "id": "buero",
    "name": "Büro",
    "type": "nachbarschaftsbuero",
    "quarters": ["hasport"],
    "score": 1.0,
    "reasons": [],
}

CLEAR = {"kita_platz": 0.95, "gruss": 0.03, "schule": 0.02}


class Neighbour:
    """A catalogue that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.found: list[dict[str, Any]] = [VILLA, OFFICE]
        self.status = 200

    async def search(self, request: web.Request) -> web.Response:
        self.asked.append(dict(request.query))
        return web.json_response({"items": self.found}, status=self.status)

    async def service(self, request: web.Request) -> web.Response:
        places = {place["id"]: place for place in (VILLA, OFFICE)}
        place = places.get(request.match_info["id"])
        return web.json_response(place or {}, status=200 if place else 404)


@pytest.fixture
async def catalogue(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Neighbour]:
    neighbour = Neighbour()
    app = web.Application()
    app.router.add_get("/api/services", neighbour.search)
    app.router.add_get("/api/services/{id}", neighbour.service)
    server = TestServer(app)
    await server.start_server()
    client = Catalogue(str(server.make_url("")).rstrip("/"), timeout_s=1)
    monkeypatch.setattr(actions.catalogue, "_catalogue", client)
    yield neighbour
    await client.close()
    await server.close()


async def run(
    action: LotseAction,
    intent: str,
    text: str = "frage",
    entities: Any = (),
    ranking: dict[str, float] | None = None,
    worry: bool = False,
    **slots: Any,
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Run an action on one message; return its messages and the slots it sets."""
    said = {
        "text": text,
        "intent": {"name": intent},
        "worry": worry,
        "entities": [{"entity": name, "value": value} for name, value in entities],
        "intent_ranking": [
            {"name": name, "confidence": sure}
            for name, sure in (
                ranking or {"kita_platz": 0.95, "gruss": 0.03, "schule": 0.02}
            ).items()
        ],
    }
    events = [{"event": "user", "text": text, "parse_data": said}]
    tracker = Tracker("jemand", slots, said, events, False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    set_slots = await action.run(dispatcher, tracker, {})
    return dispatcher.messages, {event["name"]: event["value"] for event in set_slots}


async def test_a_topic_leads_to_the_best_place_and_its_alternatives(catalogue: Neighbour) -> None:
    messages, slots = await run(ActionFindOffer(), "familienzentrum")

    assert [message["response"] for message in messages] == [
        "utter_angebot",
        "utter_alternativen",
        "utter_weiter",
    ]
    assert slots["angebot"] == "villa"


async def test_a_topic_that_is_almost_as_likely_is_asked_for_too(catalogue: Neighbour) -> None:
    ranking = {"familienzentrum": 0.6, "schule": 0.3}

    await run(ActionFindOffer(), "familienzentrum", ranking=ranking)

    assert [asked["topic"] for asked in catalogue.asked] == ["familienzentrum", "schule"]


async def test_a_possible_crisis_hears_the_emergency_numbers_before_the_answer(
    catalogue: Neighbour,
) -> None:
    messages, slots = await run(ActionFindOffer(), "familienzentrum", worry=True)

    assert [message["response"] for message in messages][:2] == ["utter_krise", "utter_angebot"]
    assert slots["angebot"] == "villa"


async def test_a_district_is_understood_where_nothing_else_is(catalogue: Neighbour) -> None:
    catalogue.found = [OFFICE]

    messages, _ = await run(
        ActionNotUnderstood(), "nlu_fallback", entities=[("stadtteil", "mitte")]
    )

    assert catalogue.asked[0]["topic"] == "nachbarschaftsbuero"
    assert "utter_angebot" in [message["response"] for message in messages]


async def test_a_named_place_is_understood_where_nothing_else_is(catalogue: Neighbour) -> None:
    messages, _ = await run(ActionNotUnderstood(), "nlu_fallback", entities=[("angebot", "villa")])

    assert messages[0]["response"].startswith("utter_frage_angebot")


@pytest.mark.parametrize(
    "ranking", [{"familienzentrum": 0.95, "schule": 0.05}, {"familienzentrum": 0.6, "gruss": 0.3}]
)
async def test_a_clear_topic_has_no_rival(catalogue: Neighbour, ranking: dict[str, float]) -> None:
    await run(ActionFindOffer(), "familienzentrum", ranking=ranking)

    assert [asked["topic"] for asked in catalogue.asked] == ["familienzentrum"]


async def test_a_place_without_contact_ends_with_the_fallback_contact(
    catalogue: Neighbour,
) -> None:
    catalogue.found = [OFFICE]

    messages, _ = await run(ActionFindOffer(), "familienzentrum")

    assert messages[-1]["response"] == "utter_ersatzkontakt"
    assert messages[-1]["fallback"] is True


async def test_the_district_is_asked_for_only_where_it_changes_the_answer(
    catalogue: Neighbour,
) -> None:
    messages, slots = await run(ActionFindOffer(), "nachbarschaftsbuero")

    assert messages[0]["status"] == "clarification"
    assert slots["offene_frage"] == "stadtteil"


async def test_a_district_in_the_sentence_is_not_asked_for_again(catalogue: Neighbour) -> None:
    messages, slots = await run(
        ActionFindOffer(), "nachbarschaftsbuero", entities=[("stadtteil", "hasport")]
    )

    assert catalogue.asked[0]["district"] == "hasport"
    assert messages[0]["status"] == "answered"
    assert slots["stadtteil"] == "hasport"


async def test_dont_know_is_answered_without_the_detail(catalogue: Neighbour) -> None:
    messages, _ = await run(
        ActionDontKnow(), "weiss_nicht", thema="nachbarschaftsbuero", offene_frage="stadtteil"
    )

    assert messages[0]["status"] == "answered"


async def test_a_corrected_age_is_searched_again(catalogue: Neighbour) -> None:
    _, slots = await run(
        ActionTakeDetail(), "angabe", entities=[("alter", 7)], thema="erziehung", alter=4
    )

    assert catalogue.asked[0] == {"topic": "erziehung", "age": "7.0", "q": "frage", "per_page": "4"}
    assert slots["alter"] == 7


async def test_a_named_place_comes_first(catalogue: Neighbour) -> None:
    _, slots = await run(ActionFindOffer(), "familienzentrum", entities=[("angebot", "buero")])

    assert slots["angebot"] == "buero"


async def test_nothing_that_fits_is_said_with_the_nearest_and_the_fallback(
    catalogue: Neighbour,
) -> None:
    catalogue.found = []

    messages, _ = await run(ActionFindOffer(), "familienzentrum")

    assert {message["status"] for message in messages} == {"no_match"}
    assert messages[-1]["fallback"] is True


@pytest.mark.parametrize("status", [500, 503, 404])
async def test_a_broken_catalogue_is_told_and_not_passed_in_silence(
    catalogue: Neighbour, status: int
) -> None:
    catalogue.status = status

    messages, _ = await run(ActionFindOffer(), "familienzentrum")

    assert [message["response"] for message in messages] == ["utter_katalog_gestoert"]


async def test_a_catalogue_that_is_gone_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Catalogue("http://127.0.0.1:9", timeout_s=0.5)
    monkeypatch.setattr(actions.catalogue, "_catalogue", client)

    messages, _ = await run(ActionFindOffer(), "familienzentrum")
    await client.close()

    assert messages[0]["status"] == "error"


async def test_another_city_is_not_answered_with_our_places(catalogue: Neighbour) -> None:
    messages, _ = await run(
        ActionFindOffer(), "kita_platz", "Kita in Bremen", [("andere_stadt", "Bremen")]
    )

    assert messages[0]["status"] == "out_of_scope"


async def test_who_comes_from_another_city_is_answered(catalogue: Neighbour) -> None:
    text = "Wir ziehen aus Bremen her und suchen eine Kita"

    messages, _ = await run(ActionFindOffer(), "kita_platz", text, [("andere_stadt", "Bremen")])

    assert messages[0]["status"] == "answered"


async def test_a_known_fact_of_the_place_before_is_said(catalogue: Neighbour) -> None:
    messages, _ = await run(ActionAnswerFact(), "frage_kontakt", angebot="villa")

    assert messages[0]["response"] == "utter_frage_kontakt"
    assert messages[0]["services"][0]["id"] == "villa"


async def test_an_unknown_fact_is_said_to_be_unknown(catalogue: Neighbour) -> None:
    messages, _ = await run(ActionAnswerFact(), "frage_oeffnungszeiten", angebot="villa")

    assert messages[0]["response"] == "utter_frage_oeffnungszeiten_unbekannt"


async def test_what_does_not_fit_is_followed_by_the_next_best(catalogue: Neighbour) -> None:
    _, slots = await run(ActionNextBest(), "passt_nicht", angebot="villa", alternativen=["buero"])

    assert slots["angebot"] == "buero"
    assert slots["abgelehnt"] == ["villa"]


async def test_when_nothing_is_left_a_human_being_is_named(catalogue: Neighbour) -> None:
    messages, _ = await run(ActionNextBest(), "passt_nicht", angebot="villa", alternativen=[])

    assert messages[0]["response"] == "utter_nichts_weiter"


async def test_erasing_is_asked_once_and_then_done() -> None:
    _, slots = await run(ActionAskErase(), "daten_loeschen")
    messages, _ = await run(ActionYes(), "ja", **slots)

    assert messages[0]["erase"] is True


async def test_a_yes_out_of_the_blue_erases_nothing() -> None:
    messages, _ = await run(ActionYes(), "ja")

    assert "erase" not in messages[0]


async def test_what_is_remembered_is_shown() -> None:
    messages, _ = await run(ActionShowKnowledge(), "was_weisst_du", alter=3.0)

    assert messages[0]["values"]["known"] == {"alter": 3.0}


async def test_the_first_failure_asks_for_other_words() -> None:
    messages, _ = await run(ActionNotUnderstood(), "nlu_fallback", ranking={"ausserhalb": 0.3})

    assert messages[0]["response"] == "utter_bitte_anders"
