"""A rehearsal through the corridor: invented answers, and what they would prove."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from generator.errors import refuse_errors
from generator.findings.claims import judge_claims
from generator.findings.finding import Standing
from generator.findings.sides import Evidence
from generator.rehearsal import Corridor, Place, Powers, Rehearsal, power, rehearsal_of
from generator.release import Release
from generator.releasing import Progress, release, release_all
from generator.spec import Study, Symbols, Workspace, load, plan_of
from generator.statistics import Figures


@dataclass(frozen=True)
class Asked:
    """What a rehearsal is asked for: the model and the number of answers, when not the study's own."""

    model: Path | None = None
    rows: int | None = None
    seed: int | None = None


def rehearse(
    root: Path, study: str, asked: Asked, out: Path | None, as_of: date
) -> tuple[Rehearsal, list[Path]]:
    """Write invented answers where a study expects its data, or in ``out``; gives the paths written.

    Raises:
        Refused: the study has errors, its model cannot be followed, or real data stand there.
    """
    rehearsal = _rehearsal(load(root, [study], as_of), study, asked)
    files = rehearsal.landing(rehearsal.draw(), out)
    _write(files)
    return rehearsal, list(files)


def power_of(
    root: Path, study: str, asked: Asked, repeats: int, as_of: date, progress: Progress
) -> tuple[Rehearsal, Powers]:
    """How likely each claim of a study is to be established, if its rehearsal is the truth.

    Raises:
        Refused: as ``rehearse``, or the rehearsal itself is not let through the corridor.
    """
    workspace = load(root, [study], as_of)
    rehearsal = _rehearsal(workspace, study, asked)
    return rehearsal, power(rehearsal, _corridor(workspace, study, progress), repeats)


def _rehearsal(workspace: Workspace, study: str, asked: Asked) -> Rehearsal:
    refuse_errors(workspace.diagnostics)
    folder = workspace.folder(study)
    return rehearsal_of(workspace.studies[study], folder, asked.model, asked.rows, asked.seed)


def _corridor(workspace: Workspace, name: str, progress: Progress) -> Corridor:
    """From invented files to judged claims; studies that claims cite are judged as they stand."""
    others = {other: study for other, study in workspace.studies.items() if other != name}
    cited = release_all(
        Workspace(workspace.root, workspace.shared, others, frozenset(), ()), progress
    ).releases
    plans = {other: plan_of(study) for other, study in workspace.studies.items()}
    known = {other: Figures(study, plans[other], _of(cited, other)) for other, study in others.items()}

    def judged(study: Study, files: Mapping[PurePosixPath, bytes]) -> Mapping[Place, bool]:
        progress("release", study.id)
        with TemporaryDirectory() as place:
            folder = Path(place) / name
            _write({folder / path: content for path, content in files.items()})
            found = {wave: release(study, wave, folder).releases[name, wave] for wave in study.waves}
        figures = {**known, name: Figures(study, plans[name], found)}
        return _established(study, Evidence(figures, Symbols({**others, name: study}, plans)))

    return judged


def _of(releases: Mapping[tuple[str, str], Release], study: str) -> Mapping[str, Release]:
    return {wave: found for (name, wave), found in releases.items() if name == study}


def _established(study: Study, evidence: Evidence) -> Mapping[Place, bool]:
    claims = judge_claims(study, next(reversed(study.waves)), evidence)
    return {
        (finding, index): claim.standing is Standing.ESTABLISHED
        for finding, found in claims.items()
        for index, claim in enumerate(found)
    }


def _write(files: Mapping[Path, bytes]) -> None:
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
