"""The privacy gate: aggregates in, a certified ``Release`` out, and no other door."""

from generator.disclosure.gate import protect
from generator.disclosure.policy import Policy, Profile, policy_of

__all__ = ["Policy", "Profile", "policy_of", "protect"]
