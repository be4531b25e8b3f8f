"""Names beside points: each where it covers no point, no other name and nothing else that must be read.

Positions are in pixels of the drawing, from its top left corner. Placing is a search in a fixed order,
so the same points always get the same places: around the point first, then farther, where a thin line
leads back to it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from textwrap import wrap
from typing import Literal

Align = Literal["left", "right", "center"]
Segment = tuple[float, float, float, float]
"""A line from (x, y) to (x, y)."""

DOT = 8.0
"""Half the side of what a point covers."""
GAP = 2.0
"""Left free between two names."""
RINGS = 14
_CORNERS = ((1, -1), (-1, -1), (1, 1), (-1, 1))
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1))
_PASSES = 3
_STEP = 8.0
_NARROW, _WIDE = frozenset("iIjl.,:;'’!|ftr()[] -1"), frozenset("mwMW%&—œæ")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: "Box", gap: float = 0.0) -> float:
        """The area the two have in common, this one being widened by ``gap`` on all sides."""
        width = min(self.right + gap, other.right) - max(self.left - gap, other.left)
        height = min(self.bottom + gap, other.bottom) - max(self.top - gap, other.top)
        return max(width, 0.0) * max(height, 0.0)

    def holds(self, other: "Box") -> bool:
        """Whether the other is wholly inside."""
        is_across = self.left <= other.left and other.right <= self.right
        return is_across and self.top <= other.top and other.bottom <= self.bottom

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """The point of the rectangle nearest to another."""
        return min(max(x, self.left), self.right), min(max(y, self.top), self.bottom)


@dataclass(frozen=True, slots=True)
class Name:
    """A name to place beside its point."""

    lines: tuple[str, ...]
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A name in its place; ``leader`` goes from its point to it when it stands apart."""

    lines: tuple[str, ...]
    box: Box
    align: Align
    leader: Segment | None

    @property
    def x(self) -> float:
        """Where its lines are aligned."""
        match self.align:
            case "left":
                return self.box.left
            case "right":
                return self.box.right
            case "center":
                return (self.box.left + self.box.right) / 2


@dataclass(frozen=True, slots=True)
class _Spot:
    box: Box
    align: Align
    ring: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What names are placed on: the frame, what they may not cover, what they had better not cross."""

    frame: Box
    taken: tuple[Box, ...]
    lines: tuple[Segment, ...]
    size: float = 13.0
    """The height of letters; a line takes a fifth more."""

    @property
    def leading(self) -> float:
        """From one line to the next."""
        return self.size * 1.2

    def place(self, names: Sequence[Name]) -> tuple[Placed, ...]:
        """A place for each name, in their order; those in a crowd choose first."""
        order = sorted(range(len(names)), key=lambda i: (-_crowd(names[i], names), i))
        dots = tuple(Box(n.x - DOT, n.y - DOT, n.x + DOT, n.y + DOT) for n in names)
        spots: dict[int, _Spot] = {}
        for _ in range(_PASSES):
            before = dict(spots)
            for i in order:
                others = tuple(spot.box for j, spot in spots.items() if j != i)
                spots[i] = self._best(names[i], (*self.taken, *dots), others)
            if spots == before:
                break
        return tuple(_placed(name, spots[i]) for i, name in enumerate(names))

    def _best(self, name: Name, taken: tuple[Box, ...], others: tuple[Box, ...]) -> _Spot:
        best, least = None, float("inf")
        for spot in self._spots(name):
            if least < spot.ring:
                break
            cost = spot.ring + self._cost(spot.box, taken, others)
            if best is None or cost < least:
                best, least = spot, cost
        if best is None:
            raise ValueError("a name has no place to try")
        return best

    def _cost(self, box: Box, taken: tuple[Box, ...], others: tuple[Box, ...]) -> float:
        """How bad a place is: outside or over something, worse than any distance; over a line, a little."""
        over = sum(box.shared(other) for other in taken) + sum(box.shared(other, GAP) for other in others)
        if over or not self.frame.holds(box):
            return 1_000.0 + over
        return sum(_length_in(line, box) for line in self.lines) / 60

    def _spots(self, name: Name) -> Iterator[_Spot]:
        """Around the point, ring after ring; then anywhere, the nearest first, for a crowd in a corner."""
        width = max(width_of(line, self.size) for line in name.lines)
        height = self.leading * len(name.lines)
        for ring in range(RINGS):
            for across, down in (*_CORNERS, *_SIDES):
                yield _Spot(_box(name, width, height, across, down, ring), _ALIGNED[across], ring)
        for x, y in sorted(self._grid(width, height), key=lambda at: _distance(name, *at)):
            yield _Spot(Box(x, y, x + width, y + height), "left", RINGS)

    def _grid(self, width: float, height: float) -> Iterator[tuple[float, float]]:
        """Upper left corners, one every few pixels, of boxes that stay inside the frame."""
        down = int((self.frame.bottom - self.frame.top - height) // _STEP)
        across = int((self.frame.right - self.frame.left - width) // _STEP)
        for i, j in product(range(down + 1), range(across + 1)):
            yield self.frame.left + j * _STEP, self.frame.top + i * _STEP


_ALIGNED: dict[int, Align] = {1: "left", -1: "right", 0: "center"}


def _box(name: Name, width: float, height: float, across: int, down: int, ring: int) -> Box:
    """The box of a name on one side of its point, ``ring`` steps away from it."""
    beside, above = DOT + 1 + 7 * ring, (2.0 if across else DOT + 1) + 9 * ring
    middle = {1: beside + width / 2, -1: -beside - width / 2, 0: 0.0}[across]
    centre = {1: above + height / 2, -1: -above - height / 2, 0: 0.0}[down]
    x, y = name.x + middle, name.y + centre
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _distance(name: Name, x: float, y: float) -> float:
    return (x - name.x) ** 2 + (y - name.y) ** 2


def _placed(name: Name, spot: _Spot) -> Placed:
    leader = (name.x, name.y, *spot.box.nearest(name.x, name.y)) if spot.ring > 1 else None
    return Placed(name.lines, spot.box, spot.align, leader)


def _crowd(name: Name, names: Sequence[Name]) -> int:
    return sum(abs(other.x - name.x) < 90 and abs(other.y - name.y) < 40 for other in names)


def _length_in(line: Segment, box: Box) -> float:
    """How much of a horizontal or vertical line lies in a box."""
    left, right = sorted((line[0], line[2]))
    top, bottom = sorted((line[1], line[3]))
    width = min(right, box.right) - max(left, box.left)
    height = min(bottom, box.bottom) - max(top, box.top)
    return max(width, height, 0.0) if width >= 0 and height >= 0 else 0.0


def width_of(text: str, size: float) -> float:
    """Roughly how wide a text is in a sans serif, rather too much than too little."""
    return size * sum(map(_share, text))


def _share(letter: str) -> float:
    if letter in _NARROW:
        return 0.36
    if letter in _WIDE:
        return 0.92
    return 0.7 if letter.isupper() else 0.59


def folded(text: str, letters: int, lines: int = 2) -> tuple[str, ...]:
    """A text on few short lines; what does not fit is cut, and said in full by the table."""
    return tuple(wrap(text, letters, max_lines=lines, placeholder="…", break_long_words=True)) or ("",)
