"""What staff are told about the files of the seed: every rule notices, and only where it should."""

from pathlib import Path

import pytest

from bot.catalogue.schema import check_catalogue
from bot.content.problem import Problem

CITY = """\
name: Delmenhorst
fallback_contact: buero
everything_else: buero
districts:
  - id: mitte
    name: Mitte
quarters:
  - id: wollepark
    name: Wollepark
    districts: [mitte]
topics:
  - id: kita_platz
    name: Kita-Platz
other_cities: [Bremen]
"""
OFFICE = """\
id: buero
name: Büro
alternate_names: [Kinderbüro]
type: amt
description: Hilft weiter.
topics:
  main: [kita_platz]
phones:
  - number: "04221 123456"
opening_hours: Mo-Fr 08:00-12:00
minimum_age: 3
maximum_age: 6
valid_from: 2021-01-01
valid_to: 2030-01-01
assured_date: 2021-11-03
metadata:
  - {field: phones, source: https://example.org, date: 2021-11-03}
  - {field: opening_hours, source: https://example.org, date: "2021"}
  - {field: minimum_age, source: https://example.org, date: "2021"}
  - {field: maximum_age, source: https://example.org, note: undatiert}
"""
REFUGE = """\
id: frauenhaus
name: Frauenhaus Delmenhorst
type: beratung
description: Schützt Frauen und ihre Kinder.
topics: {main: []}
"""


class Project:
    """A project's folder with a seed in it."""

    def __init__(self, root: Path):
        self.root = root
        self.seed = root / "bot/catalogue/seed"
        (self.seed / "services").mkdir(parents=True)
        self.write("city", CITY)
        self.write("services/buero", OFFICE)

    def write(self, name: str, text: str) -> None:
        (self.seed / f"{name}.yml").write_text(text, "utf-8")

    def problems(self) -> list[Problem]:
        return check_catalogue(self.root)

    def only_problem(self) -> Problem:
        (problem,) = self.problems()
        return problem


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_a_sound_seed_has_no_problems(project: Project) -> None:
    project.write("services/frauenhaus", REFUGE)

    assert project.problems() == []


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("type: amt", "type: laden", 4, "„laden“ geht nicht. Möglich: familienzentrum"),
        ("type: amt\n", "", 1, "es fehlt „type“"),
        ("type: amt", "type: amt\nadresse: hier", 5, "Das Feld „adresse“ gibt es nicht"),
        ('number: "04221 123456"', "number: 112", 9, "ein Text in Anführungszeichen"),
        ('number: "04221 123456"', 'number: "x"', 9, "nur die Nummer"),
        ('number: "04221 123456"', 'number: "112"\n    fax: "1"', 10, "„fax“ gibt es nicht"),
        ("minimum_age: 3", "minimum_age: -1", 11, "von 0 bis 120"),
        ("minimum_age: 3", "minimum_age: drei", 11, "eine Zahl"),
        ("2021-11-03\nmetadata", "2021-13-03\nmetadata", 15, "Datum wie 2026-11-24"),
        ("assured_date: 2021-11-03", "assured_date: Mai", 15, "Datum wie 2026-11-24"),
        ("type: amt", "type: amt\nemail: anna", 5, "name@delmenhorst.de"),
        ("type: amt", "type: amt\nstatus: offen", 5, "Möglich: active"),
        ("id: buero", "id: büro", 1, "kleine Buchstaben"),
        ("id: buero", "id: amt", 1, "passt nicht zum Dateinamen „buero“"),
        ("[kita_platz]", "[kita]", 7, "Thema „kita“ steht nicht in city.yml"),
        ("type: amt", "type: amt\ndistricts:\n  - sued", 6, "Stadtteil „sued“"),
        ("type: amt", "type: amt\nquarters:\n  - west", 6, "Quartier „west“"),
        ("Mo-Fr 08:00-12:00", "werktags", 10, "sind nicht lesbar"),
        ("type: amt", "type: amt\norganization: Stadt", 5, "Zu „organization“ fehlt die Quelle"),
        ("2030-01-01", "2020-01-01", 14, "„valid_to“ (2020-01-01) liegt vor"),
        ("maximum_age: 6", "maximum_age: 2", 12, "„maximum_age“ (2) liegt vor"),
        ("Hilft weiter.", "Hilft ${HOME}.", 5, "„${“ ist hier verboten"),
        (
            "field: phones",
            "field: email, source: x, note: x}\n  - {field: phones",
            17,
            "hier nicht steht",
        ),
        ("type: amt", "type: [amt", 5, "Kein gültiges YAML"),
        ("type: amt", "type: amt\ntype: amt", 5, "Kein gültiges YAML"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    project: Project, old: str, new: str, line: int, said: str
) -> None:
    project.write("services/buero", OFFICE.replace(old, new))

    mine = [problem for problem in project.problems() if "services/buero" in problem.file]
    assert [problem.line for problem in mine if said in problem.message] == [line]


