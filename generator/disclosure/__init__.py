"""The privacy gate: aggregates in, a certified ``Release`` out, and no other door."""

from generator.disclosure.gate import protect
from generator.disclosure.policy import Depth, Policy, Profile, policy_of

__all__ = ["Depth", "Policy", "Profile", "policy_of", "protect"]
