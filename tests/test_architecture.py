"""What holds the project together: import rules, sizes, and documents true to the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted([*ROOT.glob("bot/**/*.py"), *ROOT.glob("actions/**/*.py")])
README = (ROOT / "README.md").read_text("utf-8")
# Only these may know Rasa: whatever doesn't need it must outlive it.
WITH_RASA = ("bot/nlu/", "bot/rasa_hooks/", "bot/evaluation/understanding.py")
MOST_LINES = 250
MOST_FUNCTION_LINES = 60
# Rooms and what they may not reach up to.
FORBIDDEN = {
    "bot/language/": ("bot.catalogue.store", "bot.chat", "bot.channels", "bot.nlu", "actions"),
    "bot/safety/": ("bot.chat", "bot.channels", "bot.nlu", "actions"),
    "bot/catalogue/": ("bot.chat", "bot.channels", "bot.nlu", "actions"),
    "bot/texts/": ("bot.chat", "bot.channels", "bot.nlu", "actions"),
    "bot/chat/": ("bot.channels", "bot.nlu", "bot.operation", "actions"),
    "bot/nlu/": ("bot.chat", "bot.channels", "actions"),
    "actions/": ("bot",),
}


def name(module: Path) -> str:
    return str(module.relative_to(ROOT))


def imports(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_module_only_imports_what_lies_below_it(module: Path) -> None:
    found = set(imports(module))
    path = name(module)

    for room, forbidden in FORBIDDEN.items():
        if path.startswith(room):
            above = [i for i in found for f in forbidden if i == f or i.startswith(f"{f}.")]
            assert not above
    if not path.startswith(WITH_RASA):
        assert not [i for i in found if i == "rasa" or i.startswith("rasa.")]


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_file_holds_one_idea(module: Path) -> None:
    source = module.read_text("utf-8")
    functions = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]

    assert source.count("\n") <= MOST_LINES
    assert all(f.end_lineno - f.lineno < MOST_FUNCTION_LINES for f in functions if f.end_lineno)


@pytest.mark.parametrize("module", [m for m in MODULES if "store" not in m.stem], ids=name)
def test_sql_is_written_in_stores_only(module: Path) -> None:
    if name(module) in ("bot/database.py", "bot/rasa_hooks/tracker_store.py"):
        pytest.skip("the engine and Rasa's own store")

    assert "sqlalchemy" not in " ".join(i for i in imports(module) if i != "sqlalchemy.exc")


def test_every_environment_variable_is_documented() -> None:
    files = (ROOT / "bot" / "settings.py", ROOT / "bot" / "messenger_settings.py")
    source = "".join(file.read_text("utf-8") for file in files)
    found = re.findall(r'environment(?:\.get\(|, |\[)|"([A-Z]+_[A-Z_]+|HOST|PORT|NOW)"', source)
    variables = set(found) - {""}

    assert variables and not [v for v in variables if f"`{v}`" not in README]


def test_every_make_target_is_documented() -> None:
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.M)

    assert not [t for t in targets if t != "help" and f"make {t}" not in README]


def test_every_room_is_documented() -> None:
    rooms = {m.relative_to(ROOT).parts[1] for m in MODULES if len(m.relative_to(ROOT).parts) > 2}

    assert not [room for room in rooms if f"`bot/{room}`" not in README]


def test_custom_actions_of_the_domain_are_those_of_the_code() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))
    source = "".join(path.read_text("utf-8") for path in ROOT.glob("actions/*.py"))
    written = set(re.findall(r'action_name = "(\w+)"', source))

    assert written == set(domain["actions"])


def test_texts_that_actions_name_exist() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))
    source = "".join(path.read_text("utf-8") for path in ROOT.glob("actions/*.py"))
    named = set(re.findall(r'"(utter_[a-z_]+[a-z])"', source))

    assert named - {"utter_action"} <= set(domain["responses"])
