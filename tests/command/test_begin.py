"""A new repository, from its first line to its published wave, by the steps of its own workflows."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from generator.cli import run
from tests.command.conftest import fingerprint

ENV = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory, root: Path) -> dict[str, str]:
    """An environment where `boussole` is the one under test, and git is nobody's."""
    if shutil.which("git") is None or shutil.which("bash") is None:
        pytest.skip("git and bash are needed to run the steps of a workflow")
    command = tmp_path_factory.mktemp("bin") / "boussole"
    command.write_text(f'#!/bin/sh\nPYTHONPATH="{root}" exec "{sys.executable}" -m generator "$@"\n', "utf-8")
    command.chmod(0o755)
    return {**os.environ, **ENV, "PATH": f"{command.parent}:{os.environ['PATH']}"}


def at(day: str, shell: dict[str, str], folder: Path, script: str) -> str:
    """Run lines of a shell on a day: what they printed."""
    dated = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{day}T12:00:00+00:00")
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env={**shell, **dated},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def steps(workflow: Path, job: str) -> str:
    """The lines that a job of GitHub runs, but for the installation."""
    told = yaml.safe_load(workflow.read_text("utf-8"))["jobs"][job]["steps"]
    return "\n".join(step["run"] for step in told if "run" in step and "pip install" not in step["run"])


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory, shell: dict[str, str]) -> Path:
    """A folder with a repository whose wave was frozen, asked and closed, and what it is pushed to."""
    folder = tmp_path_factory.mktemp("pristine")
    client = folder / "client"
    assert run(["init", str(client), "--lang", "fr", "--example", "--client", "Tilia"]) == 0
    at("2027-01-10", shell, folder, "git init --quiet --bare --initial-branch main hosted.git")
    at(
        "2027-01-10",
        shell,
        client,
        f"git init --quiet -b main\ngit remote add origin ../hosted.git\n{COMMIT}",
    )
    for command, day in (("freeze", "2027-01-15"), ("rehearse", "2027-04-01"), ("freeze", "2027-04-01")):
        wave = ["2027"] if command == "freeze" else []
        assert run([command, "accueil", *wave, "--root", str(client), "--as-of", day]) == 0
    at("2027-04-02", shell, client, f"{COMMIT}\ngit push --quiet origin main")
    return folder


COMMIT = "git add --all\ngit commit --quiet --message 'Étude'"


@pytest.fixture
def begun(pristine: Path, tmp_path: Path) -> Path:
    """The same, where a test may change it."""
    shutil.copytree(pristine, tmp_path, dirs_exist_ok=True)
    return tmp_path / "client"


def test_answers_never_enter_git(begun: Path, shell: dict[str, str]) -> None:
    assert (begun / "studies" / "accueil" / "data" / "2027.csv").is_file()
    listed = at("2027-04-02", shell, begun, "git ls-files")
    assert "studies/accueil/locks/2027.release.jsonl" in listed
    assert not re.search(r"data/|\.csv", listed)


# The second host runs the same commands by other lines: one of them is enough between two commits.
@pytest.mark.parametrize("host", ["github", pytest.param("gitlab", marks=pytest.mark.long)])
def test_the_steps_of_a_workflow_publish(
    host: str, begun: Path, shell: dict[str, str], tmp_path: Path
) -> None:
    """Twice, from a fresh clone without answers, as a host would: the second time nothing changes."""
    workflow = begun / (".github/workflows/studies.yml" if host == "github" else ".gitlab-ci.yml")
    told = yaml.safe_load(workflow.read_text("utf-8"))
    if host == "github":
        check, publish, branch = steps(workflow, "check"), steps(workflow, "publish"), "gh-pages"
    else:
        check = "\n".join(told["check"]["script"])
        publish, branch = told["pages"]["script"][-1], "pages"
    heads = []
    for time in ("first", "second"):
        at("2027-04-03", shell, tmp_path, f"git clone --quiet hosted.git {time}")
        at("2027-04-03", shell, tmp_path / time, f"{check}\n{publish}")
        assert (tmp_path / time / "build" / "site" / "accueil" / "index.html").is_file()
        heads.append(at("2027-04-03", shell, tmp_path, f"git -C hosted.git rev-parse {branch}"))
    listed = at("2027-04-03", shell, tmp_path, f"git -C hosted.git ls-tree -r --name-only {branch}")
    assert {"index.html", "accueil/2027/index.html", "accueil/versions.json"} <= {*listed.split("\n")}
    assert "studies/" not in listed
    assert heads[0] == heads[1]


