"""Whatever is wrong with what we are given: a sentence, the right exit code, the previous site untouched."""

import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.errors import ExitCode
from tests.command.conftest import AS_OF, Command, fingerprint

SPEC = "studies/minimal/study.yml"
DATA = "studies/minimal/data/2026.csv"


@dataclass(frozen=True)
class Case:
    """One mistake: how it is made, where it must be told, with what code and how the command ends."""

    name: str
    spoil: Callable[[Path], object]
    place: str
    code: str
    ends: ExitCode


def replaced(file: str, old: str, new: str) -> Callable[[Path], object]:
    """A spoiler that rewrites a passage of a file."""

    def spoil(workspace: Path) -> None:
        path = workspace / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    return spoil


def rewritten(file: str, content: bytes) -> Callable[[Path], object]:
    """A spoiler that replaces a file."""
    return lambda workspace: (workspace / file).write_bytes(content)


def recoded(file: str, encoding: str) -> Callable[[Path], object]:
    """A spoiler that saves a file in another encoding."""
    return lambda workspace: (workspace / file).write_bytes(
        (workspace / file).read_text("utf-8").encode(encoding)
    )


def with_column(file: str, name: str) -> Callable[[Path], object]:
    """A spoiler that adds a column of ones."""

    def spoil(workspace: Path) -> None:
        head, *rows = (workspace / file).read_text("utf-8").splitlines()
        (workspace / file).write_text(
            "\n".join([f"{head},{name}", *(f"{row},1" for row in rows)]) + "\n", "utf-8"
        )

    return spoil


def line_of(file: str, content: str) -> Callable[[Path], object]:
    """A spoiler that replaces the fifth line of a file."""

    def spoil(workspace: Path) -> None:
        lines = (workspace / file).read_text("utf-8").splitlines()
        lines[4] = content
        (workspace / file).write_text("\n".join(lines) + "\n", "utf-8")

    return spoil


