"""A table kept by a PostgreSQL server, copied once to a file: the wave is then made from the file alone.

A table has no order, and the order in which people answered must not be kept: rows are put in the order of
their values, byte by byte, so that the same answers give the same file whatever the server. Only the columns
that the spec declares leave it. One statement sees the table at one moment, whatever is written meanwhile.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from generator.data.margins import margins_of
from generator.data.matching import absent
from generator.data.wanted import wanted_in
from generator.errors import Diagnostic, Position, Refused
from generator.spec.models import Study
from generator.spec.plan import Plan
from generator.spec.tables import Table

if TYPE_CHECKING:
    from psycopg import Connection

_PATIENCE = 10
"""Seconds that a server has to answer at all."""


def copy_table(study: Study, plan: Plan, wave: str, table: Table, folder: Path, file: BinaryIO) -> None:
    """Write the declared columns of a table to ``file``, as CSV; ``folder`` is the study's own.

    Who may read it, and where it is, are libpq's to know: ``PGHOST``, ``PGSERVICE``, ``.pgpass``.

    Raises:
        Refused: D37, the server or the table cannot be read; D09, the table lacks columns.
    """
    margins = margins_of(study, wave, folder)
    wanted = wanted_in(study, plan, wave, margins.base if margins else None)
    stated = study.where("waves", wave, "source")
    with _connected(stated, table) as connection:
        numeric = _columns_of(connection, table)
        if not numeric:
            raise Refused([Diagnostic("D37.table", stated, {"table": table})])
        lacking = tuple(absent(str(table), (name.strip() for name in numeric), wanted))
        if lacking:
            raise Refused(lacking)
        columns = {want.column for want in wanted.all}
        chosen = {name: numeric[name] for name in sorted(numeric) if name.strip() in columns}
        with connection.cursor().copy(_statement(table, chosen)) as blocks:
            for block in blocks:
                file.write(block)


@contextmanager
def _connected(stated: Position, table: Table) -> "Iterator[Connection[Any]]":
    """A connection that writes nothing; what the driver says is never repeated: it may hold a name."""
    try:
        import psycopg
    except ImportError:
        raise Refused([Diagnostic("D37.driver", stated)]) from None
    try:
        with psycopg.connect(connect_timeout=_PATIENCE, client_encoding="UTF8") as connection:
            connection.read_only = True
            yield connection
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedTable) as error:
        is_denied = isinstance(error, psycopg.errors.InsufficientPrivilege)
        code = "D37.denied" if is_denied else "D37.table"
        raise Refused([Diagnostic(code, stated, {"table": table})]) from None
    except psycopg.Error:
        raise Refused([Diagnostic("D37.server", stated)]) from None


def _columns_of(connection: "Connection[Any]", table: Table) -> Mapping[str, bool]:
    """The columns of a table, readable or not, and which are exact decimals; none where there is no table."""
    from psycopg.sql import Identifier

    rows = connection.execute(
        "SELECT attname, atttypid = 'numeric'::regtype FROM pg_attribute "
        "WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped",
        [Identifier(*table.names).as_string(connection)],
    )
    return {str(name): bool(is_numeric) for name, is_numeric in rows}


def _statement(table: Table, chosen: Mapping[str, bool]) -> Any:
    from psycopg.sql import SQL, Identifier

    # An exact decimal writes 5 as 5.00 where its column has two decimals: the code is 5.
    written = {False: SQL('{}::text COLLATE "C" AS {}'), True: SQL('trim_scale({})::text COLLATE "C" AS {}')}
    columns = [written[kind].format(Identifier(name), Identifier(name)) for name, kind in chosen.items()]
    order = [SQL("{} NULLS FIRST").format(SQL(str(place))) for place in range(1, len(columns) + 1)]
    return SQL("COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT (FORMAT csv, HEADER true)").format(
        SQL(", ").join(columns), Identifier(*table.names), SQL(", ").join(order)
    )
