"""Answers that come after the closing: closed again, or refused; what was published stays at an address."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.errors import ExitCode
from generator.locks import read_ledger, read_lock
from generator.release import files_of
from tests.command.client import Client, begin, hold, needs_git
from tests.command.conftest import fingerprint

pytestmark = needs_git
DAY = "2024-11-20"


@pytest.fixture
def client(tmp_path: Path, root: Path, capfd: pytest.CaptureFixture[str]) -> Client:
    """Its wave of 2024 is closed and published."""
    client = begin(tmp_path, root, capfd)
    hold(client, "2024", 0)
    assert client.publish("2024-11-04")[0] == 0
    client.commit("2024-11-04", "La vague 2024 est publiée")
    return client


def late(client: Client, *rows: str) -> None:
    """The answers that came since are in another file, and the spec says so."""
    data = client.spec.parent / "data"
    first = (data / "2024.csv").read_text("utf-8")
    (data / "2024-2.csv").write_text(first + "".join(f"{row}\n" for row in rows), "utf-8")
    client.edit(
        "    data: data/2024.csv\n    invited: 1500\n    answers: 412\n",
        f"    data: data/2024-2.csv\n    invited: 1500\n    answers: {412 + len(rows)}\n"
        "    amended:\n      - what: data\n        was: data/2024.csv\n"
        "        why: Un lot de réponses sur papier est arrivé après la clôture\n"
        f"        by: cabinet\n        on: {DAY}\n",
    )


MANY = ["emploi,5"] * 14 + ["emploi,2"] * 16 + ["retraite,4"] * 12 + ["retraite,1"] * 12


def test_a_wave_is_closed_and_published_again_beside_its_first_edition(client: Client) -> None:
    folder, before = client.spec.parent, fingerprint(client.public / "2024")
    kept = [file.read_bytes() for file in files_of(folder, "2024")]
    late(client, *MANY)
    assert client.codes(DAY) == {"D04"}
    assert "D04" in client.publish(DAY)[1]
    code, told = client.run(DAY, "freeze", "minimal", "2024")
    assert code == 0, told
    assert [file.read_bytes() for file in files_of(folder, "2024")] == kept
    lock = read_lock(folder, "2024")
    assert lock is not None
    assert [one.rows for one in lock.closings] == [412, 412 + len(MANY)]
    assert [entry.closing for entry in read_ledger(folder)] == [1, 2]
    certificate = json.loads(files_of(folder, "2024", 2)[1].read_text("utf-8"))
    assert {"R9", "R13", "R14", "R20"} <= set(certificate["rules"])
    client.commit(DAY, "La vague 2024 est close à nouveau")

    assert "466" in client.page(DAY, "index.html")
    method = client.page(DAY, "ecouter", "methode.html")
    assert "papier est arrivé après la clôture" in method
    assert "Les réponses ont changé après une première clôture" in method
    code, told = client.publish(DAY)
    assert (code, "publiée de nouveau" in told) == (0, True), told
    assert "466" in (client.public / "2024" / "index.html").read_text("utf-8")
    assert fingerprint(client.public / "2024@1") == before
    (edition,) = json.loads((client.public / "versions.json").read_text("utf-8"))
    assert (edition["version"], "amendée le 20" in edition["title"]) == ("2024", True)
    assert "telle que publiée le 4" in (client.public / "2024" / "index.html").read_text("utf-8")
    assert "rien n'a changé" in client.publish("2024-11-21")[1]
    code, told = client.run("", "verify", "minimal")
    assert (code, "close à nouveau" in told) == (0, True), told
    code, told = client.run("", "diff", "HEAD~1", "HEAD")
    assert (code, "44,5 % devient 45,3 %" in told) == (0, True), told
    assert "K07" in client.run("2024-11-22", "freeze", "minimal", "2024")[1]


def test_without_the_answers_both_closings_say_the_same_pages(client: Client) -> None:
    late(client, *MANY)
    assert client.run(DAY, "freeze", "minimal", "2024")[0] == 0
    before = fingerprint(client.build(DAY))
    shutil.rmtree(client.spec.parent / "data")
    assert fingerprint(client.build(DAY)) == before


def test_a_third_closing_is_held_to_both_publications(client: Client) -> None:
    late(client, *MANY)
    assert client.run(DAY, "freeze", "minimal", "2024")[0] == 0
    data = client.spec.parent / "data"
    (data / "2024-3.csv").write_text((data / "2024-2.csv").read_text("utf-8") + "emploi,5\n", "utf-8")
    client.edit("data: data/2024-2.csv", "data: data/2024-3.csv")
    client.edit(f"answers: {412 + len(MANY)}", f"answers: {413 + len(MANY)}")
    again = (
        "      - {what: data, was: data/2024-2.csv, why: Une réponse encore, by: cabinet, on: 2024-11-25}\n"
    )
    client.edit(f"        on: {DAY}\n", f"        on: {DAY}\n{again}")
    assert "V14" in client.run("2024-11-26", "freeze", "minimal", "2024")[1]
    (data / "2024-3.csv").write_text(
        (data / "2024-2.csv").read_text("utf-8") + "".join(f"{row}\n" for row in MANY[:30]), "utf-8"
    )
    client.edit(f"answers: {413 + len(MANY)}", f"answers: {442 + len(MANY)}")
    code, told = client.run("2024-11-26", "freeze", "minimal", "2024")
    assert code == 0, told
    assert [entry.closing for entry in read_ledger(client.spec.parent)] == [1, 2, 3]


def test_one_late_reply_keeps_the_first_publication(client: Client) -> None:
    late(client, "emploi,5")
    code, told = client.run(DAY, "freeze", "minimal", "2024")
    assert (code, "V14" in told, "trop peu changé" in told) == (ExitCode.PRIVACY, True, True), told
    folder = client.spec.parent
    assert not any(file.exists() for file in files_of(folder, "2024", 2))
    assert [entry.closing for entry in read_ledger(folder)] == [1]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda data: (data / "2024.csv").unlink(), "K12"),
        (lambda data: (data / "2024.csv").write_text("situation,q_joindre\nemploi,5\n"), "K12"),
        (lambda data: (data / "2024-2.csv").write_bytes((data / "2024.csv").read_bytes()), "D04"),
    ],
    ids=["the first file is gone", "it is another one", "nothing changed"],
)
def test_what_the_amendment_says_has_to_be_there(
    client: Client, spoil: Callable[[Path], object], code: str
) -> None:
    late(client, *MANY)
    if code == "D04":
        client.edit(f"answers: {412 + len(MANY)}", "answers: 412")
    spoil(client.spec.parent / "data")
    ended, told = client.run(DAY, "freeze", "minimal", "2024")
    assert (ended != 0, code in told or "K07" in told) == (True, True), told
    assert [entry.closing for entry in read_ledger(client.spec.parent)] == [1]
