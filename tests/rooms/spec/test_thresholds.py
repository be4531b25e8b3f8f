"""The thresholds that apply: what is declared, what was promised, and the floors under both."""

from typing import Any

import pytest

from generator.spec.models import Audience, Privacy, Study
from generator.spec.thresholds import Thresholds, shortfalls, thresholds_of


def study(audience: Audience = Audience.CUSTOMER, **privacy: Any) -> Study:
    return Study.model_construct(
        id="drawn", audience=audience, privacy=Privacy(**{"promised": 10, **privacy})
    )


def test_the_defaults() -> None:
    expected = Thresholds(base=10, sensitive=30, verbatims=20, moderated=6, crossed=2, decimals=1)
    assert thresholds_of(study()) == expected


@pytest.mark.parametrize(("audience", "verbatims"), [("customer", 20), ("employee", 30), ("both", 30)])
def test_colleagues_are_quoted_from_larger_groups(audience: str, verbatims: int) -> None:
    assert thresholds_of(study(Audience(audience))).verbatims == verbatims


def test_what_was_promised_is_a_floor_of_every_base() -> None:
    limits = thresholds_of(study(promised=50))
    assert (limits.base, limits.sensitive, limits.verbatims) == (50, 50, 50)


def test_stricter_is_taken_as_it_is() -> None:
    declared = {"min_cell": 12, "min_sensitive": 40, "min_verbatims": 45, "min_group": 8, "max_cross": 1}
    limits = thresholds_of(study(**declared, round_to=0))
    assert limits == Thresholds(base=12, sensitive=40, verbatims=45, moderated=8, crossed=1, decimals=0)
    assert not list(shortfalls(study(**declared, round_to=0)))


def test_weaker_never_applies_even_unrefused() -> None:
    weak = study(min_cell=1, min_sensitive=1, min_verbatims=1, min_group=1, max_cross=9, round_to=9)
    assert thresholds_of(weak) == thresholds_of(study(min_cell=10, min_sensitive=10))
    assert len(list(shortfalls(weak))) == 6
