"""The exception that carries the author's problems; a bug of ours is any other exception."""

from collections.abc import Collection, Iterable

from generator.errors.diagnostic import Diagnostic, Severity
from generator.errors.exits import ExitCode


class Refused(Exception):
    """Work stops because of what was given, with every problem found so far."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(diagnostics, key=lambda d: d.order))
        super().__init__("; ".join(f"{d.position} {d.number}" for d in self.diagnostics))

    @property
    def exit_code(self) -> ExitCode:
        """The gravest of the problems' exit codes: privacy, then data, then the author's."""
        return max(
            (d.exit_code for d in self.diagnostics if d.severity is Severity.ERROR), default=ExitCode.AUTHOR
        )


def has_errors(found: Iterable[Diagnostic]) -> bool:
    """Whether one of these stops the work."""
    return any(problem.severity is Severity.ERROR for problem in found)


def refuse_errors(found: Collection[Diagnostic]) -> None:
    """Stop where one of these is an error.

    Raises:
        Refused: with all of them.
    """
    if has_errors(found):
        raise Refused(found)
