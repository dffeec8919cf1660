"""What is left of words without characters that nobody sees."""

import pytest

from bot.chat.readable import readable


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("\u200e/stopp", "/stopp"),
        ("le\u200bb\u00aden", "leben"),
        ("\u202aok\u202c", "ok"),
        ("nicht\u00a0mehr\u2003so", "nicht mehr so"),
        ("eins\nzwei\tdrei", "eins\nzwei\tdrei"),
        ("a\0b\ud800c", "abc"),
        ("مرحبا 👍🏽", "مرحبا 👍🏽"),
        (" \u200b\ufeff ", ""),
    ],
)
def test_only_what_can_be_seen_stays(written: str, read: str) -> None:
    assert readable(written) == read
