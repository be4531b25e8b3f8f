"""What changed from one side to the other, study by study."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator import locks
from generator.errors import Diagnostic, Refused
from generator.statistics import NumberRow
from generator.tracking.sides import Sheet, Side


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure that would change: None where it is withheld or not there."""

    id: str
    statistic: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Compared:
    """What changed in one study; ``figures`` is None where they could not be compared.

    Two waves have other figures by nature: between locks they are not looked at (``is_of_figures``).
    """

    study: str
    told: tuple[locks.Told, ...] = ()
    figures: tuple[Figure, ...] | None = None
    is_of_figures: bool = True
    is_new: bool = False
    is_gone: bool = False


def compare(before: Side, after: Side) -> tuple[Compared, ...]:
    """Each study that one of the sides speaks of, in order of name.

    Raises:
        Refused: E11, the two sides have no study in common.
    """
    common = before.states.keys() & after.states.keys()
    if not common:
        raise Refused([Diagnostic("E11", None, {"before": before.label, "after": after.label})])
    is_whole = before.is_whole and after.is_whole
    names = before.states.keys() | after.states.keys() if is_whole else common
    return tuple(_compared(name, before, after) for name in sorted(names))


def _compared(study: str, before: Side, after: Side) -> Compared:
    if study not in before.states:
        return Compared(study, is_new=True)
    if study not in after.states:
        return Compared(study, is_gone=True)
    told = locks.tell(before.states[study], after.states[study])
    if not (before.is_whole and after.is_whole):
        return Compared(study, told, is_of_figures=False)
    return Compared(study, told, _figures(before.sheets[study], after.sheets[study], told))


def _figures(before: Sheet, after: Sheet, told: tuple[locks.Told, ...]) -> tuple[Figure, ...] | None:
    """The figures that move; with the same releases and the same rules none does, and none is worked out."""
    is_ruled_alike = not any(one.section in locks.PARTS for one in told)
    if is_ruled_alike and before.origin == after.origin:
        return ()
    is_had = bool(before.rows) == bool(after.rows)
    return tuple(_moved(before.rows, after.rows)) if is_had else None


def _moved(before: Mapping[str, NumberRow], after: Mapping[str, NumberRow]) -> Iterator[Figure]:
    """Figures whose printed value differs; those that exist on one side only because a wave is new aside."""
    waves = {row.wave for row in before.values()} & {row.wave for row in after.values()}
    for name in dict.fromkeys((*before, *after)):
        row = before.get(name) or after[name]
        values = [side[name].value if name in side else None for side in (before, after)]
        if row.wave in waves and values[0] != values[1]:
            yield Figure(name, row.statistic, *values)
