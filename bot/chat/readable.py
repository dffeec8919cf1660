"""What is left of a resident's words without characters that nobody sees."""


def readable(text: str) -> str:
    """Return words without invisible characters; empty where there is nothing else.

    A mark for the direction of writing in front would hide a command, one inside a word a crisis.
    Half a surrogate pair is no character; nothing behind this could store it.
    """
    return "".join(map(_shown, text)).strip()


def _shown(char: str) -> str:
    if char.isprintable() or char in "\n\t":
        return char
    # Other kinds of spaces still part words.
    return " " if char.isspace() else ""
