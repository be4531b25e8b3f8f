"""A wave published again on other answers: a late reply, a leaver, a correction. R13, R14, R20.

What was published stays published, so every table of the earlier publications is a row of each search, shown
before anything else is: what their difference with the new ones would tell of few people is withheld from the
new ones, by the same attacks as ever. People in both publications are the same columns, as ``Linked`` found.

What joins answers to two questions is not compared by these searches. Where rows were only added, it is known
who the added ones are, and how many of them stand behind each number; where rows changed or went, such a
number is told again only when it is the same as before.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from generator.aggregates.model import Aggregates, Ints, Linked, Units
from generator.disclosure.contents import moments_floor, table_of
from generator.disclosure.ladder import Case, Cases
from generator.disclosure.ledger import weaker
from generator.disclosure.policy import Policy
from generator.disclosure.withholding import Field, priority_of
from generator.errors import Diagnostic
from generator.release import Covariance, Moments, Outcome, Overlap, Release, Table
from generator.spec.groups import EVERYONE
from generator.spec.plan import Plan


@dataclass(frozen=True)
class Beside:
    """The earlier publications of a wave, oldest first, and how the answers of each are linked to today's."""

    published: tuple[Release, ...]
    linked: Linked


ALONE = Beside((), Linked((), (), (), only_adds=True, is_steady=True))
"""Nothing was published of the wave on other answers."""