CASES = [
    Case("a missing data file", lambda w: (w / DATA).unlink(), SPEC, "D13", ExitCode.DATA),
    Case("a spec in Windows-1252", recoded(SPEC, "cp1252"), SPEC, "Y08", ExitCode.AUTHOR),
    Case(
        "data in Windows-1252",
        rewritten(DATA, "situation,q_joindre\nretraité,4\n".encode("cp1252")),
        DATA,
        "D14",
        ExitCode.DATA,
    ),
    Case("an empty data file", rewritten(DATA, b""), DATA, "D12", ExitCode.DATA),
    Case("a header and no row", rewritten(DATA, b"situation,q_joindre\n"), DATA, "D12", ExitCode.DATA),
    Case(
        "an absent column",
        replaced(DATA, "situation,q_joindre", "situation,q_autre"),
        DATA,
        "D09",
        ExitCode.DATA,
    ),
    Case("a code outside the scale", line_of(DATA, "emploi,8"), f"{DATA}:5", "D02", ExitCode.DATA),
    Case(
        "an undeclared column",
        with_column(DATA, "email"),
        DATA,
        "D01",
        ExitCode.DATA,
    ),
    Case(
        "another number of rows", replaced(SPEC, "answers: 412", "answers: 400"), SPEC, "D03", ExitCode.DATA
    ),
    Case("a wave without data", replaced(SPEC, "    data: data/2026.csv\n", ""), SPEC, "D13", ExitCode.DATA),
    Case(
        "a claim that no longer holds",
        replaced(SPEC, "joindre[actif=emploi] < 60 %", "joindre[actif=emploi] > 60 %"),
        SPEC,
        "N02",
        ExitCode.AUTHOR,
    ),
    Case(
        "a typed number in a finding",
        replaced(SPEC, "contre {joindre[actif=retraite]}", "contre 77 %"),
        SPEC,
        "N01",
        ExitCode.AUTHOR,
    ),
    Case(
        "an unknown segment",
        replaced(SPEC, "joindre[actif=emploi] < 60 %", "joindre[region=nord] < 60 %"),
        SPEC,
        "S04",
        ExitCode.AUTHOR,
    ),
    Case(
        "an unknown key",
        replaced(SPEC, "    verdict: improve", "    verdit: improve"),
        SPEC,
        "Y02",
        ExitCode.AUTHOR,
    ),
    Case("no study at all", lambda w: (w / SPEC).unlink(), "studies/minimal", "S17", ExitCode.AUTHOR),
    Case(
        "a broken shared file",
        rewritten("studies/_shared.yml", b"spec: [1\n"),
        "studies/_shared.yml",
        "Y00",
        ExitCode.AUTHOR,
    ),
    Case(
        "a threshold under the promise",
        replaced(SPEC, "{promised: 10}", "{promised: 10, min_cell: 5}"),
        SPEC,
        "V01",
        ExitCode.PRIVACY,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_told_and_the_previous_site_stays(
    case: Case, workspace: Path, built: Path, boussole: Command
) -> None:
    before = fingerprint(built)
    case.spoil(workspace)
    ended = boussole("build")
    assert f"{case.place}" in ended.said
    assert f"{case.code} error" in ended.said
    assert "Why:" in ended.said
    assert "Fix:" in ended.said
    assert "Traceback" not in ended.said
    assert ended.code == case.ends
    assert fingerprint(built) == before


def test_text_in_a_numeric_column_is_placed_and_never_repeated(workspace: Path, boussole: Command) -> None:
    replaced(
        SPEC,
        "\nindicators:",
        "\n  q_attente:\n    type: numeric\n    text: Combien de minutes avez-vous attendu ?\n"
        "    range: [0, 90]\n    informs: [horaires]\n\nindicators:",
    )(workspace)
    rows = (workspace / DATA).read_text("utf-8").splitlines()
    spoiled = [f"{rows[0]},q_attente", *(f"{row},{7}" for row in rows[1:5]), f"{rows[5]},Madame Fictive"]
    (workspace / DATA).write_text("\n".join([*spoiled, *(f"{row},8" for row in rows[6:])]) + "\n", "utf-8")
    ended = boussole("check")
    assert f"{DATA}:6:1  D10 error" in ended.said
    assert "Fictive" not in ended.said
    assert ended.code == ExitCode.DATA


def test_all_problems_are_told_at_once(workspace: Path, boussole: Command) -> None:
    replaced(SPEC, "    verdict: improve", "    verdit: improve")(workspace)
    replaced(SPEC, "    decider: dir_reseau", "    decider: dir_inconnu")(workspace)
    replaced(SPEC, "  notice: notices/information.md", "  notice: ../../information.md")(workspace)
    said = boussole("check").said
    assert [code for code in ("Y02", "S04", "S13") if f"{code} error" not in said] == []


def test_an_output_that_is_not_ours_is_refused(workspace: Path, boussole: Command) -> None:
    mine = workspace / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work", "utf-8")
    ended = boussole("build", "--out", "mine")
    assert "F04 error" in ended.said
    assert ended.code == ExitCode.AUTHOR
    assert (mine / "thesis.txt").read_text("utf-8") == "years of work"


def reworded(workspace: Path) -> None:
    """Where nothing changed nothing is written, and nothing can go wrong."""
    replaced(SPEC, "Joindre la mutuelle le soir", "Joindre la mutuelle à toute heure")(workspace)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_an_unwritable_output_is_told(workspace: Path, built: Path, boussole: Command) -> None:
    before = fingerprint(built)
    reworded(workspace)
    (workspace / "build").chmod(stat.S_IRUSR | stat.S_IXUSR)
    ended = boussole("build")
    (workspace / "build").chmod(stat.S_IRWXU)
    assert "F01 error" in ended.said
    assert ended.code == ExitCode.AUTHOR
    assert fingerprint(built) == before


def test_a_full_disk_is_told(
    workspace: Path, built: Path, boussole: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint(built)
    write = Path.write_bytes

    def until_full(path: Path, content: bytes) -> int:
        if path.suffix == ".md":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", until_full)
    reworded(workspace)
    ended = boussole("build")
    assert "F02 error" in ended.said
    assert ended.code == ExitCode.AUTHOR
    assert fingerprint(built) == before


HELD = """
import sys, time
from pathlib import Path
import generator.site.publish as site
from generator.cli import run
go, *asked = sys.argv[1:]
render = site.render
def held(*told):
    while not Path(go).exists():
        time.sleep(0.01)
    return render(*told)
site.render = held
sys.exit(run(asked))
"""
"""A build that stays where pages are rendered until told: however busy the machine, it is met there."""


def start(workspace: Path) -> subprocess.Popen[str]:
    """A build in a process of its own, which goes on once a file ``go`` is there."""
    asked = ["build", "--root", str(workspace), "--as-of", AS_OF, "--lang", "en"]
    command = [sys.executable, "-c", HELD, str(workspace / "go"), *asked]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A test started in the background ignores Ctrl-C, and so would the process it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def until(happens: Callable[[], bool], patience: float = 60) -> None:
    """Wait for something another process does."""
    deadline = time.monotonic() + patience
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_an_interrupted_build_says_so_and_changes_nothing(workspace: Path, built: Path) -> None:
    before = fingerprint(built)
    reworded(workspace)
    process = start(workspace)
    until((workspace / "build" / ".site.new").exists)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == ExitCode.INTERRUPTED
    assert "Interrupted" in said
    assert "Traceback" not in said
    assert fingerprint(built) == before
    assert not (workspace / "build" / ".site.new").exists()


def test_of_two_builds_at_once_the_second_is_refused(workspace: Path, built: Path, boussole: Command) -> None:
    reworded(workspace)
    first = start(workspace)
    until((workspace / "build" / ".site.new").exists)
    ended = boussole("build")
    (workspace / "go").touch()
    first.communicate(timeout=60)
    assert "F03 error" in ended.said
    assert ended.code == ExitCode.AUTHOR
    assert first.returncode == 0


def test_one_study_fails_and_the_other_is_published(workspace: Path, built: Path, boussole: Command) -> None:
    other = workspace / "studies" / "second"
    other.mkdir()
    text = (workspace / SPEC).read_text("utf-8").replace("id: minimal", "id: second")
    (other / "study.yml").write_text(
        text.replace("Joindre la mutuelle le soir", "Une deuxième étude"), "utf-8"
    )
    for folder in ("data", "notices"):
        shutil.copytree(workspace / "studies" / "minimal" / folder, other / folder)
    first_pages = fingerprint(built / "minimal")
    replaced(SPEC, "    verdict: improve", "    verdit: improve")(workspace)
    ended = boussole("build")
    assert ended.code == ExitCode.AUTHOR
    assert "Y02 error" in ended.said
    assert fingerprint(built / "minimal") == first_pages
    assert "Une deuxième étude" in (built / "second" / "index.html").read_text("utf-8")
