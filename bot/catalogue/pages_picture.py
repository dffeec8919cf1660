"""Where boxes and lines of the network's picture stand: actors, places, topics in columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.catalogue.network import Network

ROW, GAP, TOP = 34, 6, 40
# Left edge and width of each column, in the picture's own units.
COLUMNS = ((0, 400), (490, 520), (1100, 280))
WIDTH = 1380
# The widest letters of the font, so that no name runs out of its box.
LETTERS = {0: 53, 1: 69, 2: 36}


@dataclass(frozen=True)
class Box:
    """A name in a column.

    Args:
        column: 0 actors, 1 places, 2 topics.
        y: its upper edge.
    """

    column: int
    y: float
    text: str

    @property
    def x(self) -> int:
        """Its left edge."""
        return COLUMNS[self.column][0]

    @property
    def width(self) -> int:
        """Its width."""
        return COLUMNS[self.column][1]

    @property
    def middle(self) -> float:
        """Where lines meet it."""
        return self.y + (ROW - GAP) / 2


@dataclass(frozen=True)
class Picture:
    """All there is to draw.

    Args:
        lines: SVG paths.
    """

    width: int
    height: int
    boxes: list[Box]
    lines: list[str]
    heads: list[tuple[int, str]]


def picture(network: Network) -> Picture:
    """Return the picture of a network."""
    places = {
        place.id: _box(1, i, _label(place.name, place.areas))
        for i, place in enumerate(network.places)
    }
    actors = _beside(
        0,
        {name: [places[place.id].middle for place in network.of(name)] for name in network.actors},
        len(places),
    )
    topics = _beside(
        2,
        {
            topic: [places[place.id].middle for place in network.places if topic in place.topics]
            for topic in network.topics
        },
        len(places),
    )
    pairs = [(actors[name], places[p.id]) for p in network.places for name in p.actors]
    pairs += [(places[p.id], topics[name]) for p in network.places for name in p.topics]
    boxes = [*actors.values(), *places.values(), *topics.values()]
    return Picture(
        WIDTH,
        int(max((box.y for box in boxes), default=0)) + ROW,
        boxes,
        [_line(left, right) for left, right in pairs],
        [(COLUMNS[i][0], text) for i, text in enumerate(("Wer?", "Welche Stelle?", "Wofür?"))],
    )


def _label(name: str, areas: Sequence[str]) -> str:
    return f"{name} · {', '.join(areas)}" if areas else name


def _box(column: int, row: float, text: str) -> Box:
    most = LETTERS[column]
    short = text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
    return Box(column, TOP + row * ROW, short)


def _beside(column: int, wanted: dict[str, list[float]], rows: int) -> dict[str, Box]:
    """Return boxes as near as possible to what they are joined with, none upon another."""
    ordered = sorted(wanted, key=lambda name: sum(wanted[name]) / len(wanted[name]))
    boxes: dict[str, Box] = {}
    first_free, left = 0, len(ordered)
    for name in ordered:
        row = round((sum(wanted[name]) / len(wanted[name]) - TOP) / ROW)
        # Those that follow need a row each, too.
        row = max(first_free, min(row, max(rows - left, first_free)))
        boxes[name] = _box(column, row, name)
        first_free, left = row + 1, left - 1
    return boxes


def _line(left: Box, right: Box) -> str:
    start, end = left.x + left.width, right.x
    bend = (start + end) // 2
    from_y, to_y = f"{left.middle:g}", f"{right.middle:g}"
    return f"M{start} {from_y}C{bend} {from_y} {bend} {to_y} {end} {to_y}"
