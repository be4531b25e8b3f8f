"""The public folder: editions of waves that never change, the latest beside them, and what leads to each.

<study>/<wave>/        one edition, a whole site that leads to those before it, with `published.json`
<study>/<wave>@1/      its first publication, each byte of it, once the wave was published again
<study>/latest/        the same files as the newest edition, and redirects from addresses that went
<study>/…              a redirect to each page of the latest: the address that a build gives it
<study>/versions.json  the editions, in the form that mike writes and version selectors read
index.html             every study and every edition

The pages of its study stand at the root of an edition. Once they stood in a folder of it, named after the
study: such an edition stays as it was published, and what comes after it leads on from its addresses.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from html import escape
from pathlib import Path, PurePosixPath

from generator.errors import Diagnostic, Refused
from generator.pages.alone import COLLECTION
from generator.site.choice import Beside, offer
from generator.site.place import MARK, claim, swap, told
from generator.words import Formatter, Lang, say, typeset

FORMER = "@"
"""Between a wave and the number of a publication that another replaced."""
LATEST, RECORD, VERSIONS = "latest", "published.json", "versions.json"
_OURS = '<meta name="generator" content="boussole">'


@dataclass(frozen=True, slots=True)
class Edition:
    """One wave as it was published."""

    study: str
    wave: str
    title: str
    """What a list of editions calls it: ``2026 (octobre 2026)``."""
    client: str
    heading: str
    """The title of its study."""
    lang: str
    lock: str
    release: str
    """The digest of what was released."""
    amended: int
    """How many changes after the freeze were declared."""
    on: str
    """The day its pages speak from."""
    tool: str
    home: str = ""
    """The folder of it where its study's pages are: none, but in editions of the former layout."""

    @property
    def essential(self) -> str:
        """The page to read first, from the root of the edition."""
        return str(PurePosixPath(self.home, "index.html"))


@dataclass(frozen=True, slots=True)
class OnShow:
    """An edition in its place, and the hashes that were noted of it."""

    edition: Edition
    files: str
    """Of its files, as they stand."""
    built: str
    """Of the site as it was built, before it knew of what stands beside it."""


def folder_of(public: Path, study: str, wave: str) -> Path:
    """Where an edition stands."""
    return public / study / wave


def standing_edition(public: Path, study: str, wave: str) -> OnShow | None:
    """The edition of a wave that was published, None when there is none.

    Raises:
        Refused: F10, its folder is not what was published; F04, a folder that is not an edition.
    """
    folder = folder_of(public, study, wave)
    if any(path.is_symlink() for path in (folder.parent, folder)):
        raise Refused([Diagnostic("F04", values={"out": str(folder)})])
    if not folder.exists():
        return None
    found = _read(folder)
    if found is None:
        raise Refused([Diagnostic("F04", values={"out": str(folder)})])
    if tree(folder) != found.files:
        raise Refused([Diagnostic("F10", values={"folder": str(folder), "on": found.edition.on})])
    return found


def _read(folder: Path) -> OnShow | None:
    try:
        stated = json.loads((folder / RECORD).read_text("utf-8"))
        edition = Edition(**{"home": stated["edition"]["study"], **stated["edition"]})
        return OnShow(edition, str(stated["files"]), str(stated["built"]))
    except (OSError, ValueError, KeyError, TypeError):
        # Whoever asked says what it means that no edition can be read here.
        return None


