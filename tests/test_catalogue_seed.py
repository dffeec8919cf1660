"""The seed: complete, sourced, and without anything that must not be shown."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.catalogue.app import open_catalogue
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.query import TYPES, Query
from bot.catalogue.seed import SEED, Service, read_city, read_services
from bot.language.folding import fold
from bot.settings import Settings

SERVICES = {service["id"]: service for service in read_services()}
CITY = read_city()
TOPICS = {topic["id"] for topic in CITY["topics"]}
DISTRICTS = (
    "mitte deichhorst dwoberg-stroehen bungerhof schafkoven-donneresch iprump-stickgras "
    "stickgras-annenriede hasport-annenheide duesternort brendel-adelheide"
).split(" ")
HELPLINES = (
    "notruf-112 polizei-110 aerztlicher-bereitschaftsdienst giftnotruf telefonseelsorge "
    "kinder-und-jugendtelefon elterntelefon hilfetelefon-gewalt-gegen-frauen "
    "hilfetelefon-gewalt-an-maennern hilfetelefon-schwangere hilfetelefon-sexueller-missbrauch "
    "pflegetelefon"
).split(" ")
PLACES = (
    "familienzentrum-villa familienzentrum-st-christophorus familienzentrum-wolle "
    "familienzentrum-froebelschule nachbarschaftsbuero-wollepark nachbarschaftsbuero-duesternort "
    "nachbarschaftsbuero-hasport nachbarschaftsbuero-deichhorst besuchsdienst-neugeborene "
    "familienhebammendienst familienstuetzender-dienst delmenhorster-konzept "
    "mobiler-dienst-grundschulen sozialarbeit-an-schulen "
    "patenschaften-psychisch-erkrankte-eltern streetwork runder-tisch-unfallpraevention "
    "familiengerechte-kommune integrationskonzept-2020 netzwerklandkarte-integration "
    "stadt-als-arbeitgeber familien-und-kinderservicebuero kita-portal "
    "psychologische-beratungsstelle beratungsstelle-sexueller-missbrauch "
    "koordinierungsstelle-kinderschutz jugendamt elterngeldstelle hebammenzentrale "
    "integrationslotsen frauenhaus familienkasse jobcenter buergerbuero"
).split(" ")
# What others told us; the rest of a file is our own wording.
FACTS = (
    "organization description minimum_age maximum_age eligibility_description fees_description "
    "districts quarters addresses phones email url opening_hours accessibility languages"
).split(" ")
CONTACTS = ("addresses", "phones", "email", "url")
# What residents write, in words that stand in no file of the seed.
ASKED = {
    "hebamme": ("Brauche für Mai noch Nachsorge", "hebammenzentrale"),
    "erziehung": ("Er wird 13 und schwänzt, was tun?", "psychologische-beratungsstelle"),
    "kita_platz": ("Krippenplatz ab August gesucht", "familien-und-kinderservicebuero"),
    "kita_kosten": ("Wie hoch ist der Beitrag?", "familien-und-kinderservicebuero"),
    "kita_verhalten": ("Sohn tritt andere im Kindergarten", "delmenhorster-konzept"),
    "grundschule_verhalten": ("Sohn flippt im Unterricht aus", "mobiler-dienst-grundschulen"),
    "schule": ("Mobbing in der 6. Klasse", "sozialarbeit-an-schulen"),
    "treffpunkt_freizeit": ("Stoffe nähen lernen", "nachbarschaftsbuero-duesternort"),
    "gewalt_missbrauch": ("Hilfe für geschlagene Männer", "hilfetelefon-gewalt-an-maennern"),
    "sorgentelefon": ("Telefon für überforderte Mütter", "elterntelefon"),
    "trennung": ("Wir lassen uns scheiden", "psychologische-beratungsstelle"),
    "integration": ("Wer übersetzt für mich beim Arzt?", "integrationslotsen"),
}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = tmp_path_factory.mktemp("catalogue")
    return open_catalogue(Settings.from_environment({"DATA_DIR": str(folder)}))


def each() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES.keys())


def test_every_promised_service_is_there():
    assert set(PLACES) | set(HELPLINES) <= set(SERVICES)


def test_file_names_are_ids():
    names = {file.stem for file in Path(SEED, "services").glob("*.yml")}

    assert names == set(SERVICES)


@each()
def test_service_has_what_every_answer_needs(service: Service):
    assert service["name"] and service["description"] and service["type"] in TYPES
    assert service["status"] == "active"
    assert 8 <= len(service["typical_questions"]) <= 15


@each()
def test_topics_and_areas_are_known(service: Service):
    quarters = {quarter["id"] for quarter in CITY["quarters"]}
    named = {*service["topics"]["main"], *service["topics"]["also"]}

    assert named <= TOPICS
    assert set(service.get("districts", [])) <= set(DISTRICTS)
    assert set(service.get("quarters", [])) <= quarters


@each()
def test_every_fact_has_its_source(service: Service):
    sourced = {entry["field"] for entry in service["metadata"] if entry["source"]}

    assert {field for field in FACTS if field in service} <= sourced


@each()
def test_only_lines_of_day_and_night_show_hours(service: Service):
    assert service.get("opening_hours", "24/7") == "24/7"


@each()
def test_no_number_of_a_foreign_area_code(service: Service):
    assert "04222" not in re.sub(r"[ /-]", "", str(service))


@each()
def test_assured_date_is_not_later_than_the_youngest_source(service: Service):
    dates = [entry["date"] for entry in service["metadata"] if "date" in entry]
    if not service.get("assured_date"):
        return

    assert service["assured_date"][:4] <= max(dates)[:4]


@pytest.mark.parametrize("id", ["frauenhaus", "familienzentrum-froebelschule"])
def test_hidden_and_unconfirmed_places_have_no_address(id: str):
    assert "addresses" not in SERVICES[id]
    assert SERVICES[id]["alert"]


@pytest.mark.parametrize("id", ["familienkasse", "jobcenter"])
def test_unverified_contacts_are_not_shown(id: str):
    assert not any(field in SERVICES[id] for field in CONTACTS)


def test_unconfirmed_centre_is_the_last_choice():
    assert [id for id, service in SERVICES.items() if service.get("last_choice")] == [
        "familienzentrum-froebelschule"
    ]


@pytest.mark.parametrize("id", HELPLINES)
def test_helpline_has_a_number(id: str):
    assert SERVICES[id]["phones"][0]["number"]


@pytest.mark.parametrize("id", ["fallback_contact", "everything_else"])
def test_offices_for_the_rest_exist(id: str):
    assert CITY[id] in SERVICES


def test_fallback_contact_can_be_called():
    assert SERVICES[CITY["fallback_contact"]]["phones"]


def test_districts_are_those_of_the_contract():
    assert [district["id"] for district in CITY["districts"]] == DISTRICTS


@pytest.mark.parametrize("quarter", CITY["quarters"], ids=lambda quarter: quarter["id"])
def test_quarter_lies_in_known_districts(quarter: dict[str, Any]):
    assert quarter["districts"] and set(quarter["districts"]) <= set(DISTRICTS)


@pytest.mark.parametrize("topic", sorted(TOPICS))
def test_every_topic_leads_to_a_service(topic: str):
    assert any(topic in service["topics"]["main"] for service in SERVICES.values())


def test_no_name_means_two_things():
    areas = [*CITY["districts"], *CITY["quarters"]]
    owners = Counter(
        name
        for item in [*SERVICES.values(), *areas]
        for name in {fold(name) for name in (item["name"], *item.get("alternate_names", []))}
    )

    assert [name for name, count in owners.items() if count > 1] == []


def test_wolle_alone_names_nothing():
    names = {fold(name) for item in SERVICES.values() for name in item.get("alternate_names", [])}

    assert "wolle" not in names


def test_no_question_is_typical_of_two_services():
    asked = Counter(fold(text) for item in SERVICES.values() for text in item["typical_questions"])

    assert [text for text, count in asked.items() if count > 1] == []


@pytest.mark.parametrize("topic", ASKED)
def test_words_find_the_right_place_of_a_topic(catalogue: Catalogue, topic: str):
    text, expected = ASKED[topic]

    found = catalogue.search(Query(q=text, topic=topic)).items

    assert found[0]["id"] == expected


def test_a_schoolchild_is_not_sent_to_the_service_for_small_children(catalogue: Catalogue):
    found = catalogue.search(Query(topic="erziehung", age=9)).items

    assert found[0]["id"] == "psychologische-beratungsstelle"


@pytest.mark.parametrize("area", ["duesternort", "wollepark", "hasport", "deichhorst"])
def test_the_office_of_the_area_comes_first(catalogue: Catalogue, area: str):
    found = catalogue.search(Query(topic="nachbarschaftsbuero", district=area)).items

    assert found[0]["id"] == f"nachbarschaftsbuero-{area}"
