"""A client's repository through three waves, as git keeps it: each refusal, sentence and page on the way.

Each wave is frozen, closed, verified and published; a wording changes, an answer comes late, a promise is
dropped, a rule is amended, the answers are deleted, and somebody forges a lock.
"""

import json
import re
import shutil
from pathlib import Path

import pytest

from generator.errors import ExitCode
from generator.locks import read_lock
from tests.command.client import AFFICHAGE, WAVE, Client, begin, hold, needs_git
from tests.command.conftest import fingerprint

pytestmark = needs_git

SAID = "Êtes-vous satisfait des heures auxquelles vous pouvez nous joindre"
SAYS = "Êtes-vous satisfait de nos heures d'ouverture"


@pytest.fixture
def client(tmp_path: Path, root: Path, capfd: pytest.CaptureFixture[str]) -> Client:
    return begin(tmp_path, root, capfd)


def test_three_waves(client: Client) -> None:
    first = hold(client, "2024", 0)
    assert "412" in client.page("2024-11-04", "index.html")
    a_wave_is_published(client, "2024")
    oldest = fingerprint(client.public / "2024")
    each_thing_is_proven(client, waves=1)

    a_wording_changes(client)
    second = hold(client, "2025", 15)
    a_wave_is_published(client, "2025", "2024")
    an_answer_comes_late(client)
    a_promise_is_dropped(client)
    a_rule_is_amended(client)
    each_thing_is_proven(client, waves=2)
    amended = client.commit("2025-11-10", "Seuil de certitude relevé, affichage abandonné")
    what_changed_is_told(client, first, second, amended)

    client.edit("\nfindings:", WAVE.format(year=2026) + "\nfindings:")
    a_wave_to_come_stops_nothing(client)
    third = hold(client, "2026", 30)
    a_wave_is_published(client, "2026", "2025", "2024")
    assert fingerprint(client.public / "2024") == oldest
    what_became_of_it_since_is_told(client, amended, third)
    each_thing_is_proven(client, waves=3)
    a_spoiled_lock_is_seen(client)
    answers_are_deleted(client)
    a_forged_history_shows(client)


def a_wave_is_published(client: Client, year: str, *before: str) -> None:
    """An edition more, the newest under ``latest``; those before keep each of their bytes."""
    kept = {wave: fingerprint(client.public / wave) for wave in before}
    code, told = client.publish(f"{year}-11-04")
    assert (code, f"minimal {year} : publiée dans" in told) == (0, True), told
    assert ("enregistrez studies/minimal/locks/" in told) is (client.git("status", "--porcelain") != "")
    listed = json.loads((client.public / "versions.json").read_text("utf-8"))
    assert [(one["version"], one["aliases"]) for one in listed] == [
        (year, ["latest"]),
        *((wave, []) for wave in before),
    ]
    assert {wave: fingerprint(client.public / wave) for wave in before} == kept
    newest = client.public / "latest" / "index.html"
    assert f"octobre {year}" in newest.read_text("utf-8")
    for wave in (year, "latest"):
        assert offered(client.public / wave) == {*before, "latest"}
    client.commit(f"{year}-11-04", f"La vague {year} est publiée")


def offered(edition: Path) -> set[str]:
    """The editions that every page of one leads to from its header, to files that exist."""
    led = set()
    for page in edition.rglob("*.html"):
        for choice in re.findall(
            '<details class="bo-waves">.*?</details>', page.read_text("utf-8"), re.DOTALL
        ):
            ways = [page.parent / href for href in re.findall('href="(.*?)"', choice)]
            assert [way for way in ways if not way.is_file()] == []
            led |= {way.resolve().relative_to(edition.parent.resolve()).parts[0] for way in ways}
    return led


def a_wording_changes(client: Client) -> None:
    """In silence it is refused; with a decision the page prints both wordings."""
    client.edit("\nfindings:", WAVE.format(year=2025) + "\nfindings:")
    client.edit(SAID, SAYS)
    assert client.codes("2025-09-20") == {"Q08"}
    code, told = client.run("2025-09-20", "freeze", "minimal", "2025")
    assert (code, "Q08" in told) == (ExitCode.AUTHOR, True), told
    decision = f"series: continues\n        why: Même sens\n        text: {SAID} ?".replace(" ?", "")
    client.edit(
        "    informs: [horaires]\n",
        f"    informs: [horaires]\n    versions:\n      2024:\n        {decision}\n",
    )
    version = f"text: {SAID}"
    client.edit(version, f'text: "{SAID} ?"')
    assert client.codes("2025-09-20") == set()


