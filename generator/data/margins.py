"""The margins of a wave: what ``weights/<wave>.yml`` says of the population, level by level."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.data.domains import is_amount, number_of
from generator.data.opening import place_of
from generator.errors import Diagnostic, Position, Refused
from generator.spec.models import Study, WeightingMethod
from generator.spec.nearest import listed
from generator.spec.paths import is_file
from generator.spec.reader import Document, Scalar, Value, read

_LOOSE = 0.005
"""By how much shares may miss 100 %, or margins disagree: what rounding explains, and no more."""


@dataclass(frozen=True, slots=True)
class Margins:
    """What raking needs to know of the population."""

    shares: Mapping[str, tuple[float, ...]]
    """For each segment, the share of each of its levels, in its order; each sums to 1."""
    base: str | None
    """The column of the weights that raking starts from; None: everyone starts equal."""
    stated: Position
    """The file's beginning, for what only the data can tell."""


def margins_of(study: Study, wave: str, folder: Path) -> Margins | None:
    """The margins of a wave, None when it is not raked.

    Raises:
        Refused: the file cannot be found (D13) or read (Y00 to Y09), or its margins are wrong (I06).
    """
    if study.weighting is None or study.weighting.method is not WeightingMethod.RAKE:
        return None
    stated = study.where("waves", wave, "weights")
    file = study.waves[wave].weights
    if file is None:
        raise Refused([Diagnostic("D13.margins", stated, {"file": wave})])
    if not file.endswith((".yml", ".yaml")):
        raise Refused([Diagnostic("I06.format", stated, {"file": file})])
    place = place_of(stated, file, folder)
    if not is_file(place.path):
        raise Refused([Diagnostic("D13", stated, {"file": file})])
    document, problems = read(place.path, place.name)
    if document is None or problems:
        raise Refused(problems)
    return _margins(study, document)


def _margins(study: Study, document: Document) -> Margins:
    tree = document.tree if isinstance(document.tree, Mapping) else {}
    unknown = [key for key in tree if key not in _KEYS]
    problems = [Diagnostic("I06.key", document.locate_key((key,)), {"key": key}) for key in unknown]
    sections, base = tree.get("margins"), tree.get("base")
    if base is not None and not isinstance(base, Scalar):
        problems.append(Diagnostic("I06.base", document.locate(("base",))))
    if not isinstance(sections, Mapping) or not sections:
        raise Refused([*problems, Diagnostic("I06.empty", document.locate(()))])
    margins = {name: _Margin(study, document, name, section) for name, section in sections.items()}
    problems += [problem for margin in margins.values() for problem in margin.problems()]
    problems += _disagreements(document, margins)
    if problems:
        raise Refused(problems)
    shares = {name: margin.shares() for name, margin in margins.items()}
    return Margins(shares, str(base) if isinstance(base, Scalar) else None, document.locate(("margins",)))


_KEYS = frozenset({"margins", "base"})


@dataclass(frozen=True, slots=True)
class _Margin:
    """One segment's section: the share (``42 %``) or the number of people of each of its levels."""

    study: Study
    document: Document
    name: str
    section: Value

    @property
    def levels(self) -> tuple[str, ...]:
        segment = self.study.segments.get(self.name)
        return tuple(segment.cuts or segment.levels) if segment is not None else ()

    @property
    def entries(self) -> Mapping[str, Value]:
        return self.section if isinstance(self.section, Mapping) else {}

    @property
    def total(self) -> float:
        return math.fsum(self.amounts.values())

    @property
    def is_shares(self) -> bool:
        return any(_is_share(value) for value in self.entries.values())

    @property
    def amounts(self) -> Mapping[str, float]:
        return {level: _amount(value) or 0.0 for level, value in self.entries.items()}

    def shares(self) -> tuple[float, ...]:
        """The share of each level of the segment, in the segment's order."""
        return tuple(self.amounts[level] / self.total for level in self.levels)

    def problems(self) -> Iterator[Diagnostic]:
        """I06, wherever this section is wrong by itself."""
        if not self.levels:
            place = self.document.locate_key(("margins", self.name))
            yield Diagnostic("I06.segment", place, {"segment": self.name})
            return
        odd = [level for level in self.levels if level not in self.entries]
        odd += [level for level in self.entries if level not in self.levels]
        if odd:
            yield self._problem("I06.levels", {"levels": listed(odd)})
        for level, value in self.entries.items():
            if not _amount(value):
                place = self.document.locate(("margins", self.name, level))
                yield Diagnostic("I06.amount", place, {"segment": self.name, "level": level})
        if self.is_shares and not all(map(_is_share, self.entries.values())):
            yield self._problem("I06.mixed", {})
        elif self.is_shares and abs(self.total - 100) > 100 * _LOOSE:
            yield self._problem("I06", {"total": f"{self.total:.1f}"})

    def _problem(self, code: str, values: Mapping[str, object]) -> Diagnostic:
        place = self.document.locate(("margins", self.name))
        return Diagnostic(code, place, {"segment": self.name, **values})


def _is_share(value: Value) -> bool:
    return isinstance(value, Scalar) and value.endswith("%")


def _amount(value: Value) -> float | None:
    """The number of a share or of a count, above zero; None for anything else."""
    number = number_of(value.removesuffix("%").strip()) if isinstance(value, Scalar) else None
    return number if is_amount(number) else None


def _disagreements(document: Document, margins: Mapping[str, _Margin]) -> Iterator[Diagnostic]:
    """Margins that count people count the same people."""
    counted = [margin for margin in margins.values() if not margin.is_shares]
    for margin in counted[1:]:
        if abs(margin.total - counted[0].total) > counted[0].total * _LOOSE:
            place = document.locate(("margins", margin.name))
            yield Diagnostic("I06.totals", place, {"segment": margin.name, "other": counted[0].name})
