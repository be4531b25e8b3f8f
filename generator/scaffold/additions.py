"""One thing more in a study: text put at the end of its section, every other byte as it was."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from generator.errors import Diagnostic, Refused
from generator.scaffold.repository import quoted
from generator.spec import Study
from generator.spec.models import Audience, Verdict
from generator.spec.models.decisions import Horizon
from generator.spec.nearest import listed, nearest
from generator.spec.reader import read


@dataclass(frozen=True, slots=True)
class Wave:
    """A wave to come."""

    id: str
    start: date
    end: date

    section = "waves"

    def lines(self, study: Study) -> list[str]:
        """As it is written, after its id; the way of asking is that of the wave before."""
        last = next(reversed(study.waves.values()), None)
        mode = last.mode.value if last else "web"
        # Until its answers are there, a wave says nothing of them.
        return [f"field: {self.start}/{self.end}", f"mode: {mode}", f"data: data/{self.id}.csv"]

    def names(self, study: Study) -> Mapping[str, Collection[str]]:  # noqa: ARG002 - as all are asked
        """What it refers to must be among these."""
        return {}


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence, and what it informs."""

    id: str
    says: str
    decision: str
    verdict: Verdict
    by: str
    holds: tuple[str, ...] = ()

    section = "findings"

    def lines(self, study: Study) -> list[str]:  # noqa: ARG002 - as all are asked
        """As it is written, after its id."""
        held = ["holds:", *(f"  - {_claimed(claim)}" for claim in self.holds)] if self.holds else []
        tail = [f"decision: {self.decision}", f"verdict: {self.verdict.value}", f"by: {self.by}"]
        return ["says: >-", *(f"  {line}" for line in self.says.splitlines()), *held, *tail]

    def names(self, study: Study) -> Mapping[str, Collection[str]]:
        """What it refers to must be among these."""
        return {self.decision: study.decisions, self.by: study.shared.roles}


@dataclass(frozen=True, slots=True)
class Action:
    """Who does what by when."""

    id: str
    what: str
    findings: tuple[str, ...]
    owner: str
    due: date
    horizon: Horizon
    moves: str | None = None

    section = "actions"

    def lines(self, study: Study) -> list[str]:
        """As it is written, after its id."""
        side = "employee" if study.audience is Audience.EMPLOYEE else "customer"
        moves = [f"moves: {{{side}: {self.moves}}}"] if self.moves else []
        return [
            f"what: {quoted(self.what)}",
            f"from: [{', '.join(self.findings)}]",
            f"owner: {self.owner}",
            f"due: {self.due}",
            f"horizon: {self.horizon.value}",
            *moves,
        ]

    def names(self, study: Study) -> Mapping[str, Collection[str]]:
        """What it refers to must be among these."""
        moved = {self.moves.partition(".")[0]: study.indicators} if self.moves else {}
        return {**dict.fromkeys(self.findings, study.findings), self.owner: study.shared.roles, **moved}


Addition: TypeAlias = Wave | Finding | Action


def _claimed(claim: str) -> str:
    """A claim as YAML reads it back: bare, unless YAML would take part of it for something else."""
    return (
        quoted(claim) if any(sign in claim for sign in ("#", ": ", '"')) or claim[:1] in ">|&*!%@`" else claim
    )


def add(study: Study, folder: Path, addition: Addition) -> Path:
    """Write an addition at the end of its section; gives the file that holds it.

    Raises:
        Refused: E22, its id is no id; E23, the id is taken; E24, it names what does not exist; E25, its
            section is written on one line; E21, the file cannot be written.
    """
    _refuse(study, addition)
    section, own = addition.section, folder / f"{addition.section}.yml"
    file, path = (own, ()) if own.is_file() else (folder / "study.yml", (section,))
    before = file.read_bytes()
    text = _with(before.decode("utf-8"), file, path, addition, study)
    try:
        unfinished = file.with_name(f".{file.name}.new")
        unfinished.write_bytes(text.encode("utf-8"))
        unfinished.replace(file)
    except OSError as error:
        raise Refused([Diagnostic("E21", values={"path": str(file)})]) from error
    return file


def _refuse(study: Study, addition: Addition) -> None:
    section: Collection[str] = getattr(study, addition.section)
    if addition.id in section:
        place = study.where_key(addition.section, addition.id)
        raise Refused([Diagnostic("E23", place, {"name": addition.id})])
    if not addition.id.replace("-", "_").isidentifier() and not addition.id.isdigit():
        raise Refused([Diagnostic("E22", values={"name": addition.id[:60]})])
    unknown = [(name, known) for name, known in addition.names(study).items() if name not in known]
    if unknown:
        raise Refused([_unknown(name, known) for name, known in unknown])


def _unknown(name: str, known: Collection[str]) -> Diagnostic:
    close = nearest(name, known)
    values = {"name": name[:60], "nearest": close, "known": listed(known) or "–"}
    return Diagnostic("E24.nearest" if close else "E24", values=values)


def _with(text: str, file: Path, path: tuple[str, ...], addition: Addition, study: Study) -> str:
    """The text with the addition in it: after the last line of its section, indented as its neighbours."""
    document, _ = read(file, file.name)
    if document is None or not isinstance(document.tree, Mapping):
        raise Refused([Diagnostic("E25", values={"file": file.name, "section": addition.section})])
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    if path and path[0] not in document.tree:
        block = [f"{addition.section}:", *_block(addition, study, 2)]
        return _inserted(lines, len(lines), ["", *block], newline)
    inside = document.tree if not path else document.tree[path[0]]
    if not isinstance(inside, Mapping) or not inside:
        raise Refused([Diagnostic("E25", document.locate(path), {"section": addition.section})])
    first = document.locate_key((*path, next(iter(inside))))
    start = document.locate_key(path).line if path else 0
    if first.line == start:
        raise Refused([Diagnostic("E25", first, {"section": addition.section})])
    after = [document.locate_key((key,)).line for key in document.tree] if path else []
    end = min((line for line in after if line > start), default=len(lines) + 1) - 1
    while end > first.line and _is_between(lines[end - 1]):
        end -= 1
    return _inserted(lines, end, _block(addition, study, first.column - 1), newline)


def _is_between(line: str) -> bool:
    """Whether a line belongs to what follows: blank, or a comment from the margin."""
    return not line.strip() or line.startswith("#")


def _block(addition: Addition, study: Study, indent: int) -> list[str]:
    head, body = " " * indent, " " * (indent + 2)
    return [f"{head}{addition.id}:", *(f"{body}{line}" for line in addition.lines(study))]


def _inserted(lines: list[str], at: int, block: list[str], newline: str) -> str:
    """The lines with a block after the first ``at``; the last line may have had no end."""
    before = "".join(lines[:at])
    if before and not before.endswith("\n"):
        before += newline
    return before + "".join(f"{line}{newline}" for line in block) + "".join(lines[at:])
