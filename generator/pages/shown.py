"""Numbers as pages show them: printed text, with the ids of the plan's numbers behind each."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of a sentence; ``numbers`` are the ids of the plan's numbers it prints."""

    text: str
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A number on a page; one without text was withheld, and pages print one word for it."""

    text: str
    numbers: tuple[str, ...] = ()
    """Ids of the plan: one, or those that were added; none for what the plan does not number."""
    size: float = 0.0
    """The displayed value, in the printed unit: what a bar is drawn from."""

    @property
    def is_withheld(self) -> bool:
        """Whether the gate kept it."""
        return not self.text


WITHHELD = Shown("")


class Way(StrEnum):
    """How a change is coloured: good news, bad news, or neither."""

    UP = "up"
    DOWN = "down"
    FLAT = "flat"


@dataclass(frozen=True, slots=True)
class Span:
    """An interval placed on an axis from 0 to 1, from displayed values; None where there is none."""

    point: float
    low: float | None
    high: float | None

    @property
    def ends(self) -> tuple[float, float]:
        """Where it begins and ends: at its point when there is no interval."""
        return (
            self.point if self.low is None else self.low,
            self.point if self.high is None else self.high,
        )


@dataclass(frozen=True, slots=True)
class Figure:
    """An estimate as pages show it; ``span`` places it on the whole axis of its unit."""

    value: Shown
    interval: str = ""
    base: Shown = WITHHELD
    is_small: bool = False
    span: Span | None = None

    @classmethod
    def nothing(cls) -> "Figure":
        """A figure that is not to be had."""
        return cls(WITHHELD)


@dataclass(frozen=True, slots=True)
class Change:
    """A tested difference: ``−4,9 points``, « 4,9 points de moins », « baisse établie »."""

    text: str
    bare: str
    """Without its unit, for columns that say it."""
    words: str
    verdict: str
    way: Way
    arrow: str
    """▲ or ▼ when the difference is established, whatever the news it brings."""
    numbers: tuple[str, ...] = ()

    @classmethod
    def nothing(cls) -> "Change":
        """No comparison: withheld, untestable, or across a break."""
        return cls("", "", "", "", Way.FLAT, "")
