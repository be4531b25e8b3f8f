"""What may be wrong with locks and with git: a clear refusal, or what is not known said as such.

One test for each bad input that issue 6 names. Locks spoiled in other ways are in ``rooms/locks/test_files``,
proofs that git cannot give in ``rooms/tracking/test_proofs``.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

from generator import history
from generator.errors import ExitCode
from generator.history import revisions
from tests.command.client import WAVE, Client, begin, hold, needs_git

pytestmark = needs_git
BEFORE, AFTER = "2024-09-28", "2024-10-25"


@pytest.fixture
def client(tmp_path: Path, root: Path, capfd: pytest.CaptureFixture[str]) -> Client:
    return begin(tmp_path, root, capfd)


@pytest.fixture
def frozen(client: Client) -> Client:
    """Its wave is frozen, and the lock committed."""
    assert client.run(BEFORE, "freeze", "minimal", "2024")[0] == 0
    client.commit(BEFORE, "Les règles de 2024 sont fixées")
    return client


def lock_of(client: Client, wave: str = "2024") -> Path:
    return client.spec.parent / "locks" / f"{wave}.lock"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("promised: 10", "promised: 5", "K02"),
        ("\nseal:", "\n# seal:", "K01"),
        ("lock: 2", "lock: 9", "K03"),
    ],
    ids=["edited by hand", "truncated", "from a newer tool"],
)
def test_a_spoiled_lock_stops_every_command_that_reads_it(
    frozen: Client, old: str, new: str, code: str
) -> None:
    lock = lock_of(frozen)
    text = lock.read_text("utf-8")
    assert old in text
    lock.write_text(text.replace(old, new), "utf-8")
    for day, *command in (
        (AFTER, "check"),
        (AFTER, "build"),
        (AFTER, "freeze", "minimal", "2024"),
        ("", "verify", "minimal"),
        ("", "diff", "2024"),
    ):
        ended, told = frozen.run(day, *command)
        assert (ended, code in told, "Traceback" in told) == (ExitCode.AUTHOR, True, False), told


def test_a_lock_that_is_gone_is_missed_once_its_wave_is_closed(client: Client) -> None:
    """Freezing again would give a closed wave other rules: the ledger knows that it was closed."""
    hold(client, "2024", 0)
    lock_of(client).unlink()
    assert "K09" in client.codes(AFTER)
    code, told = client.run(AFTER, "freeze", "minimal", "2024")
    assert (code, "V15" in told) == (ExitCode.PRIVACY, True), told
    assert not lock_of(client).exists()


def test_two_branches_that_froze_the_same_wave(client: Client) -> None:
    """Half merged, the lock is refused and says so; whichever is kept, the other is not told as rewritten
    when both came before fieldwork."""
    client.commit("2024-09-01", "Une étude")
    client.git("switch", "-q", "-c", "autre")
    client.run("2024-09-20", "freeze", "minimal", "2024")
    client.commit("2024-09-20", "Le gel d'une branche")
    client.git("switch", "-q", "main")
    client.run("2024-09-21", "freeze", "minimal", "2024")
    client.commit("2024-09-21", "Le gel de l'autre")
    with pytest.raises(subprocess.CalledProcessError):
        client.git("merge", "-q", "autre", "-m", "Deux gels")
    assert "<<<<<<<" in lock_of(client).read_text("utf-8")
    for day, *command in ((AFTER, "check"), ("", "verify", "minimal")):
        code, told = client.run(day, *command)
        assert (code, "K01" in told, "deux gels" in told.lower() or "fusion" in told.lower()) == (
            ExitCode.AUTHOR,
            True,
            True,
        ), told
    client.git("checkout", "-q", "--ours", "studies/minimal/locks/2024.lock")
    client.commit("2024-09-22", "Un seul gel est gardé")
    code, told = client.run("", "verify", "minimal")
    assert (code, told.count("· prouvé ·")) == (0, 2), told


def test_a_shallow_clone_proves_less_and_blames_nobody(client: Client, tmp_path: Path) -> None:
    hold(client, "2024", 0)
    shallow = tmp_path / "shallow"
    client.git("clone", "-q", "--depth", "1", f"file://{client.root}", str(shallow))
    code, told = Client(shallow, client.said).run("", "verify", "minimal")
    assert code == 0, told
    assert "tronqu" in told or "partie de l'historique" in told, told
    assert "· non prouvé ·" in told


def test_without_git_waves_live_all_the_same(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Freeze, close, build, compare waves: only proofs and revisions need git, and say so."""
    shutil.rmtree(client.root / ".git")
    (tmp_path / "nothing").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert client.run(BEFORE, "freeze", "minimal", "2024")[0] == 0
    client.answer("2024", 0)
    assert client.run(AFTER, "freeze", "minimal", "2024")[0] == 0
    client.build(AFTER)
    assert client.run("", "diff", "2024")[0] == 0
    code, told = client.run("", "diff", "HEAD")
    assert (code, "E10" in told) == (ExitCode.AUTHOR, True)
    code, told = client.run("", "verify", "minimal")
    assert (code, told.count("· prouvé ·")) == (0, 1), told
    assert "K05" in client.run("", "build")[1]


