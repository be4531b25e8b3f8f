"""The search index of a site, and what it keeps of the previous one."""

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

_JSON, _SCRIPT = Path("search/search_index.json"), Path("search/search_index.js")


def add(site: Path, more: Iterable[Mapping[str, Any]]) -> None:
    """Let the search of ``site`` know of pages that were not rendered with the others."""
    index = json.loads((site / _JSON).read_text("utf-8"))
    index["docs"] += more
    (site / _JSON).write_text(json.dumps(index, ensure_ascii=False), "utf-8")


def complete(previous: Path, site: Path, kept: Collection[str]) -> None:
    """Complete the index of ``site``: the entries ``previous`` had for ``kept`` studies, and plain words.

    A reader in a hurry types « evolution »: each entry also answers to its words without their accents.
    """
    index = json.loads((site / _JSON).read_text("utf-8"))
    index["docs"] += [entry for entry in entries(previous) if _study(entry) in kept]
    index["docs"] = sorted(map(_answering, index["docs"]), key=lambda entry: str(entry["location"]))
    # Accents as they are: escaped, they would make a French index a fifth heavier.
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (site / _JSON).write_text(text, "utf-8")
    (site / _SCRIPT).write_text(f"var __index = {text}", "utf-8")


def entries(site: Path) -> list[dict[str, Any]]:
    """What the search of a site knows."""
    try:
        return list(json.loads((site / _JSON).read_text("utf-8"))["docs"])
    except (OSError, ValueError, KeyError):
        # A previous site without an index that can be read has nothing to hand over.
        return []


def _study(entry: dict[str, Any]) -> str:
    return str(entry["location"]).partition("/")[0]


def _answering(entry: dict[str, Any]) -> dict[str, Any]:
    plain = _unaccented(f"{entry['title']} {entry['text']}")
    return {**entry, "tags": list(plain)} if plain else entry


@lru_cache(maxsize=4096)
def _unaccented(text: str) -> tuple[str, ...]:
    """What its words with accents are without them; most texts are those of the build before."""
    words = set(re.findall(r"\w+", text.lower()))
    return tuple(sorted({_plain(word) for word in words} - words))


def _plain(word: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))
