"""What tables are made by: each segment and each declared crossing, with its groups as lettered columns."""

from dataclasses import dataclass

from generator.pages.reader import Reader
from generator.spec.groups import Group, levels_of
from generator.statistics.families import division_of

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Column:
    """One group, by its letter; a table of one group has no letter, for there is nothing to compare."""

    letter: str
    label: str
    group: str


def divisions_of(reader: Reader) -> list[tuple[str, ...]]:
    """What tables are made by: each segment, then each declared crossing."""
    pairs = [tuple(pair) for pair in reader.study.crossings]
    found = [*((name,) for name in reader.study.segments), *pairs]
    return [division for division in found if columns_of(reader, division)]


def title_of(reader: Reader, division: tuple[str, ...]) -> str:
    """« Région », « Région × Ancienneté »."""
    names = [reader.voice.set(reader.study.segments[name].label or name) for name in division]
    return reader.voice.headline(" × ".join(names))


def columns_of(reader: Reader, division: tuple[str, ...]) -> tuple[Column, ...]:
    """The groups of a division that the plan knows, lettered when there are two or more."""
    groups = _groups(reader, division)
    letters = [_letter(place) if len(groups) > 1 else "" for place in range(len(groups))]
    return tuple(
        Column(letter, reader.voice.headline(reader.voice.set(group.label)), group.id)
        for letter, group in zip(letters, groups, strict=True)
    )


def _letter(place: int) -> str:
    """A to Z, then AA to AZ, as a sheet names its columns."""
    first, second = divmod(place, len(_ALPHABET))
    return (_ALPHABET[first - 1] if first else "") + _ALPHABET[second]


def _groups(reader: Reader, division: tuple[str, ...]) -> list[Group]:
    if len(division) == 1:
        return list(levels_of(reader.study, division[0]))
    return [group for group in reader.plan.groups if division_of(group) == division]
