"""The same answers in two releases: R13, between waves and between studies of one client."""

from collections.abc import Iterator, Mapping
from itertools import combinations

from generator.errors import Diagnostic
from generator.release import Release
from generator.spec.models import Study

Key = tuple[str, str]
"""A study and a wave."""


def twins(releases: Mapping[Key, Release]) -> tuple[tuple[Key, Key], ...]:
    """Pairs of releases made from one file of answers.

    Each was checked alone: what a table of one leaves of a table of the other was not looked at. The same
    people under another file are not seen here: nothing in two releases tells that they are the same.
    """
    return tuple(
        (one, other)
        for one, other in combinations(sorted(releases), 2)
        if releases[one].certificate.data == releases[other].certificate.data
    )


def twins_told(found: tuple[tuple[Key, Key], ...], studies: Mapping[str, Study]) -> Iterator[Diagnostic]:
    """V04 for each pair, where the second declares its data."""
    for (other, other_wave), (study, wave) in found:
        values = {"study": study, "wave": wave, "other": other, "other_wave": other_wave}
        yield Diagnostic("V04", studies[study].where("waves", wave, "data"), values)
