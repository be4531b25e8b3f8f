"""What pages are made from: one study with its plan, figures, judged findings, lock and notice."""

from dataclasses import dataclass

from generator.findings.finding import Findings
from generator.locks import Lock
from generator.spec.models import Study
from generator.spec.plan import Plan
from generator.statistics.figures import Figures


@dataclass(frozen=True)
class Subject:
    """A study whose findings stand, ready to be composed.

    ``lock`` is that of its latest wave; ``notice`` is what participants were told, as its file says it.
    ``coming`` is the lock of the wave to come, once frozen: its hash is printed before it has an answer.
    ``before`` is the lock of the wave before the latest: what changed since is told from it.
    """

    study: Study
    plan: Plan
    figures: Figures
    findings: Findings
    lock: Lock | None = None
    notice: str = ""
    coming: Lock | None = None
    before: Lock | None = None
