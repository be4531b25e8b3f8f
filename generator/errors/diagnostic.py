"""A diagnostic: what is wrong, where, why it matters, how to fix it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from generator.errors.exits import ExitCode
from generator.words import Lang, say, texts, typeset

_CHAPTER_EXITS = {"D": ExitCode.DATA, "V": ExitCode.PRIVACY}


class Severity(StrEnum):
    """An error stops the study's build; a warning is printed and kept in the site's journal."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file: path from the workspace, 1-based line and column (0: the whole file)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem, language-free: its words stand in the catalogue under ``codes.<code>``.

    ``code`` is ``N02`` or, when a rule has several ways to be broken, ``N02.variant``; only the
    part before the dot is shown. ``values`` fill the sentences. They are never a respondent's
    value, a name found in data, or a count under the threshold.
    """

    code: str
    position: Position | None = None
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    excerpt: str | None = None
    """The line of the spec at fault, never a line of data."""

    @property
    def number(self) -> str:
        """The stable code that people look up: ``N02``."""
        return self.code.partition(".")[0]

    @property
    def severity(self) -> Severity:
        """As the catalogue says; a variant with a title of its own may be graver or lighter than its code."""
        key = f"codes.{self.code}.title"
        title = texts()[key if key in texts() else f"codes.{self.number}.title"]
        return Severity(str(title["severity"]))

    @property
    def exit_code(self) -> ExitCode:
        """The exit code this problem alone would give; warnings give none."""
        if self.severity is Severity.WARNING:
            return ExitCode.FINE
        return _CHAPTER_EXITS.get(self.number[0], ExitCode.AUTHOR)

    def sentence(self, lang: Lang, part: str) -> str:
        """One of the three sentences, ``what``, ``why`` or ``fix``, in ``lang``."""
        key = f"codes.{self.code}.{part}"
        if key not in texts():
            key = f"codes.{self.number}.{part}"
        return typeset(lang, say(lang, key, **self.values))

    @property
    def order(self) -> tuple[str, int, int, str]:
        """Where this problem stands in a report: by file, then line."""
        place = self.position or Position("")
        return (place.file, place.line, place.column, self.code)
