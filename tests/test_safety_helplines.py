import pytest
import yaml

from bot.safety.detector import Finding
from bot.safety.helplines import Help, Helplines
from bot.safety.rules import CLASSES
from bot.texts.city import SEED

helplines = Helplines.from_file()
ROWS = [(crisis, row) for crisis, rows in helplines.rows.items() for row in rows]
FIRST = {
    "unfall_vergiftung": {"giftnotruf", "notruf-112"},
    "medizinisch": {"notruf-112", "aerztlicher-bereitschaftsdienst"},
    "suizid": {"telefonseelsorge", "notruf-112"},
    "missbrauch": {
        "hilfetelefon-sexueller-missbrauch",
        "polizei-110",
        "beratungsstelle-sexueller-missbrauch",
    },
    "gewalt": {
        "polizei-110",
        "hilfetelefon-gewalt-gegen-frauen",
        "hilfetelefon-gewalt-an-maennern",
    },
    "kindeswohl": {"polizei-110", "jugendamt", "kinder-und-jugendtelefon"},
    "schwangerschaft_not": {"hilfetelefon-schwangere"},
    "ueberlastung": {"elterntelefon", "telefonseelsorge", "notruf-112"},
}
DAY_AND_NIGHT = {
    "notruf-112",
    "polizei-110",
    "telefonseelsorge",
    "hilfetelefon-gewalt-gegen-frauen",
    "hilfetelefon-schwangere",
    "giftnotruf",
}


def services(crisis: str, *signs: str, is_young: bool = False) -> tuple[str, ...]:
    finding = Finding(crisis, is_young=is_young, signs=frozenset(signs))
    return helplines.for_finding(finding).services


def test_every_class_has_help() -> None:
    assert tuple(helplines.rows) == CLASSES


@pytest.mark.parametrize(("crisis", "row"), ROWS)
def test_the_first_service_fits_the_class(crisis: str, row: Help) -> None:
    assert row.services[0] in FIRST[crisis]
    assert len(row.services) <= 3


@pytest.mark.parametrize(("crisis", "row"), ROWS)
def test_somebody_answers_day_and_night(crisis: str, row: Help) -> None:
    assert DAY_AND_NIGHT & set(row.services[:2])


@pytest.mark.parametrize("service_id", sorted(DAY_AND_NIGHT))
def test_the_catalogue_agrees_on_day_and_night(service_id: str) -> None:
    service = yaml.safe_load((SEED / "services" / f"{service_id}.yml").read_text("utf-8"))

    assert service["opening_hours"] == "24/7"


@pytest.mark.parametrize("crisis", CLASSES)
def test_each_class_ends_with_help_for_everybody(crisis: str) -> None:
    assert helplines.rows[crisis][-1].signs == frozenset()


def test_poison_without_danger_to_life_leads_to_the_poison_centre() -> None:
    assert services("unfall_vergiftung", "gift")[0] == "giftnotruf"


@pytest.mark.parametrize("sign", ["lebensgefahr", "suizid"])
def test_poison_with_danger_to_life_leads_to_the_ambulance(sign: str) -> None:
    assert services("unfall_vergiftung", "gift", sign)[0] == "notruf-112"


def test_an_accident_without_poison_does_not_lead_to_the_poison_centre() -> None:
    assert "giftnotruf" not in services("unfall_vergiftung")


def test_a_man_who_is_hit_gets_the_helpline_for_men() -> None:
    assert "hilfetelefon-gewalt-an-maennern" in services("gewalt", "mann")
    assert "hilfetelefon-gewalt-gegen-frauen" in services("gewalt")


@pytest.mark.parametrize("crisis", ["suizid", "missbrauch", "gewalt", "kindeswohl"])
def test_a_child_gets_the_helpline_for_children(crisis: str) -> None:
    assert "kinder-und-jugendtelefon" in services(crisis, is_young=True)
    assert "kinder-und-jugendtelefon" not in services(crisis)
