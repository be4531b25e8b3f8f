"""The numbers that a page prints, read as a reader would, and held against what the index says they are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

_PRINTED = re.compile(r"\d(?:[\d\u00a0\u202f ,.]*\d)?")
_SPACES = re.compile(r"[\u00a0\u202f ]")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_AMOUNT = 1000
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is printed, its sign apart: ``step`` is one unit of its last decimal."""

    value: float
    step: float

    def shows(self, value: float) -> bool:
        """Whether it is that value, rounded."""
        return abs(self.value - abs(value)) <= 0.501 * self.step

    def shows_share(self, share: float) -> bool:
        """Whether it may be that share as a percentage.

        A whole step is allowed: an index is rounded too, and shares are rounded so that they make 100 %.
        """
        return abs(self.value - abs(100 * share)) <= 1.001 * self.step

    def shows_opportunity(self, importance: float, satisfaction: float) -> bool:
        """Whether it may be what two shares make of an opportunity, from 0 to 20 (Ulwick 2002).

        A whole step is allowed, as for a share: both are rounded in the index.
        """
        score = 10 * (importance + max(importance - satisfaction, 0.0))
        return abs(self.value - score) <= 1.001 * self.step

    @property
    def is_amount(self) -> bool:
        """Whether it is too large for a share or a score, and told to two significant digits at most."""
        return self.value >= _AMOUNT and len(f"{self.value:.0f}".rstrip("0")) <= 2


def printed(text: str) -> Iterator[tuple[Figure, ...]]:
    """The numbers of a text, each in all the ways that its comma may be read: 1,644 is in two languages."""
    for found in _PRINTED.findall(text):
        plain = _SPACES.sub("", found)
        ways = [plain.replace(",", ".")] if plain.count(",") + plain.count(".") < 2 else []
        ways += [plain.replace(",", "")] if _GROUPED.fullmatch(plain) else []
        yield tuple(Figure(float(way), 10.0 ** -len(way.partition(".")[2])) for way in ways)


def is_told(ways: Sequence[Figure], values: Sequence[float]) -> bool:
    """Whether a number printed under some ids is one of their values, or follows from them alone.

    A share is printed as a percentage. What follows: what a share leaves of everyone, the sum of several
    (promoters), the difference of two, the opportunity that two make, importance first. An amount is a
    share multiplied by what a spec declares: to two digits, under several ids, it says less than any of
    them.
    """
    derived = [*values, *(1 - value for value in values if 0 <= value <= 1), sum(values)]
    derived += [one - other for one, other in combinations(values, 2)]
    shown = any(way.shows(value) or way.shows_share(value) for way in ways for value in derived)
    if len(values) == _PAIR:
        shown |= any(way.shows_opportunity(*values) for way in ways)
    return shown or (len(values) > 1 and any(way.is_amount for way in ways))
