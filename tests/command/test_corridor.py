"""The corridor from end to end: publishing without answers, freezing, closing, and the same bytes twice."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from generator import build as corridor
from generator import releasing
from generator.cli import run
from generator.errors import ExitCode
from generator.site import Destination
from tests.command.conftest import AS_OF, Command, fingerprint

SPEC = "studies/minimal/study.yml"


def quiet(step: str, subject: str) -> None:
    """Progress nobody watches."""


def edit(workspace: Path, old: str, new: str) -> None:
    spec = workspace / SPEC
    text = spec.read_text("utf-8")
    assert old in text
    spec.write_text(text.replace(old, new), "utf-8")


def test_two_builds_in_two_folders_are_the_same_bytes(
    workspace: Path, built: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    shutil.copytree(workspace / "studies", elsewhere / "studies")
    assert run(["build", "--root", str(elsewhere), "--as-of", AS_OF]) == 0
    assert fingerprint(elsewhere / "build" / "site") == fingerprint(built)


def test_publishing_needs_no_answers(workspace: Path, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second half runs on releases alone, with the answers gone and their readers broken."""
    found = corridor.load(workspace, (), corridor.date.fromisoformat(AS_OF))
    released = corridor.release_all(found, quiet)
    shutil.rmtree(workspace / "studies" / "minimal" / "data")

    def forbidden(*_: object) -> None:
        raise AssertionError("publishing reached for the answers")

    for reader in ("read", "fingerprint_of", "tabulate", "protect"):
        monkeypatch.setattr(releasing, reader, forbidden)
    out = workspace / "build" / "again"
    to = Destination(out, workspace, "boussole", corridor.date.fromisoformat(AS_OF))
    corridor.publish(found, released, to, quiet)
    assert fingerprint(out) == fingerprint(built)