def test_two_thousand_commits_cost_no_more_calls_than_three(
    frozen: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command asks git a few questions, however long the history (seconds are in tests/bench)."""
    few = _questions(frozen, monkeypatch)
    stream = "".join(
        f"commit refs/heads/main\ncommitter C <c@client.example> {1727600000 + i} +0000\ndata 1\n.\n"
        + (f"from {frozen.git('rev-parse', 'main')}\n" if i == 0 else "")
        + f"M 100644 inline notes.txt\ndata {len(str(i))}\n{i}\n"
        for i in range(2000)
    )
    subprocess.run(["git", "fast-import", "--quiet"], cwd=frozen.root, input=stream.encode(), check=True)
    frozen.git("checkout", "-q", "-f", "main")
    assert int(frozen.git("rev-list", "--count", "HEAD")) == 2001
    assert _questions(frozen, monkeypatch) == few
    assert (
        history.commits_of(frozen.root, "studies/minimal/locks/2024.lock")[-1].committed.isoformat() == BEFORE
    )


def _questions(client: Client, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many times git is asked something by a verify and a diff of the whole history."""
    asked: list[tuple[str, ...]] = []
    ask = revisions._ask

    def counted(folder: Path, *arguments: str) -> bytes | None:
        asked.append(arguments)
        return ask(folder, *arguments)

    monkeypatch.setattr(revisions, "_ask", counted)
    assert client.run("", "verify", "minimal")[0] == 0
    first = client.git("rev-list", "--max-parents=0", "HEAD")
    assert client.run("", "diff", first)[0] == 0
    monkeypatch.undo()
    return len(asked)


def test_a_renamed_study_folder_is_told_and_its_locks_do_not_follow(frozen: Client) -> None:
    """Renamed alone, the id differs; renamed with its id, its locks are those of another study."""
    renamed = frozen.spec.parent.rename(frozen.root / "studies" / "joindre")
    code, told = frozen.run(AFTER, "check")
    assert (code, "S02" in told) == (ExitCode.AUTHOR, True)
    spec = renamed / "study.yml"
    spec.write_text(spec.read_text("utf-8").replace("id: minimal", "id: joindre"), "utf-8")
    for day, *command in ((AFTER, "check"), ("", "verify", "joindre")):
        code, told = frozen.run(day, *command)
        assert (code, "K01" in told, "S02" in told) == (ExitCode.AUTHOR, True, False), told


@pytest.mark.parametrize(
    ("first", "second"),
    [("2025-10-05/2025-10-18", "2024-10-05/2024-10-18"), ("2024-10-05/2024-10-18", "2024-10-18/2024-11-02")],
    ids=["out of order", "overlapping"],
)
def test_waves_stand_in_their_order_and_apart(client: Client, first: str, second: str) -> None:
    later = WAVE.format(year=2025).replace("2025-10-05/2025-10-18", second)
    client.edit("2024-10-05/2024-10-18", first)
    client.edit("\nfindings:", later + "\nfindings:")
    assert "S19" in client.codes(BEFORE)


def test_one_file_for_two_waves_is_refused_under_any_name(client: Client) -> None:
    hold(client, "2024", 0)
    client.edit("\nfindings:", WAVE.format(year=2025) + "\nfindings:")
    client.edit("data: data/2025.csv", "data: data/2024.csv")
    assert "D31" in client.codes("2025-10-25")
    client.edit(
        "    data: data/2024.csv\n    invited: 1500\n    answers: 412\n\nfindings",
        "    data: data/2025.csv\n    invited: 1500\n    answers: 412\n\nfindings",
    )
    client.answer("2025", 0)
    assert client.codes("2025-10-25") == {"V04"}


def test_a_wave_is_not_closed_while_people_may_still_answer(frozen: Client) -> None:
    """A closing cannot be taken back: the last day of fieldwork is the first on which it may be made."""
    frozen.answer("2024", 0)
    code, told = frozen.run("2024-10-17", "freeze", "minimal", "2024")
    assert (code, "K10" in told) == (ExitCode.AUTHOR, True), told
    assert frozen.run("2024-10-18", "freeze", "minimal", "2024")[0] == 0


def test_a_moved_clock_closes_nothing_and_proves_nothing(frozen: Client) -> None:
    """A closing before the freeze is refused; a commit older than the day its lock says is told."""
    frozen.answer("2024", 0)
    code, told = frozen.run("2024-09-01", "freeze", "minimal", "2024")
    assert (code, "K10" in told) == (ExitCode.AUTHOR, True), told
    lock_of(frozen).unlink()
    frozen.git("rm", "-q", "--cached", "studies/minimal/locks/2024.lock")
    shutil.rmtree(frozen.root / ".git")
    frozen.git("init", "-q", "-b", "main")
    shutil.rmtree(frozen.spec.parent / "data")
    assert frozen.run("2024-10-01", "freeze", "minimal", "2024")[0] == 0
    frozen.commit("2024-09-15", "Une horloge en retard")
    code, told = frozen.run("", "verify", "minimal")
    assert (code, "K11" in told) == (ExitCode.AUTHOR, True), told
