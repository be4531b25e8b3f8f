"""What a rehearsal writes, the reader of data takes without a word: every type, in any study."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rooms.rehearsal.drawn import QUESTIONS, SEGMENTS, WAVE, read_back, rehearsed, study

WEIGHTS = {"weighting": {"method": "given", "column": "POIDS"}}
RAKED = {"weighting": {"method": "rake"}}


def test_every_type_is_read_back(tmp_path: Path) -> None:
    rehearsal = rehearsed(tmp_path, study())
    drawn, responses = rehearsal.draw()[WAVE], read_back(tmp_path, rehearsal)
    assert responses.rows == 400
    assert not responses.warnings
    for measure, answers in drawn.measures.items():
        assert responses.codes[measure].tolist() == answers.codes.tolist(), measure
        if answers.numbers is not None:
            assert np.array_equal(responses.numbers[measure], answers.numbers, equal_nan=True)


def test_groups_are_those_that_filters_were_drawn_by(tmp_path: Path) -> None:
    rehearsal = rehearsed(tmp_path, study())
    drawn, responses = rehearsal.draw()[WAVE], read_back(tmp_path, rehearsal)
    assert (responses.groups["region=sud"] == drawn.segments["region"].gave("sud")).all()
    assert (responses.groups["age=jeune"] == drawn.segments["age"].gave("jeune")).all()
    assert (responses.groups["presses"] == (drawn.measures["q_jours"].read > 20)).all()
    asked = drawn.measures["q_deja"].gave("oui") & drawn.segments["region"].gave("nord")
    assert (responses.codes["q_effort"] >= 0)[asked].mean() > 0.9
    assert not (responses.codes["q_effort"] != -1)[~asked].any()


def test_a_wave_is_written_in_its_own_names(tmp_path: Path) -> None:
    wave = {
        "columns": {"q_note": "NOTE", "q_moments": "M", "region": "REG"},
        "codes": {"q_nps": {"11": "missing", "N/A": "99"}, "q_deja": {"1": "oui", "2": "non"}},
    }
    rehearsal = rehearsed(tmp_path, study(wave))
    responses = read_back(tmp_path, rehearsal)
    content = (tmp_path / "data/2026.csv").read_text("utf-8")
    assert content.startswith("REG,age,q_deja,NOTE,M_devis,M_suivi,M_contact,q_nps,")
    assert {row.split(",")[2] for row in content.splitlines()[1:]} == {"1", "2", ""}
    assert {"11", "N/A"} < {row.split(",")[7] for row in content.splitlines()}
    assert responses.codes["q_nps"].tolist() == rehearsal.draw()[WAVE].measures["q_nps"].codes.tolist()


def test_a_code_that_the_file_uses_for_another_is_left_blank(tmp_path: Path) -> None:
    wave = {"codes": {"q_deja": {"oui": "missing"}}}
    responses = read_back(tmp_path, rehearsed(tmp_path, study(wave)))
    assert set(responses.codes["q_deja"].tolist()) == {-1, 1}


def test_a_question_that_a_wave_does_not_ask_has_no_column(tmp_path: Path) -> None:
    questions = {**QUESTIONS, "q_deja": {**QUESTIONS["q_deja"], "asked_in": ["2025"]}}
    rehearsal = rehearsed(tmp_path, study(questions=questions))
    responses = read_back(tmp_path, rehearsal)
    assert "q_deja" not in (tmp_path / "data/2026.csv").read_text("utf-8")
    # Nobody is known to have answered yes, so nobody is asked the next one.
    assert set(responses.codes["q_effort"].tolist()) == {-1}


def test_given_weights_are_drawn(tmp_path: Path) -> None:
    responses = read_back(tmp_path, rehearsed(tmp_path, study(**WEIGHTS)))
    assert responses.weights is not None
    assert 0.5 <= responses.weights.min() < responses.weights.max() < 2


def test_margins_are_invented_where_there_are_none(tmp_path: Path) -> None:
    text = "segments: {region: {nord: 30, sud: 70}}\nmargins: {region: {nord: 50, sud: 50}}\n"
    raked = study({"weights": "weights/2026.yml"}, **RAKED)
    responses = read_back(tmp_path, rehearsed(tmp_path, raked, text))
    assert "region: {nord: 50.00 %, sud: 50.00 %}" in (tmp_path / "weights/2026.yml").read_text("utf-8")
    assert responses.weights is not None
    assert responses.weights.max() == pytest.approx(50 / 30)


def test_margins_that_someone_wrote_are_followed(tmp_path: Path) -> None:
    (tmp_path / "weights").mkdir()
    stated = "base: POIDS\nmargins:\n  region: {nord: 20 %, sud: 80 %}\n"
    (tmp_path / "weights/2026.yml").write_text(stated, "utf-8")
    rehearsal = rehearsed(tmp_path, study({"weights": "weights/2026.yml"}, **RAKED))
    assert [path.name for path in rehearsal.landing(rehearsal.draw())] == ["2026.csv", ".rehearsal.json"]
    responses = read_back(tmp_path, rehearsal)
    assert responses.weights is not None
    north = responses.groups["region=nord"]
    assert responses.weights[north].sum() / responses.weights.sum() == pytest.approx(0.2)


def test_a_segment_may_be_read_in_the_column_of_a_question(tmp_path: Path) -> None:
    segments = {
        "venus": {"column": "q_deja", "levels": {"oui": "Oui", "non": "Non"}},
        "presse": {"column": "q_jours", "cuts": {"vite": "<= 10", "lent": "> 10"}},
        "region": SEGMENTS["region"],
        "ages": {"column": "age", "cuts": {"a": "< 50", "b": ">= 50"}},
        "age": SEGMENTS["age"],
    }
    rehearsal = rehearsed(tmp_path, study(segments=segments))
    drawn, responses = rehearsal.draw()[WAVE], read_back(tmp_path, rehearsal)
    assert (responses.groups["venus=oui"] == drawn.measures["q_deja"].gave("oui")).all()
    assert responses.groups["presse=lent"].any()
    assert (responses.groups["presse=lent"] == drawn.segments["presse"].gave("lent")).all()
    assert (responses.groups["age=jeune"] == drawn.segments["age"].gave("jeune")).all()


LABELS = st.dictionaries(st.sampled_from([*"abcdefgh"]), st.just("Réponse"), min_size=2, max_size=5)
TYPES: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "single": st.fixed_dictionaries({"options": LABELS}),
    "multi": st.fixed_dictionaries({"options": LABELS, "exclusive": st.sampled_from([{}, {"z": "Aucun"}])}),
    "scale": st.just({"scale": "satisfaction5"}),
    "grid": st.fixed_dictionaries({"scale": st.just("satisfaction5"), "items": LABELS}),
    "nps": st.just({}),
    "ces": st.fixed_dictionaries({"points": st.integers(2, 11), "easy": st.sampled_from(["low", "high"])}),
    "ranking": st.fixed_dictionaries({"options": LABELS, "keep": st.integers(1, 2)}),
    "numeric": st.fixed_dictionaries(
        {"range": st.sampled_from([[0, 1], [0, 3.5], [-10, 10], [0.5, 9.25], [0, 365], [18, 99]])}
    ),
    "open": st.fixed_dictionaries({"codes": LABELS}),
}
ANY_QUESTION = st.sampled_from(sorted(TYPES)).flatmap(
    lambda kind: TYPES[kind].map(lambda keys: {"type": kind, "text": "Question ?", **keys})
)
FILTERS = [None, "region = nord", "not (age = un or region = sud)"]
CUTS = st.sampled_from(["< 2", "2..9", ">= 10", "0.1..0.4", "7", "> 100000", "<= -3"])


@settings(max_examples=15)
@given(
    questions=st.lists(ANY_QUESTION, min_size=1, max_size=4),
    filters=st.lists(st.sampled_from(FILTERS), min_size=4, max_size=4),
    cut=CUTS,
    rows=st.integers(1, 60),
    seed=st.integers(0, 2**40),
)
def test_any_study_is_read_back(
    questions: list[dict[str, Any]], filters: list[str | None], cut: str, rows: int, seed: int
) -> None:
    asked = {
        f"q{place}": {**question, **({"ask_if": filters[place]} if filters[place] else {})}
        for place, question in enumerate(questions)
    }
    segments = {
        "region": {**SEGMENTS["region"], "missing": {"9": "Inconnue"}},
        "age": {"column": "age", "cuts": {"un": cut}},
    }
    with TemporaryDirectory() as folder:
        whole = study({"answers": rows}, questions=asked, indicators={}, segments=segments)
        responses = read_back(Path(folder), rehearsed(Path(folder), whole, seed=seed))
    assert responses.rows == rows
    assert not responses.warnings
