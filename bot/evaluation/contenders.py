"""The three assistants that the benchmark compares: ours, Rasa's default, and the floor."""

import shutil
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# What `rasa init` writes: nothing, so that Rasa takes its defaults.
DEFAULT_CONFIG = """recipe: default.v1
assistant_id: vorgabe
language: de
pipeline:
policies:
"""
FLOOR_CONFIG = """recipe: default.v1
assistant_id: boden
language: de
pipeline:
- name: KeywordIntentClassifier
policies:
- name: RulePolicy
"""
FLOOR_RULES = """version: "3.1"
rules:
- rule: Hebamme
  steps:
  - intent: hebamme
  - action: action_angebot_finden
"""
FLOOR_NLU = """version: "3.1"
nlu:
- intent: hebamme
  examples: |
    - Hebamme
- intent: gruss
  examples: |
    - Hallo
"""
PLAIN_ENDPOINTS = """action_endpoint:
  url: ${ACTIONS_URL}
tracker_store:
  type: SQL
  dialect: sqlite
  db: {db}
"""
PLAIN_CREDENTIALS = "rest:\n"


@dataclass(frozen=True)
class Contender:
    """One assistant to measure.

    Args:
        name: the key in bench.json.
        folder: its project, complete with data, domain and endpoints.
        channel: the name of its REST channel.
    """

    name: str
    folder: Path
    channel: str


def make_contenders(folder: Path) -> list[Contender]:
    """Write the three projects below a folder; same domain, data, action and catalogue."""
    return [
        Contender("ours", _ours(folder / "ours"), "chat"),
        Contender("default", _default(folder / "default"), "rest"),
        Contender("floor", _floor(folder / "floor"), "rest"),
    ]


def _ours(folder: Path) -> Path:
    _copy(folder, "config.yml", "endpoints.yml", "credentials.yml")
    return folder


def _default(folder: Path) -> Path:
    _copy(folder)
    (folder / "config.yml").write_text(DEFAULT_CONFIG, "utf-8")
    _write_plain_neighbours(folder)
    return folder


def _floor(folder: Path) -> Path:
    _copy(folder)
    shutil.rmtree(folder / "data")
    (folder / "data").mkdir()
    (folder / "data" / "nlu.yml").write_text(FLOOR_NLU, "utf-8")
    (folder / "data" / "rules.yml").write_text(FLOOR_RULES, "utf-8")
    (folder / "config.yml").write_text(FLOOR_CONFIG, "utf-8")
    _write_plain_neighbours(folder)
    return folder


def _copy(folder: Path, *more: str) -> None:
    """Copy what all share; the code is linked, because Rasa imports from its working folder."""
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "data", folder / "data")
    for name in ("domain.yml", *more):
        shutil.copy(ROOT / name, folder)
    (folder / "bot").symlink_to(ROOT / "bot")


def _write_plain_neighbours(folder: Path) -> None:
    endpoints = PLAIN_ENDPOINTS.replace("{db}", str(folder / "rasa.db"))
    (folder / "endpoints.yml").write_text(endpoints, "utf-8")
    (folder / "credentials.yml").write_text(PLAIN_CREDENTIALS, "utf-8")
