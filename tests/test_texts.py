import string
from pathlib import Path

import pytest
import yaml

from bot.texts.city import City
from bot.texts.texts import Texts

ROOT = Path(__file__).resolve().parent.parent
OFFICE = {"name": "Servicebüro", "phones": [{"number": "04221 99-2900"}]}
CITY = City("Musterstadt", {"kita_platz": "Kita-Platz"}, {"mitte": "Mitte"}, OFFICE, OFFICE)
DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))
PLACE = {
    "id": "villa",
    "name": "Villa",
    "type": "familienzentrum",
    "description": "Ein Haus für alle",
    "phones": [{"number": "04221 83149"}],
    "assured_date": "2021-11-03",
    "stale": True,
    "reasons": [{"code": "alter", "alter": 0.06}, {"code": "thema", "thema": "kita_platz"}],
}


@pytest.fixture(scope="module")
def texts() -> Texts:
    sentences = {name: wordings[0]["text"] for name, wordings in DOMAIN["responses"].items()}
    return Texts(sentences, CITY)


def test_an_offer_says_place_reason_contact_date_and_what_is_not_known(texts: Texts) -> None:
    answer = texts.render("utter_angebot", {"place": PLACE})

    for part in ("Villa", "3 Wochen alt", "Kita-Platz", "04221 83149", "3. November 2021"):
        assert part in answer
    assert "Das liegt mir nicht vor: eine E-Mail-Adresse, eine Adresse" in answer


def test_a_helpline_is_not_said_to_lack_an_address(texts: Texts) -> None:
    answer = texts.render("utter_angebot", {"place": {**PLACE, "type": "notruf"}})

    assert "liegt mir nicht vor" not in answer


def test_the_age_of_facts_is_said_with_the_advice_to_ask(texts: Texts) -> None:
    old = texts.render("utter_angebot", {"place": PLACE})
    fresh = texts.render("utter_angebot", {"place": {**PLACE, "stale": False}})

    assert "Bitte fragen Sie vorher nach" in old
    assert "Bitte fragen Sie vorher nach" not in fresh


@pytest.mark.parametrize("words", ["{stadt}", "{0}", "{place.__class__}", "<b>", "{{}}"])
def test_braces_in_values_stay_as_they_are(texts: Texts, words: str) -> None:
    answer = texts.render("utter_angebot", {"place": {**PLACE, "name": words}})

    assert words in answer


def test_the_fallback_contact_stands_with_its_number(texts: Texts) -> None:
    assert "04221 99-2900" in texts.render("utter_mensch", {})


def test_what_is_remembered_is_said_in_words(texts: Texts) -> None:
    known = {"thema": "kita_platz", "alter": 3.0, "stadtteil": "mitte"}

    answer = texts.render("utter_was_ich_weiss", {"known": known})

    assert "Kita-Platz" in answer and "3 Jahre" in answer and "Mitte" in answer


@pytest.mark.parametrize("name", sorted(DOMAIN["responses"]))
def test_every_text_can_be_said_without_values(texts: Texts, name: str) -> None:
    empty = {"place": PLACE} if name == "utter_angebot" else {}

    assert "{" not in texts.render(name, empty)


@pytest.mark.parametrize("name", sorted(DOMAIN["responses"]))
def test_texts_only_name_placeholders_by_word(name: str) -> None:
    for wording in DOMAIN["responses"][name]:
        fields = [field for _, field, _, _ in string.Formatter().parse(wording["text"]) if field]

        assert all(field.isidentifier() for field in fields)
