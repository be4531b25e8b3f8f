"""The known name that a wrong one was probably meant to be."""

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

_SHOWN = 12


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The closest known name, whatever its accents, case and hyphens; None when none is close.

    Numbers have no neighbours: 2024 was not a slip for 2026.
    """
    if name.isdigit():
        return None
    folded = {_folded(other): other for other in known}
    found = get_close_matches(_folded(name), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def listed(known: Iterable[str]) -> str:
    """Names for a message: all of them, or the first dozen."""
    names = list(dict.fromkeys(known))
    return ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")


def _folded(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("-", "_")
