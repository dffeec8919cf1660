"""How fast residents may write."""

from datetime import datetime, timedelta, timezone

from bot.messengers.pace import PER_WINDOW, Pace

NOW = datetime(2026, 11, 24, 10, tzinfo=timezone.utc)


def write(pace: Pace, times: int, at: datetime = NOW, own: str = "a") -> list[int]:
    return [pace.excess(own, at) for _ in range(times)]


def test_as_many_as_in_the_web_chat_are_fine() -> None:
    assert set(write(Pace(), PER_WINDOW)) == {0}


def test_more_are_too_many() -> None:
    assert write(Pace(), PER_WINDOW + 2)[-2:] == [1, 2]


def test_everybody_is_counted_alone() -> None:
    pace = Pace()
    write(pace, PER_WINDOW)

    assert write(pace, 1, own="b") == [0]


def test_a_minute_later_it_is_fine_again() -> None:
    pace = Pace()
    write(pace, PER_WINDOW + 1)

    assert write(pace, 1, NOW + timedelta(seconds=59)) == [2]
    assert write(pace, 1, NOW + timedelta(minutes=1)) == [0]


def test_whoever_never_stops_writing_is_never_read() -> None:
    assert 0 not in write(Pace(), 1000)[PER_WINDOW:]


def test_without_limits_nothing_is_too_fast() -> None:
    assert set(write(Pace(is_limited=False), 100)) == {0}
