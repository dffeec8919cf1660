"""`make check`: prints what is wrong with content and catalogue, in German."""

from pathlib import Path

from bot.catalogue.schema import check_catalogue
from bot.content import checks, easy, translations
from bot.content.content import load
from bot.content.heldout import check_heldout

ROOT = Path(__file__).resolve().parent.parent.parent


def run(root: Path = ROOT) -> int:
    """Print all problems; return 1 where one of them must be mended."""
    content = load(root)
    problems = [
        *checks.check(content),
        *translations.check(content, root),
        *easy.check(root),
        *check_heldout(content, root / "tests" / "heldout"),
        *check_catalogue(root),
    ]
    for problem in problems:
        print(problem)
    errors = sum(problem.level == "FEHLER" for problem in problems)
    print(
        f"{errors} Fehler, {len(problems) - errors} Warnungen." if problems else "Alles in Ordnung."
    )
    return 1 if errors else 0
