"""What a rule looks at, and how it says what is wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.errors import Diagnostic
from generator.spec.models import Study
from generator.spec.plan import Plan
from generator.spec.symbols import Symbols, Unresolved


@dataclass(frozen=True)
class Setting:
    """One study among the others of its client, at a date."""

    study: Study
    plan: Plan | None
    """None while its questions or indicators are wrong: what would be computed is not known."""
    symbols: Symbols
    """Every study that could be read, this one included."""
    folder: Path
    as_of: date | None

    @property
    def wave(self) -> str:
        """The wave being judged: the latest; empty when there is none."""
        return next(reversed(self.study.waves), "")

    def problem(
        self, code: str, /, *path: str | int, offset: int | None = None, **values: object
    ) -> Diagnostic:
        """A problem at a node of the study, or at a character of its text."""
        return Diagnostic(code, self.study.where(*path, offset=offset), values)

    def key_problem(self, code: str, /, *path: str | int, **values: object) -> Diagnostic:
        """A problem at the key of a node: something is missing under it, or its name is wrong."""
        return Diagnostic(code, self.study.where_key(*path), values)

    def unresolved(self, error: Unresolved, *path: str | int, offset: int | None = None) -> Diagnostic:
        """A name that stands for nothing, where it is written."""
        return Diagnostic(error.code, self.study.where(*path, offset=offset), error.values)


Rule = Callable[[Setting], Iterator[Diagnostic]]
"""What must be true of a study, and each place where it is not."""
