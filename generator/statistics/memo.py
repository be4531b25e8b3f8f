"""Figures kept by a process that stays, from one build to the next."""

from collections.abc import Mapping

from generator.release import Release
from generator.spec.models import Study
from generator.spec.plan import Plan
from generator.statistics.figures import Figures
from generator.words import Lang


class Memo:
    """The figures last asked of each study, in each of its languages.

    They are computed again unless the numbers are the same: another sentence changes none.
    """

    def __init__(self) -> None:
        self._last: dict[tuple[str, Lang], Figures] = {}

    def figures(self, study: Study, plan: Plan, releases: Mapping[str, Release]) -> Figures:
        """The figures of a study, with what was computed of them before where it still holds."""
        last = self._last.get((study.id, study.language))
        is_same = last is not None and last.are_of(study, plan, releases)
        found = last.told_by(study) if last and is_same else Figures(study, plan, releases)
        self._last[study.id, study.language] = found
        return found
