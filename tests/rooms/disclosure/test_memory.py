"""What is remembered is asked once, and nothing is taken for something else."""

import numpy as np

from generator.aggregates.model import Ints
from generator.disclosure.memory import Memory


class Clerk:
    """Adds, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def add(self, numbers: Ints, more: int) -> int:
        self.asked += 1
        return int(numbers.sum()) + more


def test_the_same_question_is_worked_out_once() -> None:
    memory, clerk = Memory(), Clerk()
    add = clerk.add
    assert [memory.ask(add, np.array([1, 2]), 3), memory.ask(add, np.array([1, 2]), 3)] == [6, 6]
    assert clerk.asked == 1


def test_another_shape_another_number_or_another_question_is_another_key() -> None:
    memory, clerk = Memory(), Clerk()
    add = clerk.add
    assert memory.ask(add, np.array([[1, 2]]), 3) == 6
    assert memory.ask(add, np.array([1, 2]), 4) == 7
    assert memory.ask(add, np.array([1, 2]), 3) == 6
    assert memory.ask(len, np.array([1, 2])) == 2
    assert clerk.asked == 3


def test_numbers_that_look_alike_in_fewer_bytes_stay_apart() -> None:
    memory, clerk = Memory(), Clerk()
    add = clerk.add
    assert [memory.ask(add, np.array([value]), 0) for value in (1, 257, -255)] == [1, 257, -255]
