"""The ``Release``: the only thing that crosses the wall, with the certificate that says why it may.

Two places construct one: ``disclosure.gate`` from aggregates, and ``load`` here from files whose
certificate matches. It holds sufficient statistics under the publication plan (weighted cells,
covariances of scores, moments of the driver model), never a row, and never a cell that the gate
withheld. Everything printed later is derived from it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.errors import Diagnostic, Position, Refused

SIZE = "#"
"""In a spread, what stands for an answer where a term is the size of a group."""
NUMBER = "="
"""In a spread, what stands for an answer where a measure is a number."""
FORMAT = 1
METHOD = 3
"""How the gate decides. 1: R3 is searched over pairs of groups and of sums of sibling groups. 2: so it is
where a certificate says R3-pairs; where it says R3, all combinations of a question's groups are covered. 3:
R5 counts how many gave one same number, where a median with tied bounds was taken for one that all gave.
A release of an older method stays valid and is published as it is; none is released beside it (V14)."""


class Outcome(StrEnum):
    """What the gate decided for one measure in one group."""

    FULL = "full"
    ONE_NUMBER = "one_number"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Cells:
    """A weighted distribution, one entry per answer of the measure, in its order.

    ``w`` holds Σw and ``w2`` Σw² of the respondents who gave that answer.
    """

    codes: tuple[str, ...]
    w: tuple[float, ...]
    w2: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """One score in one group, as its weighted mean and the linearised variance of that mean.

    For a median, ``mean`` is the weighted median and ``low``/``high`` are Woodruff's bounds at the
    study's confidence level (no variance). In a table of one number, ``variance`` is the largest one
    that its mean and base allow (exact for a share), and a median has no bounds.
    """

    mean: float
    variance: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """What is known of one measure in one group.

    ``n`` is the unweighted answered base, ``w`` and ``w2`` the sums of weights and of their
    squares over it. FULL: ``cells`` (none for numeric measures) and ``totals`` of the scores that
    cells do not give. ONE_NUMBER: ``totals`` of the lead score only. WITHHELD: nothing at all.
    ``aside`` gives each declared missing code its share of all who answered, rounded to one
    per cent; None stands for under 5 %. ``df`` is that of the design in this group (clusters less
    strata), None with weights only, where it is the base less one.
    """

    measure: str
    group: str
    outcome: Outcome
    n: int | None = None
    w: float | None = None
    w2: float | None = None
    cells: Cells | None = None
    totals: Mapping[str, Totals] | None = None
    aside: Mapping[str, float | None] | None = None
    df: int | None = None


@dataclass(frozen=True, slots=True)
class Covariance:
    """The covariance matrix of the estimated scores of a battery.

    ``terms`` are (score, group) pairs; a term the gate withheld is absent from it.
    """

    terms: tuple[tuple[str, str], ...]
    matrix: tuple[tuple[float, ...], ...]

    def between(self, one: tuple[str, str], other: tuple[str, str]) -> float:
        """The covariance of two terms.

        Raises:
            ValueError: a term is not in this battery.
        """
        return self.matrix[self.terms.index(one)][self.terms.index(other)]


@dataclass(frozen=True, slots=True)
class Moments:
    """Weighted first and second moments of the driver model, on complete answers.

    ``variables`` are measure ids, the outcome first (p of them). ``mean`` holds the p means, then
    the p(p+1)/2 means of products x_i·x_j for i ≤ j, row by row. ``covariance`` is the linearised
    covariance of that vector, so that any smooth function of it has a delta-method error.
    """

    variables: tuple[str, ...]
    n: int
    w: float
    w2: float
    mean: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """A score in a group, answered by some of the same people in another wave of the study, ``since``.

    ``covariance`` is that of the two means: the change has the variance V₁ + V₂ − 2·C.
    """

    score: str
    group: str
    since: str
    covariance: float


class Attacker(StrEnum):
    """Those who may try to find someone: A0 to A5 of the threat model, in this order."""

    READER = "reader"
    COLLEAGUE = "colleague"
    MANAGER = "manager"
    ARCHIVIST = "archivist"
    INSIDER = "insider"
    AUTHOR = "author"


class Attack(StrEnum):
    """How far R9 looked for someone whose answer is proven."""

    NONE = "none"
    """It did not look: a preview."""
    SPLIT = "split"
    """Where a question has many groups, people may be split between answers, which proves fewer of them."""
    WHOLE = "whole"
    """In whole people for every question, which is exact."""


@dataclass(frozen=True, slots=True)
class Proof:
    """How far the proofs behind a release went, and what they do not promise.

    Of ``questions``, ``covered`` have all combinations of their groups covered (R3), the others pairs only;
    ``numbers`` are open numbers, whose answers R9 does not attack. ``coalition`` people of a group may put
    their answers together against R1 and R3. The attacker of R9 knows the answers of ``accomplices`` people:
    none, so that what two people find by adding theirs to its equations is not promised.
    """

    questions: int
    covered: int
    numbers: int
    attack: Attack
    coalition: int
    accomplices: int
    attackers: tuple[Attacker, ...]
    search: int
    """The version of the search: another one may find more to withhold under the same rules."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """Why this release may be shown: what was asked, under which policy, by which method."""

    tool: str
    method: int
    plan: str
    policy: Mapping[str, int | str | bool]
    rules: tuple[str, ...]
    data: str
    """sha256 of the data file as it was read."""
    content: str
    """sha256 of the released content followed by all the rest."""
    proof: Proof | None = None
    """None before method 3, which says no more than its rules."""


@dataclass(frozen=True)
class Release:
    """What the gate let through for one wave of one study."""

    study: str
    wave: str
    rows: int
    """Respondents of the wave with a usable weight: the size of the design."""
    invited: int | None
    weighted: bool
    tables: Mapping[tuple[str, str], Table]
    covariances: Mapping[str, Covariance]
    moments: Moments | None
    certificate: Certificate
    invented: bool = False
    """Whether a rehearsal drew the answers: every page made from them says so."""
    design: tuple[str, ...] = ()
    """What variances take account of beyond weights: ``strata``, ``clusters``, ``sizes``, ``calibration``, or
    ``replicates`` alone. Empty with weights only: cells then give every variance."""
    spreads: Mapping[str, Covariance] = field(default_factory=dict)
    """With a design, by ``<measure>/<segment>`` (or ``/all``, or another group): the covariance of the shares
    of each answer in each group, terms (answer, group), and of the groups' sizes, terms (``SIZE``, group)."""
    overlaps: tuple[Overlap, ...] = ()
    """What this wave owes to people who answered the one before too; sorted."""
    alike: Mapping[str, float | None] = field(default_factory=dict)
    """By grid, the share of those who answered all its lines and gave them one answer, as the gate rounded
    it; None inside is under 5 %. A grid is absent where it is withheld, and all are from a wave closed before
    it was computed."""

    def table(self, measure: str, group: str) -> Table:
        """The table of a measure in a group.

        Raises:
            KeyError: it was never planned, which is a bug of ours.
        """
        return self.tables[measure, group]


