import pytest

from bot.texts.numbers import spoken_age, spoken_date


@pytest.mark.parametrize(
    ("years", "spoken"),
    [
        (3 / 52.18, "3 Wochen"),
        (1 / 52.18, "1 Woche"),
        (7 / 12, "7 Monate"),
        (1.5, "18 Monate"),
        (1, "1 Jahr"),
        (4, "4 Jahre"),
        (6.5, "6,5 Jahre"),
    ],
)
def test_an_age_is_said_as_people_say_it(years: float, spoken: str) -> None:
    assert spoken_age(years) == spoken


def test_a_date_is_said_in_german() -> None:
    assert spoken_date("2021-11-03") == "3. November 2021"
