"""What can be proven of the order of things, and what is said where it cannot."""

import os
import shutil
import subprocess
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from generator.errors import ExitCode, Refused, render
from generator.locks import Lock, closed, lock_file, lock_of, write_lock
from generator.tracking import Scene, Standing, limits, refusals, verify
from generator.words import Lang, say
from tests.rooms.locks.drawn import release_of, write_study

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
EARLY, DURING = date(2026, 2, 20), date(2026, 3, 10)


@dataclass(frozen=True)
class Place:
    """A workspace whose second wave is frozen, with or without git around it."""

    root: Path
    lock: Lock

    @property
    def folder(self) -> Path:
        return self.root / "studies" / "cx"

    def git(self, *arguments: str, day: str = "2026-02-21", committed: str | None = None) -> None:
        moment = "T10:00:00+0000"
        dated = {"GIT_AUTHOR_DATE": day + moment, "GIT_COMMITTER_DATE": (committed or day) + moment}
        command = ["git", "-c", "user.name=C", "-c", "user.email=c@client.example", *arguments]
        done = subprocess.run(
            command, cwd=self.root, capture_output=True, check=False, env={**os.environ, **dated}
        )
        assert done.returncode == 0, done.stderr

    def commit(self, day: str, committed: str | None = None) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "Un état", day=day, committed=committed)

    def begin(self, day: str) -> None:
        """A history older than the lock: one commit that holds nothing."""
        self.git("commit", "-q", "--allow-empty", "-m", "Le début", day=day)

    def write(self, lock: Lock) -> None:
        write_lock(lock, self.folder)

    def told(self, data: str | None = None, printed: str | None = None) -> dict[str, tuple[str, str]]:
        """What is said of the second wave: its standing and the kind of its sentence, by subject."""
        study = write_study(self.root)
        scene = Scene(study, self.root, self.folder, {"2026": data}, printed)
        found = verify(scene)
        for proof in found:
            for lang in Lang:
                assert "{" not in say(lang, *proof.words.keys, **proof.words.values)
        for problem in refusals(found, study):
            assert Refused([problem]).exit_code is ExitCode.AUTHOR
            assert "{" not in render(problem, Lang.FR)
        return {
            p.about: (p.standing.value, p.words.keys[0].rpartition(".")[2]) for p in found if p.wave == "2026"
        }


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Frozen ten days before fieldwork; git knows nothing yet."""
    lock = lock_of(write_study(tmp_path), "2026", EARLY)
    place = Place(tmp_path, lock)
    place.write(lock)
    return place


@pytest.fixture
def tracked(place: Place) -> Place:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    place.git("init", "-q", "-b", "main")
    return place


def test_without_git_nothing_is_proven_nor_blamed(place: Place) -> None:
    told = place.told()
    assert told["lock"] == ("unknown", "no_git")
    assert told["rewritten"] == ("unknown", "no_git")
    assert limits(is_tracked=False).keys == ("verify.limits.none",)


def test_a_wave_without_a_lock_is_told(place: Place) -> None:
    lock_file(place.folder, "2026").unlink()
    assert place.told() == {"lock": ("unknown", "none")}


def test_a_lock_dated_after_fieldwork_began_is_no_proof(place: Place) -> None:
    place.write(replace(place.lock, frozen_on=DURING))
    assert place.told()["lock"] == ("broken", "late")


def test_a_lock_that_was_never_committed(tracked: Place) -> None:
    assert tracked.told()["lock"] == ("unknown", "uncommitted")


def test_a_lock_committed_before_fieldwork_is_proven(tracked: Place) -> None:
    tracked.commit("2026-02-21")
    told = tracked.told()
    assert told["lock"] == ("proven", "before")
    assert told["rewritten"] == ("proven", "same")


@pytest.mark.parametrize(
    ("authored", "committed"),
    [("2026-03-02", "2026-03-02"), ("2026-02-21", "2026-04-01"), ("2026-04-01", "2026-02-21")],
    ids=["on the first day", "rebased later", "an author ahead of its committer"],
)
def test_the_later_of_the_two_days_counts(tracked: Place, authored: str, committed: str) -> None:
    tracked.begin("2026-02-01")
    tracked.commit(authored, committed)
    assert tracked.told()["lock"] == ("broken", "committed_late")


def test_a_repository_younger_than_fieldwork_blames_nobody(tracked: Place) -> None:
    tracked.commit("2026-04-01")
    told = tracked.told()
    assert told["lock"] == ("unknown", "younger")
    assert told["rewritten"] == ("proven", "same")


def test_a_lock_replaced_in_a_younger_repository_is_still_no_proof(tracked: Place) -> None:
    tracked.write(replace(tracked.lock, frozen_on=date(2026, 2, 10)))
    tracked.commit("2026-04-01")
    tracked.write(tracked.lock)
    tracked.commit("2026-04-02")
    assert tracked.told()["rewritten"] == ("broken", "changed_younger")


def test_a_commit_older_than_the_day_of_the_freeze_shows_a_moved_clock(tracked: Place) -> None:
    tracked.commit("2026-02-10")
    assert tracked.told()["lock"] == ("broken", "clock")


def test_a_lock_made_again_before_fieldwork_is_allowed(tracked: Place) -> None:
    tracked.write(replace(tracked.lock, frozen_on=date(2026, 2, 10)))
    tracked.commit("2026-02-21")
    tracked.write(tracked.lock)
    tracked.commit("2026-02-25")
    assert tracked.told()["rewritten"] == ("proven", "same")


def test_a_lock_made_again_since_is_seen(tracked: Place) -> None:
    tracked.commit("2026-02-21")
    tracked.write(replace(tracked.lock, tool="0.0.9"))
    tracked.commit("2026-04-01")
    assert tracked.told()["rewritten"] == ("broken", "changed")


def test_a_version_that_was_spoiled_in_between_is_seen(tracked: Place) -> None:
    tracked.commit("2026-02-21")
    path = lock_file(tracked.folder, "2026")
    whole = path.read_text("utf-8")
    path.write_text(whole.replace("Quel sujet", "Quel thème"), "utf-8")
    tracked.commit("2026-03-30")
    path.write_text(whole, "utf-8")
    tracked.commit("2026-04-01")
    assert tracked.told()["rewritten"] == ("broken", "changed")


def test_closing_a_wave_rewrites_nothing(tracked: Place) -> None:
    tracked.commit("2026-02-21")
    release = release_of(write_study(tracked.root), "2026")
    tracked.write(closed(tracked.lock, date(2026, 4, 2), release))
    tracked.commit("2026-04-02")
    told = tracked.told(data="d" * 64)
    assert told["rewritten"] == ("proven", "same")
    assert told["data"] == ("proven", "same")
    assert tracked.told(data="e" * 64)["data"] == ("broken", "other")
    assert tracked.told(data=None)["data"] == ("unknown", "deleted")


def test_an_open_wave_has_no_answers_to_hold_to(place: Place) -> None:
    assert place.told(data="d" * 64)["data"] == ("unknown", "open")


def test_a_shallow_clone_says_that_it_is_one(
    tracked: Place, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Its only commit seems to have written everything, long after fieldwork: that is not held against it."""
    tracked.commit("2026-02-21")
    tracked.commit("2026-05-01")
    shallow = tmp_path_factory.mktemp("shallow") / "clone"
    tracked.git("clone", "-q", "--depth", "1", tracked.root.as_uri(), str(shallow))
    told = Place(shallow, tracked.lock).told()
    assert told["lock"] == ("unknown", "shallow")
    assert told["rewritten"] == ("unknown", "shallow")


def test_a_printed_hash_is_found_or_missed(place: Place) -> None:
    assert place.told(printed=place.lock.short_hash)["printed"] == ("proven", "found")
    assert place.told(printed="0" * 12)["printed"] == ("broken", "absent")


def test_what_is_not_proven_is_no_error(place: Place) -> None:
    study = write_study(place.root)
    found = verify(Scene(study, place.root, place.folder, {}))
    assert {proof.standing for proof in found} == {Standing.UNKNOWN}
    assert refusals(found, study) == ()