def attackers(certificate: Certificate) -> tuple[Attacker, ...]:
    """The attackers that the rules of a certificate are about; only what it states is claimed."""
    return tuple(one for one in Attacker if _is_considered(one, certificate))


def _is_considered(attacker: Attacker, certificate: Certificate) -> bool:
    rules = frozenset(certificate.rules)
    match attacker:
        case Attacker.READER:
            return "R1" in rules
        case Attacker.COLLEAGUE:
            return "R2" in rules and int(certificate.policy["coalition"]) > 0
        case Attacker.MANAGER:
            return "R9" in rules
        case Attacker.ARCHIVIST:
            return {"R13", "R14", "R20"} <= rules
        case Attacker.INSIDER | Attacker.AUTHOR:
            # By construction: a release has no place for a row, and a policy refuses what is under a floor.
            return True


def _content(release: Release) -> str:
    """The canonical text of a release without its certificate: sorted, one fact a line."""
    head = {
        "format": FORMAT,
        "study": release.study,
        "wave": release.wave,
        "rows": release.rows,
        "invited": release.invited,
        "weighted": release.weighted,
        **({"invented": True} if release.invented else {}),
        **({"design": list(release.design)} if release.design else {}),
    }
    body: list[dict[str, Any]] = [head]
    body += [{"table": _sparse(release.tables[key])} for key in sorted(release.tables)]
    body += [
        {"covariance": {"id": name, **asdict(known)}} for name, known in sorted(release.covariances.items())
    ]
    body += [{"moments": asdict(release.moments)}] if release.moments else []
    body += [{"spread": {"id": name, **_halved(known)}} for name, known in sorted(release.spreads.items())]
    body += [{"overlap": _stated(known)} for known in release.overlaps]
    body += [{"alike": {"question": name, "share": share}} for name, share in sorted(release.alike.items())]
    return "".join(f"{_line(fact)}\n" for fact in body)


