"""Rehearsal: invented answers to any study, so that its whole report can be seen before fieldwork."""

from generator.rehearsal.claimed import claimed
from generator.rehearsal.power import (
    Corridor,
    Place,
    Powers,
    Tally,
    populations_of,
    power,
    powers_of,
    tallied,
)
from generator.rehearsal.record import is_rehearsed
from generator.rehearsal.rehearse import Rehearsal, rehearsal_of
from generator.rehearsal.telling import table

__all__ = [
    "Corridor",
    "Place",
    "Powers",
    "Rehearsal",
    "Tally",
    "claimed",
    "is_rehearsed",
    "populations_of",
    "power",
    "powers_of",
    "rehearsal_of",
    "table",
    "tallied",
]