@dataclass(frozen=True)
class Past:
    """What was published of a wave, before the gate that judges what is published of it now."""

    beside: Beside
    cases: tuple[Cases, ...]
    """Of each publication, oldest first."""
    fresh: Aggregates
    plan: Plan
    policy: Policy

    def refusals(self) -> Iterator[Diagnostic]:
        """V14: what stands in the way of any second publication, whatever it shows.

        With other weights, or a design, the answers of the same people would be in two sums that no count of
        people tells apart. And a file that does not give back what was published of it links nothing.
        """
        for release, counted, own in self._each():
            yield from weaker(release, self.policy)
            if release.certificate.data != counted.data or _is_otherwise(release, own):
                yield self._clash("unlinked")
        if self.beside.published and (self.fresh.design or not self.beside.linked.is_steady):
            yield self._clash("weights")

    def refused(self, tables: Mapping[tuple[str, str], Table]) -> Iterator[Diagnostic]:
        """V14 when nothing that everyone answered can be told again: what changed is about too few people."""
        told = {
            key
            for release in self.beside.published
            for key, table in release.tables.items()
            if key[1] == EVERYONE and key in tables and table.outcome is not Outcome.WITHHELD
        }
        if told and all(tables[key].outcome is Outcome.WITHHELD for key in told):
            yield self._clash("few")

    def fields(self, now: tuple[Case, ...]) -> tuple[Field, ...]:
        """The groups of one measure after those of the earlier publications, for each reading of the rows."""
        measure = now[0].measure.id
        past = tuple(
            replace(case, group=replace(case.group, id=f"{number}@{case.group.id}"), publication=number)
            for number, own in enumerate(self.cases, start=1)
            for (name, _), case in own.items()
            if name == measure
        )
        ordered = (*past, *sorted(now, key=priority_of(now, {})))
        return tuple(self._field(ordered, units[measure]) for units in self.beside.linked.readings)

    def _field(self, cases: tuple[Case, ...], units: Units) -> Field:
        column = {name: place for place, name in enumerate(self.beside.linked.groups)}
        seen = [units.member[case.publication - 1][:, column[group_of(case)]] for case in cases]
        vectors: Ints = np.array(seen, dtype=np.int64)
        was = [self._was(case) for case in cases]
        return Field(
            cases,
            vectors,
            vectors,
            np.arange(len(cases)),
            units.people,
            np.array([case.counts.n for case in cases]),
            np.array([outcome is not Outcome.WITHHELD for outcome in was]),
            np.array([outcome is Outcome.FULL for outcome in was]),
        )

    def _was(self, case: Case) -> Outcome:
        """What a publication showed of a case; of what is only asked now, nothing was shown yet."""
        tables = self.beside.published[case.publication - 1].tables if case.publication else {}
        table = tables.get((case.measure.id, group_of(case)))
        return table.outcome if table else Outcome.WITHHELD

    def covariances(self, found: Mapping[str, Covariance]) -> Mapping[str, Covariance]:
        """Those that may stand beside the earlier ones."""
        floor = max(map(self.policy.smallest, self.plan.measures))
        return {
            name: covariance
            for name, covariance in found.items()
            if all(
                release.covariances.get(name) in (None, covariance)
                or self._is_enough(_added(covariance.terms, name, self.fresh, counted), floor)
                for release, counted, _ in self._each()
            )
        }

    def moments(self, found: Moments | None) -> Moments | None:
        """Those of the model of importance, if as many people came as a model may speak of."""
        if found is None:
            return None
        floor = moments_floor([self.plan.measure[name] for name in found.variables], self.policy)
        is_safe = all(
            release.moments in (None, found) or self._is_enough(np.array(found.n - _model(counted)), floor)
            for release, counted, _ in self._each()
        )
        return found if is_safe else None

    def overlaps(self, found: tuple[Overlap, ...]) -> tuple[Overlap, ...]:
        """The covariances with the wave before that may stand beside the earlier ones."""
        return tuple(one for one in found if all(self._may_follow(one, *it) for it in self._each()))

    def _may_follow(self, one: Overlap, release: Release, counted: Aggregates, _: Cases) -> bool:
        key = one.score, one.group
        before = [known for known in release.overlaps if (known.score, known.group) == key]
        if not before or one in before:
            return True
        floor = max(self.policy.one_number_below, *map(self.policy.smallest, self.plan.measures))
        return self._is_enough(
            np.array(self.fresh.overlaps[key].people - counted.overlaps[key].people), floor
        )

    def alike(self, found: Mapping[str, float | None]) -> Mapping[str, float | None]:
        """The shares of those who answered a grid all alike that may stand beside the earlier ones."""
        return {
            name: share
            for name, share in found.items()
            if all(
                release.alike.get(name, share) == share or self._has_more(name, counted)
                for release, counted, _ in self._each()
            )
        }

    def _has_more(self, grid: str, counted: Aggregates) -> bool:
        """Whether as many people more as a number may speak of answered a grid all alike, and otherwise."""
        floor = max(map(self.policy.smallest, self.plan.grids_in(self.fresh.wave)[grid]))
        now, was = self.fresh.alike[grid], counted.alike[grid]
        same, people = now.same - was.same, now.people - was.people
        return self._is_enough(np.array([same, people - same]), floor)

    def table(self, table: Table) -> Table:
        """A table whose missing answers are told anew when enough people more, or nobody, gave each."""
        key = table.measure, table.group
        floor = self.policy.smallest(self.plan.measure[table.measure])
        for release, counted, _ in self._each():
            before = release.tables[key].aside if key in release.tables else None
            if table.aside is not None and before is not None:
                added = self.fresh.counts[key].aside - counted.counts[key].aside
                table = table if self._is_enough(added, floor) else replace(table, aside=before)
        return table

    def _is_enough(self, added: Ints, floor: int) -> bool:
        """Whether all that was added is nobody, or as many people as a number may speak of."""
        return self.beside.linked.only_adds and bool(((added == 0) | (added >= floor)).all())

    def _each(self) -> Iterator[tuple[Release, Aggregates, Cases]]:
        return zip(self.beside.published, self.beside.linked.earlier, self.cases, strict=True)

    def _clash(self, why: str) -> Diagnostic:
        return Diagnostic(f"V14.{why}", None, {"study": self.fresh.study, "wave": self.fresh.wave})


def group_of(case: Case) -> str:
    """The name of the group of a case, whichever publication it is of."""
    return case.group.id.partition("@")[2] if case.publication else case.group.id


def _is_otherwise(release: Release, cases: Cases) -> bool:
    shown = [table for table in release.tables.values() if table.outcome is not Outcome.WITHHELD]
    given = [cases.get((table.measure, table.group)) for table in shown]
    return any(
        case is None or table_of(case, table.outcome) != table
        for case, table in zip(given, shown, strict=True)
    )


def _added(terms: tuple[tuple[str, str], ...], name: str, now: Aggregates, before: Aggregates) -> Ints:
    """How many people more stand behind each two terms than did before."""
    joints = now.joints[name], before.joints[name]
    shared = [term for term in terms if term in joints[1].terms]
    places = [[joint.terms.index(term) for term in shared] for joint in joints]
    after, was = (joint.people[np.ix_(own, own)] for joint, own in zip(joints, places, strict=True))
    added: Ints = after - was
    return added


def _model(counted: Aggregates) -> int:
    return counted.moments.n if counted.moments else 0
