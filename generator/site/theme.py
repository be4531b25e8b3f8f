"""A theme: colours, fonts, a logo and a client's own headings, from one ``theme.yml`` that is checked."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType

import yaml

from generator.errors import Diagnostic, Position, Refused
from generator.site.contrast import contrast
from generator.site.shipped import find
from generator.words import Lang, Wording, blanks_of, rewordable, texts

DEFAULT = "boussole"
SCHEMES = ("light", "dark")
STEPS = (1, 2, 3, 4, 5)

_FACES, _WORDS = "fonts.files.", "words."
_LICENCES = ("OFL.txt", "LICENSE", "LICENSE.txt", "LICENCE.txt")

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_VERDICTS = ("improve", "maintain", "stop", "undecided")

# What is written on what. Text asks for 4.5, and marks that carry meaning for 3 (WCAG 1.4.3 and 1.4.11).
_TEXTS = (
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3", "accent") for ground in ("paper", "wash")),
    *((verdict, ground) for verdict in _VERDICTS for ground in ("paper", f"{verdict}-bg")),
    *((change, "paper") for change in ("up", "down")),
)
_MARKS = tuple((mark, "paper") for mark in ("mark", "focus", *(f"scale-{step}" for step in STEPS)))
_LEAST_TEXT, _LEAST_MARK = 4.5, 3.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a ``theme.yml`` and where it stands."""

    value: str | tuple[str, ...]
    position: Position

    @property
    def text(self) -> str:
        """The value as one line."""
        return self.value if isinstance(self.value, str) else ", ".join(self.value)


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme whose colours have been checked; ``entries`` are keyed ``colours.ink.light``."""

    name: str
    base: Path
    """The folder of the default theme, which gives the templates and the style sheets."""
    folder: Path
    """The theme's own folder: the same, or a client's."""
    entries: Mapping[str, Entry]

    def colour(self, role: str, scheme: str = "light") -> str:
        """The colour of a role (``ink``, ``improve``, ``scale-2``) as ``#rrggbb``."""
        return self.entries[f"colours.{role}.{scheme}"].text.lower()

    @property
    def roles(self) -> tuple[str, ...]:
        """Every role that has a colour."""
        suffix = ".light"
        keys = (key for key in self.entries if key.startswith("colours.") and key.endswith(suffix))
        return tuple(key.removeprefix("colours.").removesuffix(suffix) for key in keys)

    @property
    def faces(self) -> tuple[tuple[str, Path], ...]:
        """The fonts that travel with the site: a family and one of its files, in the order written."""
        found = ((key, entry) for key, entry in self.entries.items() if key.startswith(_FACES))
        return tuple(
            (key.removeprefix(_FACES), self.folder / name)
            for key, entry in found
            for name in ([entry.value] if isinstance(entry.value, str) else entry.value)
        )

    @property
    def wording(self) -> Wording:
        """The client's own headings, by key of the catalogue and language."""
        names, own = rewordable(), dict[str, dict[Lang, str]]()
        for key, entry in self.entries.items():
            if key.startswith(_WORDS):
                name, _, lang = key.removeprefix(_WORDS).rpartition(".")
                own.setdefault(names[name], {})[Lang(lang)] = entry.text
        return own

    @property
    def logo(self) -> Path | None:
        """The client's logo, if the theme has one."""
        name = self.entries["logo"].text
        return self.folder / name if name else None


def load_theme(name: str, workspace: Path) -> Theme:
    """The theme called ``name``, completed by the default one.

    Raises:
        Refused: F05 no such theme; F06 a key or value that cannot be understood; H02 contrast too low.
    """
    base, folder = find(workspace, f"themes/{DEFAULT}"), find(workspace, f"themes/{name}")
    if base is None or folder is None:
        raise Refused([Diagnostic("F05", values={"theme": name})])
    defaults = _read(base, workspace)
    own = defaults if folder == base else _read(folder, workspace)
    known = {key: entry for key, entry in own.items() if _is_known(key, defaults)}
    theme = Theme(name, base, folder, MappingProxyType({**defaults, **known}))
    if problems := [*_unknown(own, defaults), *_malformed(theme)]:
        raise Refused(problems)
    if problems := [*_illegible(theme)]:
        raise Refused(problems)
    return theme


