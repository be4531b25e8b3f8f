"""Ctrl-C while answers are read, counted or kept: nothing is left, and the next build gives the same."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator import releasing
from generator.aggregates.memory import FOLDER
from generator.data.delimited import Delimited
from generator.release import Release, dump
from tests.rooms.data.drawn import Folder, folder

ANSWERS = "region,q_note\n" + "nord,5\nsud,1\nnord,4\n" * 40


def stopped(*_: Any, **__: Any) -> Any:
    raise KeyboardInterrupt


def stopped_midway(*_: Any) -> Iterator[Any]:
    yield from ()
    raise KeyboardInterrupt


def released(drawn: Folder) -> Release:
    return releasing.release(drawn.study, "2026", drawn.path).releases[drawn.study.id, "2026"]


def left(drawn: Folder) -> list[str]:
    return [path.name for path in (drawn.path / "data" / FOLDER).glob("[!.]*")]


@pytest.mark.parametrize(
    ("where", "name", "what"),
    [
        (Delimited, "read", stopped_midway),
        (releasing, "tabulate", stopped),
        (releasing, "protect", stopped),
        (Path, "replace", stopped),
    ],
)
def test_what_was_interrupted_is_made_again_as_if_nothing_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: Any, name: str, what: Any
) -> None:
    quiet = folder(tmp_path / "quiet", ANSWERS)
    drawn = folder(tmp_path / "stopped", ANSWERS)
    with monkeypatch.context() as patched:
        patched.setattr(where, name, what)
        with pytest.raises(KeyboardInterrupt):
            released(drawn)
    assert not [name for name in left(drawn) if name.endswith(".new")]
    assert dump(released(drawn)) == dump(released(quiet))
    assert left(drawn) == left(quiet)
