import pytest

from bot.language.ages import find_ages

WEEK = 1 / 52.18
MONTH = 1 / 12


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("hab vor 3 wochen entbunden", 3 * WEEK),
        ("unser Baby ist 7 Monate", 7 * MONTH),
        ("meine 14-jährige Tochter", 14),
        ("meine 14jaehrige", 14),
        ("er ist jetzt vier", 4),
        ("wird bald 2", 2),
        ("anderthalb Jahre alt", 1.5),
        ("Kind 5 J.", 5),
        ("ein zweijähriges Kind", 2),
        ("geht in die 4. Klasse", 9),
        ("nein, sie ist schon 7", 7),
        ("my 3 years old son", 3),
        ("5 month old baby", 5 * MONTH),
        ("ich bin 13", 13),
        ("mein sohn (8) stört", 8),
        ("7", 7),
    ],
)
def test_an_age_is_found_in_any_wording(text: str, years: float) -> None:
    assert [age.years for age in find_ages(text)] == pytest.approx([years])


@pytest.mark.parametrize(
    "text",
    [
        "im siebten Monat schwanger",
        "20 Wochen schwanger",
        "um 3 Uhr",
        "Oldenburger Straße 49",
        "wir haben 3 Kinder",
        "seit 3 Jahren geschieden",
        "vor 2 Jahren getrennt",
        "in 2 Wochen kommt das Baby",
        "kostet 3 Euro",
        "es ist 8 Uhr",
        "116 016",
        "",
    ],
)
def test_what_is_no_age_is_left_alone(text: str) -> None:
    assert find_ages(text) == []


def test_several_ages_come_in_order() -> None:
    found = find_ages("Meine Tochter ist 3 Jahre alt und der Kleine 7 Monate")

    assert [age.years for age in found] == pytest.approx([3, 7 * MONTH])