class TestFreezing:
    """A wave is frozen before its answers, then closed on them."""

    def freeze(
        self, workspace: Path, day: str, capfd: pytest.CaptureFixture[str], *options: str
    ) -> tuple[int, str]:
        capfd.readouterr()
        given = ["--root", str(workspace), "--as-of", day, "--lang", "en", *options]
        code = run(["freeze", "minimal", "2026", *given])
        out, err = capfd.readouterr()
        return int(code), out + err

    def test_before_fieldwork_then_once_the_answers_are_in(
        self, workspace: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        data = workspace / "studies" / "minimal" / "data" / "2026.csv"
        answers = data.read_bytes()
        data.unlink()
        assert self.freeze(workspace, "2026-10-01", capfd)[0] == 0
        code, said = self.freeze(workspace, "2026-10-02", capfd)
        assert (code, "K08 error" in said) == (ExitCode.AUTHOR, True)
        data.write_bytes(answers)
        code, said = self.freeze(workspace, "2026-10-20", capfd)
        assert (code, "closed" in said) == (0, True)
        assert sorted(path.name for path in (workspace / "studies" / "minimal" / "locks").iterdir()) == [
            "2026.certificate.json",
            "2026.lock",
            "2026.release.jsonl",
            "ledger.jsonl",
        ]
        code, said = self.freeze(workspace, "2026-10-21", capfd)
        assert (code, "K07 error" in said) == (ExitCode.AUTHOR, True)

    def test_when_its_time_is_over_nothing_is_closed(
        self, workspace: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        study = workspace / "studies" / "minimal"
        assert self.freeze(workspace, "2026-10-01", capfd)[0] == 0
        code, said = self.freeze(workspace, "2026-10-20", capfd, "--budget", "0")
        assert (code, "V16 error" in said) == (ExitCode.PRIVACY, True)
        assert [path.name for path in (study / "locks").iterdir()] == ["2026.lock"]
        assert self.freeze(workspace, "2026-10-20", capfd, "--budget", "30")[0] == 0
        assert not (study / "data" / ".boussole" / "2026").exists()

    def test_a_closed_wave_is_rebuilt_without_its_answers(
        self, closed: Path, built: Path, boussole: Command
    ) -> None:
        """Our own study is closed: its pages stay the same bytes when its answers are deleted."""
        shutil.rmtree(closed / "studies" / "minimal" / "data")
        before = fingerprint(built)
        assert boussole("build").code == 0
        assert fingerprint(built) == before

    def test_other_answers_than_those_it_was_closed_on_are_refused(
        self, closed: Path, boussole: Command
    ) -> None:
        data = closed / "studies" / "minimal" / "data" / "2026.csv"
        data.write_bytes(data.read_bytes().replace(b"emploi,5", b"emploi,4", 1))
        ended = boussole("check")
        assert "D04 error" in ended.said
        assert ended.code == ExitCode.DATA

    def test_a_rule_changed_after_the_freeze_needs_a_reason(self, closed: Path, boussole: Command) -> None:
        edit(closed, "text: Êtes-vous satisfait des heures", "text: Que pensez-vous des heures")
        ended = boussole("check")
        assert "D05 error" in ended.said
        assert "questions.q_joindre.text" in ended.said
        edit(
            closed,
            "    answers: 412\n",
            "    answers: 412\n    amended:\n      - what: questions.q_joindre.text\n"
            "        why: Le libellé du formulaire avait été recopié trop tôt\n"
            "        by: cabinet\n        on: 2026-10-21\n",
        )
        assert boussole("check").code == 0

    def test_a_threshold_can_only_rise(self, closed: Path, boussole: Command) -> None:
        edit(closed, "privacy: {promised: 10}", "privacy: {promised: 8}")
        ended = boussole("check")
        assert "V02 error" in ended.said
        assert ended.code == ExitCode.PRIVACY

    def test_a_lock_edited_by_hand_is_refused(self, closed: Path, boussole: Command) -> None:
        lock = closed / "studies" / "minimal" / "locks" / "2026.lock"
        lock.write_text(
            lock.read_text("utf-8").replace("satisfait des heures", "content des heures"), "utf-8"
        )
        ended = boussole("check")
        assert "K02 error" in ended.said
        assert ended.code == ExitCode.AUTHOR


def test_numbers_are_the_same_in_both_forms(boussole: Command) -> None:
    rows = json.loads(boussole("numbers", "minimal").said)
    table = list(csv.DictReader(io.StringIO(boussole("numbers", "minimal", "--format", "csv").said)))
    assert [row["id"] for row in rows] == [row["id"] for row in table]
    share = next(row for row in rows if row["id"] == "minimal/2026/actif=emploi/joindre/score")
    assert (share["value"], share["n"], share["statistic"]) == (0.409, 208, "top_box")


def test_numbers_of_an_unknown_wave(boussole: Command) -> None:
    ended = boussole("numbers", "minimal", "--wave", "2031")
    assert "E02 error" in ended.said
    assert "2026" in ended.said
    assert ended.code == ExitCode.AUTHOR


def test_an_unknown_study_gets_the_nearest_name(boussole: Command) -> None:
    ended = boussole("build", "minimel")
    assert "minimal" in ended.said
    assert ended.code == ExitCode.AUTHOR


def test_a_wrong_option_is_a_usage_error(boussole: Command) -> None:
    assert boussole("build", "--fast").code == ExitCode.USAGE


def test_a_wrong_date_is_a_usage_error(workspace: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--root", str(workspace), "--as-of", "21/11/2026"]) == ExitCode.USAGE
    assert "21/11/2026" in capfd.readouterr().err


def test_a_bug_of_ours_keeps_its_traceback(
    workspace: Path, boussole: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("ours")

    monkeypatch.setattr(corridor, "compose", broken)
    ended = boussole("build")
    assert ended.code == ExitCode.BUG
    assert "Traceback" in ended.said
    assert "RuntimeError: ours" in ended.said


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_problems_can_be_read_by_machines(form: str, workspace: Path, boussole: Command) -> None:
    edit(workspace, "    verdict: improve", "    verdit: improve")
    said = boussole("check", "--format", form).said
    match form:
        case "json":
            assert [problem["code"] for problem in json.loads(said) if problem["severity"] == "error"][
                :1
            ] == ["Y02"]
        case "sarif":
            assert "Y02" in {result["ruleId"] for result in json.loads(said)["runs"][0]["results"]}
        case "github":
            assert f"::error file={SPEC},line=" in said


def test_nothing_is_said_but_the_place_when_piped(boussole: Command) -> None:
    """Progress shows on a terminal only; a pipe gets the one line that matters, without colour."""
    said = boussole("build").said
    assert said.startswith("Site ready: open ")
    assert "\x1b" not in said


def test_before_fieldwork_the_site_says_what_will_be_asked_and_its_hash(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody answered: decisions, questions and rules are there, and not a number."""
    shutil.rmtree(workspace / "studies" / "minimal" / "data")
    before = ["--root", str(workspace), "--as-of", "2026-09-21"]
    assert run(["build", *before]) == 0
    essential = workspace / "build" / "site" / "minimal" / "index.html"
    assert "ne sont pas encore gelées" in essential.read_text("utf-8")
    assert run(["freeze", "minimal", "2026", *before]) == 0
    printed = capsys.readouterr().out.rpartition("leur empreinte est ")[2][:12]
    assert run(["build", *before]) == 0
    page = essential.read_text("utf-8").replace("\u00a0", " ")
    assert f"Règles gelées le 21 septembre 2026 (empreinte {printed}), avant le terrain." in page
    assert "Êtes-vous satisfait des heures" in page
    known = json.loads((workspace / "build" / "site" / "minimal" / "numbers.json").read_text("utf-8"))
    assert set(known.values()) == {None}


def test_the_site_for_teams_has_its_own_folder_and_no_annex(workspace: Path) -> None:
    asked = ["build", "--root", str(workspace), "--as-of", AS_OF, "--for", "teams"]
    assert run(asked) == 0
    site = workspace / "build" / "teams"
    assert "Vous avez dit" in (site / "minimal" / "index.html").read_text("utf-8")
    assert (site / "minimal" / "comprendre" / "constats" / "actifs_bloques.html").is_file()
    assert not (site / "minimal" / "ecouter" / "questions").exists()
    assert not list(site.rglob("*.csv"))
    assert not (workspace / "build" / "site").exists()
    before = fingerprint(site)
    assert run(asked) == 0
    assert fingerprint(site) == before


@pytest.mark.parametrize("answered", [True, False])
def test_every_wave_to_come_is_told_the_same_way(workspace: Path, answered: bool) -> None:
    """Whether a wave with answers stands before it or none does."""
    coming = "  2027: {field: 2027-10-05/2027-10-18, mode: web, data: data/2027.csv}\n"
    edit(workspace, "\nfindings:\n", f"{coming}\nfindings:\n")
    if not answered:
        shutil.rmtree(workspace / "studies" / "minimal" / "data")
    day = corridor.date(2026, 11, 21) if answered else corridor.date(2026, 10, 1)
    told = [problem for problem in corridor.check(workspace, (), day, quiet) if problem.code == "D13.awaited"]
    waves = ["2027"] if answered else ["2026", "2027"]
    assert [(problem.values["wave"], problem.values["end"]) for problem in told] == [
        (wave, f"{wave}-10-18") for wave in waves
    ]