def test_the_steps_hold_from_the_first_commit(shell: dict[str, str], tmp_path: Path) -> None:
    """Nothing was asked yet: the preview is a rehearsal, and nothing is published."""
    assert run(["init", str(tmp_path), "--lang", "en"]) == 0
    at("2027-01-10", shell, tmp_path, f"git init --quiet -b main\ngit remote add origin .\n{COMMIT}")
    workflow = tmp_path / ".github" / "workflows" / "studies.yml"
    told = at("2027-01-10", shell, tmp_path, f"{steps(workflow, 'check')}\n{steps(workflow, 'publish')}")
    assert "nothing to publish" in told
    page = (tmp_path / "build" / "site" / "welcome" / "index.html").read_text("utf-8")
    assert "Rehearsal" in page


def test_the_wave_to_come_leaves_the_site_as_it_is(begun: Path) -> None:
    """Added, then frozen before its fieldwork: pages still speak of the wave before."""
    more = ["--field", "2028-03-01/2028-03-21", "--root", str(begun)]
    assert run(["new", "wave", "accueil", "2028", *more]) == 0
    common = ["--root", str(begun), "--as-of", "2028-01-15", "--lang", "en"]
    assert run(["freeze", "accueil", "2028", *common]) == 0
    assert run(["build", *common]) == 0
    page = (begun / "build" / "site" / "accueil" / "index.html").read_text("utf-8")
    assert "Vague 2027" in page
    assert "Vague 2028" not in page


def test_an_answer_committed_by_mistake_is_stopped(begun: Path) -> None:
    hooks = yaml.safe_load((begun / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
    pattern = next(hook["files"] for hook in hooks if hook["id"] == "no-answers")
    for name in ("studies/accueil/data/2027.txt", "export.csv", "a/b.xlsx", "wave.parquet"):
        assert re.search(pattern, name)
    assert not re.search(pattern, "studies/accueil/locks/2027.release.jsonl")


def test_after_deletion_the_pages_are_the_same_bytes(begun: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def said(command: str, day: str, *more: str) -> tuple[int, str]:
        capfd.readouterr()
        code = run([command, "--root", str(begun), "--as-of", day, "--lang", "en", *more])
        return code, "".join(capfd.readouterr())

    assert said("build", "2027-04-03")[0] == 0
    before = fingerprint(begun / "build" / "site")
    code, told = said("retention", "2028-03-01")
    assert (code, "accueil 2027: data/2027.csv, to delete on" in told) == (0, True)
    code, told = said("retention", "2028-04-01")
    assert (code, "G02" in told) == (1, True)
    assert said("build", "2028-04-01")[0] == 1
    shutil.rmtree(begun / "studies" / "accueil" / "data")
    assert said("retention", "2028-04-01") == (0, "No file of answers in this repository.\n")
    assert said("build", "2027-04-03", "--out", "build/again")[0] == 0
    assert fingerprint(begun / "build" / "again") == before


def test_the_workflow_reads_as_one(begun: Path) -> None:
    """Of two hosts, each file is what its host reads."""
    github = yaml.safe_load((begun / ".github" / "workflows" / "studies.yml").read_text("utf-8"))
    assert set(github["jobs"]) == {"check", "publish"}
    gitlab = yaml.safe_load((begun / ".gitlab-ci.yml").read_text("utf-8"))
    assert gitlab["pages"]["artifacts"] == {"paths": ["public"]}


def test_adding_says_what_remains(begun: Path, capfd: pytest.CaptureFixture[str]) -> None:
    told = ["--says", "Près de 8 clients sur 10 attendent.", "--decision", "guichet", "--by", "cabinet"]
    assert run(["new", "finding", "accueil", "neuf", *told, "--root", str(begun), "--lang", "en"]) == 0
    said = capfd.readouterr()
    assert "N01" in said.err
    assert "This is what remains to fill" in said.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["new", "wave", "accueil", "2028", "--field", "demain"],
        ["new", "finding", "accueil", "x"],
        [
            "new",
            "finding",
            "accueil",
            "x",
            "--says",
            "y",
            "--decision",
            "guichet",
            "--by",
            "c",
            "--verdict",
            "z",
        ],
    ],
)
def test_what_cannot_be_asked_must_be_given(arguments: list[str], tmp_path: Path) -> None:
    assert run(["init", str(tmp_path), "--lang", "fr"]) == 0
    assert run([*arguments, "--root", str(tmp_path)]) == 2


def test_an_unknown_study_is_said_with_its_neighbour(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["init", str(tmp_path), "--lang", "en"]) == 0
    asked = ["new", "wave", "welcom", "2028", "--field", "2028-03-01/2028-03-21", "--root", str(tmp_path)]
    assert run(asked) == 1
    assert "welcome" in capfd.readouterr().err
    assert run(["init", str(tmp_path), "--lang", "en"]) == 1
    assert "E20" in capfd.readouterr().err
