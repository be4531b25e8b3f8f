import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.errors import ExitCode, Refused, render
from generator.site.place import MARK, Place, abandon, claim, held, lock_of, swap, told
from generator.words import Lang


def code_of(refusal: pytest.ExceptionInfo[Refused]) -> str:
    (problem,) = refusal.value.diagnostics
    assert refusal.value.exit_code is ExitCode.AUTHOR
    assert all(render(problem, lang) for lang in Lang)
    return problem.code


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "build" / "site"


def publish(out: Path, text: str) -> Place:
    place = claim(out)
    (place.staging / "index.html").write_text(text, "utf-8")
    swap(place)
    return place


def test_a_new_site_replaces_the_previous_one_whole(out: Path) -> None:
    publish(out, "premier")
    (out / "extra.html").touch()
    publish(out, "second")
    assert sorted(file.name for file in out.iterdir()) == [MARK, "index.html"]
    assert (out / "index.html").read_text("utf-8") == "second"
    assert [file.name for file in out.parent.iterdir()] == ["site"]


def test_an_abandoned_site_leaves_the_previous_one(out: Path) -> None:
    publish(out, "premier")
    place = claim(out)
    (place.staging / "index.html").touch()
    abandon(place)
    assert (out / "index.html").read_text("utf-8") == "premier"
    assert [file.name for file in out.parent.iterdir()] == ["site"]


@pytest.mark.parametrize("leftover", [".site.new", ".site.old"])
def test_what_an_interrupted_build_left_is_tidied(out: Path, leftover: str) -> None:
    publish(out, "premier")
    (out.parent / leftover / "a").mkdir(parents=True)
    publish(out, "second")
    assert [file.name for file in out.parent.iterdir()] == ["site"]


def test_a_build_killed_between_two_renames_is_undone(out: Path) -> None:
    place = publish(out, "premier")
    out.rename(place.former)
    abandon(claim(out))
    assert (out / "index.html").read_text("utf-8") == "premier"


def test_a_swap_that_fails_puts_the_previous_site_back(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(out, "premier")
    place = claim(out)
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self == place.staging:
            raise OSError(errno.EIO, "broken")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="broken"):
        swap(place)
    assert (out / "index.html").read_text("utf-8") == "premier"


def test_an_empty_folder_may_be_taken(out: Path) -> None:
    out.mkdir(parents=True)
    publish(out, "premier")
    assert (out / "index.html").is_file()


def test_a_folder_that_is_not_ours_is_never_touched(out: Path) -> None:
    out.mkdir(parents=True)
    (out / "memoire.docx").touch()
    with pytest.raises(Refused) as refusal:
        claim(out)
    assert code_of(refusal) == "F04"
    assert [file.name for file in out.iterdir()] == ["memoire.docx"]


def test_a_folder_filled_by_somebody_during_the_build_is_not_touched_either(out: Path) -> None:
    place = claim(out)
    out.mkdir()
    (out / "memoire.docx").touch()
    with pytest.raises(Refused) as refusal:
        swap(place)
    assert code_of(refusal) == "F04"
    assert (out / "memoire.docx").is_file()


def test_a_file_in_place_of_the_folder(out: Path) -> None:
    out.parent.mkdir()
    out.write_text("a", "utf-8")
    with pytest.raises(Refused) as refusal:
        claim(out)
    assert code_of(refusal) == "F04.file"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EACCES, "F01"),
        (errno.EROFS, "F01"),
        (errno.ENOTDIR, "F01"),
        (errno.ENOSPC, "F02"),
        (errno.EDQUOT, "F02"),
    ],
)
def test_what_the_disk_refuses_is_told_in_a_sentence(out: Path, number: int, code: str) -> None:
    with pytest.raises(Refused) as refusal, told(out):
        raise OSError(number, os.strerror(number), str(out / "index.html"))
    assert code_of(refusal) == code


def test_an_error_of_ours_stays_one(out: Path) -> None:
    with pytest.raises(FileNotFoundError), told(out):
        (out / "missing").read_text("utf-8")


def test_a_parent_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    out = tmp_path / "file" / "site"
    with pytest.raises(Refused) as refusal, told(out), held(lock_of(out)):
        pass
    assert code_of(refusal) == "F01"


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no /proc here")
def test_a_place_where_nothing_can_be_made() -> None:
    out = Path("/proc/self/site")
    with pytest.raises(Refused) as refusal, told(out), held(lock_of(out)):
        pass
    assert code_of(refusal) == "F01"


def test_a_copy_that_fails_names_what_was_being_written(out: Path) -> None:
    with pytest.raises(Refused) as refusal, told(out):
        raise OSError(errno.ENOSPC, "full", "source.js", None, "site/copy.js")
    assert refusal.value.diagnostics[0].values["path"] == "site/copy.js"


def test_a_second_build_is_refused_while_the_first_lasts(out: Path) -> None:
    lock = lock_of(out)
    with held(lock):
        with pytest.raises(Refused) as refusal, held(lock):
            pass
        assert code_of(refusal) == "F03"
        assert lock.is_file()
    assert not lock.exists()
    with held(lock):
        pass


HOLD = """
import sys, time
from pathlib import Path
from generator.site.place import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_the_lock_of_a_dead_process_stops_nobody(out: Path, root: Path) -> None:
    lock = lock_of(out)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(lock)], cwd=root, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Refused) as refusal, held(lock):
            pass
        assert code_of(refusal) == "F03"
        other.kill()
    assert lock.is_file()
    with held(lock):
        pass
    assert not lock.exists()
