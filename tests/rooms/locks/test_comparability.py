"""From the lock of a wave to the wave after it: what may differ, and who decided it."""

from datetime import date
from pathlib import Path

import pytest

from generator.errors import render
from generator.locks import closed, compare_with_lock, lock_file, lock_of, write_lock
from generator.release import write
from generator.words import Lang
from tests.rooms.locks.drawn import SPEC, release_of, write_study

DAY = date(2025, 2, 20)
Edit = tuple[str, str]


def told(root: Path, *changes: Edit, before: tuple[Edit, ...] = (), wave: str = "2025") -> list[str]:
    """What is said of the first wave, frozen as ``before``, once the study was changed for the second."""
    folder = root / "studies" / "cx"
    write_lock(lock_of(write_study(root, *before), wave, DAY), folder)
    problems = compare_with_lock(write_study(root, *changes), wave, folder)
    for problem in problems:
        for lang in Lang:
            assert "{" not in render(problem, lang)
    return [problem.code for problem in problems]


def version(question: str, said: str) -> Edit:
    """A decision about a question's series, written under it."""
    line = next(line for line in SPEC.splitlines() if line.startswith(f"  {question}:"))
    if line.endswith(":"):
        return f"{line}\n", f"{line}\n    versions: {{2025: {{{said}}}}}\n"
    return line, line[:-1] + f", versions: {{2025: {{{said}}}}}}}"


SILENT: dict[str, Edit] = {
    "the wording": ("Quel sujet ?", "Quel thème ?"),
    "an option": ("{b: B, a: A}", "{b: B, a: A, c: C}"),
    "what an option says": ("{b: B, a: A}", "{b: B, a: Autre}"),
    "who is asked": ("ask_if: q_nps > 6", "ask_if: q_nps > 8"),
    "a code for no answer": ("    sensitive: yes\n", "    sensitive: yes\n    missing: {9: Refus}\n"),
    "an item": ("contact: Nous joindre", "contact: Nous parler"),
    "an answer of the scale": ("2: Moyen", "2: Bof"),
    "what counts as positive": ("positive: [3]", "positive: [2, 3]"),
}


@pytest.mark.parametrize("change", SILENT.values(), ids=SILENT)
def test_a_question_that_changes_in_silence_is_refused_once(tmp_path: Path, change: Edit) -> None:
    assert told(tmp_path, change) == ["Q08"]


@pytest.mark.parametrize("series", ["break", "continues", "bridged, offset: 2, margin: 1"])
def test_a_decision_settles_it(tmp_path: Path, series: str) -> None:
    """What a version can word it must: the lock is held against it. A filter stands in the lock alone."""
    said = f"series: {series}, why: Plus clair."
    worded = version("q_sujet", f'text: "Quel sujet ?", {said}')
    assert told(tmp_path, ("Quel sujet ?", "Quel thème ?"), worded) == []
    assert told(tmp_path, ("q_nps > 6", "q_nps > 8"), version("q_sujet", said)) == []


def test_a_version_that_is_not_what_was_frozen_is_refused(tmp_path: Path) -> None:
    wrong = version("q_sujet", "text: Quel objet, series: break, why: Plus clair.")
    assert told(tmp_path, ("Quel sujet ?", "Quel thème ?"), wrong) == ["D05"]


def test_a_version_of_one_item_says_nothing_of_another(tmp_path: Path) -> None:
    """``suivi`` has its version, ``contact`` has none."""
    assert told(tmp_path, ("contact: Nous joindre", "contact: Nous parler")) == ["Q08"]
    assert told(tmp_path, ("suivi: Être informé", "suivi: Savoir")) == []


def test_an_excuse_on_the_old_wave_does_not_mend_the_series(tmp_path: Path) -> None:
    excuse = (
        "data/2025.csv}",
        "data/2025.csv, amended: [{what: questions, why: Un motif., by: dg, on: 2026-01-05}]}",
    )
    assert told(tmp_path, ("Quel sujet ?", "Quel thème ?"), excuse) == ["Q08"]