def _line(fact: Mapping[str, Any]) -> str:
    return json.dumps(fact, ensure_ascii=False, sort_keys=True, allow_nan=False)


def _sparse(table: Table) -> dict[str, Any]:
    """As ``asdict`` would give it, without its deep copies: a study has thousands of tables."""
    stated = _stated(table)
    stated["cells"] = _stated(table.cells) if table.cells else None
    stated["totals"] = {score: _stated(t) for score, t in table.totals.items()} if table.totals else None
    return {key: value for key, value in stated.items() if value is not None}


def _stated(thing: Table | Cells | Totals | Covariance | Overlap) -> dict[str, Any]:
    return {field.name: getattr(thing, field.name) for field in fields(thing)}


def _halved(spread: Covariance) -> dict[str, Any]:
    """The lines of a symmetric matrix up to its diagonal: a design has the largest matrices of a release."""
    lines = [line[: place + 1] for place, line in enumerate(spread.matrix)]
    return {"terms": spread.terms, "half": lines}


def sealed(certificate: Certificate, content: str) -> Certificate:
    """The certificate bound to a content: neither can change without the other."""
    stated = {**_certified(certificate), "content": ""}
    digest = hashlib.sha256(f"{content}{_line(stated)}".encode()).hexdigest()
    return replace(certificate, content=digest)


def _certified(certificate: Certificate) -> dict[str, Any]:
    stated = asdict(certificate)
    return stated if certificate.proof else {key: value for key, value in stated.items() if key != "proof"}


def dump(release: Release) -> tuple[str, str]:
    """The two canonical texts of a release: its content and its certificate."""
    content = _content(release)
    stated = _certified(release.certificate)
    return content, f"{json.dumps(stated, ensure_ascii=False, sort_keys=True, indent=1)}\n"


def files_of(folder: Path, wave: str, closing: int = 1) -> tuple[Path, Path]:
    """Where the content and the certificate of a wave lie in its study's folder.

    A wave that is closed again, its second ``closing``, leaves the files of the first as they are.
    """
    name = wave if closing == 1 else f"{wave}@{closing}"
    return folder / "locks" / f"{name}.release.jsonl", folder / "locks" / f"{name}.certificate.json"


def write(release: Release, folder: Path, closing: int = 1) -> None:
    """Put a release and its certificate beside the wave's lock, in the study's ``folder``.

    Raises:
        Refused: V10, they cannot be written.
    """
    paths = files_of(folder, release.wave, closing)
    try:
        paths[0].parent.mkdir(exist_ok=True)
        for path, text in zip(paths, dump(release), strict=True):
            unfinished = path.with_name(f"{path.name}.part")
            unfinished.write_text(text, "utf-8", newline="\n")
            unfinished.replace(path)
    except OSError as error:
        raise _refused(paths, folder, "unwritable") from error


def read(folder: Path, wave: str, closing: int = 1) -> Release:
    """Read back the release of a wave from its study's ``folder``, as it was closed or closed again.

    Raises:
        Refused: V10, a file is missing, unreadable or from a newer tool, does not match its
            certificate, or belongs to another study or wave.
    """
    paths = files_of(folder, wave, closing)
    try:
        content, stated = (path.read_text("utf-8") for path in paths)
        release = load(content, stated)
    except FileNotFoundError as error:
        raise _refused(paths, folder, "missing") from error
    except Broken as broken:
        raise _refused(paths, folder, broken.why) from broken
    except (OSError, UnicodeDecodeError) as error:
        raise _refused(paths, folder, "unreadable") from error
    if (release.study, release.wave) != (folder.name, wave):
        raise _refused(paths, folder, "elsewhere")
    return release


