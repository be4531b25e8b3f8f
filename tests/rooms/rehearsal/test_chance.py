"""Chance: the published generator, streams that do not disturb each other, and nearly normal numbers."""

import numpy as np

from generator.rehearsal.chance import UNIT, Chance, splitmix64


def test_the_words_are_those_of_splitmix64() -> None:
    # The five words that the reference in C gives for the seed 1234567.
    assert splitmix64(1234567, 5).tolist() == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


def test_a_longer_stream_begins_with_the_shorter() -> None:
    chance = Chance(1).at("q_note")
    assert chance.words(9)[:4].tolist() == chance.words(4).tolist()
    assert chance.normal(9)[:4].tolist() == chance.normal(4).tolist()


def test_names_have_their_own_streams() -> None:
    streams = [Chance(1), Chance(2), Chance(1).at("a", "b"), Chance(1).at("b", "a"), Chance(1).at("ab")]
    assert len({stream.words(1).tobytes() for stream in streams}) == len(streams)
    assert Chance(1).at("a").at("b").words(3).tolist() == Chance(1).at("a", "b").words(3).tolist()


def test_an_order_is_a_shuffle() -> None:
    order = Chance(3).order(50)
    assert sorted(order.tolist()) == list(range(50)) != order.tolist()


def test_every_number_below_a_limit_comes_as_often() -> None:
    drawn = Chance(4).below(np.full(60_000, 6, np.int64))
    counts = np.bincount(drawn)
    # Six counts of 10 000 ± 91: none is five errors away.
    assert len(counts) == 6
    assert abs(counts - 10_000).max() < 460


def test_normal_numbers_have_their_moments() -> None:
    drawn = Chance(5).normal(100_000) / UNIT
    assert abs(drawn.mean()) < 0.016
    assert abs(drawn.std() - 1) < 0.012
    assert abs((np.abs(drawn) < 1.96).mean() - 0.95) < 0.004


def test_a_fraction_stays_under_one() -> None:
    drawn = [Chance(seed).fraction() for seed in range(200)]
    assert 0 <= min(drawn) < 0.1
    assert 0.9 < max(drawn) < 1