def tree(folder: Path) -> str:
    """One hash for every file of an edition but the record of it."""
    total = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if not path.is_dir()):
        name = path.relative_to(folder).as_posix()
        if name not in (RECORD, MARK):
            total.update(f"{name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def put(site: Path, edition: Edition, public: Path, waves: Sequence[str]) -> int:
    """Publish a built site as an edition, whose pages offer the other ones.

    ``waves`` are those of the study, in their order. Gives how many of its former addresses now lead on.

    Raises:
        Refused: F01, F02, F04, the folder cannot be written or holds what is not ours.
    """
    with told(public):
        folder = folder_of(public, edition.study, edition.wave)
        place = claim(folder)
        shutil.copytree(site, place.staging, dirs_exist_ok=True)
        _set_aside(folder)
        offer(place.staging, edition.title, _beside(folder, waves), LATEST)
        standing = {page: _now(place.staging, page, edition.study) for page in _pages(folder)}
        led = _lead_on(place.staging, edition, {page: way or "index.html" for page, way in standing.items()})
        record = {"edition": asdict(edition), "files": tree(place.staging), "built": tree(site)}
        text = json.dumps(record, ensure_ascii=False, indent=1)
        (place.staging / RECORD).write_text(f"{text}\n", "utf-8")
        swap(place)
    return led


def _set_aside(folder: Path) -> None:
    """Keep each byte of the edition that another is about to replace, at an address of its own."""
    if not folder.exists():
        return
    kept = _set_aside_of(folder)
    if any(_is_copy(one, folder) for one in kept):
        return  # a publication that was stopped had done it
    place = claim(folder.with_name(f"{folder.name}{FORMER}{len(kept) + 1}"))
    shutil.copytree(folder, place.staging, dirs_exist_ok=True)
    swap(place)


def _set_aside_of(folder: Path) -> list[Path]:
    """The editions of a wave that others replaced, oldest first."""
    found = (path for path in folder.parent.glob(f"{folder.name}{FORMER}*") if _read(path))
    return sorted(found, key=lambda path: (len(path.name), path.name))


def lead(public: Path, study: str, waves: Sequence[str]) -> int:
    """Let ``latest`` be the newest edition of a study, and every list of editions say so.

    ``waves`` are those of the study, in their order. It is safe to do again: what a killed publication
    left undone is done by the next one. Gives how many addresses that ``latest`` had now lead on.

    Raises:
        Refused: F01, F02, F04, the folder cannot be written or holds what is not ours.
    """
    with told(public):
        led, editions = 0, _editions(public / study, waves)
        newest = editions[0]
        source, latest = folder_of(public, study, newest.wave), public / study / LATEST
        if not _is_copy(latest, source):
            place = claim(latest)
            shutil.copytree(source, place.staging, dirs_exist_ok=True)
            led = _lead_on(place.staging, newest, _last_seen(public / study, editions))
            swap(place)
        _write(public / study / VERSIONS, versions(editions))
        _lead_to_latest(public / study, editions)
        _write_portal(public, editions)
        # A host of pages would else pass over whatever begins with an underscore.
        _write(public / ".nojekyll", "")
    return led


def _is_copy(latest: Path, source: Path) -> bool:
    record = latest / RECORD
    return record.is_file() and record.read_bytes() == (source / RECORD).read_bytes()


def _beside(folder: Path, waves: Sequence[str]) -> list[Beside]:
    """The editions that stand beside the one in ``folder``, newest first."""
    found = _editions(folder.parent, waves)
    others = [
        Beside(folder.parent / e.wave, e.title, Lang(e.lang), e.home) for e in found if e.wave != folder.name
    ]
    return [
        *others,
        *(_as_it_was(path, kept.edition) for path in _set_aside_of(folder) if (kept := _read(path))),
    ]


def _as_it_was(path: Path, edition: Edition) -> Beside:
    """An edition that another replaced, told by the day its pages speak from."""
    lang = Lang(edition.lang)
    day = Formatter(lang).day(date.fromisoformat(edition.on))
    title = typeset(lang, say(lang, "published.as_it_was", title=edition.title, day=day))
    return Beside(path, title, lang, edition.home)


def _lead_on(staging: Path, edition: Edition, gone: Mapping[str, str]) -> int:
    """Put a redirect at each address that an edition has no more; addresses are from its root."""
    missing = {page: target for page, target in gone.items() if not (staging / page).exists()}
    for page, target in missing.items():
        old = staging / page
        old.parent.mkdir(parents=True, exist_ok=True)
        old.write_text(redirect(Lang(edition.lang), _up(page) + target), "utf-8", newline="\n")
    return len(missing)


def _up(page: str) -> str:
    """From a page to the root that its address is from."""
    return "../" * (len(PurePosixPath(page).parts) - 1)


def _now(folder: Path, page: str, study: str) -> str | None:
    """Where an edition has a page that it no longer has at its own address: in the other layout."""
    return next((way for way in _elsewhere(page, study) if (folder / way).is_file()), None)


def _elsewhere(page: str, study: str) -> Iterator[str]:
    yield page.removeprefix(f"{study}/")
    yield f"{COLLECTION}/{page}"
    yield f"{study}/{page}"
    yield page.removeprefix(f"{COLLECTION}/")


def _lead_to_latest(folder: Path, editions: Sequence[Edition]) -> None:
    """Put a redirect at the address that a build gives each page of the study: it is read in ``latest``."""
    newest, waves = editions[0], {LATEST, *(edition.wave for edition in editions)}
    home = folder / LATEST / newest.home
    for page in _pages(home):
        if PurePosixPath(page).parts[0] not in {*waves, COLLECTION, newest.study}:
            way = f"{_up(page)}{LATEST}/{PurePosixPath(newest.home, page)}"
            (folder / page).parent.mkdir(parents=True, exist_ok=True)
            _write(folder / page, redirect(Lang(newest.lang), way))


def _editions(folder: Path, waves: Sequence[str]) -> list[Edition]:
    """The editions of a study, newest first; a wave that the study no longer names comes last."""
    read = ((path.name, kept.edition) for path in folder.iterdir() if (kept := _read(path)))
    found = [edition for name, edition in read if name == edition.wave]
    order = {wave: place for place, wave in enumerate(waves)}
    return sorted(found, key=lambda edition: (order.get(edition.wave, -1), edition.wave), reverse=True)


def versions(editions: Sequence[Edition]) -> str:
    """The list of editions as mike writes it: version, title, aliases, the newest first."""
    listed = [
        {"version": e.wave, "title": e.title, "aliases": [LATEST] if place == 0 else []}
        for place, e in enumerate(editions)
    ]
    return f"{json.dumps(listed, ensure_ascii=False, indent=2)}\n"


def _last_seen(folder: Path, editions: Sequence[Edition]) -> Mapping[str, str]:
    """Every page that an edition ever had, and where it is: in the newest, else in the last that has it."""
    newest, seen = editions[0], dict[str, str]()
    for edition in editions:
        for page in _pages(folder / edition.wave):
            now = _now(folder / newest.wave, page, newest.study)
            seen.setdefault(page, now or f"../{edition.wave}/{page}")
    return seen


def _pages(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


def redirect(lang: Lang, target: str) -> str:
    """A page that leads elsewhere, with a link for whoever is not led."""
    label, way = (escape(text) for text in (typeset(lang, say(lang, "published.moved")), target))
    return (
        f'<!doctype html>\n<html lang="{lang.value}">\n<meta charset="utf-8">\n{_OURS}\n'
        f'<meta name="robots" content="noindex">\n<meta http-equiv="refresh" content="0; url={way}">\n'
        # No icon: a browser would else ask the host for one that is not there.
        f'<link rel="icon" href="data:,">\n<title>{label}</title>\n'
        f'<p><a href="{way}">{label}</a></p>\n</html>\n'
    )


def _write_portal(public: Path, editions: Sequence[Edition]) -> None:
    index = public / "index.html"
    if index.is_file() and _OURS not in index.read_text("utf-8", "replace"):
        # Somebody's own front page: it is theirs.
        return
    found = {path.name: _of_study(path) for path in sorted(public.iterdir()) if (path / VERSIONS).is_file()}
    studies = {name: listed for name, listed in found.items() if listed}
    lang = Lang(editions[0].lang)
    items = "\n".join(_item(lang, name, listed) for name, listed in studies.items())
    title = escape(typeset(lang, editions[0].client))
    newest = f"{editions[0].study}/{LATEST}"
    _write(
        index,
        f'<!doctype html>\n<html lang="{lang.value}">\n<meta charset="utf-8">\n{_OURS}\n'
        '<meta name="robots" content="noindex">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # Dressed by the newest edition: a front page of another look would seem somebody else's.
        f'<title>{title}</title>\n<link rel="stylesheet" href="{newest}/assets/boussole.css">\n'
        f'<link rel="icon" href="{newest}/assets/favicon.svg" type="image/svg+xml">\n'
        '<body class="bo-layout-portal" data-md-color-scheme="auto">\n<main class="bo-main">\n'
        f"<h1>{title}</h1>\n{items}\n</main>\n</body>\n</html>\n",
    )


def _of_study(folder: Path) -> list[Edition]:
    """The editions of a study already listed, in the order of its list."""
    listed = json.loads((folder / VERSIONS).read_text("utf-8"))
    return [kept.edition for entry in listed if (kept := _read(folder / entry["version"]))]


def _item(lang: Lang, study: str, editions: Sequence[Edition]) -> str:
    newest = editions[0]
    older = "".join(_wave(edition) for edition in editions)
    label = escape(typeset(lang, say(lang, "published.waves")))
    heading = escape(typeset(Lang(newest.lang), newest.heading))
    link = f'<a href="{study}/{LATEST}/{newest.essential}">{heading}</a>'
    return f"<h2>{link}</h2>\n<p>{label}</p>\n<ul>{older}</ul>"


def _wave(edition: Edition) -> str:
    title = escape(typeset(Lang(edition.lang), edition.title))
    return f'<li><a href="{edition.study}/{edition.wave}/{edition.essential}">{title}</a></li>'


def _write(path: Path, text: str) -> None:
    if path.is_file() and path.read_text("utf-8", "replace") == text:
        return
    unfinished = path.with_name(f".{path.name}.new")
    unfinished.write_text(text, "utf-8", newline="\n")
    unfinished.replace(path)
