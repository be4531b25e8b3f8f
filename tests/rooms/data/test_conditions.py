"""Three-valued conditions: what is unknown is neither met nor refuted."""

import numpy as np
import pytest

from generator.data.conditions import Known, Mismatch, labels_of, meets, truth
from generator.spec.language import parse_filter

NAN = float("nan")
# Four people. The second left everything blank; the third said "not concerned" (9).
NAMES = {
    "region": Known(labels_of(["nord", "sud"], []), np.array([0, -1, 1, 1], np.int8)),
    "note": Known(labels_of(["1", "2", "5"], ["9"]), np.array([0, -1, -2, 2], np.int8), values=[1, 2, 5]),
    "jours": Known(
        labels_of([], ["999"]), np.array([0, -1, -2, 0], np.int8), given=np.array([10, NAN, NAN, 40.5])
    ),
    "age": Known(
        labels_of(["jeune", "18"], []), np.array([0, -1, 0, 1], np.int8), given=np.array([17, NAN, 12, 90.0])
    ),
}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("region = nord", [1, 0, -1, -1]),
        ("region != nord", [-1, 0, 1, 1]),
        ("region in [nord, sud]", [1, 0, 1, 1]),
        ("not region = nord", [-1, 0, 1, 1]),
        ("note = 5", [-1, 0, 0, 1]),
        ("note != 5", [1, 0, 0, -1]),
        ("note = 9", [-1, 0, 1, -1]),
        ("note != 9", [1, 0, -1, 1]),
        ("note in [5, 9]", [-1, 0, 1, 1]),
        ("note >= 2", [-1, 0, 0, 1]),
        ("note in [1..2]", [1, 0, 0, -1]),
        ("jours > 30", [-1, 0, 0, 1]),
        ("jours <= 10", [1, 0, 0, -1]),
        ("jours = 40.5", [-1, 0, 0, 1]),
        ("jours != 10", [-1, 0, 0, 1]),
        ("jours = 999", [-1, 0, 1, -1]),
        ("jours in [5..10, 40.5]", [1, 0, 0, 1]),
        ("age = jeune", [1, 0, 1, -1]),
        ("age = 18", [-1, 0, -1, 1]),
        ("age < 18", [1, 0, 1, -1]),
        ("region = nord and note = 1", [1, 0, -1, -1]),
        ("region = sud and note = 5", [-1, 0, 0, 1]),
        ("region = nord or note = 5", [1, 0, 0, 1]),
        ("region = sud or note = 5", [-1, 0, 1, 1]),
        ("not (region = sud and note = 5)", [1, 0, 0, -1]),
    ],
)
def test_truth(condition: str, expected: list[int]) -> None:
    assert truth(parse_filter(condition), NAMES).tolist() == expected
    assert meets(parse_filter(condition), NAMES).tolist() == [value == 1 for value in expected]


@pytest.mark.parametrize(
    "condition",
    [
        "ville = nord",
        "region = est",
        "region > 2",
        "region in [1..2]",
        "note = 3",
        "note > beaucoup",
        'jours = "10"',
    ],
)
def test_nothing_is_cast(condition: str) -> None:
    with pytest.raises(Mismatch):
        truth(parse_filter(condition), NAMES)
