"""What becomes of a reply where only words arrive."""

import pytest

from bot.chat.turn import Button, Message, Referral, Reply
from bot.messengers.answer import messages_of
from bot.messengers.messenger import Choice

PAGES = "https://lotse.example/angebote"
VILLA = Referral("villa", "Familienzentrum Villa", "", None)
WOLLE = Referral("wolle", "Familienzentrum Wolle", "", None)
REMIND = Choice("Daran erinnern", "bote:erinnern villa")


def reply(*messages: Message, status: str = "answered") -> Reply:
    return Reply("gespraech", status, list(messages))


def texts(reply: Reply) -> list[str]:
    return [said.text for said in messages_of(reply, pages=PAGES)]


def test_the_first_place_is_linked_under_the_words_that_name_it() -> None:
    best = Message("Familienzentrum Villa hilft.", services=[VILLA])
    other = Message("Auch: Familienzentrum Wolle.", services=[WOLLE])

    assert texts(reply(Message("Hallo!"), best, other)) == [
        "Hallo!",
        f"Familienzentrum Villa hilft.\n{PAGES}/villa",
        "Auch: Familienzentrum Wolle.",
    ]


@pytest.mark.parametrize("status", ["clarification", "crisis", "error"])
def test_what_is_to_choose_from_or_to_call_is_not_linked(status: str) -> None:
    said = Message("Familienzentrum Villa", services=[VILLA])

    assert texts(reply(said, status=status)) == ["Familienzentrum Villa"]


@pytest.mark.parametrize("status", ["answered", "crisis"])
def test_a_place_that_the_words_do_not_name_is_named_with_its_page(status: str) -> None:
    said = Message("Hier ist Schutz.", services=[VILLA])

    assert texts(reply(said, status=status)) == [
        f"Hier ist Schutz.\nFamilienzentrum Villa: {PAGES}/villa"
    ]


def test_one_more_quick_reply_stands_under_the_first_place() -> None:
    best = Message("Familienzentrum Villa", buttons=[Button("Warum?", "x")], services=[VILLA])
    said = messages_of(reply(Message("Hallo!"), best, Message("Noch etwas?")), REMIND)

    assert [message.choices for message in said] == [(), (Choice("Warum?", "x"), REMIND), ()]
