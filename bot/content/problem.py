"""What a check has found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing to mend.

    Args:
        level: "FEHLER" stops publishing, "WARNUNG" does not.
        file: path from the project's folder.
        line: where it stands, from 1.
        message: in German: what is wrong and what to do.
    """

    level: str
    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"[{self.level}] {self.file}:{self.line}: {self.message}"


def error(file: str, line: int, message: str) -> Problem:
    """Return a problem that must be mended."""
    return Problem("FEHLER", file, line, message)


def warning(file: str, line: int, message: str) -> Problem:
    """Return a problem that may stay."""
    return Problem("WARNUNG", file, line, message)
