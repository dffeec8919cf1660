"""What messengers keep, on both databases."""

import time
from base64 import b64decode
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.database import create_engine
from bot.messengers.account import Account
from bot.messengers.messenger import BUTTON, Choice, File, Incoming, Outgoing
from bot.messengers.store import MessengerStore, Update
from bot.messengers.store_tables import accounts, metadata
from bot.settings import TIMEZONE, Settings
from tests.small_graph import wamid

NOW = datetime(2026, 11, 24, 10, tzinfo=TIMEZONE)
WORDS, ADDRESS = "ich suche eine hebamme", "491721234567"
YES, NO = Choice("Ja", "/ja"), Choice("Nein", "/nein")


@pytest.fixture
def store(engine: Engine) -> MessengerStore:
    return MessengerStore(engine, b"test")


def account(store: MessengerStore, address: str = ADDRESS) -> Account:
    return store.accounts.at("telegram", address)


def receive(store: MessengerStore, id: str, text: str = WORDS, address: str = ADDRESS) -> bool:
    return store.receive("telegram", Incoming(id, address, text=text), NOW)


def next_of(store: MessengerStore, address: str = ADDRESS) -> Update:
    update = store.next_update(account(store, address).id)
    assert update
    return update


def answer(store: MessengerStore, *answers: Outgoing, address: str = ADDRESS) -> None:
    store.finish("telegram", next_of(store, address), account(store, address), answers, NOW)


def waiting(store: MessengerStore, at: float = 0) -> tuple[list[str], float | None]:
    return store.waiting("telegram", at, (), 100)


def everything(engine: Engine) -> str:
    with engine.connect() as connection:
        tables = metadata.sorted_tables
        return str([connection.execute(sa.select([table])).fetchall() for table in tables])


# What came in.


def test_what_came_in_comes_back(store: MessengerStore) -> None:
    incoming = Incoming("5", ADDRESS, BUTTON, "Ömer 🙂", "17", "p1")
    store.receive("telegram", incoming, NOW)

    assert next_of(store).incoming == incoming


def test_the_same_id_is_taken_once(store: MessengerStore) -> None:
    assert [receive(store, "1"), receive(store, "1"), receive(store, "2")] == [True, False, True]


def test_the_same_id_on_another_channel_is_another(store: MessengerStore) -> None:
    receive(store, "1")

    assert store.receive("matrix", Incoming("1", ADDRESS), NOW)


def test_an_answered_id_is_still_known(store: MessengerStore) -> None:
    receive(store, "1")
    answer(store)

    assert not receive(store, "1")
    assert store.next_update(account(store).id) is None


def test_updates_come_back_in_the_order_of_their_arrival(store: MessengerStore) -> None:
    for id in ("30", "4", "200"):
        receive(store, id)

    found = []
    for _ in range(3):
        found.append(next_of(store).incoming.id)
        answer(store)
    assert found == ["30", "4", "200"]


def test_who_has_waited_longest_comes_first(store: MessengerStore) -> None:
    for id, address in enumerate(["a", "b", "a", "c"]):
        receive(store, str(id), address=address)
    ids = [account(store, address).id for address in "abc"]

    assert waiting(store) == (ids, None)
    assert store.waiting("telegram", 0, ids[:1], 1) == (ids[1:2], None)
    assert store.waiting("telegram", 0, (), 0) == ([], None)
    assert store.waiting("matrix", 0, (), 9) == ([], None)


def test_what_cannot_be_answered_is_dropped(store: MessengerStore) -> None:
    receive(store, "1")
    store.drop("telegram", next_of(store), NOW)

    assert waiting(store) == ([], None)
    assert not receive(store, "1")


@pytest.mark.parametrize("text", ["я" * 4096, "ab" * 2048])
def test_the_longest_message_is_taken(store: MessengerStore, text: str) -> None:
    receive(store, "1", text)

    assert next_of(store).incoming.text == text


def test_an_id_of_any_length_and_kind_is_taken_once(store: MessengerStore) -> None:
    ids = ["m_" + "x" * 600, "\ud800", "a\0b"]

    assert [receive(store, id) for id in ids * 2] == [True] * 3 + [False] * 3


