"""What every rule about references needs: where they are written, and what they stand for."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.spec.language import Comparison, Figure, Reference
from generator.spec.reader import Path
from generator.spec.rules.setting import Setting
from generator.spec.rules.texts import bound_texts
from generator.spec.symbols import Resolved, Unresolved


@dataclass(frozen=True, slots=True)
class Use:
    """A reference to one figure, where it is written."""

    path: Path
    reference: Reference
    finding: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures that a sentence subtracts or a claim compares, at ``offset`` of the text at ``path``."""

    path: Path
    offset: int
    left: Resolved
    right: Resolved


def uses_in(setting: Setting) -> Iterator[Use]:
    """Every reference of sentences and comparisons that must stand for one figure."""
    for path, figure, finding in _figures(setting):
        yield Use(path, figure.reference, finding)
        if figure.minus is not None:
            yield Use(path, figure.minus, finding)
    for path, comparison, finding in _comparisons(setting):
        yield Use(path, comparison.left, finding)
        if isinstance(comparison.right, Reference):
            yield Use(path, comparison.right, finding)


def pairs_in(setting: Setting) -> Iterator[Pair]:
    """Every difference, stated or claimed, whose two sides resolve."""
    for path, figure, finding in _figures(setting):
        if figure.minus is not None:
            yield from _pair(setting, path, finding, figure.reference, figure.minus)
    for path, comparison, finding in _comparisons(setting):
        if isinstance(comparison.right, Reference):
            yield from _pair(setting, path, finding, comparison.left, comparison.right)


def _pair(
    setting: Setting, path: Path, finding: str | None, left: Reference, right: Reference
) -> Iterator[Pair]:
    sides = [resolved(setting, side, finding) for side in (left, right)]
    if sides[0] is not None and sides[1] is not None:
        yield Pair(path, left.start, sides[0], sides[1])


def resolved(setting: Setting, reference: Reference, finding: str | None) -> Resolved | None:
    """What a reference stands for; None when it stands for nothing, which ``references`` tells."""
    try:
        return setting.symbols.resolve(setting.study.id, reference, setting.wave, finding)
    except Unresolved:
        return None


def _figures(setting: Setting) -> Iterator[tuple[Path, Figure, str | None]]:
    for said in bound_texts(setting.study):
        for part in said.text.parts:
            if isinstance(part, Figure) and not is_label(setting, part, said.finding):
                yield said.path, part, said.finding


def is_label(setting: Setting, figure: Figure, finding: str | None) -> bool:
    """Whether ``{name}`` is the label of a group rather than a figure."""
    is_one = setting.symbols.is_group_label(setting.study.id, finding, figure.reference)
    return is_one and figure.minus is None and figure.form is None


def _comparisons(setting: Setting) -> Iterator[tuple[Path, Comparison, str]]:
    for name, finding in setting.study.findings.items():
        for index, claim in enumerate(finding.holds):
            if isinstance(claim, Comparison):
                yield ("findings", name, "holds", index), claim, name
