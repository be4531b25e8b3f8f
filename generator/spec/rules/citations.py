"""Which other studies a study speaks of, and which of them it cannot do without."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.spec.language import Figure, Reference, StillHolds
from generator.spec.models import Study
from generator.spec.plan import is_own, references_in
from generator.spec.reader import Path
from generator.spec.rules.texts import bound_texts


@dataclass(frozen=True, slots=True)
class Citation:
    """Another study's name, as written at ``offset`` of the text at ``path``."""

    path: Path
    offset: int
    study: str


def citations(study: Study) -> Iterator[Citation]:
    """Every place where a study cannot be published without another, whether that one exists or not.

    What actions aim at and what themes hand on are not among them: a promise can be printed without
    its figure, a sentence or a proof cannot.
    """
    for path, reference in references(study):
        if not is_own(reference, study):
            yield Citation(path, reference.start, reference.at or "")
    for name, finding in study.findings.items():
        for index, claim in enumerate(finding.holds):
            if isinstance(claim, StillHolds) and claim.study != study.id:
                yield Citation(("findings", name, "holds", index), claim.start, claim.study)
    if study.symmetry is not None:
        yield Citation(("symmetry", "with"), 0, study.symmetry.with_)


def references(study: Study) -> Iterator[tuple[Path, Reference]]:
    """Every reference of its sentences and of what its claims compare, where it is written."""
    for said in bound_texts(study):
        for part in said.text.parts:
            if isinstance(part, Figure):
                yield from ((said.path, side) for side in (part.reference, part.minus) if side is not None)
    for name, finding in study.findings.items():
        for index, claim in enumerate(finding.holds):
            for reference in references_in(claim):
                yield ("findings", name, "holds", index), reference


def of_actions(study: Study) -> Iterator[tuple[Path, Reference]]:
    """What actions move and aim at."""
    for name, action in study.actions.items():
        for side in ("customer", "employee", "business"):
            reference = getattr(action.moves, side, None)
            if reference is not None:
                yield ("actions", name, "moves", side), reference
        if action.target is not None:
            yield ("actions", name, "target", "of"), action.target.of


def of_themes(study: Study) -> Iterator[tuple[Path, Reference]]:
    """What themes hand on to a survey."""
    for name, theme in (study.qualitative.themes if study.qualitative else {}).items():
        if theme.to_test is not None:
            yield ("qualitative", "themes", name, "to_test"), theme.to_test


def of_benchmarks(study: Study) -> Iterator[tuple[Path, Reference]]:
    """What outside figures stand beside."""
    for name, benchmark in study.benchmarks.items():
        yield ("benchmarks", name, "of"), benchmark.of