def _read(folder: Path, workspace: Path) -> dict[str, Entry]:
    file = folder / "theme.yml"
    within = file.is_relative_to(workspace)
    shown = file.relative_to(workspace if within else folder.parent.parent).as_posix()
    try:
        written = file.read_bytes()
    except OSError:
        raise Refused([Diagnostic("F05", Position(shown), {"theme": folder.name})]) from None
    try:
        root = yaml.compose(written.decode("utf-8"), yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        code = "F06.yaml" if isinstance(error, yaml.YAMLError) else "F06.encoding"
        raise Refused([Diagnostic(code, Position(shown, _line_of(error, written), 1))]) from None
    return dict(_leaves("", root, shown))


def _line_of(error: yaml.YAMLError | UnicodeDecodeError, written: bytes) -> int:
    """Where reading stopped; a control character stops it before there is any mark."""
    if isinstance(error, UnicodeDecodeError):
        return written.count(b"\n", 0, error.start) + 1
    if isinstance(error, yaml.reader.ReaderError):
        return written.decode("utf-8").count("\n", 0, int(error.position)) + 1
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark else 0


def _leaves(prefix: str, node: yaml.Node | None, file: str) -> Iterator[tuple[str, Entry]]:
    match node:
        case yaml.MappingNode(value=pairs):
            for key, child in pairs:
                yield from _leaves(f"{prefix}.{key.value}".lstrip("."), child, file)
        case yaml.SequenceNode(value=items):
            yield prefix, Entry(tuple(str(item.value) for item in items), _position(node, file))
        case yaml.ScalarNode(value=value):
            yield prefix, Entry(str(value), _position(node, file))
        case _:
            return


def _position(node: yaml.Node, file: str) -> Position:
    return Position(file, node.start_mark.line + 1, node.start_mark.column + 1)


def _is_known(key: str, defaults: Collection[str]) -> bool:
    return key in defaults or key in _words() or key.startswith(_FACES)


def _words() -> frozenset[str]:
    """The keys under which a client's own headings are written."""
    return frozenset(f"{_WORDS}{name}.{lang}" for name in rewordable() for lang in Lang)


def _unknown(own: Mapping[str, Entry], defaults: Collection[str]) -> Iterator[Diagnostic]:
    for key in (key for key in own if not _is_known(key, defaults)):
        near = get_close_matches(key, {*defaults, *_words()}, n=1, cutoff=0) or [""]
        yield Diagnostic("F06.key", own[key].position, {"key": key, "near": near[0]})


def _malformed(theme: Theme) -> Iterator[Diagnostic]:
    for key, entry in theme.entries.items():
        values = {"key": key, "value": entry.text}
        if key.startswith("colours.") and not _COLOUR.fullmatch(entry.text):
            yield Diagnostic("F06.colour", entry.position, values)
        elif key in {"radius", "width"} and not entry.text.isdecimal():
            yield Diagnostic("F06.number", entry.position, values)
        elif key.startswith(_WORDS) and not _is_fillable(key, entry):
            yield Diagnostic("F06.words", entry.position, {**values, "blanks": _blanks(key) or "–"})
        elif key.startswith("fonts.") and re.search(r"[;{}<\\]", entry.text):
            yield Diagnostic("F06.font", entry.position, values)
    yield from _unlicensed(theme)
    if theme.logo is not None and not theme.logo.is_file():
        logo = theme.entries["logo"]
        yield Diagnostic("F06.logo", logo.position, {"key": "logo", "value": logo.text})


def _unlicensed(theme: Theme) -> Iterator[Diagnostic]:
    """A font is a work: its file has to be there, and its licence beside it."""
    for family, file in theme.faces:
        entry = theme.entries[f"{_FACES}{family}"]
        values = {"key": f"{_FACES}{family}", "value": file.name}
        if not file.is_file() or not file.resolve().is_relative_to(theme.folder.resolve()):
            yield Diagnostic("F06.face", entry.position, values)
        elif not any((file.parent / name).is_file() for name in _LICENCES):
            yield Diagnostic("F06.licence", entry.position, values)


def _is_fillable(key: str, entry: Entry) -> bool:
    try:
        return bool(entry.text.strip()) and blanks_of(entry.text) <= _expected(key)
    except ValueError:
        return False


def _blanks(key: str) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(_expected(key)))


def _expected(key: str) -> frozenset[str]:
    name, _, lang = key.removeprefix(_WORDS).rpartition(".")
    return blanks_of(str(texts()[rewordable()[name]][lang]))


def _illegible(theme: Theme) -> Iterator[Diagnostic]:
    for scheme in SCHEMES:
        for pairs, least in ((_TEXTS, _LEAST_TEXT), (_MARKS, _LEAST_MARK)):
            for front, back in pairs:
                ratio = contrast(theme.colour(front, scheme), theme.colour(back, scheme))
                if ratio < least:
                    yield _too_low(theme, f"{front}.{scheme}", f"{back}.{scheme}", ratio, least)


def _too_low(theme: Theme, front: str, back: str, ratio: float, least: float) -> Diagnostic:
    entry = theme.entries[f"colours.{front}"]
    # Rounded down: a contrast of 4.49 told as 4.5 would read as a mistake of ours.
    values = {
        "key": front,
        "colour": entry.text,
        "back": back,
        "ground": theme.entries[f"colours.{back}"].text,
        "ratio": f"{int(ratio * 100) / 100:.2f}",
        "least": f"{least:.1f}",
    }
    return Diagnostic("H02", entry.position, values)


def on(colour: str) -> str:
    """The colour of a value printed on ``colour``: white where it can be read, else black, which can."""
    return "#ffffff" if contrast("#ffffff", colour) >= _LEAST_TEXT else "#000000"
