"""How one message becomes as many as a platform needs."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messengers.fitting import fit, fit_all, mark_in
from bot.messengers.messenger import Choice, File, Limits, Outgoing

PLATFORM = Limits(text=40, with_choices=20, choices=3)
BARE = Limits(text=40, with_choices=40, choices=0)
YES, NO = Choice("Ja", "/ja"), Choice("Nein", "/nein")
FILE = File("termin.ics", "text/calendar", "BEGIN:VCALENDAR")


def choices(number: int) -> tuple[Choice, ...]:
    return tuple(Choice(f"Knopf {place}", f"/{place}") for place in range(1, number + 1))


def test_what_fits_stays() -> None:
    message = Outgoing("Guten Tag!", choices(2))

    assert fit(message, PLATFORM) == [message]


def test_quick_replies_stand_under_the_last_piece() -> None:
    pieces = fit(Outgoing("Eins ist ein Satz. Zwei ist noch ein Satz. Drei.", choices(1)), PLATFORM)

    assert [bool(piece.choices) for piece in pieces] == [False] * (len(pieces) - 1) + [True]
    assert len(pieces[-1].text) <= PLATFORM.with_choices


def test_too_many_quick_replies_are_several_messages() -> None:
    pieces = fit(Outgoing("Was?", choices(7)), PLATFORM)

    assert [len(piece.choices) for piece in pieces] == [3, 3, 1]
    assert [piece.text for piece in pieces] == ["Was?", "…", "…"]


def test_numbers_stand_in_where_there_are_no_quick_replies() -> None:
    (piece,) = fit_all([Outgoing("Was?", (YES, NO))], BARE)

    assert piece.text == "Was?\n\n1) Ja\n2) Nein"
    assert piece.choices == (replace(YES, mark="1"), replace(NO, mark="2"))


def test_numbers_go_on_over_all_messages_of_an_answer() -> None:
    pieces = fit_all([Outgoing("Auf Deutsch?", (YES,)), Outgoing("Was?", (NO,))], BARE)

    assert [piece.text for piece in pieces] == ["Auf Deutsch?\n\n1) Ja", "Was?\n\n2) Nein"]


def test_where_a_number_could_be_an_age_letters_stand_in() -> None:
    ages = Outgoing("Wie alt?", (Choice("4 Jahre", "/4"), Choice("8 Jahre", "/8")))
    pieces = fit_all([ages, Outgoing("Was?", (NO,))], BARE)

    assert [piece.text for piece in pieces] == [
        "Wie alt?\n\na) 4 Jahre\nb) 8 Jahre",
        "Was?\n\nc) Nein",
    ]


@pytest.mark.parametrize(
    ("text", "mark"),
    [("2", "2"), (" 2) ", "2"), ("12.", "12"), ("٣", "3"), ("B", "b"), ("c)", "c")],
)
def test_a_mark_is_read_however_it_is_typed(text: str, mark: str) -> None:
    assert mark_in(text) == mark


@pytest.mark.parametrize("text", ["", ".", "100", "vier", "3 Jahre", "a b"])
def test_words_are_no_mark(text: str) -> None:
    assert mark_in(text) is None


def test_a_file_goes_by_itself_and_last() -> None:
    pieces = fit_all([Outgoing("Hier ist der Termin.", choices(1), FILE)], PLATFORM)

    assert [piece.file for piece in pieces] == [None, FILE]
    assert pieces[-1] == Outgoing("", (), FILE)


def test_a_file_without_words_stays_one_message() -> None:
    assert fit_all([Outgoing("", (), FILE)], PLATFORM) == [Outgoing("", (), FILE)]


def test_quick_replies_that_would_vanish_stand_under_the_last_message() -> None:
    fleeting = replace(PLATFORM, keeps_choices=False)
    pieces = fit_all([Outgoing("Eins", choices(1)), Outgoing("Zwei", choices(1))], fleeting)

    assert [len(piece.choices) for piece in pieces] == [0, 2]


@given(
    st.text(alphabet=st.sampled_from("ab. \n"), min_size=1, max_size=200),
    st.integers(0, 9),
    st.sampled_from([PLATFORM, BARE]),
)
def test_every_piece_is_within_the_limits_and_no_choice_is_lost(
    text: str, number: int, limits: Limits
) -> None:
    pieces = fit(Outgoing(text, choices(number)), limits)

    assert all(len(piece.text) <= limits.text for piece in pieces)
    assert not limits.choices or all(len(piece.choices) <= limits.choices for piece in pieces)
    assert sum((piece.choices for piece in pieces), ()) == choices(number)
