"""Microdata: the one room that reads answers. What leaves it, ``Responses``, prints as a shape."""

from generator.data.opening import fingerprint_of, place_of
from generator.data.reading import read
from generator.data.regrouping import narrowed, regrouped
from generator.data.responses import FIRST_ASIDE, NOT_ANSWERED, Responses
from generator.data.sampled import Calibration, Replicates, Sampled
from generator.data.server import copy_table

__all__ = [
    "FIRST_ASIDE",
    "NOT_ANSWERED",
    "Calibration",
    "Replicates",
    "Responses",
    "Sampled",
    "copy_table",
    "fingerprint_of",
    "narrowed",
    "place_of",
    "read",
    "regrouped",
]
