"""``rehearsal.yml``: what invented answers should look like, as frozen models."""

from collections.abc import Mapping
from pathlib import Path as File
from typing import Self

from pydantic import PrivateAttr, ValidationError

from generator.errors import Diagnostic, Position, Refused, refuse_errors
from generator.spec.models import Node
from generator.spec.problems import problems
from generator.spec.reader import Path, read
from generator.spec.scalars import Flag, Held, Id, Integer, Number, Ref, Share
from generator.spec.sources import Sources

FILE = "rehearsal.yml"
"""Where a study's folder keeps its model."""


class Spread(Node):
    """Where the answers to a numeric question fall."""

    low: Number
    """The smallest."""
    median: Number
    """As many answers are below as above."""
    high: Number
    """The largest."""


class Model(Node):
    """What invented answers should look like; all that it leaves out has a plausible value."""

    seed: Integer = 1
    """Where chance starts: another seed invents other people."""
    conform: Flag = False
    """Whether what the model leaves out is chosen so that the claims of findings come out true."""
    truths: tuple[Held, ...] = ()
    """Figures to be found, such as ``sat.devis@2026 = 58 %``; without a wave, in every wave."""
    answers: dict[Ref, dict[Id, Number]] = {}
    """How often each answer is given, in amounts of any total: ``q_sinistre: {oui: 30, non: 70}``."""
    numbers: dict[Ref, Spread] = {}
    """Where the answers to numeric questions fall."""
    drivers: dict[Ref, dict[Ref, Number]] = {}
    """How much rated items weigh on an outcome: standardised coefficients, together under 1."""
    correlation: Number = 0.36
    """How alike are two ratings by one person: their correlation, from 0 to 0.9."""
    segments: dict[Id, dict[Id, Number]] = {}
    """How many of those who answer are at each level of a segment, in amounts of any total."""
    margins: dict[Id, dict[Id, Number]] = {}
    """How many of the population are: what ``weights/<wave>.yml`` then says, when it must be invented."""
    missing: Share = 0.03
    """The share of those asked who leave a question blank."""
    aside: Share = 0.02
    """The share who give one of its declared answers outside the base, where it has some."""

    _sources: Sources | None = PrivateAttr(default=None)

    def problem(self, code: str, path: Path, values: Mapping[str, object]) -> Diagnostic:
        """A problem at the value under ``path``."""
        return self._told(code, self._sources.locate(path) if self._sources else Position(FILE), values)

    def key_problem(self, code: str, path: Path, values: Mapping[str, object]) -> Diagnostic:
        """A problem at the key that leads to the value under ``path``."""
        return self._told(code, self._sources.locate_key(path) if self._sources else Position(FILE), values)

    def read_from(self, sources: Sources) -> Self:
        """The same model, knowing where each of its values was written."""
        placed = self.model_copy()
        placed._sources = sources
        return placed

    def _told(self, code: str, place: Position, values: Mapping[str, object]) -> Diagnostic:
        return Diagnostic(code, place, values, self._sources.excerpt(place) if self._sources else None)


UNWRITTEN = Model(conform=True)
"""The model of a study that has no file: what its findings claim comes out true where it can."""


def read_model(path: File, name: str) -> Model:
    """The model in a file, which messages call ``name``.

    Raises:
        Refused: every problem of the file, at its line and column.
    """
    document, found = read(path, name)
    if document is None:
        raise Refused(found)
    sources = Sources(document)
    try:
        model = Model.model_validate(document.tree)
    except ValidationError as error:
        raise Refused([*found, *problems(error, Model, sources)]) from None
    refuse_errors(found)
    return model.read_from(sources)
