"""A fictional study of a mutual insurer, small enough to read, and data files typed by hand.

``wave(...)`` gives a folder with one file; ``reading`` reads it, and ``refused`` gives the codes and the
places of what is wrong in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.data import Responses, read
from generator.errors import Diagnostic, Refused, render
from generator.spec.models import Shared, Study
from generator.spec.plan import plan_of
from generator.words import Lang
from tests.rooms.frame import CLIENT, FRAME, REGIONS

SECTIONS: dict[str, Any] = {
    **FRAME,
    "segments": REGIONS,
    "questions": {"q_note": {"type": "scale", "scale": "satisfaction5", "text": "Votre note ?"}},
    "waves": {"2026": {"field": "2026-03-02/2026-03-22", "mode": "web", "data": "data/2026.csv"}},
    "privacy": {"promised": 10},
}
BASIC = "region,q_note\nnord,5\nsud,1\n"


def study(wave: Mapping[str, Any] | None = None, **sections: Any) -> Study:
    """The study, with other sections in place of its own and more keys in its one wave."""
    waves = {"2026": {**SECTIONS["waves"]["2026"], **(wave or {})}}
    shared = Shared.model_validate(CLIENT)
    return Study.model_validate({**SECTIONS, "waves": waves, **sections, "shared": shared})


@dataclass(frozen=True)
class Folder:
    """The folder of a study, with its spec and its one file of data."""

    study: Study
    path: Path

    def read(self, wave: str = "2026") -> Responses:
        responses = read(self.study, plan_of(self.study), wave, self.path)
        assert all(render(warning, lang) for warning in responses.warnings for lang in Lang)
        return responses

    def problems(self, wave: str = "2026") -> tuple[Diagnostic, ...]:
        with pytest.raises(Refused) as refusal:
            self.read(wave)
        for problem in refusal.value.diagnostics:
            # A sentence without one of its values would only be noticed by an author.
            assert all(render(problem, lang) for lang in Lang)
        return refusal.value.diagnostics

    def refused(self, wave: str = "2026") -> list[str]:
        """Each problem as ``code file:line:column``."""
        return [f"{problem.code} {problem.position}" for problem in self.problems(wave)]


def folder(
    tmp_path: Path, data: str | bytes, study_: Study | None = None, file: str = "data/2026.csv"
) -> Folder:
    """A folder that holds one data file."""
    target = tmp_path / file
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data if isinstance(data, bytes) else data.encode())
    return Folder(study_ or study(), tmp_path)
