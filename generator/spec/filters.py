"""What a filter speaks of, whatever its shape."""

from collections.abc import Iterator

from generator.spec.language import And, Filter, In, Not, Or, Test


def conditions_in(condition: Filter) -> Iterator[Test | In]:
    """Every test of a filter, in the order it is written."""
    match condition:
        case Test() | In():
            yield condition
        case Not(part=part):
            yield from conditions_in(part)
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from conditions_in(part)


def names_in(condition: Filter) -> tuple[str, ...]:
    """The questions, items and segments a filter looks at, each once: how many criteria it crosses."""
    return tuple(dict.fromkeys(test.name for test in conditions_in(condition)))
