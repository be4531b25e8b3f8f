"""A rehearsal: invented answers where a study expects its data, and never in place of anything else."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.errors import Diagnostic, Refused
from generator.rehearsal.columns import written
from generator.rehearsal.drawing import Drawn, drawn
from generator.rehearsal.margins import Margins, invented_margins, is_raked, margins_text, stated_margins
from generator.rehearsal.model import FILE, UNWRITTEN, Model, read_model
from generator.rehearsal.record import RECORD, overwritten, record_in
from generator.rehearsal.scenario import Scenario, scenario_of
from generator.spec.models import Study
from generator.spec.plan import plan_of
from generator.words import say

ANSWERS = 400
"""How many answers are invented for a wave that does not say how many it has."""
_SUFFIXES = (".csv", ".tsv", ".txt")
_PATTERNS = "*?[]{}"


@dataclass(frozen=True)
class Rehearsal:
    """A study ready to be rehearsed: what its answers look like, how many there are, from which chance."""

    scenario: Scenario
    folder: Path
    rows: Mapping[str, int]
    """How many answers to each wave."""
    seed: int
    margins: Mapping[str, Margins]
    """Of each wave that is raked: those its file states, else invented ones."""

    @property
    def study(self) -> Study:
        """The study, its waves announcing as many answers as are invented."""
        waves = self.scenario.study.waves.items()
        resized = {name: wave.model_copy(update={"answers": self.rows[name]}) for name, wave in waves}
        return self.scenario.study.model_copy(update={"waves": resized})

    def draw(self) -> Mapping[str, Drawn]:
        """The invented answers, by wave; the same ones on any machine.

        Raises:
            Refused: R03 or R05, truths that cannot hold.
        """
        return drawn(self.scenario, self.rows, self.seed, self.margins)

    def files(self, waves: Mapping[str, Drawn]) -> Mapping[PurePosixPath, bytes]:
        """What the corridor reads, by place in the study's folder: data, and the margins of raked waves.

        Raises:
            Refused: R07, a wave says no place for its data, or one where they cannot be written.
        """
        _refuse(problem for wave in waves for problem in self._misplaced(wave))
        return {file.place: file.content for file in self._files(waves)}

    def landing(self, waves: Mapping[str, Drawn], out: Path | None = None) -> Mapping[Path, bytes]:
        """What is to be written, by path: in the study's folder, or in ``out`` under the names of waves.

        Margins that someone stated stay as they are. The study's folder always gets the record that
        ``is_rehearsed`` reads.

        Raises:
            Refused: R06, something else is there already; R07.
        """
        if out is None:
            _refuse(problem for wave in waves for problem in self._misplaced(wave))
        invented = [file for file in self._files(waves) if file.is_invented]
        files = {out / file.name if out else self.folder / file.place: file.content for file in invented}
        record = record_in(self.folder)
        _refuse(overwritten(files, record))
        return {**files, self.folder / RECORD: record.with_files(files).text}

    def _files(self, waves: Mapping[str, Drawn]) -> Iterator["_File"]:
        study = self.scenario.study
        heading = say(study.language, "rehearsal.margins")
        for name, answers in waves.items():
            margins, wave = self.margins.get(name), study.waves[name]
            content = written(study, self.scenario.plan, answers, margins.base if margins else None)
            yield _File(PurePosixPath(wave.data or ""), f"{name}.csv", content, is_invented=True)
            if margins is not None and wave.weights is not None:
                text = margins_text(margins, heading).encode()
                place = PurePosixPath(wave.weights)
                yield _File(place, f"{name}.weights.yml", text, is_invented=not margins.is_stated)

    def _misplaced(self, name: str) -> Iterator[Diagnostic]:
        """R07: no place for data, one outside the folder, or one of another format than text."""
        study, wave = self.scenario.study, self.scenario.study.waves[name]
        for key, file in (("data", wave.data), ("weights", wave.weights)):
            if file is not None and not (self.folder / file).resolve().is_relative_to(self.folder.resolve()):
                yield Diagnostic("R07.outside", study.where("waves", name, key), {"file": file, "key": key})
        place = study.where("waves", name, "data")
        if wave.data is None:
            yield Diagnostic("R07", place, {"file": name})
        elif not _is_text(wave.data):
            yield Diagnostic("R07.format", place, {"file": wave.data})


def _is_text(file: str) -> bool:
    return PurePosixPath(file).suffix.lower() in _SUFFIXES and not any(sign in file for sign in _PATTERNS)


@dataclass(frozen=True, slots=True)
class _File:
    """One file: its place in the study's folder, and its name in another."""

    place: PurePosixPath
    name: str
    content: bytes
    is_invented: bool


def rehearsal_of(
    study: Study, folder: Path, file: Path | None = None, rows: int | None = None, seed: int | None = None
) -> Rehearsal:
    """A valid study ready to be rehearsed.

    ``file`` is its model, ``rehearsal.yml`` of its folder by default; where there is none, claims come
    out true where they can. ``rows`` answers are invented for every wave, else as many as it announces.

    Raises:
        Refused: the model or a file of margins cannot be followed, or R08 or R10.
    """
    _refuse(_impossible(study, rows))
    model = _model(folder, file)
    margins = {wave: found for wave in study.waves if (found := _margins(study, model, folder, wave))}
    counts = {name: rows or wave.answers or ANSWERS for name, wave in study.waves.items()}
    scenario = scenario_of(model, study, plan_of(study))
    return Rehearsal(scenario, folder, counts, model.seed if seed is None else seed, margins)


def _model(folder: Path, file: Path | None) -> Model:
    usual = folder / FILE
    if file is None and not usual.exists():
        return UNWRITTEN
    return read_model(file or usual, f"studies/{folder.name}/{FILE}" if file is None else file.as_posix())


def _margins(study: Study, model: Model, folder: Path, wave: str) -> Margins | None:
    """The margins in a wave's file when someone wrote it; else invented ones."""
    named = study.waves[wave].weights
    if not is_raked(study) or named is None:
        return invented_margins(model, study)
    path = folder / named
    if not path.is_file() or record_in(folder).holds(path):
        return invented_margins(model, study)
    return stated_margins(path, f"studies/{study.id}/{named}")


def _impossible(study: Study, rows: int | None) -> Iterator[Diagnostic]:
    if not study.waves or not study.questions:
        yield Diagnostic("R10", study.where(), {"study": study.id})
    if rows is not None and rows < 1:
        yield Diagnostic("R08", None, {"rows": rows})
    for name, wave in study.waves.items():
        if rows is not None and wave.invited is not None and rows > wave.invited:
            place = study.where("waves", name, "invited")
            yield Diagnostic("R08.invited", place, {"rows": rows, "wave": name, "invited": wave.invited})


def _refuse(problems: Iterable[Diagnostic]) -> None:
    found = tuple(problems)
    if found:
        raise Refused(found)
