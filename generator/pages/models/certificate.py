"""The certificate of the wave a site speaks from, in words that someone who answered can follow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.pages.reader import Reader
from generator.release import Attack, Certificate, attackers

_HELD: Mapping[str, tuple[str, ...]] = {
    "small": ("R1",),
    "reader": ("R2",),
    "subtraction": ("R3",),
    "pairs": ("R3-pairs",),
    "alike": ("R5",),
    "sensitive": ("R6", "R17"),
    "detail": ("R7",),
    "proof": ("R9",),
    "again": ("R13", "R14"),
}
"""What is told of a certificate, and the rules it must state for that."""


@dataclass(frozen=True, slots=True)
class Certified:
    """What was held, against whom, when, and the hash that binds it to what is published."""

    state: str
    held: tuple[str, ...]
    against: str
    hash: str


def certificate_of(reader: Reader) -> Certified | None:
    """The certificate of the latest wave; None for a study that asks no questions."""
    release = reader.figures.releases.get(reader.wave)
    if release is None:
        return None
    voice, stated = reader.voice, release.certificate
    named = [voice.say(f"certificate.attacker.{one.value}") for one in attackers(stated)]
    return Certified(
        _state(reader),
        tuple(voice.say(f"certificate.held.{key}") for key in _held(stated)),
        " ".join((voice.say("certificate.against", attackers=voice.spell(named)), *_depth(reader, stated))),
        voice.say("certificate.hash", hash=stated.content[:12], tool=stated.tool, method=stated.method),
    )


def _state(reader: Reader) -> str:
    lock = reader.subject.lock
    if lock is None or lock.closing is None:
        return reader.voice.say("certificate.open")
    return reader.voice.say("certificate.closed", day=reader.voice.day(lock.closing.on))


def _depth(reader: Reader, certificate: Certificate) -> Iterator[str]:
    """How far the proofs went, and what they leave out; a certificate of an older method does not say."""
    voice, proof = reader.voice, certificate.proof
    if proof is None:
        return
    told = {
        "covered": voice.printer.number(proof.covered),
        "questions": voice.printer.number(proof.questions),
    }
    yield voice.say("certificate.covered", **told)
    if proof.attack is Attack.NONE:
        return
    yield voice.say(f"certificate.attack.{proof.attack.value}")
    if proof.numbers:
        yield voice.say("certificate.numbers")
    if not proof.accomplices:
        yield voice.say("certificate.accomplices")


def _held(certificate: Certificate) -> Iterator[str]:
    """Only what the certificate states; the reader is counted out where colleagues know each other."""
    rules = frozenset(certificate.rules)
    for key, needed in _HELD.items():
        if rules.issuperset(needed) and (key != "reader" or int(certificate.policy["coalition"]) > 0):
            yield key