def test_what_has_to_be_sent_at_once_is_kept_without_the_words(
    store: MessengerStore, engine: Engine
) -> None:
    helping = [Outgoing("Rufen Sie an"), Outgoing("und zwar jetzt")]
    taken = [store.receive("telegram", Incoming("1", ADDRESS), NOW, helping) for _ in range(2)]
    own = account(store).id

    assert taken == [True, False]
    assert waiting(store) == ([], None)
    assert store.sends.waiting("telegram", 0, (), is_urgent=True) == ([own], None)
    first = store.sends.first(own, 0, is_urgent=True)
    assert first and first.outgoing.text == "Rufen Sie an"


def test_what_is_urgent_passes_by_what_waits(store: MessengerStore) -> None:
    receive(store, "1")
    answer(store, Outgoing("Ich sehe nach."))
    own = account(store).id
    first = store.sends.first(own, 0)
    assert first
    store.sends.delay(first.number, 50.0)
    store.receive("telegram", Incoming("2", ADDRESS), NOW, [Outgoing("Rufen Sie an")])
    urgent = store.sends.first(own, 0, is_urgent=True)

    assert urgent and urgent.outgoing.text == "Rufen Sie an"
    assert store.sends.first(own, 0) is None


# Accounts.


def test_an_account_comes_back_as_it_was(store: MessengerStore) -> None:
    receive(store, "1")
    kept = Account(account(store).id, ADDRESS, True, "x.y", "tr", "leicht", "tr", WORDS, NOW)
    store.finish("telegram", next_of(store), kept, [], NOW)

    assert account(store) == replace(kept, is_new=False)


def test_the_same_address_on_another_channel_is_somebody_else(store: MessengerStore) -> None:
    assert store.accounts.id_of("telegram", "7") != store.accounts.id_of("matrix", "7")


def test_answering_none_erases_the_account_and_still_says_so(store: MessengerStore) -> None:
    receive(store, "1")
    answer(store, Outgoing("Was?", (YES,)))
    receive(store, "2")
    store.finish("telegram", next_of(store), None, [Outgoing("Alles ist gelöscht.")], NOW)
    own = account(store)

    assert own.is_new
    send = store.sends.first(own.id, 0)
    assert send and send.outgoing.text == "Alles ist gelöscht."


def test_what_came_in_after_the_erasing_is_still_answered(store: MessengerStore) -> None:
    receive(store, "1")
    receive(store, "2", "und noch etwas")
    store.finish("telegram", next_of(store), None, [], NOW)

    assert next_of(store).incoming.text == "und noch etwas"


def test_a_conversation_takes_its_account_along(store: MessengerStore, engine: Engine) -> None:
    receive(store, "1")
    token = "conversation-7.mac"
    own = Account(account(store).id, ADDRESS, conversation=token)
    store.finish("telegram", next_of(store), own, [Outgoing("Was?", (YES,))], NOW)
    store.erase("eine-andere")
    assert not account(store).is_new
    store.erase("conversation-7")

    assert account(store).is_new
    assert store.sends.first(own.id, 0) is None


def test_help_in_a_crisis_is_sent_also_after_an_erasing(store: MessengerStore) -> None:
    store.receive("telegram", Incoming("1", ADDRESS), NOW, [Outgoing("Rufen Sie an")])
    receive(store, "2", "/stopp")
    store.finish("telegram", next_of(store), None, [], NOW)

    assert store.sends.first(account(store).id, 0, is_urgent=True)


def test_a_button_that_erases_is_known_until_it_is_done(store: MessengerStore) -> None:
    receive(store, "1")
    own = Account(account(store).id, ADDRESS, conversation="conversation-7.mac")
    store.finish("telegram", next_of(store), own, [Outgoing("Alles?", (YES,))], NOW)
    send = store.sends.first(own.id, 0)
    assert send
    code = send.outgoing.choices[0].payload
    store.receive("telegram", Incoming("2", ADDRESS, BUTTON, code), NOW)
    store.erase("conversation-7")
    # Here the process could die.
    assert account(store).is_new and store.sends.offered(own.id, code) == YES
    store.finish("telegram", next_of(store), None, [], NOW)

    assert store.sends.offered(own.id, code) is None