def an_answer_comes_late(client: Client) -> None:
    """A closed wave is not computed, closed or published again from other answers."""
    data = client.root / "studies" / "minimal" / "data" / "2025.csv"
    whole, published = data.read_text("utf-8"), fingerprint(client.public)
    data.write_text(whole + "emploi,5\n", "utf-8")
    assert client.codes("2025-11-05") == {"D04"}
    for command in (("freeze", "minimal", "2025"), ("publish", "--to", "public")):
        code, told = client.run("2025-11-05", *command)
        assert (code != 0, "D04" in told or "K07" in told) == (True, True), told
    assert client.run("", "verify", "minimal")[0] == ExitCode.AUTHOR
    data.write_text(whole, "utf-8")
    assert client.codes("2025-11-05") == set()
    assert fingerprint(client.public) == published


def a_promise_is_dropped(client: Client) -> None:
    """Erased, it is asked for; dropped with a reason, it stays on the page of actions.

    What is published does not follow by itself: the edition says what it said on its day.
    """
    erased = client.spec.read_text("utf-8")
    kept = AFFICHAGE.replace("due: 2025-06-30", "due: 2025-06-30\n    state: started")
    client.edit(kept, "")
    assert client.codes("2025-11-05") == {"A05"}
    client.spec.write_text(erased, "utf-8")
    client.edit("state: started", "state: dropped\n    on: 2025-11-03\n    why: Les agences ferment")
    assert client.codes("2025-11-05") == set()
    assert "Les agences ferment" in client.page("2025-11-05", "agir", "index.html")
    published = fingerprint(client.public)
    code, told = client.publish("2025-11-05")
    assert (code, "F11" in told) == (ExitCode.AUTHOR, True), told
    assert fingerprint(client.public) == published


def a_rule_is_amended(client: Client) -> None:
    """Changed, it is refused; amended, the page of method says why and the wave is published again."""
    client.edit("\nprivacy:", "\nstatistics: {confidence: 99 %}\n\nprivacy:")
    assert client.codes("2025-11-08") == {"D05"}
    assert "D05" in client.publish("2025-11-08")[1]
    for year in ("2024", "2025"):
        client.edit(
            f"data: data/{year}.csv\n",
            f"data: data/{year}.csv\n    amended:\n      - what: statistics.confidence\n"
            "        why: Le comité a voulu plus de certitude\n        by: cabinet\n"
            f"        on: 2025-11-07\n",
        )
    assert client.codes("2025-11-08") == set()
    assert "Le comité a voulu plus de certitude" in client.page("2025-11-08", "ecouter", "methode.html")
    oldest = fingerprint(client.public / "2024")
    code, told = client.publish("2025-11-08")
    assert (code, "publiée de nouveau" in told) == (0, True), told
    method = client.public / "2025" / "ecouter" / "methode.html"
    assert "Le comité a voulu plus de certitude" in method.read_text("utf-8")
    assert fingerprint(client.public / "2024") == oldest
    code, told = client.publish("2025-11-09")
    assert (code, "rien n'a changé" in told) == (0, True), told


REWORDED = f"Le libellé de « q_joindre » passe de « {SAID} ? » à « {SAYS} ? »"
SURER = "« confidence » : « 0.95 » devient « 0.99 »"
DROPPED = "L'action « affichage » était en cours ; elle est abandonnée."


def what_changed_is_told(client: Client, first: str, second: str, amended: str) -> None:
    """Between two revisions and between two waves, from their files alone; nothing is left behind."""
    before = fingerprint(client.root)
    code, told = client.run("", "diff", first, second)
    assert (code, REWORDED in told, SURER in told) == (0, True, False), told
    code, told = client.run("", "diff", second, amended, "--format", "markdown")
    assert (code, REWORDED in told, SURER in told, DROPPED in told) == (0, False, True, True), told
    assert "**Actions**" in told
    assert "Motif donné pour l'action « affichage » : « Les agences ferment »." in told
    told = client.run("", "diff", amended)[1]
    assert ("Rien n'a changé de ce que" in told, "Aucun chiffre publié ne change" in told) == (True, True)
    code, told = client.run("", "diff", "2024", "2025", "--format", "json")
    (study,) = json.loads(told)["studies"]
    assert (study["study"], "questions" in {one["section"] for one in study["changes"]}) == ("minimal", True)
    assert fingerprint(client.root) == before


