"""Entities from the catalogue's names, and German words cut by spaCy."""

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.entities import CatalogueEntityExtractor
from bot.nlu.tokenizer import GermanTokenizer

CONTEXT: Any = ExecutionContext(GraphSchema({}))


@pytest.fixture(scope="module")
def extractor(tmp_path_factory: pytest.TempPathFactory) -> CatalogueEntityExtractor:
    """Train on the catalogue of an empty installation, store, and load."""
    folder: Path = tmp_path_factory.mktemp("names")
    storage, resource = LocalModelStorage(folder / "model"), Resource("namen")
    (folder / "model").mkdir()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATA_DIR", str(folder))
        environment.setenv("SECRET_KEY", "test")
        environment.delenv("DATABASE_URL", raising=False)
        new = CatalogueEntityExtractor.create({}, storage, resource, CONTEXT)
        new.train(TrainingData())
    return CatalogueEntityExtractor.load({}, storage, resource, CONTEXT)


def entities(extractor: CatalogueEntityExtractor, text: str) -> list[tuple[str, Any]]:
    (message,) = extractor.process([Message(data={TEXT: text})])
    return [(item["entity"], item["value"]) for item in message.get("entities")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("wir wohnen in Düsternort", [("stadtteil", "duesternort")]),
        ("duesternort", [("stadtteil", "duesternort")]),
        ("Kita in Bremen", [("andere_stadt", "Bremen")]),
        ("sie ist 3 Jahre alt", [("alter", 3.0)]),
        ("mein Baby schreit", [("lebensphase", 0.5)]),
        ("wo ist Streetwork", [("angebot", "streetwork"), ("merkmal", "adresse")]),
        ("sprichst du türkisch", [("sprache", "tr")]),
    ],
)
def test_it_finds_what_the_catalogue_has_names_for(
    extractor: CatalogueEntityExtractor, text: str, found: list[tuple[str, Any]]
) -> None:
    assert set(found) <= set(entities(extractor, text))


@pytest.mark.parametrize("end", ["", " Jahre lang geschlossen"])
def test_a_house_number_is_no_age(extractor: CatalogueEntityExtractor, end: str) -> None:
    found = entities(extractor, f"das Haus an der Oldenburger Straße 49{end}")

    assert ("angebot", "familienzentrum-villa") in found
    assert "alter" not in [name for name, _ in found]


def test_an_age_counts_more_than_a_stage(extractor: CatalogueEntityExtractor) -> None:
    found = entities(extractor, "mein Baby ist 2 Monate alt")

    assert "lebensphase" not in [name for name, _ in found]
    assert [value for name, value in found if name == "alter"] == [pytest.approx(2 / 12)]


def test_entities_say_where_they_stand(extractor: CatalogueEntityExtractor) -> None:
    text = "ich komme aus Düsternort"
    (message,) = extractor.process([Message(data={TEXT: text})])

    (found,) = (item for item in message.get("entities") if item["entity"] == "stadtteil")
    assert text[found["start"] : found["end"]] == "Düsternort"
    assert found["extractor"] == "CatalogueEntityExtractor"


def test_what_others_found_stays(extractor: CatalogueEntityExtractor) -> None:
    before = {"entity": "fremd", "value": 1}
    (message,) = extractor.process([Message(data={TEXT: "Bremen", "entities": [before]})])

    assert before in message.get("entities")


@pytest.mark.parametrize("text", ["", "hallo", "👶🏽"])
def test_nothing_is_found_in_nothing(extractor: CatalogueEntityExtractor, text: str) -> None:
    assert entities(extractor, text) == []


@pytest.fixture(scope="module")
def tokenizer() -> GermanTokenizer:
    return GermanTokenizer(GermanTokenizer.get_default_config())


def tokens(tokenizer: GermanTokenizer, text: str) -> list[Any]:
    return tokenizer.tokenize(Message(data={TEXT: text}), TEXT)


def test_words_and_signs_are_tokens_with_folded_base_forms(tokenizer: GermanTokenizer) -> None:
    found = tokens(tokenizer, "Zwei Häuser, z. B. für Kinder!")

    assert [token.text for token in found][:3] == ["Zwei", "Häuser", ","]
    assert found[1].lemma == "haus"
    assert found[1].start == 5


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_there_is_always_a_token(tokenizer: GermanTokenizer, text: str) -> None:
    assert [token.text for token in tokens(tokenizer, text)] == ["?"]
