"""What a newcomer does wrong first: the wrong folder, half a period, a port that is none, Ctrl-C at once."""

from pathlib import Path

import pytest

from generator import cli
from generator.cli import run
from generator.errors import ExitCode


def said(capfd: pytest.CaptureFixture[str]) -> str:
    out, err = capfd.readouterr()
    return out + err


@pytest.mark.parametrize("command", [["check"], ["build"], ["freeze", "welcome", "2027"], ["retention"]])
def test_the_wrong_folder_is_told_before_the_missing_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], command: list[str]
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert run([*command, "--root", str(tmp_path), "--lang", "en"]) == ExitCode.AUTHOR
    told = said(capfd)
    assert "S15" in told
    assert "K05" not in told


@pytest.mark.parametrize("field", ["2028-03-01", "2028-03-01 2028-03-21"])
def test_half_a_period_is_told_as_one(tmp_path: Path, capfd: pytest.CaptureFixture[str], field: str) -> None:
    asked = ["new", "wave", "welcome", "2028", "--field", field, "--root", str(tmp_path)]
    assert run(asked) == ExitCode.USAGE
    assert "2028-03-01/2028-03-21" in said(capfd)


@pytest.mark.parametrize("port", ["0", "80000", "-1"])
def test_a_port_that_is_none_is_refused_as_usage(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], port: str
) -> None:
    assert run(["serve", "--port", port, "--root", str(tmp_path)]) == ExitCode.USAGE
    assert "Traceback" not in said(capfd)


def test_an_interruption_before_the_work_began_is_told_as_one(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.helping, "is_asked", interrupted)
    assert run(["check"]) == ExitCode.INTERRUPTED
    told = said(capfd)
    assert told.strip()
    assert "Traceback" not in told


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("example", [[], ["--example"]])
def test_a_new_repository_has_nothing_to_mend(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], lang: str, example: list[str]
) -> None:
    assert run(["init", str(tmp_path / "client"), "--lang", lang, *example]) == ExitCode.FINE
    said(capfd)
    checked = ["check", "--root", str(tmp_path / "client"), "--as-of", "2027-02-01", "--format", "json"]
    assert run(checked) == ExitCode.FINE
    told = said(capfd)
    assert "D13" in told, "only that the answers are to come"
    assert told.count('"code"') == 1
