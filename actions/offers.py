"""Offers a place for a topic: which, why, what else, and what to ask before."""

from typing import Any

from actions.base import Answer, Event, button, remember
from actions.catalogue import Service, catalogue
from actions.conversation import Conversation

# Only these details change an answer. No place but the offices is known to serve one district:
# without it there is nothing to say. For upbringing two places differ by the child's age, but one
# of them is right at any age: it is named at once, and the age only makes the answer better.
ASKED_BEFORE = {"nachbarschaftsbuero": "stadtteil"}
ASKED_AFTER = {"erziehung": "alter"}
# Who asks for these and names a place means that place, whatever it is there for.
WHOLE_HOUSES = ("familienzentrum", "nachbarschaftsbuero", "treffpunkt_freizeit")
MOST_ALTERNATIVES = 2


async def offer(
    answer: Answer, conversation: Conversation, topic: str, *, may_ask: bool = True
) -> list[Event]:
    """Send the resident to the best place for a topic, or ask the one thing that matters.

    Args:
        answer: takes the messages.
        conversation: the turn.
        topic: id of the topic.
        may_ask: False after "weiß nicht" and "egal".

    Returns:
        The slots to set.

    Raises:
        CatalogueError: the catalogue doesn't answer.
    """
    details: dict[str, Any] = {"alter": conversation.age, "stadtteil": conversation.district}
    found = await _search(conversation, topic, details)
    heard = remember(thema=topic, **details, **_interrupted(conversation, topic))
    if not found:
        return heard + await _nothing_fits(answer, conversation, topic)
    asks = may_ask and not conversation.places
    before, after = ASKED_BEFORE.get(topic), ASKED_AFTER.get(topic)
    if before and asks and details[before] is None:
        return heard + _ask_for_district(answer, found)
    knows_enough = not after or details[after] is not None or conversation.likely_age is not None
    refining = after if asks and not knows_enough and len(found) > 1 else None
    return heard + show(answer, found, district=details["stadtteil"], refining=refining)


async def _search(
    conversation: Conversation, topic: str | None, details: dict[str, Any]
) -> list[Service]:
    """Return the fitting services; one named by the resident comes first."""
    found = await catalogue().search(
        topic=topic,
        age=details["alter"] if details["alter"] is not None else conversation.likely_age,
        district=details["stadtteil"],
        q=conversation.text,
        per_page=4,
    )
    refused = conversation.remembered("abgelehnt") or []
    found = [service for service in found if service["id"] not in refused]
    for place in reversed(conversation.places):
        named = await catalogue().service(place)
        if named and (not topic or topic in WHOLE_HOUSES or _is_about(named, topic)):
            named["reasons"] = named.get("reasons") or [{"code": "name"}]
            found = [named, *(service for service in found if service["id"] != place)]
    if found and topic == conversation.intent:
        found = await _with_rival(conversation, found)
    if details["alter"] is None:
        for service in found:
            service["reasons"] = [item for item in service["reasons"] if item["code"] != "alter"]
    return found


async def _with_rival(conversation: Conversation, found: list[Service]) -> list[Service]:
    """Put the best place of the second likeliest topic behind the first, where that is close."""
    topic = conversation.rival_topic()
    if topic is None:
        return found
    rivals = await catalogue().search(topic=topic, q=conversation.text, per_page=1)
    rest = [service for service in found[1:] if service["id"] not in {r["id"] for r in rivals}]
    return [found[0], *(r for r in rivals if r["id"] != found[0]["id"]), *rest]


def _is_about(place: Service, topic: str) -> bool:
    """Tell whether a place is there for a topic, and not only mentioned beside it."""
    topics = place.get("topics") or {}
    return topic in topics.get("main", []) + topics.get("also", [])


