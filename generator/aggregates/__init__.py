"""Aggregates: the one pass over the answers, and the sufficient statistics that the gate judges."""

from generator.aggregates.linking import linked
from generator.aggregates.memory import Memory, memory_of
from generator.aggregates.model import (
    Aggregates,
    Classes,
    Counts,
    DriverMoments,
    Joint,
    Summary,
)
from generator.aggregates.overlaps import overlapping
from generator.aggregates.tabulation import tabulate

__all__ = [
    "Aggregates",
    "Classes",
    "Counts",
    "DriverMoments",
    "Joint",
    "Memory",
    "Summary",
    "linked",
    "memory_of",
    "overlapping",
    "tabulate",
]
