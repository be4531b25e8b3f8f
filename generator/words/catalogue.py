"""The one catalogue of texts: a key, then the sentence in each language side by side."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml
from babel import Locale

from generator.words.language import Lang

Entry = Mapping[str, Any]


class MissingWord(KeyError):
    """A text asked for is not in the catalogue: always our bug, never the author's."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the catalogue given as a value: each sentence says them in its own language.

    One key is one text, filled with ``values``; several are a list, joined by ``last``: « a, b ou c ».
    """

    keys: tuple[str, ...]
    last: str = "or"
    values: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, key: str, /, **values: object) -> "Words":
        """The text under ``key`` with its values, which may be ``Words`` themselves."""
        return cls((key,), values=values)


@cache
def texts() -> Mapping[str, Entry]:
    """All entries, keyed ``file.key`` (nested keys joined by dots), each ``{fr: …, en: …}``.

    Every YAML file of ``words/texts/`` is one part of the catalogue and its name is the first key.
    A folder is one part too, whose files share the folder's name: ``codes/y.yml`` holds ``codes.Y01``.
    """
    entries: dict[str, Entry] = {}
    for prefix, source in _parts(files("generator.words").joinpath("texts")):
        for key, entry in _flatten(prefix, yaml.load(source.read_text("utf-8"), _LOADER) or {}).items():
            if key in entries:
                raise ValueError(f"{key} is written twice in the catalogue, again in {source.name}")
            entries[key] = entry
    return entries


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The catalogue is read at every start and nobody needs its positions: the fast loader, if there is one."""


def _parts(folder: Traversable) -> Iterator[tuple[str, Traversable]]:
    for child in sorted(folder.iterdir(), key=lambda f: f.name):
        if child.is_dir():
            yield from ((child.name, part) for _, part in _parts(child))
        elif child.name.endswith(".yml"):
            yield child.name.removesuffix(".yml"), child


def _flatten(prefix: str, node: Mapping[str, Any]) -> dict[str, Entry]:
    if Lang.FR in node or Lang.EN in node:
        return {prefix: node}
    flat: dict[str, Entry] = {}
    for key, child in node.items():
        flat.update(_flatten(f"{prefix}.{key}", child))
    return flat


def say(lang: Lang, key: str, /, **values: object) -> str:
    """The text of ``key`` in ``lang``, with ``{names}`` replaced by ``values``.

    A value that is ``Words`` is said in ``lang`` too. An entry may give plural forms (``one``,
    ``other``); they are chosen by ``count`` under the language's own rule: French has its plural
    from 2. A ``Decimal`` count carries the decimals it is printed with, which English looks at.

    Raises:
        MissingWord: the key, or its translation, does not exist.
    """
    try:
        entry = texts()[key][lang.value]
    except KeyError:
        raise MissingWord(f"{key} [{lang.value}]") from None
    if isinstance(entry, Mapping):
        entry = entry[_plural(lang, values["count"])]
    return str(entry).format_map({name: _said(lang, value) for name, value in values.items()})


def _said(lang: Lang, value: object) -> object:
    if isinstance(value, Words):
        return spell(lang, [say(lang, key, **value.values) for key in value.keys], value.last)
    return value


def _plural(lang: Lang, count: object) -> str:
    if not isinstance(count, int | float | Decimal):
        raise TypeError(f"count must be a number, not {count!r}")
    return "one" if _rule(lang)(count) == "one" else "other"


@cache
def _rule(lang: Lang) -> Callable[[float | Decimal], str]:
    """Babel reads a language's rules anew at each question."""
    return Locale(lang.value).plural_form


def spell(lang: Lang, items: Sequence[str], last: str = "and") -> str:
    """A list in words: « a, b et c »; ``last`` is ``and`` or ``or``."""
    if len(items) < 2:
        return "".join(items)
    joint = say(lang, f"lists.{last}")
    return f"{', '.join(items[:-1])} {joint} {items[-1]}"