def show(
    answer: Answer,
    found: list[Service],
    *,
    district: str | None = None,
    refining: str | None = None,
    refused: str | None = None,
) -> list[Event]:
    """Say the best place whole, then up to two alternatives, then whom to call if in doubt.

    Args:
        answer: takes the messages.
        found: the places, best first.
        district: the resident's, where it is known.
        refining: a detail to ask for at the end, because it makes the answer better.
        refused: the place the resident said no to, which is counted.
    """
    place = found[0]
    # The fallback contact, where it is needed, takes the place of one alternative.
    most = MOST_ALTERNATIVES if is_reachable(place) else MOST_ALTERNATIVES - 1
    others = found[1 : 1 + most]
    offices = place["type"] == "nachbarschaftsbuero"
    if offices and district and not _is_in_district(place):
        answer.say("utter_kein_buero_im_stadtteil", "answered", values={"stadtteil": district})
    answer.say(
        "utter_angebot", "answered", values={"place": place}, services=[place], refused=refused
    )
    if others:
        answer.say("utter_alternativen", "answered", values={"places": others}, services=others)
    _end(answer, place, bool(others), found if refining else [])
    return remember(
        angebot=place["id"],
        gruende=place.get("reasons") or [],
        alternativen=[service["id"] for service in found[1:]],
        offene_frage=refining,
    )


def _end(answer: Answer, place: Service, has_others: bool, differing: list[Service]) -> None:
    """End with the fallback contact where the place has none, and with the next questions."""
    buttons = next_questions(place, has_others)
    if differing:
        ages = [_age_button(years) for years in (1, 4, 8, 14)]
        values = {"places": differing[:2]}
        answer.say("utter_frage_nach_alter", "answered", values=values, buttons=ages)
    if is_reachable(place):
        answer.say("utter_weiter", "answered", buttons=buttons)
    else:
        answer.say("utter_ersatzkontakt", "answered", fallback=True, buttons=buttons)


def is_reachable(place: Service) -> bool:
    """Tell whether a number, a mail address or a web page of the place is known."""
    return bool(place.get("phones") or place.get("email") or place.get("url"))


def next_questions(place: Service, has_others: bool) -> list[dict[str, Any]]:
    """Return the buttons that make sense after a place was named."""
    questions = [
        button("utter_knopf_warum", "/frage_warum"),
        button("utter_knopf_anmeldung", "/frage_anmeldung"),
        button("utter_knopf_kosten", "/frage_kosten"),
    ]
    if place.get("addresses"):
        questions.append(button("utter_knopf_oeffnungszeiten", "/frage_oeffnungszeiten"))
    if has_others:
        questions.append(button("utter_knopf_passt_nicht", "/passt_nicht"))
    return questions


def _ask_for_district(answer: Answer, found: list[Service]) -> list[Event]:
    areas = [area for service in found for area in _areas(service)[:1]]
    buttons = [_area_button(area) for area in areas]
    buttons.append(button("utter_knopf_weiss_nicht", "/weiss_nicht"))
    answer.say(
        "utter_frage_nach_stadtteil",
        "clarification",
        values={"places": found[:4]},
        services=found[:3],
        buttons=buttons,
    )
    return remember(offene_frage="stadtteil")


def _age_button(years: int) -> dict[str, Any]:
    return button("utter_knopf_alter", f'/angabe{{"alter": {years}}}', alter=years)


def _area_button(area: str) -> dict[str, Any]:
    return button("utter_knopf_stadtteil", f'/angabe{{"stadtteil": "{area}"}}', stadtteil=area)


async def _nothing_fits(answer: Answer, conversation: Conversation, topic: str) -> list[Event]:
    """Say that nothing fits the details, and what comes nearest without them."""
    nearest = (await catalogue().search(topic=topic, q=conversation.text, per_page=2))[:2]
    answer.say("utter_nichts_passt", "no_match", values={"places": nearest}, services=nearest)
    answer.say("utter_ersatzkontakt", "no_match", fallback=True)
    return remember(offene_frage=None)


def _interrupted(conversation: Conversation, topic: str) -> dict[str, Any]:
    """Keep the question that a new topic interrupts, and the topic before, for the way back."""
    before = conversation.remembered("thema")
    if before is None or before == topic:
        return {}
    # Ages and refusals belong to the topic they were said for.
    return {"thema_davor": before, "abgelehnt": []}


def _is_in_district(place: Service) -> bool:
    return any(reason["code"] == "stadtteil" for reason in place.get("reasons") or [])


def _areas(place: Service) -> list[str]:
    """Return the quarters and districts a place is there for, the narrower ones first."""
    return [*(place.get("quarters") or []), *(place.get("districts") or [])]
