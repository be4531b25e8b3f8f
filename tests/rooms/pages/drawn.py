"""A small fictional barometer whose every number can be checked by eye, read and composed from memory.

Four hundred people a wave, half in the north and half in the south. In 2026, 150 of the 200 northerners and
50 of the 200 southerners are satisfied of their claim: 75 % and 25 %, 50 % in all, against 65 % in 2025.
Who is satisfied of the claim recommends (9 out of 10), the others do not (3), but for eight who even out:
the NPS is 0, against +30.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pandas as pd

from generator.findings import find
from generator.locks import Lock, lock_of
from generator.pages import Document, Pages, Subject, compose
from generator.pages.address import Addresses
from generator.pages.library import Library
from generator.pages.reader import Reader
from generator.pages.voice import Voice
from generator.release import Outcome, Release, Table
from generator.spec.models import Shared, Study
from generator.spec.plan import plan_of
from generator.spec.symbols import Symbols
from generator.statistics import Figures
from tests.rooms.statistics import drawn

AS_OF = date(2026, 6, 1)
SHARED: dict[str, Any] = {
    "spec": 1,
    "client": "Mutuelle Tilia",
    "owner": "Mutuelle Tilia",
    "roles": {
        "dg": {"label": "Direction générale", "level": "direction"},
        "cabinet": {"label": "Cabinet conseil", "level": "external"},
    },
    "scales": {
        "satisfaction5": {
            "labels": {
                "1": "Pas du tout satisfait",
                "2": "Plutôt pas satisfait",
                "3": "Ni l'un ni l'autre",
                "4": "Plutôt satisfait",
                "5": "Tout à fait satisfait",
            },
            "positive": ["4", "5"],
            "negative": ["1", "2"],
            "missing": {"9": "Non concerné"},
        }
    },
}
FINDING: dict[str, Any] = {
    "says": "Le sinistre décroche : {sat.sinistre} de satisfaits, {sat.sinistre - sat.sinistre@2025}.",
    "holds": ["sat.sinistre < sat.sinistre@2025"],
    "decision": "effort",
    "verdict": "improve",
    "by": "cabinet",
}
SECTIONS: dict[str, Any] = {
    "title": "Baromètre d'essai",
    "objective": "Dire où porter l'effort.",
    "decisions": {
        "effort": {"ask": "Où porter l'effort ?", "kind": "fix", "decider": "dg", "due": "2026-07-01"},
    },
    "segments": {"region": {"column": "region", "label": "Région", "levels": {"nord": "Nord", "sud": "Sud"}}},
    "questions": {
        "q_moments": {
            "type": "grid",
            "scale": "satisfaction5",
            "text": "Êtes-vous satisfait de ces moments ?",
            "items": {"sinistre": "Faire traiter un sinistre", "contact": "Joindre un conseiller"},
            "informs": ["effort"],
        },
        "q_nps": {"type": "nps", "text": "Nous recommanderiez-vous ?", "informs": ["effort"]},
        "q_note": {"type": "scale", "scale": "satisfaction5", "text": "Et dans l'ensemble ?"},
        "q_canaux": {
            "type": "multi",
            "text": "Par quels moyens ?",
            "options": {"telephone": "Téléphone", "web": "Site"},
        },
        "q_attentes": {
            "type": "ranking",
            "text": "Classez ces améliorations.",
            "keep": 2,
            "options": {"delai": "Aller plus vite", "prix": "Payer moins", "appli": "Une application"},
        },
    },
    "indicators": {
        "sat": {"kind": "top_box", "of": "q_moments", "better": "up"},
        "nps": {"kind": "nps", "of": "q_nps", "tier": "headline", "better": "up"},
        "mecontents": {
            "kind": "bottom_box",
            "of": "q_note",
            "tier": "headline",
            "better": "down",
            "label": "Mécontents",
        },
    },
    "waves": {
        "2025": {"field": "2025-03-03/2025-03-23", "mode": "web", "invited": 1600},
        "2026": {"field": "2026-03-02/2026-03-22", "mode": "web", "invited": 1600},
    },
    "findings": {"decroche": FINDING},
}


CONTRARY = frozenset({0, 10, 20, 30, 169, 179, 189, 199})
"""Four satisfied and four dissatisfied northerners who recommend against the rest: nothing explains all."""


def study(**sections: Any) -> Study:
    """The barometer with these sections instead of its own; ``lang`` is the client's."""
    client = {**SHARED, "lang": sections.pop("lang", "fr")}
    given = {**drawn.SECTIONS, **SECTIONS, **sections}
    return Study.model_validate({**given, "shared": Shared.model_validate(client)})


