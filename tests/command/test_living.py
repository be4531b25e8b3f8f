"""A process that stays: whatever is edited, it gives the site that a first build gives, byte for byte."""

import gc
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import _lru_cache_wrapper
from pathlib import Path

import pytest

from generator import build as corridor
from generator.site import Destination
from generator.statistics import Memo
from tests.command.conftest import AS_OF

SPEC = Path("studies", "minimal", "study.yml")
OTHER, APART = Path("studies", "voisin"), Path("studies", "apart")
DATA = Path("studies", "minimal", "data", "2026.csv")
Edit = Callable[[Path], None]


def quiet(step: str, subject: str) -> None:
    """Progress nobody watches."""


def forget() -> None:
    """What a process that has just started knows: nothing."""
    for one in gc.get_objects():
        if isinstance(one, _lru_cache_wrapper) and str(one.__module__).startswith("generator"):
            one.cache_clear()


def built(workspace: Path, memo: Memo | None = None, theme: str = "tilia") -> frozenset[str]:
    """Build the site and give the studies that kept their previous pages."""
    to = Destination(workspace / "site", workspace, theme, date.fromisoformat(AS_OF))
    return corridor.build(workspace, to, (), quiet, memo).failed


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def replacing(file: Path, old: str, new: str) -> Edit:
    def edit(workspace: Path) -> None:
        text = (workspace / file).read_text("utf-8")
        assert old in text
        (workspace / file).write_text(text.replace(old, new), "utf-8")

    return edit


def neighbour(workspace: Path) -> None:
    """A study that explains a finding of the first, and one that does not."""
    for folder, opinion in ((OTHER, "1"), (APART, "3")):
        shutil.copytree(workspace / SPEC.parent, workspace / folder)
        replacing(folder / "data" / "2026.csv", ",2\n", f",{opinion}\n")(workspace)
    replacing(APART / "study.yml", "id: minimal", "id: apart")(workspace)
    replacing(OTHER / "study.yml", "id: minimal", "id: voisin")(workspace)
    stands = "contre {joindre[actif=retraite]} des retraités."
    cites = f"{stands}\n    explains: minimal.actifs_bloques"
    replacing(OTHER / "study.yml", stands, cites)(workspace)


def redrawn(workspace: Path) -> None:
    """An answer more, and an answer that changes."""
    text = (workspace / DATA).read_text("utf-8").splitlines(keepends=True)
    (workspace / DATA).write_text("".join([*text, text[-2]]), "utf-8")


def touched(workspace: Path) -> None:
    """The same answers, saved again."""
    (workspace / DATA).write_bytes((workspace / DATA).read_bytes())


def removed(workspace: Path) -> None:
    shutil.rmtree(workspace / OTHER)


EDITS: dict[str, Edit] = {
    "a sentence": replacing(SPEC, "Les horaires ne conviennent", "Les horaires conviennent peu, ou"),
    "the date of a decision": replacing(SPEC, "2026-12-18", "2026-12-21"),
    "a study more": neighbour,
    "a sentence that another study cites": replacing(SPEC, "en emploi,", "qui travaillent,"),
    "the confidence": replacing(
        SPEC, "privacy: {promised: 10}", "privacy: {promised: 10}\nstatistics: {confidence: 90 %}"
    ),
    "what all studies share": replacing(
        Path("studies/_shared.yml"), "Direction du réseau", "Direction des agences"
    ),
    "a colour": replacing(Path("themes/tilia/theme.yml"), "#35600f", "#2f560d"),
    "a mistake": replacing(SPEC, "joindre[actif=emploi] < 60 %", "joindre[actif=emploi] > 60 %"),
    "the mistake mended": replacing(SPEC, "joindre[actif=emploi] > 60 %", "joindre[actif=emploi] < 60 %"),
    "a file that cannot be read": replacing(SPEC, "decisions:\n", "decisions\n"),
    "the file mended": replacing(SPEC, "decisions\n", "decisions:\n"),
    "a study less": removed,
    "an answer": redrawn,
    "nothing": touched,
}


@pytest.fixture
def edited(workspace: Path, root: Path) -> Iterator[Path]:
    shutil.copytree(root / "themes" / "tilia", workspace / "themes" / "tilia")
    yield workspace
    forget()


@pytest.mark.long
def test_every_edit_gives_what_a_first_build_gives(
    edited: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    memo, unseen = Memo(), set()
    built(edited, memo)
    before = files(edited / "site")
    for name, edit in EDITS.items():
        fresh = tmp_path_factory.mktemp("fresh")
        edit(edited)
        for folder in ("studies", "themes", "site"):
            shutil.copytree(edited / folder, fresh / folder)
        kept = built(edited, memo)
        forget()
        assert (name, built(fresh)) == (name, kept)
        living, first = files(edited / "site"), files(fresh / "site")
        assert (
            name,
            [path for path in living.keys() | first.keys() if living.get(path) != first.get(path)],
        ) == (name, [])
        unseen |= {name} if living == before else set()
        before = living
    assert unseen == {"nothing"}
