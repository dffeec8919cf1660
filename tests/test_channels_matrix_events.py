"""What a room's events mean, and which of a homeserver's errors pass."""

from typing import Any

import pytest

from bot.channels.matrix_api import _will_pass
from bot.channels.matrix_events import (
    has_come,
    present,
    read_event,
    since_invitation,
    started,
)
from bot.errors import SettingsError
from bot.messenger_settings import MessengerSettings
from bot.messengers.messenger import ENCRYPTED, OTHER, TEXT

ROOM, BOT, ERIKA = "!raum:a.de", "@lotse:a.de", "@erika:a.de"


def event(content: Any, kind: Any = "m.room.message", **more: Any) -> dict[str, Any]:
    return {"event_id": "$1", "type": kind, "sender": ERIKA, "content": content, **more}


def said(body: Any, kind: str = "m.text", **more: Any) -> dict[str, Any]:
    return event({"msgtype": kind, "body": body, **more})


def member(user: str, membership: str, before: str | None = None) -> dict[str, Any]:
    unsigned = {"prev_content": {"membership": before}} if before else {}
    content = {"membership": membership}
    return event(content, "m.room.member", state_key=user, unsigned=unsigned)


@pytest.mark.parametrize(
    ("given", "kind", "text"),
    [
        (said("Hallo"), TEXT, "Hallo"),
        (said("weint", "m.emote"), TEXT, "weint"),
        (said("clip.mp4", "m.video"), OTHER, ""),
        (said("etwas", "de.neu.neues"), OTHER, ""),
        (event({}, "m.sticker"), OTHER, ""),
        (event({}, "org.matrix.msc3381.poll.start"), OTHER, ""),
        (event({"ciphertext": "abc"}, "m.room.encrypted"), ENCRYPTED, ""),
    ],
)
def test_what_residents_send_is_read(given: dict[str, Any], kind: str, text: str) -> None:
    incoming = read_event(ROOM, given, BOT)

    assert incoming and (incoming.kind, incoming.text, incoming.address) == (kind, text, ROOM)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("> <@lotse:a.de> Bei Gefahr: 110\n> und 112\n\nDanke, ja", "Danke, ja"),
        ("Danke, ja", "Danke, ja"),
        ("> <@lotse:a.de> Bei Gefahr: 110", ""),
    ],
)
def test_what_a_reply_repeats_is_not_the_residents_words(body: str, text: str) -> None:
    reply = said(body, **{"m.relates_to": {"m.in_reply_to": {"event_id": "$0"}}})
    incoming = read_event(ROOM, reply, BOT)

    assert incoming and incoming.text == text


def test_a_mark_of_quoting_without_a_reply_stays() -> None:
    incoming = read_event(ROOM, said("> 3 Jahre alt"), BOT)

    assert incoming and incoming.text == "> 3 Jahre alt"


@pytest.mark.parametrize(
    "given",
    [
        {**said("Hallo"), "sender": BOT},
        said("Ich bin ein Programm", "m.notice"),
        said("Wartung", "m.server_notice"),
        said("prüfen", "m.key.verification.request"),
        said("Hallo!", **{"m.relates_to": {"rel_type": "m.replace", "event_id": "$0"}}),
        event({"m.relates_to": {"rel_type": "m.annotation", "key": "👍"}}, "m.reaction"),
        event({}),
        event(None),
        event([]),
        event({"msgtype": ["m.text"], "body": "x"}),
        said(None),
        said({"body": 1}),
        event({"body": "x"}, ["m.room.message"]),
        {**said("x"), "event_id": 7},
        {**said("x"), "sender": None},
        member(ERIKA, "join"),
        {},
    ],
)
def test_what_needs_no_answer_is_left_alone(given: dict[str, Any]) -> None:
    assert read_event(ROOM, given, BOT) is None


def test_all_encrypted_messages_of_a_room_are_one() -> None:
    first = read_event(ROOM, event({}, "m.room.encrypted"), BOT)
    second = read_event(ROOM, event({}, "m.room.encrypted", event_id="$2"), BOT)
    other = read_event("!anderer:a.de", event({}, "m.room.encrypted"), BOT)

    assert first and second and other
    assert first.id == second.id != other.id and "raum" not in first.id


def test_a_change_of_the_own_name_is_no_coming() -> None:
    assert has_come([member(BOT, "join", "invite")], BOT)
    assert not has_come([member(BOT, "join", "join")], BOT)
    assert not has_come([member(ERIKA, "join", "invite")], BOT)


def test_what_counts_begins_with_the_last_invitation() -> None:
    old, new = said("alt"), said("neu")
    both = [member(BOT, "invite"), old, member(BOT, "leave"), member(BOT, "invite"), new]

    assert since_invitation([*both, member(BOT, "join")], BOT) == [
        both[3],
        new,
        member(BOT, "join"),
    ]


def test_where_no_invitation_is_seen_the_coming_counts() -> None:
    come = member(BOT, "join")

    assert since_invitation([said("alt"), come, said("neu")], BOT) == [come, said("neu")]
    assert since_invitation([said("alt")], BOT) == []


def test_a_conversation_begins_with_the_last_coming() -> None:
    come = {**member(BOT, "join", "invite"), "event_id": "$9"}

    assert [incoming.id for incoming in started(ROOM, [member(BOT, "join"), come], BOT)] == ["$9"]
    assert started(ROOM, [said("x")], BOT) == []


def test_the_invited_are_counted_as_present() -> None:
    members = [member(BOT, "join"), member(ERIKA, "join"), member("@k:a.de", "invite")]

    assert present([*members, member("@b:a.de", "ban"), {}]) == 3


@pytest.mark.parametrize(
    ("status", "code", "passes"),
    [
        (429, "M_LIMIT_EXCEEDED", True),
        (500, "M_UNKNOWN", True),
        (502, None, True),
        (404, None, True),
        (404, "M_UNRECOGNIZED", True),
        (403, "M_RESOURCE_LIMIT_EXCEEDED", True),
        (403, "M_USER_SUSPENDED", True),
        (401, "M_USER_LOCKED", True),
        (401, "M_UNKNOWN_TOKEN", False),
        (401, None, False),
        (403, "M_FORBIDDEN", False),
        (413, "M_TOO_LARGE", False),
        (400, ["M_UNKNOWN"], True),
    ],
)
def test_only_what_the_homeserver_will_never_take_is_refused(
    status: int, code: Any, passes: bool
) -> None:
    assert _will_pass(status, {"errcode": code} if code else {}) is passes


def test_a_homeserver_without_a_scheme_is_no_address() -> None:
    account = {"MATRIX_USER": "lotse", "MATRIX_PASSWORD": "x"}
    with pytest.raises(SettingsError, match="MATRIX_HOMESERVER"):
        MessengerSettings.from_environment({**account, "MATRIX_HOMESERVER": "matrix.a.de"})


def test_a_slash_at_the_end_of_the_homeserver_is_fine() -> None:
    account = {"MATRIX_USER": "lotse", "MATRIX_PASSWORD": "x"}
    on = MessengerSettings.from_environment({**account, "MATRIX_HOMESERVER": "https://m.a.de/"})

    assert on.matrix and on.matrix.homeserver == "https://m.a.de"
