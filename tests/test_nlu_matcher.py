import pytest

from bot.nlu.matcher import Matcher
from bot.nlu.questions import phrases

matcher = Matcher(
    {
        "angebot": {
            "Wolle": "familienzentrum-wolle",
            "Nachbarschaftszentrum Wollepark": "nachbarschaftsbuero-wollepark",
            "Familienhebamme": "familienhebammendienst",
            "Oldenburger Straße 49": "familienzentrum-villa",
        },
        "stadtteil": {
            "Wollepark": "wollepark",
            "Nordwolle": "nordwolle",
            "Düsternort": "duesternort",
        },
        "andere_stadt": {"Oldenburg": "Oldenburg"},
    }
)


def found(text: str) -> list[str]:
    return [match.value for match in matcher.find(text)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("wann hat die Wolle auf", ["familienzentrum-wolle"]),
        ("ich wohne im Wollepark", ["wollepark"]),
        ("wir sind in der Nordwolle", ["nordwolle"]),
        ("wo ist das Nachbarschaftszentrum Wollepark", ["nachbarschaftsbuero-wollepark"]),
        ("familien hebamme gesucht", ["familienhebammendienst"]),
        ("duesternort", ["duesternort"]),
        ("in Düstenort", ["duesternort"]),
        ("das Haus an der Oldenburger Straße 49", ["familienzentrum-villa"]),
        ("Kita in Oldenburg", ["Oldenburg"]),
        ("von der Wolle nach Düsternort", ["familienzentrum-wolle", "duesternort"]),
        ("", []),
    ],
)
def test_names_are_found_as_residents_write_them(text: str, values: list[str]) -> None:
    assert found(text) == values


def test_a_match_knows_where_it_stands() -> None:
    match = matcher.find("in Düsternort bitte")[0]

    assert "in Düsternort bitte"[match.start : match.end] == "Düsternort"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("und wann haben die auf", "oeffnungszeiten"),
        ("was kostet das", "kosten"),
        ("spricht jemand türkisch", "sprachen"),
        ("ist das barrierefrei", "barrierefreiheit"),
        ("wer ist der Träger", "traeger"),
    ],
)
def test_what_is_asked_for_is_found(text: str, asked: str) -> None:
    questions = Matcher({"merkmal": phrases()})

    assert asked in [match.value for match in questions.find(text)]
