"""The privacy gate: aggregates in, a certified ``Release`` out, and no other door."""

from generator.disclosure.beside import ALONE, Beside
from generator.disclosure.gate import protect
from generator.disclosure.kept import FOLDER, Kept
from generator.disclosure.policy import Depth, Policy, Profile, policy_of
from generator.disclosure.search import Pace
from generator.disclosure.spending import overspent

__all__ = [
    "ALONE",
    "FOLDER",
    "Beside",
    "Depth",
    "Kept",
    "Pace",
    "Policy",
    "Profile",
    "overspent",
    "policy_of",
    "protect",
]
