"""Who does what with whom: read from texts, drawn, and told in a table."""

import re
from itertools import pairwise
from typing import Any

import pytest

from bot.catalogue.network import UNNAMED, Network, actors_of, network
from bot.catalogue.pages_picture import ROW, TOP, picture
from bot.catalogue.seed import read_services
from bot.texts.city import City, the_city


def place(id: str, organization: str | None = None, **fields: Any) -> dict[str, Any]:
    base = {"id": id, "name": id.title(), "type": "amt", "topics": {"main": ["kita_platz"]}}
    return {**base, "organization": organization, **fields}


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        (None, []),
        ("Stadt Delmenhorst", ["Stadt Delmenhorst"]),
        ("AWO (Heilpädagogische Tagesstätte)", ["AWO"]),
        ("AWO und Diakonie gemeinsam", ["AWO", "Diakonie"]),
        ("Plan A gGmbH, im Auftrag der Stadt", ["Plan A gGmbH", "Stadt Delmenhorst"]),
        (
            "Stadt Delmenhorst; durchgeführt von Lebenshilfe und AWO",
            ["Stadt Delmenhorst", "Lebenshilfe", "AWO"],
        ),
        ("Lotsen Delmenhorst und Umgebung e. V.", ["Lotsen Delmenhorst und Umgebung e. V."]),
    ],
)
def test_a_text_names_its_actors(text: str | None, actors: list[str]) -> None:
    assert actors_of(text, the_city()) == actors


def test_one_actor_with_a_long_and_a_short_name_is_one() -> None:
    found = network([place("a", "AWO"), place("b", "AWO Kreisverband")], the_city())

    assert found.actors == ["AWO"]
    assert [node.id for node in found.of("AWO")] == ["a", "b"]


def test_who_has_most_places_comes_first_and_the_unnamed_last() -> None:
    services = [place("a"), place("b"), place("c", "X"), place("d", "Y"), place("e", "Y")]

    assert network(services, the_city()).actors == ["Y", "X", UNNAMED]


def test_a_topic_and_a_district_leave_what_fits() -> None:
    services = [
        place("a", "X", topics={"main": [], "also": ["pflege"]}),
        place("b", "X", districts=["mitte"]),
        place("c", "X"),
    ]

    assert [n.id for n in network(services, the_city(), topic="pflege").places] == ["a"]
    assert [n.id for n in network(services, the_city(), areas={"mitte"}).places] == ["b"]


@pytest.fixture(scope="module")
def everything() -> Network:
    return network(read_services(), the_city())


def test_every_place_of_the_catalogue_is_in_the_network(everything: Network) -> None:
    assert {node.id for node in everything.places} == {item["id"] for item in read_services()}


def test_boxes_of_the_picture_never_lie_upon_another(everything: Network) -> None:
    drawn = picture(everything)

    for column in range(3):
        edges = sorted(box.y for box in drawn.boxes if box.column == column)
        assert all(after - before >= ROW for before, after in pairwise(edges))
        assert not edges or (edges[0] >= TOP and edges[-1] + ROW <= drawn.height)


def test_every_connection_is_drawn_once(everything: Network) -> None:
    lines = picture(everything).lines

    pairs = sum(len(node.actors) + len(node.topics) for node in everything.places)
    assert len(lines) == pairs
    assert all(re.fullmatch(r"M[\d.]+ [\d.]+C[\d. ]+", line) for line in lines)


def test_an_empty_network_is_drawn_without_boxes() -> None:
    assert picture(network([], City("X", {}, {}, {}, {}))).boxes == []
