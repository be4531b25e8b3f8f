"""A fictional study that asks a question of every type, small enough to rehearse in a blink."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.data import Responses, read
from generator.rehearsal import Rehearsal, rehearsal_of
from generator.rehearsal.drawing import Drawn
from generator.rehearsal.model import Model, read_model
from generator.spec.models import Study
from generator.spec.plan import plan_of
from tests.rooms.data import drawn

WAVE = "2026"
QUESTIONS: dict[str, Any] = {
    "q_deja": {"type": "single", "text": "Déjà venu ?", "options": {"oui": "Oui", "non": "Non"}},
    "q_note": {"type": "scale", "scale": "satisfaction5", "text": "Votre note ?"},
    "q_moments": {
        "type": "grid",
        "scale": "satisfaction5",
        "text": "Chaque moment ?",
        "items": {"devis": "Le devis", "suivi": "Le suivi", "contact": "Le contact"},
    },
    "q_nps": {"type": "nps", "text": "Recommander ?", "missing": {"99": "Ne sait pas"}},
    "q_effort": {
        "type": "ces",
        "points": 7,
        "easy": "low",
        "text": "Facile ?",
        "ask_if": "q_deja = oui and region != sud",
    },
    "q_attentes": {
        "type": "ranking",
        "keep": 2,
        "text": "Vos attentes ?",
        "options": {"prix": "Le prix", "delai": "Le délai", "appli": "L'application"},
    },
    "q_jours": {"type": "numeric", "text": "Combien de jours ?", "range": [0, 60], "unit": "jour"},
    "q_canaux": {
        "type": "multi",
        "text": "Par quels moyens ?",
        "options": {"web": "Site", "agence": "Agence"},
        "exclusive": {"aucun": "Aucun"},
    },
    "q_libre": {"type": "open", "text": "Un mot ?", "codes": {"prix": "Le prix", "accueil": "L'accueil"}},
}
INDICATORS: dict[str, Any] = {
    "sat": {"kind": "top_box", "of": "q_moments", "better": "up"},
    "nps": {"kind": "nps", "of": "q_nps"},
    "effort": {"kind": "top_box", "of": "q_effort", "box": ["1", "2"]},
    "delai": {"kind": "median", "of": "q_jours", "better": "down"},
    "venus": {"kind": "share", "of": "q_deja", "box": ["oui"]},
    "attentes": {"kind": "first_choice", "of": "q_attentes"},
    "ensemble": {"kind": "mean_of", "of": ["sat.devis", "sat.suivi"]},
}
SEGMENTS: dict[str, Any] = {
    "region": {"column": "region", "levels": {"nord": "Nord", "sud": "Sud"}},
    "age": {"column": "age", "cuts": {"jeune": "< 35", "autre": ">= 35"}},
    "presses": {"when": "q_jours > 20", "label": "Délais longs"},
}


def study(wave: Mapping[str, Any] | None = None, **sections: Any) -> Study:
    """The study, with other sections in place of its own and more keys in its one wave."""
    return drawn.study(
        {"answers": 400, **(wave or {})},
        **{"questions": QUESTIONS, "indicators": INDICATORS, "segments": SEGMENTS, **sections},
    )


def finding(*holds: str, **more: Any) -> dict[str, Any]:
    """A finding that claims something, and groups it names."""
    return {
        "says": "Un constat.",
        "holds": list(holds),
        "decision": "d",
        "verdict": "improve",
        "by": "dg",
        **more,
    }


def model(folder: Path, text: str) -> Model:
    """A model as its file would give it."""
    path = folder / "rehearsal.yml"
    path.write_text(text, "utf-8")
    return read_model(path, "studies/essai/rehearsal.yml")


def rehearsed(folder: Path, study_: Study, text: str | None = None, **options: Any) -> Rehearsal:
    """The study ready to be rehearsed, under a model typed by hand."""
    if text is not None:
        (folder / "rehearsal.yml").write_text(text, "utf-8")
    return rehearsal_of(study_, folder, **options)


def read_back(folder: Path, rehearsal: Rehearsal, wave: str = WAVE) -> Responses:
    """What the reader of data makes of a rehearsal."""
    for place, content in rehearsal.files(rehearsal.draw()).items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_bytes(content)
    return read(rehearsal.study, plan_of(rehearsal.study), wave, folder)


def shares(drawn_: Drawn, measure: str) -> dict[str, float]:
    """How often each answer was given, in per cent of the base."""
    answers = drawn_.measures[measure]
    base = int((answers.codes >= 0).sum())
    return {label: round(100 * int(answers.gave(label).sum()) / base, 1) for label in answers.labels}
