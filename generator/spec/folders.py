"""The folders under ``studies/``, each read into a study or into what is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from generator.errors import Diagnostic, Position, Severity
from generator.spec.anatomy import keys_of
from generator.spec.models import Shared, Study
from generator.spec.nearest import listed, nearest
from generator.spec.paths import FOLDER
from generator.spec.problems import problems, respelled
from generator.spec.reader import Document, read
from generator.spec.rules import check_shared
from generator.spec.sources import Sources
from generator.words import Words

FORMAT = "1"
"""The version of the format that this tool reads."""

_APART = ("study.yml", "rehearsal.yml")
"""Files of a study's folder that are no part of ``study.yml``: itself, and what a rehearsal follows."""

SHARED = f"{FOLDER}/_shared.yml"


@dataclass(frozen=True)
class Common:
    """The shared file, read; ``shared`` is None when it cannot be understood."""

    shared: Shared | None
    sources: Sources | None
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Reading:
    """One folder; ``study`` is None when its files cannot be understood."""

    folder: Path
    study: Study | None
    problems: tuple[Diagnostic, ...]


def study_folders(root: Path) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """The names of the folders that are studies, in order, or why there is none."""
    folder = root / FOLDER
    try:
        if not folder.is_dir():
            return (), (Diagnostic("S15"),)
        children = [child.name for child in folder.iterdir() if child.is_dir()]
    except OSError:
        return (), (Diagnostic("S15.unreadable", Position(FOLDER)),)
    names = tuple(sorted(name for name in children if not name.startswith(("_", "."))))
    return names, () if names else (Diagnostic("S15.none", Position(FOLDER)),)


def read_shared(root: Path) -> Common:
    """The client's shared file."""
    if not (root / SHARED).exists():
        return Common(None, None, (Diagnostic("S17", Position(SHARED), {"file": SHARED}),))
    document, found = read(root / SHARED, SHARED)
    if document is None:
        return Common(None, None, tuple(found))
    sources = Sources(document)
    wrong = (*_not_a_map(document), *_other_format(sources))
    if wrong:
        return Common(None, sources, (*found, *wrong))
    try:
        shared = Shared.model_validate(sources.tree)
    except ValidationError as error:
        return Common(None, sources, (*found, *problems(error, Shared, sources)))
    return Common(shared, sources, (*found, *check_shared(shared, sources)))


def read_study(folder: Path, common: Common) -> Reading:
    """One study, from all the files of its folder."""
    sources, found = _files(folder)
    if sources is None:
        return Reading(folder, None, found)
    wrong = (*_not_a_map(sources.main), *_other_format(sources))
    if wrong:
        return Reading(folder, None, (*found, *wrong))
    study, refused = _understood(folder, sources, common)
    is_whole = not any(problem.severity is Severity.ERROR for problem in found)
    return Reading(folder, study if is_whole else None, (*found, *refused))


def _files(folder: Path) -> tuple[Sources | None, tuple[Diagnostic, ...]]:
    """``study.yml``, and the files that each hold one of its keys."""
    name = f"{FOLDER}/{folder.name}"
    if not (folder / "study.yml").exists():
        return None, (Diagnostic("S17.study", Position(name), {"folder": name}),)
    main, found = read(folder / "study.yml", f"{name}/study.yml")
    parts: dict[str, Document] = {}
    for path in sorted(_siblings(folder)):
        file = f"{name}/{path.name}"
        if path.suffix != ".yml" or path.stem not in keys_of(Study):
            found.append(_no_key(file, path.stem))
            continue
        part, wrong = read(path, file)
        found += wrong
        if part is not None:
            parts[path.stem] = part
    if main is None:
        return None, tuple(found)
    return Sources(main, parts), (*found, *_twice(main, parts))


def _siblings(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.suffix in (".yml", ".yaml") and path.name not in _APART and not path.name.startswith("."):
            yield path


def _no_key(file: str, stem: str) -> Diagnostic:
    close = nearest(stem, keys_of(Study))
    code = "S22.suggest" if close else "S22"
    return Diagnostic(code, Position(file), {"file": file, "nearest": f"{close}.yml"})


def _twice(main: Document, parts: Mapping[str, Document]) -> Iterator[Diagnostic]:
    for key, part in parts.items():
        if isinstance(main.tree, Mapping) and key in main.tree:
            place, line = part.locate(()), main.locate_key((key,)).line
            yield Diagnostic("S21", place, {"key": key, "file": main.file, "line": line}, part.excerpt(place))


def _not_a_map(document: Document) -> Iterator[Diagnostic]:
    if not isinstance(document.tree, Mapping):
        place, kind = document.locate(()), Words.of("codes.S11.kinds.spec")
        yield Diagnostic("S11.nested", place, {"kind": kind}, document.excerpt(place))


def _other_format(sources: Sources) -> Iterator[Diagnostic]:
    """A file of another version is not judged by the words of this one."""
    given = sources.tree.get("spec")
    if isinstance(given, str) and given.isdigit() and given != FORMAT:
        place = sources.locate(("spec",))
        yield Diagnostic("S01", place, {"given": given}, sources.excerpt(place))


def _understood(
    folder: Path, sources: Sources, common: Common
) -> tuple[Study | None, tuple[Diagnostic, ...]]:
    """The study, and what is refused of its keys and values; it cannot exist without its shared file."""
    refused = tuple(_given_shared(sources))
    try:
        study = Study.model_validate({**sources.tree, "shared": common.shared})
    except ValidationError as error:
        refused += tuple(problems(error, Study, sources, common.sources))
        meant = _meant(respelled(error, Study, sources.tree), common)
        if meant is None:
            return None, refused
        study = meant
    # Under another id nothing could be looked up; the folder's name lets the other rules speak.
    refused += tuple(_other_id(study, folder.name, sources))
    return study.model_copy(update={"id": folder.name}).read_from(sources), refused


def _meant(tree: Mapping[str, Any], common: Common) -> Study | None:
    """The study once its keys are respelled, if nothing else keeps it from being understood."""
    try:
        return Study.model_validate({**tree, "shared": common.shared})
    except ValidationError:
        return None


def _given_shared(sources: Sources) -> Iterator[Diagnostic]:
    if "shared" in sources.tree:
        place = sources.locate_key(("shared",))
        values = {"key": "shared", "where": place.file, "known": listed(keys_of(Study))}
        yield Diagnostic("Y02", place, values, sources.excerpt(place))


def _other_id(study: Study, folder: str, sources: Sources) -> Iterator[Diagnostic]:
    if study.id != folder:
        place = sources.locate(("id",))
        yield Diagnostic("S02", place, {"id": study.id, "folder": folder}, sources.excerpt(place))
