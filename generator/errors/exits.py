"""How a command ends."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The meaning of each exit code, the same for every command."""

    FINE = 0
    AUTHOR = 1
    """The author's problems: the spec, its claims, or a place that cannot be read or written."""
    USAGE = 2
    DATA = 3
    PRIVACY = 4
    BUG = 70
    INTERRUPTED = 130
