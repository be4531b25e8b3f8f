"""From one state of a workspace to another: what changed, and what time order can be proven."""

from generator.tracking.comparing import Compared, Figure, compare
from generator.tracking.proofs import Proof, Scene, Standing, limits, refusals, scene_of, verify
from generator.tracking.report import REPORTS, Report
from generator.tracking.sides import Side, side_of

__all__ = [
    "REPORTS",
    "Compared",
    "Figure",
    "Proof",
    "Report",
    "Scene",
    "Side",
    "Standing",
    "compare",
    "limits",
    "refusals",
    "scene_of",
    "side_of",
    "verify",
]
