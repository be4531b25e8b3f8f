"""The table that a wave is copied from: ``postgresql:answers`` or ``postgresql:schema.answers``.

Where the server is and who may ask it is never said in a spec, which git keeps: libpq knows.
"""

import re
from dataclasses import dataclass

_NAME = r"[^\W\d][\w$ -]{0,62}"
_TABLE = re.compile(rf"postgresql:(?:({_NAME})\.)?({_NAME})")


@dataclass(frozen=True, slots=True)
class Table:
    """A table or view of a database. ``schema`` is None where the server's own search finds it."""

    schema: str | None
    name: str

    @property
    def names(self) -> tuple[str, ...]:
        """From the outermost."""
        return (self.name,) if self.schema is None else (self.schema, self.name)

    def __str__(self) -> str:
        return ".".join(self.names)


def table_of(source: str) -> Table | None:
    """The table that ``source:`` names; None where it names none."""
    found = _TABLE.fullmatch(source)
    return Table(found[1], found[2]) if found else None
