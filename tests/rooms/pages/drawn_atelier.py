"""A small fictional study of groups, workshops and trials, and two barometers that face each other."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from generator.pages.library import Library
from generator.pages.reader import Reader
from generator.pages.subject import Subject
from generator.pages.voice import Voice
from generator.spec.models import Shared, Study, Verbatim
from generator.spec.quotations import approval_hash
from tests.rooms.pages import drawn
from tests.rooms.statistics import drawn as rows

JOURNEY = {
    "avant": {"devis": {"customer": "Obtenir un devis", "employee": "Établir un devis"}},
    "pendant": {
        "contact": {"customer": "Joindre un conseiller", "employee": "Répondre", "channel": ["téléphone"]},
        "sinistre": {"customer": "Faire traiter un sinistre", "employee": "Traiter", "truth": True},
    },
    "apres": {"suivi": {"customer": "Être tenu informé", "employee": "Tenir informé"}},
}
SHARED: dict[str, Any] = {
    **drawn.SHARED,
    "lang": "fr",
    "words": {"customer": "sociétaire", "employee": "collaborateur"},
    "journey": JOURNEY,
}
GROUPS = {
    "g1": {"side": "customer", "on": "2026-09-08", "size": 8, "profiles": ["auto"], "covered": ["attente"]},
    "g2": {"side": "customer", "on": "2026-09-09", "size": 5, "profiles": ["seniors"], "covered": []},
    "g3": {"side": "employee", "on": "2026-09-10", "size": 9, "profiles": ["agence"], "covered": ["attente"]},
}
QUALITATIVE: dict[str, Any] = {
    "method": "groups",
    "why": "Confronter les points de vue.",
    "guide": ["attente"],
    "groups": {name: {**group, "facilitator": "cabinet"} for name, group in GROUPS.items()},
    "themes": {
        "silence": {
            "label": "Le silence inquiète",
            "kind": "émotion",
            "moment": "sinistre",
            "stance": "convergent",
            "signal": "strong",
            "heard_in": ["g1", "g3"],
            "leads": ["Donner des nouvelles"],
            "to_test": "q_moments.suivi@essai:2027",
        },
        "expert": {
            "label": "L'expert est un allié ou un juge",
            "kind": "représentation",
            "stance": "divergent",
            "signal": "weak",
            "heard_in": ["g2"],
            "leads": ["Présenter l'expert"],
        },
    },
    "verbatims": {
        "v1": {
            "text": "Toujours rien.",
            "group": "g1",
            "context": "À propos de l'attente",
            "illustrates": "silence",
            "consent": True,
        },
        "v2": {
            "text": "On n'ose plus rappeler.",
            "group": "g3",
            "context": "À propos des relances",
            "illustrates": "silence",
            "consent": False,
        },
        "v3": {
            "text": "Il est venu deux fois.",
            "group": "g2",
            "context": "À propos de l'expert",
            "illustrates": "expert",
            "consent": True,
        },
    },
    "limits": "Aucun participant jeune.",
}


def read(verbatims: Mapping[str, Any], study: str = "atelier") -> dict[str, Any]:
    """The same quotations, each approved as it stands."""
    return {name: {**one, "approved": _approval(one, study)} for name, one in verbatims.items()}


def _approval(one: Mapping[str, Any], study: str) -> dict[str, str]:
    given = approval_hash(study, Verbatim.model_validate({**one, "approved": None}))
    return {"hash": given, "by": "cabinet", "on": "2026-09-18"}


QUALITATIVE["verbatims"] = read(QUALITATIVE["verbatims"])
FOLLOW = {"decisions": "effort", "priorities": "double_impact", "owners": True, "review": "2026-11-20"}
CAFE: dict[str, Any] = {
    "kind": "world_cafe",
    "on": "2026-09-24",
    "objectives": ["Lister les irritants"],
    "feeds": ["effort"],
    "participants": {"customer": 4, "employee": 12, "deciders": ["dg"], "facilitators": 2},
    "tables": {f"t{i}": {"host": "dg", "seats": 4} for i in range(1, 5)},
    "rounds": {
        "1": {
            "intent": "observe",
            "ask": "Qu'avez-vous vu ?",
            "minutes": {"think": 5, "share": 15, "consolidate": 15},
        },
        "2": {
            "intent": "solve",
            "ask": "Que changer ?",
            "minutes": {"think": 5, "share": 10, "consolidate": 20},
        },
    },
    "plenary": {"t1": "Rappeler à date fixe."},
    "deliverables": {"synthesis": True, "solutions": True},
    "follow_up": FOLLOW,
}


def idea(customer: int | None, employee: int | None, **more: Any) -> dict[str, Any]:
    """An idea with its two impacts."""
    impact = {"customer": customer, "employee": employee}
    return {"solves": "c1", "simple": 4, "testable": 5, "impact": impact, **more}


MIRROR: dict[str, Any] = {
    "kind": "symmetry",
    "on": "2026-10-08",
    "participants": {"customer": 6, "employee": 8, "pairs": "front_back"},
    "agenda": "standard",
    "mirror": {
        "suivi": {"customer": {"emotion": -1}, "employee": {"emotion": 0}},
        "sinistre": {
            "customer": {"emotion": -2, "expects": "Des nouvelles", "break": True},
            "employee": {"emotion": 1, "tension": "Rien à dire"},
        },
    },
    "discovered": {"customer": ["L'agenda de l'expert"], "employee": ["Une mauvaise nouvelle rassure"]},
    "challenges": {
        "c1": {
            "ask": "Comment pourrions-nous donner des nouvelles ?",
            "crosses": {"customer": "sinistre", "employee": "suivi"},
        }
    },
    "ideas": {
        "portail": idea(4, 2),
        "sms": idea(4, 4, label="Un SMS d'étape", prototype="storyboard"),
        "appel": idea(5, 4),
    },
    "follow_up": FOLLOW,
}
TRIALS = {
    "sms": {
        "what": "SMS à J+5",
        "who": "dg",
        "when": "2026-05-19/2026-06-17",
        "indicators": ["Relances"],
        "feedback": "Appel à dix sociétaires",
    }
}


def atelier(**sections: Any) -> Study:
    """The mixed study, which asks no question, with these sections instead of its own."""
    given: dict[str, Any] = {
        **rows.SECTIONS,
        "id": "atelier",
        "title": "L'atelier d'essai",
        "kind": "mixed",
        "audience": "both",
        "decisions": drawn.SECTIONS["decisions"],
        "qualitative": QUALITATIVE,
        "workshops": {"cafe": CAFE, "miroir": MIRROR},
        "trials": TRIALS,
        "priorities": {"rule": "double_impact", "over": "miroir.ideas", "keep": 2, "combine": "min"},
        "findings": {
            "silence_partage": {
                "says": "C'est le silence qui abîme la relation.",
                "evidence": ["silence"],
                "decision": "effort",
                "verdict": "improve",
                "by": "cabinet",
            }
        },
        **sections,
    }
    return Study.model_validate({**given, "shared": Shared.model_validate(SHARED)})


MOMENTS = ("devis", "contact", "sinistre", "suivi")


def barometer(name: str, audience: str, **sections: Any) -> Study:
    """One side of the mirror: one grid on the four moments."""
    items = {moment: {"text": f"Moment {moment}", "moment": moment} for moment in MOMENTS}
    grid = {"type": "grid", "scale": "satisfaction5", "text": "Et à ces moments ?", "items": items}
    given: dict[str, Any] = {
        **rows.SECTIONS,
        "id": name,
        "title": f"Baromètre {audience}",
        "audience": audience,
        "questions": {"q_moments": {**grid, "informs": ["effort"]}},
        "decisions": drawn.SECTIONS["decisions"],
        "indicators": {"niveau": {"kind": "top_box", "of": "q_moments", "tier": "moment", "better": "up"}},
        "waves": {"2026": {"field": "2026-03-02/2026-03-22", "mode": "web"}},
        **sections,
    }
    return Study.model_validate({**given, "shared": Shared.model_validate(SHARED)})


SYMMETRY = {
    "with": "clients",
    "by": "moment",
    "pair": {"customer": "niveau", "employee": "niveau"},
    "waves": {"2026": "2026"},
    "show": "both",
    "linkage": "none",
}


def answers(*favourable: int, people: int = 200) -> pd.DataFrame:
    """So many people, of whom so many are favourable to each moment, the first ones."""
    given = zip(MOMENTS, favourable, strict=True)
    return pd.DataFrame({f"q_moments_{m}": ["5" if i < n else "2" for i in range(people)] for m, n in given})


def facing(
    customers: pd.DataFrame,
    employees: pd.DataFrame,
    *others: Study,
    withheld: Sequence[tuple[str, str]] = (),
    **symmetry: Any,
) -> Mapping[str, Reader]:
    """Both barometers, and other studies without waves, each ready to be read with all in its library.

    ``withheld`` are tables of employees that the gate kept.
    """
    clients = barometer("clients", "customer")
    teams = barometer("equipes", "employee", symmetry={**SYMMETRY, **symmetry})
    found = drawn.subjects(
        (clients, {"2026": rows.release(clients, customers)}),
        (teams, {"2026": rows.release(teams, employees, withheld=withheld)}),
        *((other, {}) for other in others),
    )
    return readers(*found)


def readers(*subjects: Subject) -> Mapping[str, Reader]:
    """Subjects ready to be read, each knowing the others."""
    library = Library({one.study.id: one for one in subjects})
    return {
        name: Reader(one, Voice(one.study.language), library, drawn.AS_OF)
        for name, one in library.subjects.items()
    }


def reader(**sections: Any) -> Reader:
    """The mixed study, alone."""
    of = atelier(**sections)
    return readers(*drawn.subjects((of, {})))[of.id]