def test_a_blank_made_an_answer_needs_a_break(tmp_path: Path) -> None:
    """9 was « not concerned » on the scale and becomes its fourth point."""
    reused = ("{1: Non, 2: Moyen, 3: Oui}", "{1: Non, 2: Moyen, 3: Oui, 9: Tout à fait}")
    silent = ("    missing: {9: Non concerné}\n", "")
    whole = version("q_moments", "series: continues, why: Échelle enrichie.")
    old = (
        "    versions:\n      2025: {items: {suivi: Avoir des nouvelles}, series: break, why: Plus clair.}\n",
        "",
    )
    assert told(tmp_path, reused, silent, old, whole, before=(old,)) == ["Q09"]
    broken = version("q_moments", "series: break, why: Échelle enrichie.")
    assert told(tmp_path, reused, silent, old, broken, before=(old,)) == []


def test_a_scale_may_change_its_name(tmp_path: Path) -> None:
    assert told(tmp_path, ("  unused:", "  other: {labels: {1: A}}\n  unused:")) == []


def test_an_item_more_breaks_nothing(tmp_path: Path) -> None:
    added = ("contact: Nous joindre", "contact: Nous joindre, prix: Le prix")
    assert told(tmp_path, added) == ["D05.item_added"]


WAVES = "  2026: {field: 2026-03-02/2026-03-22, mode: web,"


def changed(practice: str) -> Edit:
    return WAVES, f"{WAVES} changed: {{{practice}: {{series: break, why: Un motif}}}},"


PRACTICES: dict[str, tuple[str, Edit, Edit]] = {
    "the mode": ("mode", ("", ""), (WAVES, WAVES.replace("web", "phone"))),
    "the population": (
        "population",
        ("privacy:", "population: {who: Clients, size: 900}\nprivacy:"),
        ("privacy:", "population: {who: Clients et prospects, size: 900}\nprivacy:"),
    ),
    "the sample": (
        "sample",
        ("privacy:", "sample: {design: probability}\nprivacy:"),
        ("privacy:", "sample: {design: opt_in}\nprivacy:"),
    ),
    "the weights": (
        "weighting",
        ("privacy:", "weighting: {method: given, column: w}\nprivacy:"),
        ("privacy:", "weighting: {method: rake}\nprivacy:"),
    ),
}


@pytest.mark.parametrize(("practice", "before", "after"), PRACTICES.values(), ids=PRACTICES)
def test_a_practice_that_changes_in_silence_is_refused(
    tmp_path: Path, practice: str, before: Edit, after: Edit
) -> None:
    first = (before,) if before[0] else ()
    assert told(tmp_path, after, before=first) == ["B08"]
    decided = after[1] if after[0] == WAVES else WAVES
    decision = (decided, f"{decided} changed: {{{practice}: {{series: break, why: Un motif}}}},")
    assert told(tmp_path, after, decision, before=first) == []


def test_a_population_may_grow(tmp_path: Path) -> None:
    before = ("privacy:", "population: {who: Clients, size: 900}\nprivacy:")
    after = ("privacy:", "population: {who: Clients, size: 1200}\nprivacy:")
    assert told(tmp_path, after, before=(before,)) == []


def test_an_old_change_is_read_in_the_lock_of_the_wave_that_brought_it(tmp_path: Path) -> None:
    """The population changed again for 2027: 2025 is compared with what 2026 froze."""
    folder = tmp_path / "studies" / "cx"
    same = ("privacy:", "population: {who: Clients}\nprivacy:")
    study = write_study(tmp_path, same)
    for wave in ("2025", "2026"):
        write_lock(lock_of(study, wave, DAY), folder)
    now = write_study(
        tmp_path,
        ("privacy:", "population: {who: Tous}\nprivacy:"),
        ("data/2026.csv}\n", "data/2026.csv}\n  2027: {field: 2027-03-02/2027-03-22, mode: web}\n"),
    )
    assert [p.code for p in compare_with_lock(now, "2025", folder)] == []
    assert [p.code for p in compare_with_lock(now, "2026", folder)] == ["B08"]


def test_a_closed_wave_whose_lock_is_gone_is_refused(tmp_path: Path) -> None:
    study, folder = write_study(tmp_path), tmp_path / "studies" / "cx"
    release = release_of(study, "2026")
    write(release, folder)
    write_lock(closed(lock_of(study, "2026", DAY), DAY, release), folder)
    lock_file(folder, "2026").unlink()
    assert [p.code for p in compare_with_lock(study, "2026", folder)] == ["K09"]