def _refused(paths: tuple[Path, Path], folder: Path, why: str) -> Refused:
    name = (Path("studies") / folder.name / "locks" / paths[0].name).as_posix()
    return Refused([Diagnostic(f"V10.{why}", Position(name))])


class Broken(Exception):
    """Two texts that are not a release and its certificate; ``why`` is the variant of V10."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


@lru_cache(maxsize=64)
def load(content: str, certificate: str) -> Release:
    """The release that two canonical texts say; the same texts are read and checked once.

    Raises:
        Broken: they come from a newer tool, do not match, or are not what ``dump`` writes.
    """
    try:
        facts = [json.loads(line) for line in content.removesuffix("\n").split("\n")]
        stated = json.loads(certificate)
        if facts[0]["format"] > FORMAT or stated["method"] > METHOD:
            raise Broken("newer")
        release = _release(facts, _certificate(stated))
        rewritten = dump(release)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise Broken("unreadable") from error
    # Equal as texts: a repeated key or a moved space reads as the same values and is an edit all the same.
    if rewritten != (content, certificate) or sealed(release.certificate, content) != release.certificate:
        raise Broken("edited")
    return release


def _certificate(raw: dict[str, Any]) -> Certificate:
    certificate = Certificate(**{**raw, "rules": tuple(raw["rules"])})
    if "proof" not in raw:
        return certificate
    against = tuple(Attacker(one) for one in raw["proof"]["attackers"])
    proof = Proof(**{**raw["proof"], "attack": Attack(raw["proof"]["attack"]), "attackers": against})
    return replace(certificate, proof=proof)


def _release(facts: list[dict[str, Any]], certificate: Certificate) -> Release:
    head = facts[0]
    tables = [_table(fact["table"]) for fact in facts if "table" in fact]
    return Release(
        study=head["study"],
        wave=head["wave"],
        rows=head["rows"],
        invited=head["invited"],
        weighted=head["weighted"],
        tables={(table.measure, table.group): table for table in tables},
        covariances=dict(_covariance(fact["covariance"]) for fact in facts if "covariance" in fact),
        moments=next((_moments(fact["moments"]) for fact in facts if "moments" in fact), None),
        certificate=certificate,
        invented=head.get("invented", False),
        design=tuple(head.get("design", ())),
        spreads=dict(_spread(fact["spread"]) for fact in facts if "spread" in fact),
        overlaps=tuple(Overlap(**fact["overlap"]) for fact in facts if "overlap" in fact),
        alike={fact["alike"]["question"]: fact["alike"]["share"] for fact in facts if "alike" in fact},
    )


def _table(raw: dict[str, Any]) -> Table:
    cells = {name: tuple(values) for name, values in raw["cells"].items()} if "cells" in raw else None
    totals = {name: Totals(**values) for name, values in raw["totals"].items()} if "totals" in raw else None
    read = {
        **raw,
        "outcome": Outcome(raw["outcome"]),
        "cells": Cells(**cells) if cells else None,
        "totals": totals,
    }
    return Table(**read)


def _covariance(raw: dict[str, Any]) -> tuple[str, Covariance]:
    terms = tuple((score, group) for score, group in raw["terms"])
    return raw["id"], Covariance(terms, _matrix(raw["matrix"]))


def _spread(raw: dict[str, Any]) -> tuple[str, Covariance]:
    half, size = raw["half"], len(raw["terms"])
    whole = [[half[max(i, j)][min(i, j)] for j in range(size)] for i in range(size)]
    return _covariance({**raw, "matrix": whole})


def _moments(raw: dict[str, Any]) -> Moments:
    vectors = {"variables": tuple(raw["variables"]), "mean": tuple(raw["mean"])}
    return Moments(**{**raw, **vectors, "covariance": _matrix(raw["covariance"])})


def _matrix(rows: list[list[float]]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(row) for row in rows)