def test_nothing_of_what_was_answered_points_to_an_account_that_is_erased(
    store: MessengerStore, engine: Engine
) -> None:
    receive(store, "1")
    own = account(store).id
    store.finish("telegram", next_of(store), None, [], NOW)

    assert own not in everything(engine)
    assert not receive(store, "1")


def test_an_account_that_another_version_kept_begins_anew(
    store: MessengerStore, engine: Engine
) -> None:
    receive(store, "1")
    answer(store)
    sealed = store._cipher.encrypt({"id": "x", "address": ADDRESS, "etwas": 1})
    with engine.begin() as connection:
        connection.execute(sa.update(accounts).values(sealed=sealed))

    assert account(store).is_new


def test_an_account_erased_meanwhile_stays_erased(store: MessengerStore) -> None:
    receive(store, "1")
    own = Account(account(store).id, ADDRESS, conversation="c.mac")
    store.finish("telegram", next_of(store), own, [], NOW)
    receive(store, "2")
    read = account(store)
    store.erase("c")
    store.finish("telegram", next_of(store), read, [], NOW)

    assert account(store).is_new


# What is to be sent.


def test_messages_are_sent_in_order_and_each_once(store: MessengerStore) -> None:
    receive(store, "1")
    answer(store, Outgoing("eins"), Outgoing("zwei"))
    own, said = account(store).id, []
    while send := store.sends.first(own, 0):
        said.append((send.outgoing.text, send.address))
        store.sends.done(send.number)

    assert said == [("eins", ADDRESS), ("zwei", ADDRESS)]


def test_a_delayed_message_holds_back_what_follows(store: MessengerStore) -> None:
    receive(store, "1")
    answer(store, Outgoing("eins"), Outgoing("zwei"))
    own = account(store).id
    first = store.sends.first(own, 0)
    assert first
    store.sends.delay(first.number, 50.0)

    assert store.sends.first(own, 49.0) is None
    assert waiting(store, 49.0) == ([], 50.0)
    again = store.sends.first(own, 50.0)
    assert again and again.outgoing.text == "eins" and again.tries == 1
    assert waiting(store, 50.0) == ([own], None)


def test_each_try_of_a_message_has_the_same_key_and_no_other_has_it(store: MessengerStore) -> None:
    receive(store, "1")
    answer(store, Outgoing("eins"), Outgoing("zwei"))
    own = account(store).id
    first = store.sends.first(own, 0)
    assert first
    store.sends.delay(first.number, 0)
    again = store.sends.first(own, 0)
    store.sends.done(first.number)
    second = store.sends.first(own, 0)

    assert again and second and first.key == again.key != second.key


def test_numbers_are_not_used_again(store: MessengerStore) -> None:
    keys = set()
    for id in ("1", "2", "3"):
        receive(store, id)
        answer(store, Outgoing("eins"))
        send = store.sends.first(account(store).id, 0)
        assert send
        keys.add(send.key)
        store.sends.done(send.number)

    assert len(keys) == 3


def test_a_file_survives(store: MessengerStore) -> None:
    receive(store, "1")
    answer(store, Outgoing("", (), File("a.ics", "text/calendar", "BEGIN")))
    send = store.sends.first(account(store).id, 0)

    assert send and send.outgoing.file == File("a.ics", "text/calendar", "BEGIN")


# Quick replies.


def test_a_code_means_what_was_offered_to_this_account_only(store: MessengerStore) -> None:
    receive(store, "1")
    answer(store, Outgoing("Was?", (YES, NO)))
    send = store.sends.first(account(store).id, 0)
    assert send
    codes = [choice.payload for choice in send.outgoing.choices]

    assert [choice.title for choice in send.outgoing.choices] == ["Ja", "Nein"]
    assert all(len(code.encode()) <= 64 for code in codes) and len(set(codes)) == 2
    assert [store.sends.offered(account(store).id, code) for code in codes] == [YES, NO]
    assert store.sends.offered(account(store, "8").id, codes[0]) is None
    assert store.sends.offered(account(store).id, "fremd") is None


