"""The two sides of an experience, called by the client's own words."""

from typing import Literal

from generator.pages.reader import Reader

Side = Literal["customer", "employee"]
SIDES: tuple[Side, ...] = ("customer", "employee")


def who(reader: Reader, side: Side) -> str:
    """What the client calls the people of a side: « sociétaire »."""
    word = reader.study.shared.words.get(side)
    return reader.voice.set(word) if word else reader.voice.say(f"atelier.who.{side}")


def side_told(reader: Reader, side: Side) -> str:
    """« Côté sociétaire »."""
    return reader.voice.headline(reader.voice.say("atelier.side", who=who(reader, side)))


def moment_told(reader: Reader, moment: str, side: Side = "customer") -> str:
    """What a side does at a moment of the shared journey; the customer's words where the other has none."""
    declared = reader.study.shared.moments[moment]
    match side:
        case "customer":
            return reader.voice.set(declared.customer)
        case "employee":
            return reader.voice.set(declared.employee or declared.customer)
