"""Answers never leave memory by accident."""

import copy
import pickle
from pathlib import Path

import pytest

from generator.data import Responses
from tests.rooms.data.drawn import folder


@pytest.fixture
def responses(tmp_path: Path) -> Responses:
    return folder(tmp_path, "region,q_note\nnord,5\nsud,1\nsud,2\n").read()


def test_the_printed_form_is_a_shape(responses: Responses) -> None:
    shape = "<Responses essai 2026: 3 rows × 1 measures × 3 groups>"
    assert {repr(responses), str(responses), f"{responses}", f"{[responses]}"[1:-1]} == {shape}


def test_they_are_neither_pickled_nor_copied(responses: Responses) -> None:
    for write in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="never written down"):
            write(responses)


def test_they_do_not_change(responses: Responses) -> None:
    with pytest.raises(ValueError, match="read-only"):
        responses.codes["q_note"][0] = 1
    with pytest.raises(AttributeError):
        responses.rows = 4  # type: ignore[misc]
