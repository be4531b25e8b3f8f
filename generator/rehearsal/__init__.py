"""Rehearsal: invented answers to any study, so that its whole report can be seen before fieldwork."""

from generator.rehearsal.power import Corridor, Place, Powers, power
from generator.rehearsal.record import is_rehearsed
from generator.rehearsal.rehearse import Rehearsal, rehearsal_of
from generator.rehearsal.telling import table

__all__ = ["Corridor", "Place", "Powers", "Rehearsal", "is_rehearsed", "power", "rehearsal_of", "table"]