def test_a_mark_means_what_it_stands_for_in_any_message_of_the_answer(
    store: MessengerStore,
) -> None:
    receive(store, "1")
    first, second = replace(YES, mark="1"), replace(NO, mark="2")
    answer(store, Outgoing("Was?", (first,)), Outgoing("Und?", (second,)), Outgoing("Nichts"))
    own = account(store).id

    marks = ("", "1", "2", "3")
    assert [store.sends.offered_as(own, mark) for mark in marks] == [None, first, second, None]


def test_a_mark_means_nothing_any_more_when_something_else_was_said(store: MessengerStore) -> None:
    receive(store, "1")
    answer(store, Outgoing("Was?", (replace(YES, mark="1"),)))
    receive(store, "2")
    answer(store, Outgoing("Wie alt ist Ihr Kind?"))

    assert store.sends.offered_as(account(store).id, "1") is None


@pytest.mark.parametrize("code", ["\ud800", "a\0b", "x" * 65, "ä", ""])
def test_a_code_that_cannot_be_one_is_unknown(store: MessengerStore, code: str) -> None:
    assert store.sends.offered(account(store).id, code) is None


# Secrets.


def test_no_word_and_no_address_is_readable(store: MessengerStore, engine: Engine) -> None:
    receive(store, "1")
    own = Account(account(store).id, ADDRESS, held=WORDS, held_until=NOW)
    store.finish("telegram", next_of(store), own, [Outgoing("Guten Tag!", (YES,))], NOW)
    receive(store, "2")
    found = everything(engine)

    assert own.id in found
    assert not [part for part in (ADDRESS, "hebamme", "Guten", "/ja") if part in found]


def test_no_word_and_no_address_is_in_the_file(settings: Settings, tmp_path: Path) -> None:
    engine = create_engine(settings.database_url)
    store = MessengerStore(engine, b"test")
    id = wamid(ADDRESS)
    receive(store, id)
    answer(store, Outgoing("Guten Tag!", (YES,)))
    engine.dispose()
    files = b"".join(file.read_bytes() for file in tmp_path.glob("lotse.db*"))

    assert b"messenger_updates" in files
    assert ADDRESS.encode() not in files and b"hebamme" not in files and b"Guten" not in files
    # WhatsApp's ids hold the number, in another writing.
    assert ADDRESS.encode() in b64decode(id[6:]) and id[6:].encode() not in files


def test_another_key_reads_nothing_and_breaks_nothing(
    store: MessengerStore, engine: Engine
) -> None:
    receive(store, "1")
    answer(store, Outgoing("Was?", (YES,)))
    receive(store, "2")
    own = account(store).id
    other = MessengerStore(engine, b"other")
    update, send = other.next_update(own), other.sends.first(own, time.time())

    assert update and (update.incoming.address, update.incoming.text) == ("", "")
    assert send and (send.address, send.outgoing) == ("", Outgoing(""))
    assert other.accounts.by_id(own) is None
    other.accounts.erase_held(NOW)


# Where a channel left off.


def test_a_channel_remembers_where_it_left_off(store: MessengerStore) -> None:
    assert store.cursor("matrix") is None
    store.keep_cursor("matrix", "s1")
    store.keep_cursor("matrix", "s2")

    assert store.cursor("matrix") == "s2" and store.cursor("telegram") is None


def test_two_stores_of_one_database_see_the_same(store: MessengerStore, engine: Engine) -> None:
    receive(store, "1")

    assert not receive(MessengerStore(engine, b"test"), "1")
    later = NOW + timedelta(days=1)
    assert next_of(MessengerStore(engine, b"test")).incoming.text == WORDS
    MessengerStore(engine, b"test").erase_before(NOW - timedelta(days=30), later)
    assert next_of(store).incoming.text == WORDS
