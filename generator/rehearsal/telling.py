"""A table of power, in words."""

from collections.abc import Iterator

from generator.rehearsal.power import Power, Powers
from generator.rehearsal.rehearse import Rehearsal
from generator.words import Formatter, Lang, say, typeset


def table(powers: Powers, rehearsal: Rehearsal, lang: Lang) -> str:
    """The probability of each claim, how many answers it needs, and what was assumed."""
    return "\n".join(typeset(lang, line) for line in _lines(powers, rehearsal, lang))


def _lines(powers: Powers, rehearsal: Rehearsal, lang: Lang) -> Iterator[str]:
    yield say(lang, "rehearsal.power.title", study=rehearsal.study.id, count=powers.repeats)
    if powers.refused:
        yield say(lang, "rehearsal.power.refused", count=powers.refused)
    yield ""
    yield from _aligned([_heading(lang), *(_row(one, lang) for one in powers.claims)])
    yield ""
    yield say(lang, "rehearsal.power.method")
    made_up = [str(truth) for truth in rehearsal.scenario.truths.values() if truth.index is None]
    if made_up:
        yield say(lang, "rehearsal.power.assumed")
        yield from (f"  {truth}" for truth in made_up)


def _aligned(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for *numbers, said in rows:
        cells = [cell.rjust(width) for cell, width in zip(numbers, widths, strict=False)]
        yield "  ".join([*cells, said])


def _heading(lang: Lang) -> tuple[str, ...]:
    return tuple(say(lang, f"rehearsal.power.{column}") for column in ("established", "needed", "claim"))


def _row(one: Power, lang: Lang) -> tuple[str, ...]:
    form = Formatter(lang)
    probability = f"{form.percent(one.probability)} ± {form.number(100 * one.error, 1)}"
    return probability, _needed(one, form, lang), f"{one.finding}  {one.claim}"


def _needed(one: Power, form: Formatter, lang: Lang) -> str:
    if one.needed is None:
        return "–"
    rounded = form.number(_two_digits(one.needed))
    is_sure = one.established == one.repeats
    return say(lang, "rehearsal.power.under", number=rounded) if is_sure else f"≈ {rounded}"


def _two_digits(number: int) -> int:
    """Rounded up: more would look like knowledge."""
    step = int("1".ljust(len(str(number)) - 1, "0"))
    return -(-number // step) * step
