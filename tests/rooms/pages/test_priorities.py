"""The page of priorities: how importance was computed, and how far the items it reads go together."""

from dataclasses import replace

import pytest

from generator.pages.models.priorities import PrioritiesModel, priorities_model
from generator.pages.reader import Reader
from generator.statistics.importance import MOST_FOR_SHAPLEY, Importance, ImportanceMethod
from tests.rooms.pages import drawn
from tests.rooms.pages.test_charts import PRIORITIES


def model_of(read: Reader) -> PrioritiesModel:
    model = priorities_model(read, drawn.addresses(read))
    assert model is not None
    return model


def test_alpha_is_told_with_its_base_and_what_it_does_not_prove() -> None:
    """Both items alike but for one person in ten: r = .8, and alpha = 2r/(1 + r) = .89."""
    study, rows = drawn.study(priorities=PRIORITIES), drawn.rows(100, 100)
    turned = {"5": "2", "2": "5"}
    alike = [turned[a] if i % 10 == 0 else a for i, a in enumerate(rows["q_moments_sinistre"])]
    read = drawn.reader(study, drawn.releases(study, rows.assign(q_moments_contact=alike)))
    told = drawn.words(model_of(read).reliability)
    assert "Alpha de Cronbach : 0,89, sur 400 réponses complètes" in told
    assert "ne prouve pas" in told


def test_the_caption_names_the_method_that_was_used(monkeypatch: pytest.MonkeyPatch) -> None:
    read = drawn.reader(drawn.study(priorities=PRIORITIES))
    assert "Shapley" in model_of(read).caption
    found = read.figures.importance(read.wave)
    assert isinstance(found, Importance)
    other = replace(found, method=ImportanceMethod.JOHNSON)
    monkeypatch.setitem(vars(read.figures)["_importances"], read.wave, other)
    assert "Johnson" in model_of(read).caption
    assert "quinze" not in model_of(read).caption
    many = replace(other, drivers=other.drivers * MOST_FOR_SHAPLEY)
    monkeypatch.setitem(vars(read.figures)["_importances"], read.wave, many)
    assert "quinze" in model_of(read).caption
