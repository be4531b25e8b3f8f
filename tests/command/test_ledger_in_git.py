"""The ledger and the locks as git may hand them over: half merged, other line ends, another folder."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.errors import ExitCode
from tests.command.client import Client, begin, hold, needs_git

pytestmark = needs_git
AFTER = "2024-10-25"


@pytest.fixture
def client(tmp_path: Path, root: Path, capfd: pytest.CaptureFixture[str]) -> Client:
    """Its wave of 2024 is closed."""
    client = begin(tmp_path, root, capfd)
    hold(client, "2024", 0)
    return client


SPOILED: dict[str, tuple[Callable[[str], str], str]] = {
    "conflict markers": (lambda text: f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> autre\n", "deux branches"),
    "no newline at its end": (lambda text: text.rstrip("\n"), "modifié à la main"),
}


@pytest.mark.parametrize(("spoil", "told"), SPOILED.values(), ids=SPOILED)
def test_a_ledger_that_is_not_whole_is_told(client: Client, spoil: Callable[[str], str], told: str) -> None:
    ledger = client.spec.parent / "locks" / "ledger.jsonl"
    ledger.write_text(spoil(ledger.read_text("utf-8")), "utf-8")
    for command in ("check", "build"):
        code, said = client.run(AFTER, command)
        assert (code, "V15" in said, told in said) == (ExitCode.PRIVACY, True, True), said


def test_a_checkout_with_the_line_ends_of_windows_reads_the_same(client: Client, tmp_path: Path) -> None:
    other = tmp_path / "ailleurs"
    client.git("clone", "-q", "-c", "core.autocrlf=true", str(client.root), str(other))
    assert b"\r\n" in (other / "studies" / "minimal" / "locks" / "2024.release.jsonl").read_bytes()
    code, said = Client(other, client.said).run(AFTER, "check")
    assert (code, "erreur" in said) == (0, False), said


def test_a_worktree_with_a_detached_head_proves_as_much(client: Client, tmp_path: Path) -> None:
    beside = tmp_path / "beside"
    client.git("worktree", "add", "-q", "--detach", str(beside), "HEAD")
    code, said = Client(beside, client.said).run("", "verify", "minimal")
    assert (code, said.count("· prouvé ·")) == (0, 2), said