def rows(nord: int = 150, sud: int = 50, unhappy: int = 100, each: int = 200) -> pd.DataFrame:
    """``nord`` and ``sud`` satisfied of their claim among ``each``; the first ``unhappy`` are unhappy."""
    people = range(2 * each)
    satisfied = [i < nord if i < each else i - each < sud for i in people]
    return pd.DataFrame(
        {
            "region": ["nord" if i < each else "sud" for i in people],
            "q_moments_sinistre": ["5" if yes else "2" for yes in satisfied],
            "q_moments_contact": ["4" if i % 10 < 8 else "1" for i in people],
            "q_nps": ["9" if yes is not (i in CONTRARY) else "3" for i, yes in enumerate(satisfied)],
            "q_note": ["2" if i < unhappy else "4" for i in people],
            "q_canaux_telephone": ["1" if i % 4 == 0 else "0" for i in people],
            "q_canaux_web": ["1" if i % 2 else "0" for i in people],
            "q_attentes_delai": ["1" if i % 2 else "2" for i in people],
            "q_attentes_prix": ["2" if i % 2 else "0" for i in people],
            "q_attentes_appli": ["0" if i % 2 else "1" for i in people],
        }
    )


def releases(
    of: Study, now: pd.DataFrame | None = None, before: pd.DataFrame | None = None, **more: Any
) -> dict[str, Release]:
    """The releases of a study's waves; ``more`` goes to the latest."""
    given = {"2025": rows(160, 100) if before is None else before, "2026": rows() if now is None else now}
    latest = next(reversed(of.waves), "")
    return {
        wave: drawn.release(of, given[wave], at=wave, invited=1600, **(more if wave == latest else {}))
        for wave in of.waves
    }


def withhold(release: Release, *keys: tuple[str, str]) -> Release:
    """The release without these tables, as (measure, group)."""
    return replace(release, tables={**release.tables, **{key: Table(*key, Outcome.WITHHELD) for key in keys}})


def aside(release: Release, measure: str, shares: Mapping[str, float | None]) -> Release:
    """The release with these answers outside the base of a measure, for everyone."""
    table = replace(release.tables[measure, "all"], aside=shares)
    return replace(release, tables={**release.tables, (measure, "all"): table})


def subject(
    of: Study | None = None, released: Mapping[str, Release] | None = None, lock: Lock | None = None
) -> Subject:
    """The study judged on its releases."""
    return subjects((of or study(), released), lock=lock)[0]


def subjects(*given: tuple[Study, Mapping[str, Release] | None], lock: Lock | None = None) -> list[Subject]:
    """Several studies judged together, so that they may cite each other."""
    studies = {one.id: one for one, _ in given}
    plans = {name: plan_of(one) for name, one in studies.items()}
    figures = {
        one.id: Figures(one, plans[one.id], releases(one) if released is None else released)
        for one, released in given
    }
    symbols = Symbols(studies, plans)
    return [
        Subject(
            one,
            plans[name],
            figures[name],
            find(one, plans[name], next(reversed(one.waves), ""), figures, symbols, AS_OF),
            lock,
        )
        for name, one in studies.items()
    ]


def reader(of: Study | None = None, released: Mapping[str, Release] | None = None, **more: Any) -> Reader:
    """The study ready to be read."""
    read = subject(of, released, **more)
    return Reader(read, Voice(read.study.language), Library({read.study.id: read}), AS_OF)


def addresses(read: Reader) -> Addresses:
    """Where its pages are."""
    return Addresses(read.study.id, read.voice.lang)


def lock(of: Study, on: date) -> Lock:
    """The lock of its latest wave, frozen that day."""
    return lock_of(of, next(reversed(of.waves)), on)


def pages(*given: Subject) -> Pages:
    """The pages of these studies."""
    return compose(given or (subject(),), Shared.model_validate({**SHARED, "lang": "fr"}), AS_OF)


def page(composed: Pages, path: str) -> Document:
    """One page by its path."""
    return next(document for document in composed.documents if str(document.path) == path)


def words(markup: str) -> str:
    """What a body prints, on one line, with ordinary spaces."""
    text = unescape(re.sub(r"<[^>]*>", " ", markup))
    return re.sub(r"\s+", " ", text.replace("\u202f", " ").replace("\u00a0", " ")).strip()


def printed(pieces: Iterable[Any]) -> str:
    """A sentence of pieces as plain text, with ordinary spaces."""
    return "".join(piece.text for piece in pieces).replace("\u202f", " ").replace("\u00a0", " ")
