"""The commands: `python -m bot COMMAND`."""

import argparse
import os
import sys

from bot.errors import LotseError
from bot.settings import Settings


def main() -> int:
    """Run one command; errors that somebody can mend are one line, without stack trace."""
    parser = argparse.ArgumentParser(prog="python -m bot", description="Familien-Lotse")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (help_text, _) in COMMANDS.items():
        command = commands.add_parser(name, help=help_text)
        command.add_argument("arguments", nargs="*")
        if name == "prove":
            long = "misst auch Rasas Vorgabe neu; das dauert lange"
            command.add_argument("--default", action="store_true", help=long)
    chosen = parser.parse_args()
    try:
        settings = Settings.from_environment(os.environ)
        options = ["--default"] if getattr(chosen, "default", False) else []
        return COMMANDS[chosen.command][1](settings, [*chosen.arguments, *options])
    except LotseError as error:
        print(error.message, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _run(settings: Settings, arguments: list[str]) -> int:
    from bot.operation.start import start

    return start(settings)


def _web(settings: Settings, arguments: list[str]) -> int:
    from bot.app import serve

    return serve(settings)


def _train(settings: Settings, arguments: list[str]) -> int:
    from bot.operation.model import up_to_date_model

    print(up_to_date_model(settings))
    return 0


def _catalogue(settings: Settings, arguments: list[str]) -> int:
    from bot.catalogue.command import run

    return run(settings, arguments)


def _callbacks(settings: Settings, arguments: list[str]) -> int:
    from bot.callbacks.command import run

    return run(settings, arguments)


def _statistics(settings: Settings, arguments: list[str]) -> int:
    from bot.statistics.command import run

    return run(settings, arguments)


def _check(settings: Settings, arguments: list[str]) -> int:
    from bot.content.command import run

    return run()


def _evaluate(settings: Settings, arguments: list[str]) -> int:
    from bot.evaluation.command import run

    return run(settings)


def _prove(settings: Settings, arguments: list[str]) -> int:
    from bot.evaluation import messengers, proof

    return proof.run(settings, arguments) or messengers.run(settings)


def _bench(settings: Settings, arguments: list[str]) -> int:
    from bot.evaluation.bench import run

    return run(settings)


COMMANDS = {
    "run": ("startet alles und hält es am Laufen", _run),
    "web": ("startet nur den öffentlichen Teil", _web),
    "train": ("trainiert, wenn sich Inhalte geändert haben", _train),
    "catalogue": ("zeigt Änderungen am Katalog und übernimmt sie", _catalogue),
    "callbacks": ("zeigt Rückrufe, erledigt oder löscht einen", _callbacks),
    "statistics": ("zeigt, welche Angebote oft nicht passen", _statistics),
    "check": ("prüft Absichten, Texte und Katalog", _check),
    "evaluate": ("misst, wie gut verstanden und vermittelt wird", _evaluate),
    "prove": ("wiederholt alle Messungen und schreibt docs/proof", _prove),
    "bench": ("misst Tempo und Speicher gegen Rasas Vorgabe", _bench),
}

if __name__ == "__main__":
    sys.exit(main())
