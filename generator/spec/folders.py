"""The folders under ``studies/``, each read into a study or into what is wrong with it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from generator.errors import Diagnostic, Position, has_errors
from generator.spec.anatomy import keys_of
from generator.spec.models import Shared, Study
from generator.spec.nearest import listed, nearest
from generator.spec.paths import FOLDER
from generator.spec.problems import problems, respelled
from generator.spec.reader import Document, read
from generator.spec.rules import check_shared
from generator.spec.sources import Sources
from generator.spec.translations import Wordings, languages_in, said_once, untranslated, wordings
from generator.words import Lang, Words

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
    translations: Mapping[Lang, Shared] = field(default_factory=dict)
    """What it says in the other languages it is written in."""

    def in_(self, lang: Lang) -> Shared | None:
        """What it says in a language; in its own when it is not written in that one."""
        return self.translations.get(lang, self.shared)


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
    langs, worded = languages_in(sources.tree, Lang.FR), wordings(sources, Shared)
    refused = [*untranslated(worded, sources, langs), *said_once(sources, Shared, langs)]
    said: dict[Lang, Shared] = {}
    for lang in langs:
        told = worded.in_(sources, lang, langs[0])
        try:
            said[lang] = Shared.model_validate(told.tree)
        except ValidationError as error:
            refused += problems(error, Shared, told)
    shared = said.pop(langs[0], None)
    if shared is None:
        return Common(None, sources, (*found, *_once(refused)))
    return Common(shared, sources, (*found, *_once(refused), *check_shared(shared, sources)), said)


def _once(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """What reading in one language after the other tells, each problem once."""
    told: list[Diagnostic] = []
    for problem in found:
        if problem not in told:
            told.append(problem)
            yield problem


def read_study(folder: Path, common: Common) -> Reading:
    """One study, from all the files of its folder."""
    sources, found = _files(folder)
    if sources is None:
        return Reading(folder, None, found)
    wrong = (*_not_a_map(sources.main), *_other_format(sources))
    if wrong:
        return Reading(folder, None, (*found, *wrong))
    worded = wordings(sources, Study)
    study, refused = _understood(folder, sources, common, worded)
    is_whole = not has_errors(found)
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
    folder: Path, sources: Sources, common: Common, worded: Wordings
) -> tuple[Study | None, tuple[Diagnostic, ...]]:
    """The study in each of its languages, and what is refused of its keys and values."""
    own, *others = langs = languages_in(sources.tree, common.shared.lang if common.shared else Lang.FR)
    refused = [
        *_given_shared(sources),
        *untranslated(worded, sources, langs),
        *said_once(sources, Study, langs),
        *_unshared(sources, langs, common),
    ]
    study, wrong = _in(own, folder, worded.in_(sources, own, own), common)
    refused += wrong
    translations: dict[Lang, Study] = {}
    for lang in others:
        told, wrong = _in(lang, folder, worded.in_(sources, lang, own), common)
        refused += wrong
        translations |= {lang: told} if told else {}
    is_whole = study is not None and len(translations) == len(others)
    return study.translated(translations) if study and is_whole else None, tuple(_once(refused))


def _in(
    lang: Lang, folder: Path, sources: Sources, common: Common
) -> tuple[Study | None, tuple[Diagnostic, ...]]:
    """The study as one language reads it; it cannot exist without its shared file."""
    shared = common.in_(lang)
    refused: tuple[Diagnostic, ...] = ()
    try:
        study = Study.model_validate({**sources.tree, "shared": shared})
    except ValidationError as error:
        refused = tuple(problems(error, Study, sources, common.sources))
        meant = _meant(respelled(error, Study, sources.tree), shared)
        if meant is None:
            return None, refused
        study = meant
    # Under another id nothing could be looked up; the folder's name lets the other rules speak.
    refused += tuple(_other_id(study, folder.name, sources))
    return study.model_copy(update={"id": folder.name}).read_from(sources).said_in(lang), refused


def _meant(tree: Mapping[str, Any], shared: Shared | None) -> Study | None:
    """The study once its keys are respelled, if nothing else keeps it from being understood."""
    try:
        return Study.model_validate({**tree, "shared": shared})
    except ValidationError:
        return None


def _unshared(sources: Sources, langs: Sequence[Lang], common: Common) -> Iterator[Diagnostic]:
    """T04: a study of several languages takes its scales and roles from a file that must speak them all."""
    known = common.shared.languages if common.shared else langs
    for lang in langs if len(langs) > 1 else ():
        if lang not in known:
            place = sources.locate(("lang",))
            values = {"lang": lang.value, "file": SHARED, "all": listed([*known, lang])}
            yield Diagnostic("T04", place, values, sources.excerpt(place))


def _given_shared(sources: Sources) -> Iterator[Diagnostic]:
    if "shared" in sources.tree:
        place = sources.locate_key(("shared",))
        values = {"key": "shared", "where": place.file, "known": listed(keys_of(Study))}
        yield Diagnostic("Y02", place, values, sources.excerpt(place))


def _other_id(study: Study, folder: str, sources: Sources) -> Iterator[Diagnostic]:
    if study.id != folder:
        place = sources.locate(("id",))
        yield Diagnostic("S02", place, {"id": study.id, "folder": folder}, sources.excerpt(place))
