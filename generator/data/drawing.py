"""The design of a wave, from the columns that the spec names, and what is wrong with it."""

from collections.abc import Iterator, Mapping

import numpy as np

from generator.data.building import Column
from generator.data.conditions import Known
from generator.data.recoding import Fault, Recoded
from generator.data.responses import Flags, Floats
from generator.data.sampled import Ints, Replicates, Sampled
from generator.data.wanted import CLUSTER, PERSON, REPLICATE, SIZE, STRATUM
from generator.data.weighting import Weighted
from generator.errors import Diagnostic
from generator.spec.models import ReplicateMethod, Sample, Study


def drawn(
    study: Study, recoded: Recoded, segments: Mapping[str, Known], weighted: Weighted
) -> Sampled | None:
    """The design of a wave; None where weights are all there is to know."""
    sample = study.sample
    if sample is None:
        return None
    found = Sampled(
        strata=_strata(sample, recoded, segments),
        clusters=_numbered(recoded.design[CLUSTER].numbers) if CLUSTER in recoded.design else None,
        sizes=recoded.design[SIZE].numbers if SIZE in recoded.design else None,
        lonely=sample.lonely,
        replicates=_replicates(sample, recoded),
        calibration=weighted.calibration,
    )
    return found if found.stated else None


def _strata(sample: Sample, recoded: Recoded, segments: Mapping[str, Known]) -> Ints | None:
    """Strata crossed: everyone of the same answer to each is in the same one."""
    columns: list[Floats] = []
    for name in sample.strata:
        mark = recoded.design.get(f"{STRATUM} {name}")
        known = mark.numbers if mark else segments[name].codes if name in segments else None
        if known is not None:
            columns.append(np.asarray(known, np.float64))
    if not columns:
        return None
    _, places = np.unique(np.array(columns), axis=1, return_inverse=True)
    return np.asarray(places.reshape(-1), np.int64)


def _numbered(marks: Floats) -> Ints:
    return np.asarray(np.unique(marks, return_inverse=True)[1], np.int64)


def _replicates(sample: Sample, recoded: Recoded) -> Replicates | None:
    """Replicate weights: a deviation counts for (R−1)/R in a jackknife, 1/R in half-samples, 1/(R−1) in a
    bootstrap (Wolter 2007)."""
    lines = [column.numbers for name, column in recoded.design.items() if name.startswith(REPLICATE)]
    if sample.replicates is None or len(lines) < 2:
        return None
    count = len(lines)
    scale = _scale(sample.replicates.method, count)
    return Replicates(np.array(lines), np.full(count, scale), sample.replicates.df or count - 1)


def _scale(method: ReplicateMethod, count: int) -> float:
    match method:
        case ReplicateMethod.JACKKNIFE:
            return (count - 1) / count
        case ReplicateMethod.BALANCED:
            return 1 / count
        case ReplicateMethod.BOOTSTRAP:
            return 1 / (count - 1)


def persons_in(recoded: Recoded) -> Floats | None:
    """The mark of each person, where the spec names the column."""
    column = recoded.design.get(PERSON)
    return None if column is None else column.numbers


def misplaced(recoded: Recoded) -> Iterator[Fault]:
    """D28 a person given twice, D32 a row without its place in the design: where it happens first."""
    for name, column in recoded.design.items():
        blank = np.isnan(column.numbers)
        if name != PERSON and blank.any():
            yield _first("D32", column, blank)
    if PERSON in recoded.design:
        again = _again(recoded.design[PERSON].numbers)
        if again.any():
            yield _first("D28", recoded.design[PERSON], again)


def impossible(study: Study, recoded: Recoded, sampled: Sampled | None, file: str) -> Iterator[Diagnostic]:
    """D33 a cluster in two strata, D34 a cluster alone without a rule, D35 sizes that cannot be."""
    if sampled is None or sampled.replicates is not None:
        return
    strata = np.zeros(recoded.rows, np.int64) if sampled.strata is None else sampled.strata
    clusters = np.arange(recoded.rows) if sampled.clusters is None else sampled.clusters
    pairs = np.unique(np.array([clusters, strata]), axis=1)
    if np.unique(pairs[0]).size < pairs.shape[1]:
        yield Diagnostic("D33", study.where("sample", "clusters"), {"file": file})
        return
    counts = np.bincount(pairs[1])
    if sampled.lonely is None and (counts == 1).any():
        yield Diagnostic("D34", study.where("sample"), {"file": file})
    if sampled.sizes is not None and not _are_sizes(sampled.sizes, strata, counts):
        yield Diagnostic("D35", study.where("sample", "sizes"), {"file": file})


def _again(marks: Floats) -> Flags:
    """Those whose mark came before; those who are not named are nobody else."""
    found = ~np.isnan(marks)
    found[np.unique(marks, return_index=True)[1]] = False
    return found


def _first(code: str, column: Column, rows: Flags) -> Fault:
    return Fault(code, int(rows.argmax()), {"column": column.want.column})


def _are_sizes(sizes: Floats, strata: Ints, counts: Ints) -> bool:
    """One size per stratum, and no fewer clusters in the population than in the sample."""
    order = np.argsort(strata, kind="stable")
    _, start = np.unique(strata[order], return_index=True)
    least = np.minimum.reduceat(sizes[order], start)
    most = np.maximum.reduceat(sizes[order], start)
    return bool((least == most).all() and (least >= counts[counts > 0]).all())
