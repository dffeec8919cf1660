"""What is accepted as a wish for a callback."""

from typing import Any

import pytest

from bot.callbacks.request import CallbackRequest
from bot.errors import BadRequest

GOOD = {"topic": "kita_platz", "contact": "0172 1234567", "consent": True}


@pytest.mark.parametrize(
    "contact",
    [
        "0172 1234567",
        "(04221) 99-2900",
        "+49 172/1234567",
        "99 29 00",
        "erika@example.org",
        "erika.muster+kita@mail.example.co.uk",
        "müller@käse.de",
    ],
)
def test_one_number_or_address_is_a_contact(contact: str) -> None:
    assert CallbackRequest.from_body({**GOOD, "contact": contact}).contact == contact


def test_digits_of_other_scripts_become_ours() -> None:
    assert CallbackRequest.from_body({**GOOD, "contact": "٠١٧٢ ١٢٣٤٥٦"}).contact == "0172 123456"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("contact", None),
        ("contact", ""),
        ("contact", " \n"),
        ("contact", 1721234567),
        ("contact", "ruft mich an"),
        ("contact", "112"),
        ("contact", "1" * 16),
        ("contact", "a@b"),
        ("contact", "a@@b.de"),
        ("contact", "a@b.de, c@d.de"),
        ("contact", "a@b.de\nBcc: c@d.de"),
        ("contact", "9" * 500),
        ("contact", "<script>alert(1)</script>"),
        ("topic", None),
        ("topic", "\u202e\u0000"),
        ("topic", ["kita_platz"]),
        ("topic", "x" * 201),
        ("time", 8),
        ("time", "x" * 121),
        ("name", {"first": "Erika"}),
        ("name", "x" * 101),
        ("consent", None),
        ("consent", False),
        ("consent", "true"),
        ("consent", 1),
    ],
)
def test_nonsense_is_refused_and_the_field_is_named(field: str, value: Any) -> None:
    with pytest.raises(BadRequest) as refused:
        CallbackRequest.from_body({**GOOD, field: value})

    assert refused.value.message.startswith(f"{field}: ")
    assert refused.value.code == f"bad_{field}"


def test_texts_become_one_line_that_can_be_printed() -> None:
    wish = CallbackRequest.from_body(
        {**GOOD, "name": " Erika\n\x1b[31mMuster\ud800 ", "time": "ab 16\tUhr", "topic": "Kita 🙂"}
    )

    assert (wish.name, wish.time, wish.topic) == ("Erika [31mMuster", "ab 16 Uhr", "Kita 🙂")


def test_empty_optional_fields_are_absent() -> None:
    wish = CallbackRequest.from_body({**GOOD, "name": "", "time": None, "other": "ignored"})

    assert (wish.name, wish.time) == (None, None)
