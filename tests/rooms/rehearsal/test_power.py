"""Power: what repeats find is what theory says, and a report that never was establishes nothing."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pytest

from generator.errors import Diagnostic, Refused
from generator.rehearsal import Place, power, table
from generator.rehearsal.power import Power
from generator.spec.language import parse_claim
from generator.spec.models import Study
from generator.words import Lang
from tests.rooms.rehearsal.drawn import finding, rehearsed, study

CLAIM = parse_claim("q_note > 50 %")
QUESTIONS = {"q_note": {"type": "scale", "scale": "satisfaction5", "text": "Votre note ?"}}
SECTIONS = {
    "questions": QUESTIONS,
    "indicators": {},
    "segments": {},
    "findings": {"f": finding("q_note > 50 %", "sat.autre")},
}
MODEL = "missing: 0 %\naside: 0 %\ntruths: [q_note = 57 %]"


def judge(study_: Study, files: Mapping[PurePosixPath, bytes]) -> Mapping[Place, bool]:
    """A textbook's test of one share against a half, and a claim that never holds."""
    notes = [int(note) for note in files[PurePosixPath("data/2026.csv")].split()[1:]]
    assert len(notes) == study_.waves["2026"].answers
    share = sum(note >= 4 for note in notes) / len(notes)
    error = (share * (1 - share) / len(notes)) ** 0.5
    return {("f", 0): bool((share - 0.5) / error > 1.96), ("f", 1): False}


def told(established: int, answers: int = 200, repeats: int = 200, population: int | None = None) -> Power:
    return Power("f", 0, CLAIM, established, repeats, answers, population, 0.95)


def test_repeats_find_what_theory_says(tmp_path: Path) -> None:
    # z = 0.07 / √(0.57·0.43/200) = 2.0, so a power of Φ(2.0 − 1.96) = 0.516, which 300 repeats
    # find within 0.087.
    rehearsal = rehearsed(tmp_path, study({"answers": 200}, **SECTIONS), MODEL)
    found, never = power(rehearsal, judge, repeats=300).claims
    assert found.probability == pytest.approx(0.516, abs=0.087)
    assert (never.established, never.needed) == (0, None)


def test_in_a_census_nobody_answers_twice(tmp_path: Path) -> None:
    # Who answers is all that is left to chance: where all 250 do, every repeat finds the same 57 %.
    sections = {**SECTIONS, "sample": {"design": "census"}}
    everyone = rehearsed(tmp_path, study({"answers": 250, "invited": 250}, **sections), MODEL)
    assert power(everyone, judge, repeats=9).claims[0].established == 9
    some = rehearsed(tmp_path, study({"answers": 125, "invited": 250}, **sections), MODEL)
    # z = 1.58, and an error √0.5 times smaller than the textbook's: Φ((1.58 − 1.96) / 0.71) = 0.30.
    assert power(some, judge, repeats=150).claims[0].probability == pytest.approx(0.30, abs=0.11)


def test_the_size_for_ninety_per_cent() -> None:
    # A power of one half is a gap of 1.96 errors, 90 % one of 3.24: (3.24 / 1.96)² = 2.74 times the answers.
    assert told(100).needed == pytest.approx(200 * 2.735, abs=1)
    assert told(180).needed == 200
    assert told(0).needed is None
    assert told(2, repeats=200).needed is None
    # Of 250 people: 1/n − 1/250 is to be 2.74 times smaller than 1/200 − 1/250 = 0.001.
    assert told(100, population=250).needed == 230


def test_an_error_says_how_many_repeats_there_were() -> None:
    assert told(100).error == pytest.approx(0.035, abs=0.001)
    assert told(200).error > 0


def test_a_finding_of_another_study_does_not_grow_with_answers() -> None:
    cited = Power("f", 0, parse_claim("autre.constat"), 100, 200, 200, None, 0.95)
    assert cited.needed is None


def test_a_repeat_that_is_refused_establishes_nothing(tmp_path: Path) -> None:
    calls = iter(range(100))

    def refusing(study_: Study, files: Mapping[PurePosixPath, bytes]) -> Mapping[Place, bool]:
        if next(calls) % 2:
            raise Refused([Diagnostic("D22")])
        return dict.fromkeys([("f", 0), ("f", 1)], True)

    found = power(rehearsed(tmp_path, study(**SECTIONS), MODEL), refusing, repeats=4)
    assert (found.refused, [one.established for one in found.claims]) == (2, [2, 2])


def test_a_rehearsal_that_is_refused_is_told(tmp_path: Path) -> None:
    def refusing(study_: Study, files: Mapping[PurePosixPath, bytes]) -> Mapping[Place, bool]:
        raise Refused([Diagnostic("D22")])

    with pytest.raises(Refused, match="D22"):
        power(rehearsed(tmp_path, study(**SECTIONS), MODEL), refusing, repeats=4)


def test_the_table_says_it_in_both_languages(tmp_path: Path) -> None:
    rehearsal = rehearsed(tmp_path, study({"answers": 200}, **SECTIONS), MODEL)
    powers = power(rehearsal, lambda *_: {("f", 0): True, ("f", 1): False}, repeats=10)
    french, english = table(powers, rehearsal, Lang.FR), table(powers, rehearsal, Lang.EN)
    assert french.splitlines()[:5] == [
        "Puissance des preuves de «\u00a0essai\u00a0», sur 10 tirages",
        "",
        "      Établie     Pour 90\u202f%  Preuve",
        "100,0\u202f% ± 6,9  moins de 170  f  q_note > 50\u202f%",
        "  0,0\u202f% ± 6,9             –  f  sat.autre",
    ]
    assert english.splitlines()[0] == "Power of the claims of “essai”, over 10 draws"
    assert "Assumed" not in english


def test_the_table_says_what_was_assumed(tmp_path: Path) -> None:
    rehearsal = rehearsed(tmp_path, study(findings={"f": finding("sat.devis > 60 %")}))
    told_ = table(power(rehearsal, lambda *_: {("f", 0): True}, repeats=1), rehearsal, Lang.EN)
    assert "Assumed true, for want of a “rehearsal.yml” that says:\n  sat.devis@2026 = 70.0 %" in told_
