"""Shares said in words: « près d'un sur deux »."""

from decimal import Decimal

from generator.words import Lang, say, typeset

EXACT = Decimal("0.5")
"""How far from a fraction, in points, a displayed percentage may be and still be called by it."""
NEAR = Decimal("2.5")
"""How far it may be to be called "nearly" or "just over"; beyond, the percentage itself is printed."""

_FRACTIONS = {
    "one_in_ten": Decimal(10),
    "one_in_five": Decimal(20),
    "one_in_four": Decimal(25),
    "one_in_three": Decimal(100) / 3,
    "two_in_five": Decimal(40),
    "one_in_two": Decimal(50),
    "three_in_five": Decimal(60),
    "two_in_three": Decimal(200) / 3,
    "three_in_four": Decimal(75),
    "four_in_five": Decimal(80),
    "nine_in_ten": Decimal(90),
}


def in_words(percentage: Decimal, lang: Lang) -> str | None:
    """The displayed percentage as a fraction; None when no fraction of everyday speech is near."""
    name, fraction = min(_FRACTIONS.items(), key=lambda known: abs(known[1] - percentage))
    distance = abs(fraction - percentage)
    if distance > NEAR:
        return None
    side = "exact" if distance <= EXACT else "under" if percentage < fraction else "over"
    return typeset(lang, say(lang, f"findings.fraction.{name}.{side}"))
