"""The one symbol table: what every name in a reference stands for."""

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, replace

from generator.spec.groups import Group
from generator.spec.language import Reference
from generator.spec.models import Finding, Study
from generator.spec.nearest import listed, nearest
from generator.spec.plan import Plan, group_id, is_own, wave_named
from generator.spec.scores import Score, named_by
from generator.words import Words

IMPORTANCE, PERFORMANCE = "importance", "performance"
"""What ``rank(importance, item)`` and ``rank(performance, item)`` rank: the sides of the priority rule."""
NONRESPONSE = "nonresponse"
"""What ``{nonresponse}`` says: the share of those invited who did not answer."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A score, in a group, in a wave of a study: one number of that study's plan."""

    study: str
    wave: str
    score: Score
    group: str
    """The id of a group of the plan."""


class Unresolved(Exception):
    """A reference that stands for nothing, as the code and the values of its diagnostic."""

    def __init__(self, code: str, values: Mapping[str, object]) -> None:
        self.code = code
        self.values = values
        super().__init__(code)


def unknown(name: str, kind: str, known: Collection[str]) -> Unresolved:
    """``name`` stands for nothing of a ``kind`` (a key of ``codes.S04.kinds``): the nearest, then all."""
    values: dict[str, object] = {"name": name, "kind": Words.of(f"codes.S04.kinds.{kind}")}
    if not known:
        return Unresolved("S04.none", values)
    close = nearest(name, known)
    listing = {**values, "known": listed(known)}
    return Unresolved("S04.nearest", {**listing, "nearest": close}) if close else Unresolved("S04", listing)


@dataclass(frozen=True)
class Symbols:
    """Every name of every study, looked up one way.

    ``@x`` in a reference is a wave of its study when there is one, else a study, at its latest wave
    or at ``:wave``. ``[x]`` is a group named in the finding, else a segment made by a condition.
    ``unreadable`` are studies that exist and whose names cannot be known.
    """

    studies: Mapping[str, Study]
    plans: Mapping[str, Plan]
    unreadable: Set[str] = frozenset()

    def resolve(self, study: str, reference: Reference, wave: str, finding: str | None) -> Resolved:
        """The one number a reference of ``study`` stands for; ``wave`` is the wave being judged.

        Raises:
            Unresolved: it names nothing (S04), several things (S04), a benchmark (P03), a sensitive
                question in a crossed group (V08), or a study that cannot be read (S18).
        """
        found = self.items(study, reference, wave, finding)
        if len(found) > 1 or (found[0].score.item is not None and reference.item is None):
            raise Unresolved("S04.whole", {"name": reference.name, "known": listed(_items(found))})
        return found[0]

    def items(self, study: str, reference: Reference, wave: str, finding: str | None) -> tuple[Resolved, ...]:
        """All that a reference stands for: each item of an indicator or a question named whole.

        Items that the wave does not ask are left out.

        Raises:
            Unresolved: as ``resolve``, but for several things.
        """
        target, wave = self._place(study, reference, wave)
        plan = self._plan(target)
        scores = self._scores(target, reference)
        group = self._group(target, reference, finding if target == study else None)
        asked = [score for score in scores if plan.is_known_in(wave, score)]
        if not asked:
            raise Unresolved("S04.not_asked", {"name": _figure(reference), "wave": wave})
        for score in asked:
            if group not in plan.groups_of_score(score):
                raise Unresolved("V08", {"question": score.question or score.id})
        return tuple(Resolved(target, wave, score, group) for score in asked)

    def to_come(self, study: str, reference: Reference) -> Reference:
        """The reference without its wave, when that wave does not exist yet (``to_test``, ``target``)."""
        own = self.studies[study]
        other = own if is_own(reference, own) else self.studies.get(reference.at or "")
        if other is None:
            is_study = reference.at in self.unreadable or reference.at_wave is not None
            return reference if is_study else replace(reference, at=None)
        is_known = wave_named(reference, other) in (None, *other.waves)
        return reference if is_known else replace(reference, at_wave=None)

    def is_group_label(self, study: str, finding: str | None, reference: Reference) -> bool:
        """Whether ``{name}`` stands for the label of a group named in the finding, not for a figure."""
        stated = self.studies[study].findings.get(finding or "")
        is_bare = (reference.item, reference.group, reference.at) == (None, None, None)
        return is_bare and stated is not None and reference.name in stated.groups

    def finding(self, study: str, name: str) -> Finding:
        """The finding ``name`` of ``study``.

        Raises:
            Unresolved: S04 or S18.
        """
        if study in self.unreadable:
            raise Unresolved("S18", {"name": study})
        if study not in self.studies:
            raise unknown(study, "study", self._names)
        findings = self.studies[study].findings
        if name not in findings:
            raise unknown(name, "finding", findings)
        return findings[name]

    @property
    def _names(self) -> tuple[str, ...]:
        return tuple(sorted({*self.studies, *self.unreadable}))

    def _place(self, study: str, reference: Reference, wave: str) -> tuple[str, str]:
        """The study and the wave a reference speaks of."""
        own = self.studies[study]
        if reference.at is None:
            return study, self._wave(study, wave)
        if reference.at in own.waves:
            return study, reference.at
        if reference.at in self.unreadable:
            raise Unresolved("S18", {"name": reference.at})
        if reference.at not in self.studies:
            raise unknown(reference.at, "at", (*own.waves, *self._names))
        return reference.at, self._wave(reference.at, reference.at_wave)

    def _wave(self, study: str, wave: str | None) -> str:
        waves = list(self.studies[study].waves)
        if not waves:
            raise Unresolved("S04.no_wave", {"name": study})
        if wave is not None and wave not in waves:
            raise unknown(wave, "wave", waves)
        return wave or waves[-1]

    def _plan(self, study: str) -> Plan:
        if study not in self.plans:
            raise Unresolved("S18", {"name": study})
        return self.plans[study]

    def _scores(self, study: str, reference: Reference) -> tuple[Score, ...]:
        own, plan = self.studies[study], self.plans[study]
        found = named_by(plan.scores, reference)
        if found:
            return found
        named = named_by(plan.scores, Reference(reference.name))
        if named:
            raise unknown(reference.item or reference.name, "item", [s.item or s.id for s in named])
        if reference.name in own.benchmarks:
            raise Unresolved("P03", {"benchmark": reference.name})
        if reference.name in own.questions:
            raise Unresolved("S04.no_figure", {"name": reference.name})
        raise unknown(reference.name, "figure", (*own.indicators, *own.questions))

    def _group(self, study: str, reference: Reference, finding: str | None) -> str:
        own, plan = self.studies[study], self.plans[study]
        stated = own.findings.get(finding or "")
        group = group_id(reference, finding or "", stated)
        if group in plan.group:
            return group
        segment = reference.group or ""
        levels = [g for g in plan.groups if g.segment == segment]
        if reference.level is not None and levels:
            raise unknown(reference.level, "level", [g.level for g in levels if g.level])
        if levels:
            raise Unresolved("S04.level", {"name": segment, **_levels(levels)})
        raise unknown(segment, "segment", (*own.segments, *(stated.groups if stated else ())))


def _levels(groups: list[Group]) -> dict[str, object]:
    names = [group.level or group.id for group in groups]
    return {"first": names[0], "known": listed(names)}


def _items(found: tuple[Resolved, ...]) -> list[str]:
    return [resolved.score.item or resolved.score.id for resolved in found]


def _figure(reference: Reference) -> str:
    return f"{reference.name}.{reference.item}" if reference.item else reference.name
