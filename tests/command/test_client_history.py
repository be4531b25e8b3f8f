"""A client's repository through three waves, as git keeps it: each refusal, sentence and page on the way.

A wording changes, a promise is dropped, a rule is amended, an answer comes late, the answers are deleted.
Nobody answered: each wave's answers are those of the minimal study with a few of them moved.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.cli import run
from generator.errors import ExitCode
from tests.command.conftest import fingerprint

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
pytestmark = needs_git

WAVE = """  {year}:
    field: {year}-10-05/{year}-10-18
    mode: web
    data: data/{year}.csv
    invited: 1500
    answers: 412
"""
SAID = "Êtes-vous satisfait des heures auxquelles vous pouvez nous joindre"
SAYS = "Êtes-vous satisfait de nos heures d'ouverture"
AFFICHAGE = """  affichage:
    what: Afficher les horaires dans chaque agence
    from: [actifs_bloques]
    owner: resp_relation
    due: 2025-06-30
    horizon: quick
    moves: {customer: joindre}
"""


@dataclass(frozen=True)
class Client:
    """A client's repository and what commands say in it."""

    root: Path
    said: pytest.CaptureFixture[str]

    @property
    def spec(self) -> Path:
        return self.root / "studies" / "minimal" / "study.yml"

    def edit(self, old: str, new: str) -> None:
        text = self.spec.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} is not there once"
        self.spec.write_text(text.replace(old, new), "utf-8")

    def git(self, *arguments: str, env: Mapping[str, str] | None = None) -> str:
        command = ["git", "-c", "user.name=Cabinet", "-c", "user.email=cabinet@client.example", *arguments]
        done = subprocess.run(
            command,
            cwd=self.root,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, **(env or {})},
        )
        return done.stdout.strip()

    def commit(self, day: str, message: str) -> str:
        moment = f"{day}T10:00:00+0200"
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message, env={"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment})
        return self.git("rev-parse", "HEAD")

    def run(self, day: str, *arguments: str) -> tuple[int, str]:
        self.said.readouterr()
        dated = ("--as-of", day) if day else ()
        code = run([*arguments, "--root", str(self.root), *dated, "--lang", "fr"])
        out, err = self.said.readouterr()
        return int(code), (out + err).replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'")

    def codes(self, day: str) -> set[str]:
        """The codes of the errors that a check tells."""
        _, told = self.run(day, "check", "--format", "json")
        return {one["code"] for one in json.loads(told) if one["severity"] == "error"}

    def answer(self, year: str, moved: int) -> None:
        """The answers of a wave: those of the study, the first ``moved`` of them said otherwise."""
        source = (self.root / "answers.csv").read_text("utf-8").splitlines()
        rows = [
            f"{line.split(',')[0]},4" if 0 < place <= moved else line for place, line in enumerate(source)
        ]
        data = self.root / "studies" / "minimal" / "data"
        data.mkdir(exist_ok=True)
        (data / f"{year}.csv").write_text("\n".join(rows) + "\n", "utf-8")

    def build(self, day: str) -> Path:
        code, told = self.run(day, "build")
        assert code == 0, told
        return self.root / "build" / "site" / "minimal"

    def page(self, day: str, *path: str) -> str:
        text = self.build(day).joinpath(*path).read_text("utf-8")
        return text.replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'")


@pytest.fixture
def client(tmp_path: Path, root: Path, capfd: pytest.CaptureFixture[str]) -> Client:
    """A repository whose study has its first wave to come."""
    minimal = tmp_path / "studies" / "minimal"
    ignored = shutil.ignore_patterns("locks", "data", "draw.py")
    shutil.copytree(root / "studies" / "minimal", minimal, ignore=ignored)
    shutil.copy(root / "studies" / "_shared.yml", tmp_path / "studies")
    shutil.copy(root / "studies" / "minimal" / "data" / "2026.csv", tmp_path / "answers.csv")
    (tmp_path / ".gitignore").write_text("data/\nbuild/\nanswers.csv\n", "utf-8")
    client = Client(tmp_path, capfd)
    text = client.spec.read_text("utf-8")
    start, end = text.index("  2026:\n"), text.index("\nfindings:")
    client.spec.write_text(text[:start] + WAVE.format(year=2024) + text[end:], "utf-8")
    client.edit("actions:\n", "actions:\n" + AFFICHAGE)
    client.edit("due: 2025-06-30", "due: 2025-06-30\n    state: started")
    client.git("init", "-q", "-b", "main")
    return client


def hold(client: Client, year: str, moved: int) -> str:
    """A wave from its freeze to its closing; gives the commit of its closing."""
    assert client.run(f"{year}-09-28", "freeze", "minimal", year)[0] == 0
    client.commit(f"{year}-09-28", f"Les règles de {year} sont fixées")
    client.answer(year, moved)
    code, told = client.run(f"{year}-10-25", "freeze", "minimal", year)
    assert code == 0, told
    return client.commit(f"{year}-10-25", f"La vague {year} est close")


def test_three_waves(client: Client) -> None:
    first = hold(client, "2024", 0)
    assert "412" in client.page("2024-11-04", "index.html")

    a_wording_changes(client)
    second = hold(client, "2025", 15)
    a_promise_is_dropped(client)
    a_rule_is_amended(client)
    an_answer_comes_late(client)
    client.commit("2025-11-10", "Seuil de certitude relevé, affichage abandonné")
    what_changed_is_told(client, first, second)

    client.edit("\nfindings:", WAVE.format(year=2026) + "\nfindings:")
    a_wave_to_come_stops_nothing(client)
    hold(client, "2026", 30)
    what_is_proven(client)
    answers_are_deleted(client)
    a_forged_history_shows(client)


def a_wording_changes(client: Client) -> None:
    """In silence it is refused; with a decision the page prints both wordings."""
    client.edit("\nfindings:", WAVE.format(year=2025) + "\nfindings:")
    client.answer("2025", 15)
    client.edit(SAID, SAYS)
    assert client.codes("2025-09-20") == {"Q08"}
    decision = f"series: continues\n        why: Même sens\n        text: {SAID} ?".replace(" ?", "")
    client.edit(
        "    informs: [horaires]\n",
        f"    informs: [horaires]\n    versions:\n      2024:\n        {decision}\n",
    )
    version = f"text: {SAID}"
    client.edit(version, f'text: "{SAID} ?"')
    assert client.codes("2025-09-20") == set()


def a_promise_is_dropped(client: Client) -> None:
    """Erased, it is asked for; dropped with a reason, it stays on the page of actions."""
    erased = client.spec.read_text("utf-8")
    kept = AFFICHAGE.replace("due: 2025-06-30", "due: 2025-06-30\n    state: started")
    client.edit(kept, "")
    assert client.codes("2025-11-05") == {"A05"}
    client.spec.write_text(erased, "utf-8")
    client.edit("state: started", "state: dropped\n    on: 2025-11-03\n    why: Les agences ferment")
    assert client.codes("2025-11-05") == set()
    assert "Les agences ferment" in client.page("2025-11-05", "agir", "index.html")


def a_rule_is_amended(client: Client) -> None:
    """Changed, it is refused; amended, the page of method prints the reason."""
    rule = "\nstatistics: {confidence: 99 %}\n\nprivacy:"
    client.edit("\nprivacy:", rule)
    assert client.codes("2025-11-08") == {"D05"}
    for year in ("2024", "2025"):
        client.edit(
            f"data: data/{year}.csv\n",
            f"data: data/{year}.csv\n    amended:\n      - what: statistics.confidence\n"
            "        why: Le comité a voulu plus de certitude\n        by: cabinet\n"
            f"        on: 2025-11-07\n",
        )
    assert client.codes("2025-11-08") == set()
    assert "Le comité a voulu plus de certitude" in client.page("2025-11-08", "ecouter", "methode.html")


def an_answer_comes_late(client: Client) -> None:
    """A closed wave is not computed again from other answers."""
    data = client.root / "studies" / "minimal" / "data" / "2025.csv"
    whole = data.read_text("utf-8")
    data.write_text(whole + "emploi,5\n", "utf-8")
    assert client.codes("2025-11-09") == {"D04"}
    assert client.run("", "verify", "minimal")[0] == ExitCode.AUTHOR
    data.write_text(whole, "utf-8")
    assert client.codes("2025-11-09") == set()


def what_changed_is_told(client: Client, first: str, second: str) -> None:
    """Between two revisions, from their files alone; nothing is left behind."""
    before = fingerprint(client.root)
    code, told = client.run("", "diff", first, second)
    assert code == 0
    assert f"Le libellé de « q_joindre » passe de « {SAID} ? » à « {SAYS} ? »" in told
    code, told = client.run("", "diff", second, "HEAD", "--format", "markdown")
    assert "L'action « affichage » était en cours ; elle est abandonnée." in told
    assert "**Actions**" in told
    assert "Motif donné pour l'action « affichage » : « Les agences ferment »." in told
    assert "« confidence » : « 0.95 » devient « 0.99 »" in told
    code, told = client.run("", "diff", "2024", "2025", "--format", "json")
    assert [one["study"] for one in json.loads(told)["studies"]] == ["minimal"]
    assert fingerprint(client.root) == before


def a_wave_to_come_stops_nothing(client: Client) -> None:
    """During fieldwork the site speaks of the wave before, and prints the hash of the one to come."""
    code, told = client.run("2026-09-27", "freeze", "minimal", "2026")
    assert code == 0
    assert "À écrire dans la notice aux participants" in told
    lock = client.root / "studies" / "minimal" / "locks" / "2026.lock"
    printed = told.rpartition("leur empreinte est ")[2][:12]
    assert printed in client.page("2026-10-06", "ecouter", "methode.html")
    assert "D13" in client.codes("2026-10-19")
    lock.unlink()


def what_is_proven(client: Client) -> None:
    """Each lock came before fieldwork, none was rewritten; the printed hash is found."""
    code, told = client.run("", "verify", "minimal")
    assert code == 0, told
    assert told.count("· prouvé ·") == 9
    assert "peut être récrit en entier" in told
    lock = client.root / "studies" / "minimal" / "locks" / "2026.lock"
    text = lock.read_text("utf-8")
    printed = client.run("2026-11-01", "freeze", "minimal", "2026")[1]
    assert "K07" in printed
    lock.write_text(text.replace("frozen_on: 2026-09-28", "frozen_on: 2026-09-27"), "utf-8")
    assert "K02" in client.run("", "verify", "minimal")[1]
    lock.write_text(text, "utf-8")
    assert client.run("", "verify", "minimal", "--printed", "0" * 12)[0] == ExitCode.AUTHOR


def answers_are_deleted(client: Client) -> None:
    """The pages are the same bytes without them."""
    before = fingerprint(client.build("2026-11-21"))
    shutil.rmtree(client.root / "studies" / "minimal" / "data")
    assert fingerprint(client.build("2026-11-21")) == before
    code, told = client.run("", "verify", "minimal")
    assert code == 0
    assert told.count("Les réponses ne sont plus là") == 3


def a_forged_history_shows(client: Client) -> None:
    """A lock made again after fieldwork, with an earlier date on it, is not the one git recorded."""
    folder = client.root / "studies" / "minimal" / "locks"
    for file in folder.glob("2026.*"):
        file.unlink()
    client.answer("2026", 30)
    client.edit("8 pts", "9 pts")
    client.edit("99 %", "98 %")
    assert client.run("2026-09-28", "freeze", "minimal", "2026")[0] == 0
    client.commit("2026-11-22", "Le gel de 2026")
    code, told = client.run("", "verify", "minimal")
    assert code == ExitCode.AUTHOR
    assert "il a été récrit" in told
