"""Codes that residents type."""

import pytest

from bot.messengers.commands import Command, command_in
from bot.moving.codes import code_in, new_code, sentence


def test_codes_are_different_and_recognised() -> None:
    codes = {new_code() for _ in range(200)}

    assert len(codes) == 200
    assert all(len(code) == 10 and code_in(code) == code for code in codes)


@pytest.mark.parametrize(
    "text", ["", "BCDFGHJKLM", "bitte", "BCD234567", "BCD23456789", "ABC2345678", "1234567890"]
)
def test_what_is_no_code_is_none(text: str) -> None:
    assert code_in(text) is None


@pytest.mark.parametrize("text", ["start BCD2345678", "Start bcd2345678 ", "/start BCD2345678"])
def test_the_sentence_is_the_command_however_it_is_written(text: str) -> None:
    command = command_in(text)

    assert command and command.name == "start"
    assert code_in(command.argument) == "BCD2345678"
    assert command_in(sentence("BCD2345678")) == Command("start", "BCD2345678")


@pytest.mark.parametrize(
    "text", ["Start Schwimmkurs", "start", "Start in die Kita", "wann start BCD2345678"]
)
def test_other_words_are_no_command(text: str) -> None:
    assert command_in(text) is None
