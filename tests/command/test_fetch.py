"""A wave copied from a PostgreSQL table: a server of our own, on a socket, where its programs stand."""

import csv
import os
import random
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from generator.cli import run
from tests.command.conftest import Command

psycopg = pytest.importorskip("psycopg", reason="psycopg is absent: boussole[postgres] is not installed")

SECRET = "s3cret-mot-de-passe"
DEBIAN = [str(folder) for folder in Path("/usr/lib/postgresql").glob("*/bin")]
SLOW = (
    "ALTER TABLE etude.reponses RENAME TO lente; CREATE VIEW etude.reponses AS "
    "SELECT * FROM etude.lente, LATERAL (SELECT pg_sleep(0.01)::text) AS p; "
    "GRANT SELECT ON etude.reponses TO reader; ALTER ROLE reader SET statement_timeout = '5ms'"
)
"""A table that takes longer than the server allows."""
Sql = Callable[..., list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Server:
    """A server that listens on a socket in ``folder`` only; ``owner`` may do anything there."""

    folder: Path
    owner: str

    def connect(self) -> Any:
        return psycopg.connect(host=str(self.folder), user=self.owner, dbname="postgres", autocommit=True)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Started as somebody else when we are root, which PostgreSQL refuses to run as."""
    found = shutil.which("initdb", path=os.pathsep.join([os.environ.get("PATH", ""), *DEBIAN]))
    if found is None:
        pytest.skip("PostgreSQL is absent: initdb is neither on the PATH nor where Debian puts it")
    programs, folder = Path(found).parent, Path(mkdtemp(prefix="pg"))  # short: a socket's name is
    other: dict[str, Any] = {"user": "nobody"} if os.geteuid() == 0 else {}
    if other:
        shutil.chown(folder, "nobody")

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), "-D", str(folder / "data"), *arguments]
        log = subprocess.DEVNULL
        subprocess.run(command, check=True, cwd=folder, stdin=log, stdout=log, stderr=log, **other)

    run("initdb", "-U", "owner", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    run("pg_ctl", "-w", "-o", f"-k {folder} -h '' -F", "start")
    yield Server(folder, "owner")
    run("pg_ctl", "-m", "immediate", "stop")
    shutil.rmtree(folder)


@pytest.fixture
def sql(server: Server, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sql]:
    """A schema of its own, with the answers of the minimal study in another order and a column too many.

    The command asks as ``reader``, who may read the declared columns only.
    """
    monkeypatch.setenv("PGHOST", str(server.folder))
    monkeypatch.setenv("PGDATABASE", "postgres")
    monkeypatch.setenv("PGUSER", "reader")
    monkeypatch.setenv("PGPASSWORD", SECRET)
    study = workspace / "studies" / "minimal" / "study.yml"
    text = study.read_text("utf-8")
    changed = text.replace(
        "    data: data/2026.csv\n", "    data: data/2026.csv\n    source: postgresql:etude.reponses\n"
    )
    study.write_text(changed, "utf-8")
    with server.connect() as connection:
        _fill(connection, rows_of(workspace))
        yield lambda text, *given: _rows(connection.execute(text, given))


def _rows(cursor: Any) -> list[tuple[Any, ...]]:
    return list(cursor.fetchall()) if cursor.description else []


def _fill(connection: Any, rows: list[dict[str, str]], seed: int = 1) -> None:
    random.Random(seed).shuffle(rows)
    connection.execute("DROP SCHEMA IF EXISTS etude CASCADE; DROP ROLE IF EXISTS reader")
    connection.execute("CREATE ROLE reader LOGIN; CREATE SCHEMA etude; GRANT USAGE ON SCHEMA etude TO reader")
    connection.execute(
        "CREATE TABLE etude.reponses (email text, q_joindre numeric(4,2), situation varchar(20))"
    )
    connection.execute("GRANT SELECT (situation, q_joindre) ON etude.reponses TO reader")
    given = [(f"a{n}@exemple.fr", row["q_joindre"] or None, row["situation"]) for n, row in enumerate(rows)]
    connection.cursor().executemany("INSERT INTO etude.reponses VALUES (%s, %s, %s)", given)


def data_of(workspace: Path) -> Path:
    return workspace / "studies" / "minimal" / "data" / "2026.csv"


def rows_of(workspace: Path) -> list[dict[str, str]]:
    with data_of(workspace).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_copy_gives_the_numbers_of_the_table(workspace: Path, boussole: Command, sql: Sql) -> None:
    before = boussole("numbers", "minimal", "--format", "csv").said
    data_of(workspace).unlink()
    ended = boussole("fetch", "minimal", "2026")
    assert (ended.code, "answers copied" in ended.said) == (0, True)
    assert boussole("numbers", "minimal", "--format", "csv").said == before
    # The portable oracle: the server's own count of each cell, against the cells of the copy.
    counted = sql("SELECT situation, trim_scale(q_joindre)::text, count(*) FROM etude.reponses GROUP BY 1, 2")
    copied = rows_of(workspace)
    for situation, note, count in counted:
        assert count == sum(r["situation"] == situation and r["q_joindre"] == (note or "") for r in copied)
    assert sum(count for *_, count in counted) == len(copied)


def test_only_what_is_declared_leaves_the_server(workspace: Path, boussole: Command, sql: Sql) -> None:
    assert boussole("fetch", "minimal", "2026").code == 0
    text = data_of(workspace).read_text("utf-8")
    assert text.splitlines()[0] == "q_joindre,situation"
    assert "@" not in text
    assert stat.S_IMODE(data_of(workspace).stat().st_mode) == 0o600


def test_the_order_of_the_table_is_not_kept(
    workspace: Path, boussole: Command, sql: Sql, server: Server
) -> None:
    assert boussole("fetch", "minimal", "2026").code == 0
    first = data_of(workspace).read_bytes()
    rows = rows_of(workspace)
    with server.connect() as connection:
        _fill(connection, rows, seed=2)
    ended = boussole("fetch", "minimal", "2026")
    assert data_of(workspace).read_bytes() == first
    assert "the same answers as before" in ended.said
    lines = first.decode().splitlines()[1:]
    assert lines == sorted(lines)


def test_what_is_not_committed_is_not_seen(
    workspace: Path, boussole: Command, sql: Sql, server: Server
) -> None:
    assert boussole("fetch", "minimal", "2026").code == 0
    with server.connect() as writing:
        writing.execute("BEGIN; INSERT INTO etude.reponses VALUES ('b@exemple.fr', 1, 'autre')")
        assert "the same answers as before" in boussole("fetch", "minimal", "2026").said
        writing.execute("COMMIT")
    assert "answers copied" in boussole("fetch", "minimal", "2026").said


def test_texts_that_csv_could_spoil_come_whole(workspace: Path, boussole: Command, sql: Sql) -> None:
    odd = ['a,"b"', "deux\nlignes", "é;è", "\\.", "", None]
    sql("DELETE FROM etude.reponses")
    for text in odd:
        sql("INSERT INTO etude.reponses (situation) VALUES (%s)", text)
    assert boussole("fetch", "minimal", "2026").code == 0
    assert sorted(row["situation"] for row in rows_of(workspace)) == sorted(text or "" for text in odd)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("ALTER TABLE etude.reponses RENAME TO autre", "D37"),
        ("REVOKE SELECT (situation) ON etude.reponses FROM reader", "The right to read"),
        ("REVOKE USAGE ON SCHEMA etude FROM reader", "The right to read"),
        ("ALTER TABLE etude.reponses RENAME q_joindre TO q_joindr", "D09"),
        ("ALTER ROLE reader NOLOGIN", "The server does not answer"),
        (SLOW, "went silent before the end"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_replaced(
    workspace: Path, boussole: Command, sql: Sql, change: str, told: str
) -> None:
    before = data_of(workspace).read_bytes()
    sql(change)
    ended = boussole("fetch", "minimal", "2026")
    assert ended.code == 3
    assert told in ended.said
    for silent in ("Traceback", SECRET, "reader", "exemple.fr", str(Path(os.environ["PGHOST"]))):
        assert silent not in ended.said
    assert data_of(workspace).read_bytes() == before
    assert [path.name for path in data_of(workspace).parent.iterdir()] == ["2026.csv"]


def test_a_server_that_is_not_there(
    workspace: Path, boussole: Command, sql: Sql, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGHOST", str(workspace / "nulle-part"))
    ended = boussole("fetch", "minimal", "2026")
    assert (ended.code, "The server does not answer" in ended.said) == (3, True)


def test_the_driver_is_not_installed(
    workspace: Path, boussole: Command, sql: Sql, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    ended = boussole("fetch", "minimal", "2026")
    assert (ended.code, "boussole[postgres]" in ended.said) == (3, True)


def test_a_wave_that_was_not_copied_yet_says_how(workspace: Path, boussole: Command, sql: Sql) -> None:
    data_of(workspace).unlink()
    assert "boussole fetch minimal 2026" in boussole("build").said


def test_a_wave_without_a_table(workspace: Path, boussole: Command) -> None:
    ended = boussole("fetch", "minimal", "2026")
    assert (ended.code, "names no table to copy" in ended.said) == (3, True)


def test_answers_past_their_day_do_not_come_back(workspace: Path, boussole: Command, sql: Sql) -> None:
    data_of(workspace).unlink()
    study = workspace / "studies" / "minimal" / "study.yml"
    text = study.read_text("utf-8")
    until = text.split("until: ")[1][:10]
    study.write_text(text.replace(until, "2026-11-20"), "utf-8")
    ended = boussole("fetch", "minimal", "2026")
    assert "was to go on 2026-11-20" in ended.said
    assert not data_of(workspace).exists()


def test_a_closed_wave_takes_back_its_own_answers_only(workspace: Path, boussole: Command, sql: Sql) -> None:
    assert boussole("fetch", "minimal", "2026").code == 0
    assert run(["freeze", "minimal", "2026", "--root", str(workspace), "--as-of", "2026-09-30"]) == 0
    assert boussole("freeze", "minimal", "2026").code == 0
    data_of(workspace).unlink()
    assert boussole("fetch", "minimal", "2026").code == 0
    sql("UPDATE etude.reponses SET q_joindre = 1 WHERE email = 'a7@exemple.fr'")
    sql("UPDATE etude.reponses SET q_joindre = 2 WHERE email = 'a8@exemple.fr'")
    ended = boussole("fetch", "minimal", "2026")
    assert (ended.code, "is closed on other answers" in ended.said) == (3, True)


@pytest.mark.parametrize(
    "source",
    [
        f"postgresql://reader:{SECRET}@serveur/base",
        f"postgresql:host=serveur password={SECRET}",
        "mysql:reponses",
        "postgresql:",
        'postgresql:a"b',
        "postgresql:a.b.c",
    ],
)
def test_a_source_that_is_no_table_is_never_repeated(workspace: Path, boussole: Command, source: str) -> None:
    study = workspace / "studies" / "minimal" / "study.yml"
    text = study.read_text("utf-8").replace(
        "    data: data/2026.csv\n", f"    data: data/2026.csv\n    source: '{source}'\n"
    )
    study.write_text(text, "utf-8")
    for command in (("check",), ("fetch", "minimal", "2026")):
        ended = boussole(*command)
        assert (ended.code != 0, "D37" in ended.said, SECRET in ended.said) == (True, True, False)
