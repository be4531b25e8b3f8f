"""Counting by classes of people gives each group its own counts."""

import numpy as np

from generator.aggregates.cubes import count, pack

GROUPS = {
    "all": np.array([1, 1, 1, 1, 1], np.bool_),
    "nord": np.array([1, 1, 0, 0, 0], np.bool_),
    "jeune": np.array([1, 0, 1, 0, 0], np.bool_),
}
# Codes of the base are 0 to 2; -1 blank; -2 and -3 are the two declared missing answers.
CODES = np.array([0, 2, 2, -1, -3], np.int8)


def test_people_in_the_same_groups_are_one_class() -> None:
    packed = pack(GROUPS, 5)
    assert packed.groups == ("all", "nord", "jeune")
    assert packed.member.tolist() == [[1, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]]
    assert packed.of.tolist() == [3, 2, 1, 0, 0]


def test_counts_of_a_group_are_sums_of_its_classes() -> None:
    packed = pack(GROUPS, 5)
    cube = count(packed, CODES, inside=3, aside=2, weights=np.array([0.5, 1, 2, 4, 8]))
    everyone = cube.counts(packed.classes_of("all"))
    assert everyone.n.tolist() == [1, 0, 2]
    assert everyone.w.tolist() == [0.5, 0, 3]
    assert everyone.w2.tolist() == [0.25, 0, 5]
    assert everyone.aside.tolist() == [0, 1]
    young = cube.counts(packed.classes_of("jeune"))
    assert (young.n.tolist(), young.w.tolist(), young.aside.tolist()) == ([1, 0, 1], [0.5, 0, 2], [0, 0])
    assert cube.answered.tolist() == [0, 1, 1, 1]


def test_without_weights_everyone_counts_once() -> None:
    packed = pack(GROUPS, 5)
    counts = count(packed, CODES, inside=3, aside=2, weights=None).counts(packed.classes_of("nord"))
    assert counts.w.tolist() == counts.w2.tolist() == counts.n.tolist() == [1, 0, 1]


def test_more_groups_than_fit_one_integer() -> None:
    generator = np.random.default_rng(3)
    groups = {f"g{number}": generator.random(200) < 0.5 for number in range(100)}
    groups["twin"] = groups["g0"]
    packed = pack(groups, 200)
    for number, name in enumerate(groups):
        assert packed.member[packed.of, number].tolist() == groups[name].astype(int).tolist()


def test_an_empty_group() -> None:
    packed = pack({"all": np.ones(2, np.bool_), "none": np.zeros(2, np.bool_)}, 2)
    counts = count(packed, np.array([0, 1], np.int8), 2, 0, None).counts(packed.classes_of("none"))
    assert (counts.n.tolist(), counts.w.tolist(), counts.aside.tolist()) == ([0, 0], [0, 0], [])
