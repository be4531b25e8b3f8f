"""Who a release was held against, read from its certificate."""

from enum import StrEnum

from generator.release import Certificate


class Attacker(StrEnum):
    """Those who may try to find someone: A0 to A5 of the threat model, in this order."""

    READER = "reader"
    COLLEAGUE = "colleague"
    MANAGER = "manager"
    ARCHIVIST = "archivist"
    INSIDER = "insider"
    AUTHOR = "author"


def attackers(certificate: Certificate) -> tuple[Attacker, ...]:
    """The attackers that the rules of a certificate are about; only what it states is claimed."""
    return tuple(one for one in Attacker if _is_considered(one, certificate))


def _is_considered(attacker: Attacker, certificate: Certificate) -> bool:
    rules = frozenset(certificate.rules)
    match attacker:
        case Attacker.READER:
            return "R1" in rules
        case Attacker.COLLEAGUE:
            return "R2" in rules and int(certificate.policy["coalition"]) > 0
        case Attacker.MANAGER:
            return "R9" in rules
        case Attacker.ARCHIVIST:
            return {"R13", "R14", "R20"} <= rules
        case Attacker.INSIDER | Attacker.AUTHOR:
            # By construction: a release has no place for a row, and a policy refuses what is under a floor.
            return True
