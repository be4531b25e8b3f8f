"""The audit of a built site: silent on ours, and never on one that somebody touched."""

from pathlib import Path

import pytest

from generator import build as corridor
from generator.cli import run
from generator.errors import Diagnostic, ExitCode, Position
from tests.command.conftest import Command, fingerprint


def audited(site: Path, capfd: pytest.CaptureFixture[str]) -> tuple[int, str]:
    capfd.readouterr()
    code = run(["audit", str(site), "--lang", "en"])
    out, err = capfd.readouterr()
    return int(code), out + err


def test_our_own_site_is_clean(built: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert audited(built, capfd)[0] == 0


@pytest.mark.parametrize(
    ("planted", "code"),
    [
        ('<script src="https://elsewhere.example/count.js"></script>', "H03"),
        ('<span class="bo-n" data-number="minimal/2026/all/secret/score">12 %</span>', "U02"),
    ],
    ids=["a script from elsewhere", "a number outside the plan"],
)
def test_what_was_added_to_a_page_is_told(
    planted: str, code: str, built: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    page = built / "minimal" / "index.html"
    page.write_text(page.read_text("utf-8").replace("</main>", f"{planted}</main>"), "utf-8")
    ended, said = audited(built, capfd)
    assert f"{code} error" in said
    assert ended != ExitCode.FINE


def test_a_table_of_answers_dropped_in_the_site_is_told(
    workspace: Path, built: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    answers = (workspace / "studies" / "minimal" / "data" / "2026.csv").read_bytes()
    (built / "assets" / "answers.csv").write_bytes(answers)
    ended, said = audited(built, capfd)
    assert "V05 error" in said
    assert ended == ExitCode.PRIVACY


def test_a_build_that_fails_its_audit_replaces_nothing(
    built: Path, boussole: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint(built)
    monkeypatch.setattr(corridor, "audit", lambda site: [Diagnostic("V05", Position("assets/answers.csv"))])
    spec = built.parents[1] / "studies" / "minimal" / "study.yml"
    spec.write_text(spec.read_text("utf-8").replace("title: Joindre", "title: Appeler"), "utf-8")
    ended = boussole("build")
    assert "V05 error" in ended.said
    assert ended.code == ExitCode.PRIVACY
    assert fingerprint(built) == before
