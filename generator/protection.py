"""What protection costs a study, and what would cost less: told to its author without telling of anyone.

What a release shows and withholds is counted from the release alone (``statistics.withheld``). What merging
levels would free is asked of the gate, and its answer is the only thing told. Why that gives nothing away:
the plans tried are picked by the spec and by the release, never by an answer; each is one the author could
write, and a release made under it would say in the open which groups are shown; of the plans tried for a
segment only the first that frees something is told, with whole questions, never one group of one. So the
author learns that a union of groups may be shown, as publishing it would say, and nothing of its parts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import locks
from generator.errors import Refused, refuse_errors
from generator.release import Outcome, Release
from generator.releasing import Gate, Progress, gate_of, refuse_unknown, release
from generator.spec import Plan, Study, load, plan_of
from generator.spec.regrouping import Regrouped, crossing_of, merging, unchanged, without
from generator.statistics.withheld import Family, Tally, families, held_back, plain_groups, tally


@dataclass(frozen=True, slots=True)
class Held:
    """A segment with levels of which some questions are not told; all named as the spec labels them."""

    segment: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """Levels of a segment that could be one, and how many questions would then be told at every level."""

    segment: str
    levels: tuple[str, ...]
    questions: int


@dataclass(frozen=True, slots=True)
class Drop:
    """Declared crossings that could be left out, and how many other tables would then be published."""

    crossing: str
    tables: int


@dataclass(frozen=True)
class Account:
    """What one wave asks, shows and withholds. Without the answers, nothing is offered."""

    study: Study
    release: Release
    is_closed: bool
    total: Tally
    plain: Tally
    """Without the declared crossings."""
    families: Mapping[Family, int]
    held: tuple[Held, ...]
    has_answers: bool
    merges: tuple[Merge, ...] = ()
    drops: tuple[Drop, ...] = ()


def accounts(root: Path, study: str, wave: str | None, as_of: date, progress: Progress) -> list[Account]:
    """The account of one wave of a study, or of each of its waves.

    Raises:
        Refused: the study has errors, or the release of a wave cannot be had.
    """
    workspace = load(root, [study], as_of)
    refuse_errors(workspace.diagnostics)
    found, folder = workspace.studies[study], workspace.folder(study)
    if wave is not None:
        refuse_unknown(found, wave)
    told = []
    for name in found.waves if wave is None else (wave,):
        progress("release", f"{study} {name}")
        told.append(_account(found, name, folder))
    return told


def _account(study: Study, wave: str, folder: Path) -> Account:
    shown = release(study, wave, folder).releases[study.id, wave]
    lock, gate, plan = locks.read_lock(folder, wave), gate_of(study, wave, folder), plan_of(study)
    is_closed = lock is not None and lock.is_closed
    return Account(
        study,
        shown,
        is_closed,
        tally(shown, plan.group.keys()),
        tally(shown, plain_groups(plan)),
        families(plan, shown),
        tuple(_held(study, plan, shown)),
        gate is not None,
        tuple(_merges(study, plan, shown, gate, is_closed)) if gate else (),
        tuple(_drops(study, plan, gate)) if gate and not is_closed else (),
    )


def _held(study: Study, plan: Plan, shown: Release) -> Iterator[Held]:
    for segment, counts in held_back(study, plan, shown).items():
        levels = tuple(level for level, count in counts.items() if count)
        if levels:
            yield Held(_label(study, segment), _labels(plan, segment, levels))


def _merges(study: Study, plan: Plan, shown: Release, gate: Gate, is_closed: bool) -> Iterator[Merge]:
    """For each segment, the first merge of its levels after which more questions are told of all."""
    for segment, counts in held_back(study, plan, shown).items():
        # What a closed wave showed stays shown: only levels that it never showed can become one.
        shut = {level for level in counts if is_closed and _is_out(shown, plan, segment, level)}
        free = {level: count for level, count in counts.items() if level not in shut}
        for levels in chain(free, bool(study.segments[segment].cuts)):
            questions = _completed(shown, segment, plan, merging(plan, segment, levels), gate)
            if questions:
                yield Merge(_label(study, segment), _labels(plan, segment, levels), questions)
                break


def _is_out(shown: Release, plan: Plan, segment: str, level: str) -> bool:
    """Whether a release shows anything of a level."""
    groups = {group.id for group in plan.groups if (group.segment, group.level) == (segment, level)}
    return tally(shown, groups).shown > 0


def chain(counts: Mapping[str, int], is_ordered: bool) -> Iterator[tuple[str, ...]]:
    """Levels to merge, each time one more: those least often told first, then the next declared.

    ``counts`` has the questions not told of each level. Bands of a number stay next to each other.
    """
    order = list(counts)
    weak = [level for level in order if counts[level] > min(counts.values())]
    if not any(counts.values()) or len(order) < 3:
        return
    first, last = _ends(order, weak or order[:1])
    start = order[first : last + 1] if is_ordered or len(weak) < 2 else weak
    chosen = start if len(start) > 1 else _wider(order, start)
    while len(chosen) < len(order):
        yield tuple(chosen)
        chosen = _wider(order, chosen)


def _ends(order: list[str], chosen: list[str]) -> tuple[int, int]:
    places = [order.index(level) for level in chosen]
    return min(places), max(places)


def _wider(order: list[str], chosen: list[str]) -> list[str]:
    """One level more: inside the ones chosen, else after them, else before."""
    first, _ = _ends(order, chosen)
    rest = [*order[first:], *reversed(order[:first])]
    more = next(level for level in rest if level not in chosen)
    return [level for level in order if level in chosen or level == more]


def _completed(shown: Release, segment: str, plan: Plan, merged: Regrouped, gate: Gate) -> int:
    """How many questions that lack a level would lack none."""
    found = _through(gate, merged)
    if found is None:
        return 0
    return sum(
        not _is_whole(shown, measure.id, plan, segment) and _is_whole(found, measure.id, merged.plan, segment)
        for measure in plan.measures
        if measure.is_asked_in(shown.wave)
    )


def _through(gate: Gate, regrouped: Regrouped) -> Release | None:
    try:
        return gate(regrouped)
    except Refused:
        # Beside what a closed wave showed, a plan may be refused whole: that plan frees nothing.
        return None


def _is_whole(release: Release, measure: str, plan: Plan, segment: str) -> bool:
    keys = [(measure, group.id) for group in plan.groups if group.segment == segment]
    outcomes = [release.tables[key].outcome for key in keys if key in release.tables]
    return bool(outcomes) and Outcome.WITHHELD not in outcomes


def _drops(study: Study, plan: Plan, gate: Gate) -> Iterator[Drop]:
    """For each declared crossing, what it costs the others; for all together, when there are several."""
    crossings = tuple(dict.fromkeys(crossing_of(group) for group in plan.groups if crossing_of(group)))
    before = _through(gate, unchanged(plan)) if crossings else None
    tried = [(crossing,) for crossing in crossings] + ([crossings] if len(crossings) > 1 else [])
    for dropped in tried:
        after = _through(gate, without(plan, *dropped))
        gained = _gained(before, after) if before and after else 0
        if gained:
            yield Drop(", ".join(" × ".join(_label(study, n) for n in names) for names in dropped), gained)


def _gained(before: Release, after: Release) -> int:
    """How many tables of both are published in the second only, less those in the first only."""
    shown, freed = _published(before) & after.tables.keys(), _published(after)
    return len(freed - shown) - len(shown - freed)


def _published(release: Release) -> frozenset[tuple[str, str]]:
    tables = release.tables.items()
    return frozenset(key for key, table in tables if table.outcome is not Outcome.WITHHELD)


def _label(study: Study, name: str) -> str:
    segment = study.segments.get(name)
    return segment.label or name if segment else name


def _labels(plan: Plan, segment: str, levels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(group.label for group in plan.groups if group.segment == segment and group.level in levels)
