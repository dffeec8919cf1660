import pytest
from aiohttp.test_utils import make_mocked_request

from bot.channels.limits import PER_CONVERSATION, WINDOW_S, Limits
from bot.errors import TooMany


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


request = make_mocked_request("POST", "/api/chat")


def test_one_message_more_than_allowed_is_refused_with_a_time_to_wait() -> None:
    limits = Limits(True, Clock())
    for _ in range(PER_CONVERSATION):
        limits.count(request, "gespräch")

    with pytest.raises(TooMany) as refused:
        limits.count(request, "gespräch")
    assert 0 < refused.value.retry_after <= WINDOW_S + 1


def test_after_the_window_a_conversation_may_write_again() -> None:
    clock = Clock()
    limits = Limits(True, clock)
    for _ in range(PER_CONVERSATION):
        limits.count(request, "gespräch")
    clock.now += WINDOW_S + 1

    limits.count(request, "gespräch")


def test_other_conversations_are_not_held_up() -> None:
    limits = Limits(True, Clock())
    for _ in range(PER_CONVERSATION):
        limits.count(request, "eins")

    limits.count(request, "zwei")


def test_limits_can_be_switched_off() -> None:
    limits = Limits(False, Clock())

    for _ in range(1000):
        limits.count(request, "gespräch")
