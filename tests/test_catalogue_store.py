"""Services in the database, on SQLite and PostgreSQL alike."""

from typing import Any

import pytest
from sqlalchemy.engine import Engine

from bot.catalogue.store import CatalogueStore
from bot.language.terms import terms


def service(id: str, **fields: Any) -> dict[str, Any]:
    return {"id": id, "name": id.title(), "description": "", "topics": {"main": []}, **fields}


MIDWIVES = service("hebammen", name="Hebammenzentrale", description="Hilft bei der Suche.")
ADVICE = service("beratung", description="Gespräche über Erziehung und Ängste, für alle Eltern.")
NURSERY = service("kita", description="Plätze in Krippen.", alternate_names=["Kinderbüro"])


@pytest.fixture
def store(engine: Engine) -> CatalogueStore:
    store = CatalogueStore(engine)
    store.fill([MIDWIVES, ADVICE, NURSERY])
    return store


def test_services_come_back_as_they_were_by_id(store: CatalogueStore) -> None:
    assert store.services() == [ADVICE, MIDWIVES, NURSERY]


def test_only_an_empty_database_is_filled(store: CatalogueStore) -> None:
    assert store.fill([service("neu")]) is False
    assert "neu" not in [item["id"] for item in store.services()]


def test_a_second_store_finds_what_the_first_wrote(store: CatalogueStore, engine: Engine) -> None:
    assert CatalogueStore(engine).services() == store.services()


def test_putting_replaces_and_keeps_the_old_state(store: CatalogueStore) -> None:
    store.put({**ADVICE, "description": "Neu."})
    store.put({**ADVICE, "description": "Neuer."})

    assert store.services()[0]["description"] == "Neuer."
    former = [item["description"] for item in store.history("beratung")]
    assert former == ["Neu.", ADVICE["description"]]


def test_a_new_service_has_no_history(store: CatalogueStore) -> None:
    store.put(service("neu"))

    assert store.history("neu") == []


def test_deleting_keeps_the_old_state_and_forgets_the_words(store: CatalogueStore) -> None:
    store.delete("hebammen")

    assert [item["id"] for item in store.services()] == ["beratung", "kita"]
    assert store.history("hebammen") == [MIDWIVES]
    assert store.matching(terms("Hebammenzentrale")) == {}


def test_deleting_what_is_not_there_is_fine(store: CatalogueStore) -> None:
    store.delete("nichts")

    assert store.history("nichts") == []


@pytest.mark.parametrize("change", ["put", "delete", "new"])
def test_every_change_changes_the_version(store: CatalogueStore, change: str) -> None:
    before = store.version()

    if change == "delete":
        store.delete("kita")
    else:
        store.put(NURSERY if change == "put" else service("neu"))
    assert store.version() != before


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("Hebamme", "hebammen"),
        ("HEBAMMENZENTRALE", "hebammen"),
        ("Ängste", "beratung"),
        ("aengste", "beratung"),
        ("Angst", "beratung"),
        ("Erziehungsberatung", "beratung"),
        ("Krippenplatz", "kita"),
        ("krippenplaetze", "kita"),
        ("kinderbuero", "kita"),
    ],
)
def test_german_words_match_in_any_spelling(store: CatalogueStore, words: str, id: str) -> None:
    found = store.matching(terms(words))

    assert found.get(id) == pytest.approx(1.0)


def test_scores_are_shares_of_the_best(store: CatalogueStore) -> None:
    found = store.matching(terms("Suche nach Erziehung, Ängste, Krippe"))

    assert set(found) == {"beratung", "hebammen", "kita"}
    assert max(found.values()) == 1.0
    assert min(found.values()) > 0


@pytest.mark.parametrize("words", ["Fahrrad", "", "?!"])
def test_words_of_no_service_match_nothing(store: CatalogueStore, words: str) -> None:
    assert store.matching(terms(words)) == {}


@pytest.mark.parametrize(
    "words", ["' OR 1=1 --", '" OR "', "AND OR NOT", "a:* & !b", "NEAR(a b)", "100% ()", "مرحبا"]
)
def test_no_word_is_read_as_an_operator(store: CatalogueStore, words: str) -> None:
    store.matching(terms(words))

    assert len(store.services()) == 3


def test_changed_words_are_found_at_once(store: CatalogueStore) -> None:
    store.put({**ADVICE, "description": "Fahrräder reparieren."})

    assert list(store.matching(terms("Fahrrad"))) == ["beratung"]
    assert store.matching(terms("Erziehung")) == {}
