"""The margins that a wave is raked on: those its file already states, else invented ones."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import fsum
from pathlib import Path

from pydantic import ValidationError

from generator.errors import Diagnostic, Refused
from generator.rehearsal.model import Model
from generator.spec.models import Node, Segment, Study, WeightingMethod
from generator.spec.problems import problems
from generator.spec.reader import Document, read
from generator.spec.scalars import Id, Text
from generator.spec.sources import Sources


@dataclass(frozen=True, slots=True)
class Margins:
    """Amounts of the population by segment and level, and the column of weights that raking starts from."""

    amounts: Mapping[str, Mapping[str, float]]
    base: str | None = None
    is_stated: bool = False
    """Whether someone wrote them, so that they are not to be written again."""


class _File(Node):
    """What a file of margins holds."""

    margins: dict[Id, dict[Id, Text]]
    base: Text | None = None


def stated_margins(path: Path, name: str) -> Margins:
    """The margins that a file states; ``name`` is what messages call it.

    Raises:
        Refused: it cannot be read, or an amount is not one (I06).
    """
    document, found = read(path, name)
    if document is None:
        raise Refused(found)
    try:
        file = _File.model_validate(document.tree)
    except ValidationError as error:
        raise Refused([*found, *problems(error, _File, Sources(document))]) from None
    wrong = tuple(_not_amounts(file, document))
    if wrong:
        raise Refused(wrong)
    amounts = {name: _amounts(levels) for name, levels in file.margins.items()}
    return Margins(amounts, file.base, is_stated=True)


def _amounts(levels: Mapping[str, str]) -> dict[str, float]:
    return {level: float(text.removesuffix("%")) for level, text in levels.items()}


def _not_amounts(file: _File, document: Document) -> Iterator[Diagnostic]:
    for segment, levels in file.margins.items():
        for level, text in levels.items():
            if not _is_amount(text):
                place = document.locate(("margins", segment, level))
                yield Diagnostic("I06.amount", place, {"segment": segment, "level": level})


def _is_amount(text: str) -> bool:
    number = text.removesuffix("%").strip()
    return number.replace(".", "", 1).isdecimal() and number.isascii() and float(number) > 0


def invented_margins(model: Model, study: Study) -> Margins | None:
    """The margins that a model gives the population; without them, the population is like those who answer.

    None when the study is not raked.
    """
    if not is_raked(study):
        return None
    names = tuple(model.margins) or raked_segments(study)
    return Margins({name: _level_amounts(model, study.segments[name], name) for name in names})


def is_raked(study: Study) -> bool:
    """Whether answers are weighted on margins."""
    return study.weighting is not None and study.weighting.method is WeightingMethod.RAKE


def raked_segments(study: Study) -> tuple[str, ...]:
    """What to rake on where nothing says: the strata, else every segment of a column."""
    columns = tuple(columns_of(study))
    strata = study.sample.strata if study.sample else ()
    return tuple(name for name in columns if name in strata) or columns


def columns_of(study: Study) -> Mapping[str, str]:
    """The column of each segment that has one; those made by a condition have none."""
    segments = study.segments.items()
    return {name: segment.column or name for name, segment in segments if segment.when is None}


def _level_amounts(model: Model, segment: Segment, name: str) -> dict[str, float]:
    """Shares as their file will say them, so that a wave read with its file is drawn alike."""
    declared = model.margins.get(name) or model.segments.get(name, {})
    levels = levels_of(segment)
    amounts = [declared.get(level, 0.0) if declared else 1.0 for level in levels]
    return {level: share / 100 for level, share in zip(levels, _hundredths(amounts), strict=True)}


def levels_of(segment: Segment) -> tuple[str, ...]:
    """The ids of its levels."""
    return tuple(segment.levels or segment.cuts)


def margins_text(margins: Margins, heading: str) -> str:
    """A file of margins, in shares that sum to 100."""
    lines = [f"# {heading}", *([f"base: {margins.base}"] if margins.base else []), "margins:"]
    for name, amounts in margins.amounts.items():
        shares = zip(amounts, _hundredths(list(amounts.values())), strict=True)
        lines.append(f"  {name}: {{{', '.join(f'{level}: {share / 100:.2f} %' for level, share in shares)}}}")
    return "\n".join(lines) + "\n"


def _hundredths(amounts: list[float]) -> list[int]:
    """Hundredths of a per cent, that sum to a hundred per cent (largest remainders)."""
    exact = [10_000 * amount / fsum(amounts) for amount in amounts]
    floors = [int(one) for one in exact]
    largest = sorted(range(len(exact)), key=lambda place: floors[place] - exact[place])
    lucky = set(largest[: 10_000 - sum(floors)])
    return [floor + (place in lucky) for place, floor in enumerate(floors)]