def what_became_of_it_since_is_told(client: Client, amended: str, third: str) -> None:
    """The last wave against each of those before: what it froze, not what was amended afterwards."""
    for wave, wordings in (("2025", False), ("2024", True)):
        code, told = client.run("", "diff", wave, "2026")
        assert (code, REWORDED in told, SURER in told) == (0, wordings, True), told
    code, told = client.run("", "diff", amended, third)
    assert (code, REWORDED in told, SURER in told) == (0, False, False), told
    assert client.run("", "diff", third, "absent")[1].count("E10") == 1


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


def each_thing_is_proven(client: Client, waves: int) -> None:
    """Each lock came before fieldwork, none was rewritten, the answers are those of the closing."""
    code, told = client.run("", "verify", "minimal")
    assert code == 0, told
    assert told.count("· prouvé ·") == 3 * waves
    assert "peut être récrit en entier" in told
    lock = read_lock(client.spec.parent, f"{2023 + waves}")
    assert lock is not None
    code, told = client.run("", "verify", "minimal", "--printed", lock.short_hash)
    assert (code, told.count("· prouvé ·")) == (0, 3 * waves + 1)


def a_spoiled_lock_is_seen(client: Client) -> None:
    """A closed wave is not frozen again; an edited lock is told; a hash that no lock bears is not found."""
    lock = client.root / "studies" / "minimal" / "locks" / "2026.lock"
    text = lock.read_text("utf-8")
    assert "K07" in client.run("2026-11-01", "freeze", "minimal", "2026")[1]
    lock.write_text(text.replace("frozen_on: 2026-09-28", "frozen_on: 2026-09-27"), "utf-8")
    assert "K02" in client.run("", "verify", "minimal")[1]
    lock.write_text(text, "utf-8")
    assert client.run("", "verify", "minimal", "--printed", "0" * 12)[0] == ExitCode.AUTHOR


def answers_are_deleted(client: Client) -> None:
    """Listed while they may be kept, refused once they may not; the pages are the same bytes without them."""
    code, told = client.run("2026-11-21", "retention")
    assert (code, [told.count(f"data/{year}.csv") for year in (2024, 2025, 2026)]) == (0, [1, 1, 1])
    assert "31 octobre 2027" in told
    assert client.codes("2027-11-01") == {"G02"}
    assert client.run("2027-11-01", "retention")[0] == ExitCode.AUTHOR
    before, published = fingerprint(client.build("2026-11-21")), fingerprint(client.public)
    shutil.rmtree(client.root / "studies" / "minimal" / "data")
    assert fingerprint(client.build("2026-11-21")) == before
    assert client.run("2027-11-01", "retention")[0] == 0
    assert client.codes("2027-11-01") == set()
    assert client.publish("2026-11-21")[0] == 0
    assert fingerprint(client.public) == published
    code, told = client.run("", "verify", "minimal")
    assert code == 0
    assert told.count("Les réponses ne sont plus là") == 3


def a_forged_history_shows(client: Client) -> None:
    """A lock made again after fieldwork, with an earlier date on it, is not the one git recorded.

    The ledger has to be emptied first, and the last commit of it: each step is refused until then.
    """
    folder = client.root / "studies" / "minimal" / "locks"
    for file in folder.glob("2026.*"):
        file.unlink()
    client.answer("2026", 30)
    client.edit("8 pts", "9 pts")
    client.edit("99 %", "98 %")
    assert "V15" in client.run("2026-09-28", "freeze", "minimal", "2026")[1]
    ledger = folder / "ledger.jsonl"
    ledger.write_text("".join(ledger.read_text("utf-8").splitlines(keepends=True)[:2]), "utf-8")
    assert "V15" in client.run("2026-09-28", "freeze", "minimal", "2026")[1]
    client.commit("2026-11-22", "Le registre, sans 2026")
    assert client.run("2026-09-28", "freeze", "minimal", "2026")[0] == 0
    client.commit("2026-11-22", "Le gel de 2026")
    code, told = client.run("", "verify", "minimal")
    assert code == ExitCode.AUTHOR
    assert "il a été récrit" in told