DATED = """\
dates:
  - name: Frist
    yearly: "12-31"
    remind_days_before: 21
    source: https://example.org
    source_date: "2018"
  - {name: Fest, "on": 2026-12-05, source: https://example.org, source_date: "2026"}
"""


def test_dates_may_be_of_every_year_or_once(project: Project) -> None:
    project.write("services/buero", f"{OFFICE}{DATED}")

    assert project.problems() == []


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('    yearly: "12-31"\n', "", 22, "entweder „yearly“"),
        ("remind_days_before: 21", '"on": 2026-01-01', 22, "entweder „yearly“"),
        ("12-31", "31.12.", 23, "Monat und Tag"),
        ("12-31", "02-30", 23, "gibt es nicht"),
        ("before: 21", "before: 0", 24, "von Tagen von 1 bis 120"),
        ("before: 21", "before: bald", 24, "eine ganze Zahl"),
        ('    source_date: "2018"\n', "", 22, "es fehlt „source_date“"),
        ("name: Fest", "name: Frist", 27, "steht zweimal"),
    ],
)
def test_a_mistake_in_a_date_is_told_with_its_line(
    project: Project, old: str, new: str, line: int, said: str
) -> None:
    project.write("services/buero", OFFICE + DATED.replace(old, new))

    problem = project.only_problem()
    assert (problem.line, said in problem.message) == (line, True), problem


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("fallback_contact: buero", "fallback_contact: amt", 2, "Das Angebot „amt“ gibt es nicht"),
        ("everything_else: buero", "everything_else: amt", 3, "Das Angebot „amt“ gibt es nicht"),
        ("districts: [mitte]", "districts: [mitte, ost]", 10, "Stadtteil „ost“"),
        ("id: wollepark", "id: mitte", 8, "steht zweimal"),
        ("other_cities: [Bremen]", "", 1, "es fehlt „other_cities“"),
        ("name: Mitte", "name: ''", 6, "Schreiben Sie einen Text"),
    ],
)
def test_a_mistake_in_the_city_is_told_with_its_line(
    project: Project, old: str, new: str, line: int, said: str
) -> None:
    project.write("city", CITY.replace(old, new))

    problem = project.only_problem()
    assert (problem.file, problem.line) == ("bot/catalogue/seed/city.yml", line)
    assert said in problem.message


def test_two_services_may_not_share_a_name_however_it_is_written(project: Project) -> None:
    project.write(
        "services/frauenhaus", REFUGE.replace("type:", "alternate_names:\n  - KINDERBUERO\ntype:")
    )

    problem = project.only_problem()
    assert (problem.file, problem.line) == ("bot/catalogue/seed/services/frauenhaus.yml", 4)
    assert "heißt schon buero" in problem.message


@pytest.mark.parametrize(
    "place", ["addresses: [{address_1: Weg 1}]", "districts: [mitte]", "quarters: [wollepark]"]
)
def test_the_womens_refuge_has_no_place(project: Project, place: str) -> None:
    source = f"metadata: [{{field: {place.split(':')[0]}, source: x, date: '2021'}}]"
    project.write("services/frauenhaus", f"{REFUGE}{place}\n{source}\n")

    problem = project.only_problem()
    assert (problem.level, problem.line) == ("FEHLER", 6)
    assert "geheim" in problem.message


def test_other_places_may_have_addresses(project: Project) -> None:
    place = "addresses: [{address_1: Weg 1, postal_code: '27749'}]\nmetadata:\n"
    source = "  - {field: addresses, source: x, date: '2021'}\n"
    project.write("services/buero", OFFICE.replace("metadata:\n", place + source))

    assert project.problems() == []


def test_a_missing_city_is_told(project: Project) -> None:
    (project.seed / "city.yml").unlink()

    assert "Diese Datei fehlt" in project.only_problem().message


def test_a_file_that_is_no_mapping_is_told(project: Project) -> None:
    project.write("services/leer", "")

    assert "Abschnitt mit eigenen Feldern" in project.only_problem().message


def test_a_file_in_another_encoding_is_told(project: Project) -> None:
    (project.seed / "services/alt.yml").write_bytes("name: Büro".encode("latin-1"))

    assert "UTF-8" in project.only_problem().message
