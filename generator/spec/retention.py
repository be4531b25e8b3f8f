"""Files of answers that are still there, and the day each must go."""

from dataclasses import dataclass
from datetime import date

from generator.spec.load import Workspace
from generator.spec.paths import files_named


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One file of answers."""

    study: str
    wave: str
    name: str
    """As the wave says it."""
    until: date


def kept_files(workspace: Workspace) -> tuple[KeptFile, ...]:
    """The files of sound studies, the first to go first; G02 tells of those that should be gone."""
    found = [
        KeptFile(study.id, name, file, study.gdpr.keep.until)
        for study in workspace.studies.values()
        for name, wave in study.waves.items()
        for file in wave.files
        if files_named(workspace.folder(study.id), file)
    ]
    return tuple(sorted(found, key=lambda file: (file.until, file.study, file.wave)))
