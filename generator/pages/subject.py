"""What pages are made from: one study with its plan, its figures, its judged findings and its lock."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from generator.findings.finding import Findings
from generator.spec.models import Study
from generator.spec.plan import Plan
from generator.statistics.figures import Figures


class Frozen(Protocol):
    """What pages say of a wave's lock."""

    @property
    def frozen_on(self) -> date:
        """The day its questions, rules and thresholds were frozen."""

    @property
    def short_hash(self) -> str:
        """The beginning of the hash of what was frozen."""


@dataclass(frozen=True)
class Subject:
    """A study whose findings stand, ready to be composed; ``lock`` is that of its latest wave."""

    study: Study
    plan: Plan
    figures: Figures
    findings: Findings
    lock: Frozen | None = None
