"""A study held against its locks: what may change, what must say why, what can never."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.errors import ExitCode, Refused, Severity, render
from generator.locks import (
    closed,
    closed_release,
    compare_with_lock,
    differences,
    lock_file,
    lock_of,
    write_lock,
)
from generator.release import Outcome, Release, Table, files_of, sealed, write
from generator.release import dump as dump_release
from generator.spec.models import Study
from generator.spec.plan import plan_of
from generator.words import Lang
from tests.rooms.locks.drawn import release_of, write_study

BEFORE, AFTER = date(2026, 2, 20), date(2026, 4, 2)


def frozen(root: Path, wave: str = "2026", on: date = BEFORE) -> Path:
    """The folder of a study frozen for a wave."""
    folder = root / "studies" / "cx"
    write_lock(lock_of(write_study(root), wave, on), folder)
    return folder


def told(root: Path, *changes: tuple[str, str], wave: str = "2026", data: str | None = None) -> list[str]:
    """The codes of what a changed study does otherwise than its lock."""
    problems = compare_with_lock(write_study(root, *changes), wave, root / "studies" / "cx", data)
    for problem in problems:
        for lang in Lang:
            assert "{" not in render(problem, lang)
    return [problem.code for problem in problems]


def amended(what: str, wave: str = "2026") -> tuple[str, str]:
    reason = f"{{what: {what}, why: Un motif., by: dg, on: 2026-04-02}}"
    return f"data/{wave}.csv}}", f"data/{wave}.csv, amended: [{reason}]}}"


def test_an_unchanged_study_is_as_frozen(tmp_path: Path) -> None:
    frozen(tmp_path)
    assert told(tmp_path) == []


def test_a_wave_that_was_never_frozen_is_a_warning(tmp_path: Path) -> None:
    study = write_study(tmp_path)
    (problem,) = compare_with_lock(study, "2026", tmp_path / "studies" / "cx")
    assert (problem.code, problem.severity) == ("K04", Severity.WARNING)
    assert problem.position == study.where("waves", "2026")


CHANGED = {
    "a wording": (("Quel sujet ?", "Quel thème ?"), "D05", "questions.q_sujet.text"),
    "an item": (("suivi: Être informé", "suivi: Savoir"), "D05", "questions.q_moments.items.suivi"),
    "the order of answers": (("{b: B, a: A}", "{a: A, b: B}"), "D05", "questions.q_sujet.options"),
    "a filter": (("q_nps > 6", "q_nps > 8"), "D05", "questions.q_sujet.ask_if"),
    "a question more": (
        ("indicators:", "  q_more: {type: nps, text: Encore}\nindicators:"),
        "D05.added",
        "questions.q_more",
    ),
    "an indicator less": (
        ("  neuf: {kind: top_box, of: q_neuf}\n", ""),
        "D05.removed",
        "indicators.neuf",
    ),
    "a scale": (("2: Moyen", "2: Bof"), "D05", "scales.satisfaction3.labels.2"),
    "a level": (("n: Nord", "n: Le Nord"), "D05", "segments.region.levels.n"),
    "a band": (('autre: ">= 30"', 'autre: ">= 25"'), "D05", "segments.age.cuts.autre"),
    "a formula": (("{kind: nps, of: q_nps}", "{kind: mean, of: q_nps}"), "D05", "indicators.nps.kind"),
    "a cut": (
        ("  performance: sat\n", "  performance: sat\n  cut: {performance: 0.5}\n"),
        "D05",
        "priorities.cut.performance",
    ),
    "a level of confidence": (
        ("privacy:", "statistics: {confidence: 90 %}\nprivacy:"),
        "D05",
        "statistics.confidence",
    ),
    "a crossing less": (("crossings: [[region, age]]\n", ""), "D05.removed", "crossings"),
    "a retention date": (("2027-09-30", "2028-09-30"), "D05", "gdpr.keep.until"),
    "the days of fieldwork": (("2026-03-22, mode", "2026-03-29, mode"), "D05", "collection.field"),
    "the mode": (
        ("2026-03-22, mode: web", "2026-03-22, mode: phone"),
        "D05",
        "collection.mode",
    ),
    "the population": (
        ("privacy:", "population: {who: Clients actifs}\nprivacy:"),
        "D05.added",
        "collection.population",
    ),
    "words removed from quotations": (("[noms, lieux]", "[noms]"), "D05", "privacy.redact"),
}


@pytest.mark.parametrize(("change", "code", "path"), CHANGED.values(), ids=CHANGED)
def test_a_change_must_say_why(tmp_path: Path, change: tuple[str, str], code: str, path: str) -> None:
    folder = frozen(tmp_path)
    (problem,) = compare_with_lock(write_study(tmp_path, change), "2026", folder)
    assert (problem.code, problem.values["path"]) == (code, path)
    assert told(tmp_path, change, amended(path)) == []


def test_a_change_is_told_where_it_stands(tmp_path: Path) -> None:
    folder = frozen(tmp_path)
    study = write_study(tmp_path, ("suivi: Être informé", "suivi: Savoir"))
    (problem,) = compare_with_lock(study, "2026", folder)
    assert problem.position == study.where("questions", "q_moments", "items", "suivi")
    scale = write_study(tmp_path, ("2: Moyen", "2: Bof"))
    (problem,) = compare_with_lock(scale, "2026", folder)
    assert str(problem.position) == "studies/_shared.yml"


def test_a_reason_covers_what_lies_under_its_path_only(tmp_path: Path) -> None:
    frozen(tmp_path)
    cut = ("  performance: sat\n", "  performance: sat\n  cut: {performance: 0.5}\n")
    assert told(tmp_path, cut, amended("priorities")) == []
    assert told(tmp_path, cut, amended("priorities.cut")) == []
    assert told(tmp_path, cut, amended("priorities.cu")) == ["D05"]
    assert told(tmp_path, cut, amended("priorities.over")) == ["D05"]
    assert told(tmp_path, cut, amended("priorities", wave="2025")) == ["D05"]


def test_all_changes_are_told_at_once(tmp_path: Path) -> None:
    frozen(tmp_path)
    assert told(tmp_path, ("Quel sujet ?", "Quel thème ?"), ("n: Nord", "n: Le Nord")) == ["D05", "D05"]


def test_a_later_wave_does_not_trouble_an_earlier_lock(tmp_path: Path) -> None:
    """A new question, a wording with its version and a renewed record of processing are the later wave's."""
    frozen(tmp_path, "2025", date(2025, 2, 20))
    later = (
        ("asked_in: [2026]}", "asked_in: [2026]}\n  q_more: {type: nps, text: Encore, asked_in: [2026]}"),
        ("suivi: Être informé", "suivi: Savoir où en est le dossier"),
        ("2027-09-30", "2028-09-30"),
    )
    assert told(tmp_path, *later, wave="2025") == []


def test_a_rule_frozen_after_fieldwork_must_say_why(tmp_path: Path) -> None:
    frozen(tmp_path, on=AFTER)
    assert told(tmp_path) == ["P02"]
    assert told(tmp_path, amended("frozen_on")) == []


def test_the_last_day_of_fieldwork_is_not_after_it(tmp_path: Path) -> None:
    frozen(tmp_path, on=date(2026, 3, 22))
    assert told(tmp_path) == []
    frozen(tmp_path, on=date(2026, 3, 23))
    assert told(tmp_path) == ["P02"]


STRICT = (
    "promised: 12, min_cell: 20, min_sensitive: 40, min_verbatims: 30, min_group: 8, "
    "max_cross: 1, round_to: 0"
)
LOWERED = ("promised: 10", "min_cell: 15", "min_sensitive: 30", "min_verbatims: 20", "min_group: 6")


@pytest.mark.parametrize("lower", [*LOWERED, "max_cross: 2", "round_to: 1"])
def test_a_threshold_can_only_protect_more(tmp_path: Path, lower: str) -> None:
    key = lower.partition(":")[0]
    strict = next(stated for stated in STRICT.split(", ") if stated.startswith(key))
    lock = lock_of(write_study(tmp_path, ("promised: 10", STRICT)), "2026", BEFORE)
    write_lock(lock, tmp_path / "studies" / "cx")
    assert told(tmp_path, ("promised: 10", STRICT)) == []
    weaker = ("promised: 10", STRICT.replace(strict, lower))
    assert told(tmp_path, weaker) == ["V02"]
    assert told(tmp_path, weaker, amended("privacy")) == ["V02"]
    problems = compare_with_lock(write_study(tmp_path, weaker), "2026", tmp_path / "studies" / "cx")
    assert Refused(problems).exit_code is ExitCode.PRIVACY
    assert problems[0].values["key"] == key


def test_a_threshold_left_unsaid_is_its_default(tmp_path: Path) -> None:
    lock = lock_of(write_study(tmp_path, ("promised: 10", "promised: 10, min_cell: 20")), "2026", BEFORE)
    write_lock(lock, tmp_path / "studies" / "cx")
    assert told(tmp_path) == ["V02"]


def test_a_threshold_may_rise_without_a_word(tmp_path: Path) -> None:
    frozen(tmp_path)
    assert told(tmp_path, ("promised: 10", STRICT)) == []


def shut(root: Path, *changes: tuple[str, str]) -> tuple[Path, Release]:
    """The folder of a wave closed on its release."""
    study = write_study(root, *changes)
    folder, release = root / "studies" / "cx", release_of(study, "2026")
    write(release, folder)
    write_lock(closed(lock_of(study, "2026", BEFORE), AFTER, release), folder)
    return folder, release


def test_data_may_not_change_once_the_wave_is_closed(tmp_path: Path) -> None:
    shut(tmp_path)
    assert told(tmp_path, data="d" * 64) == []
    assert told(tmp_path, data="e" * 64) == ["D04"]
    assert told(tmp_path, amended("data"), data="e" * 64) == ["D04.late"]
    assert told(tmp_path, amended("data"), data="d" * 64) == ["D04.same"]


def test_the_answers_of_one_wave_are_not_those_of_the_next(tmp_path: Path) -> None:
    """Copied under another name, they would be published twice."""
    study, folder = write_study(tmp_path), tmp_path / "studies" / "cx"
    release = release_of(study, "2025")
    write_lock(closed(lock_of(study, "2025", date(2025, 2, 20)), date(2025, 4, 2), release), folder)
    write_lock(lock_of(study, "2026", BEFORE), folder)
    assert told(tmp_path, data="d" * 64) == ["D31.same"]
    assert told(tmp_path, data="e" * 64) == []


def test_deleted_data_trouble_nobody(tmp_path: Path) -> None:
    shut(tmp_path)
    assert told(tmp_path, data=None) == []


def test_data_may_change_while_the_wave_is_open(tmp_path: Path) -> None:
    frozen(tmp_path)
    assert told(tmp_path, data="e" * 64) == []


def test_the_release_of_a_closed_wave_is_read(tmp_path: Path) -> None:
    folder, release = shut(tmp_path)
    assert closed_release(write_study(tmp_path), "2026", folder) == release


def test_an_open_wave_has_no_release(tmp_path: Path) -> None:
    folder = frozen(tmp_path)
    study = write_study(tmp_path)
    assert closed_release(study, "2026", folder) is None
    assert closed_release(study, "2025", folder) is None


def refused(root: Path, *changes: tuple[str, str]) -> list[str]:
    with pytest.raises(Refused) as refusal:
        closed_release(write_study(root, *changes), "2026", root / "studies" / "cx")
    return [problem.code for problem in refusal.value.diagnostics]


def test_another_release_cannot_take_its_place(tmp_path: Path) -> None:
    folder, release = shut(tmp_path)
    other = replace(release, rows=41)
    write(replace(other, certificate=sealed(other.certificate, dump_release(other)[0])), folder)
    assert refused(tmp_path) == ["V10.other"]


def test_a_closed_wave_without_its_release_is_refused(tmp_path: Path) -> None:
    folder, _ = shut(tmp_path)
    files_of(folder, "2026")[0].unlink()
    assert refused(tmp_path) == ["V10.missing"]


MORE = ("crossings: [[region, age]]", "crossings: []")


def test_numbers_added_since_are_made_again_from_the_data(tmp_path: Path) -> None:
    folder, _ = shut(tmp_path, MORE)
    (folder / "data").mkdir()
    (folder / "data" / "2026.csv").write_text("q_nps\n", "utf-8")
    assert closed_release(write_study(tmp_path), "2026", folder) is None


def test_numbers_added_since_the_data_were_deleted_are_refused(tmp_path: Path) -> None:
    shut(tmp_path, MORE)
    assert refused(tmp_path) == ["K06"]


def held(study: Study, wave: str) -> Release:
    """A release that holds every table of the plan, and no covariance."""
    tables = {key: Table(*key, Outcome.WITHHELD) for key in plan_of(study).tables_in(wave)}
    empty = release_of(study, wave)
    release = replace(empty, tables=tables)
    return replace(release, certificate=sealed(empty.certificate, dump_release(release)[0]))


NEXT = (
    "data/2026.csv}\n",
    "data/2026.csv}\n  2027: {field: 2027-03-02/2027-03-22, mode: web}\n",
)
CLAIM = (
    "gdpr:\n",
    "decisions: {d: {ask: Quoi, kind: fix, decider: dg, due: 2026-09-30}}\n"
    "findings:\n  f:\n    says: Une phrase.\n    groups: {lents: {when: q_nps > 8, label: Fidèles}}\n"
    '    holds: ["sat.suivi[lents] > sat.contact[lents]"]\n'
    "    decision: d\n    verdict: improve\n    by: dg\ngdpr:\n",
)


@pytest.mark.parametrize("later", [(NEXT,), (CLAIM,), (NEXT, CLAIM)], ids=["wave", "claim", "both"])
def test_a_wave_or_a_claim_more_asks_nothing_of_a_wave_without_data(
    tmp_path: Path, later: tuple[tuple[str, str], ...]
) -> None:
    """Each wave has its findings: those of the next must not make the last impossible to publish."""
    study, folder = write_study(tmp_path), tmp_path / "studies" / "cx"
    release = held(study, "2026")
    write(release, folder)
    write_lock(closed(lock_of(study, "2026", BEFORE), AFTER, release), folder)
    now = write_study(tmp_path, *later)
    assert plan_of(now).digest != plan_of(study).digest
    assert closed_release(now, "2026", folder) == release


def test_a_spoiled_lock_stops_both(tmp_path: Path) -> None:
    folder = frozen(tmp_path)
    lock_file(folder, "2026").write_text("lock: 1\n", "utf-8")
    assert refused(tmp_path) == ["K01"]
    with pytest.raises(Refused):
        compare_with_lock(write_study(tmp_path), "2026", folder)


def test_a_change_holds_both_versions(tmp_path: Path) -> None:
    lock = lock_of(write_study(tmp_path), "2026", BEFORE)
    (change,) = differences(lock, write_study(tmp_path, ("Quel sujet ?", "Quel thème ?")))
    assert (change.name, change.frozen, change.given) == (
        "questions.q_sujet.text",
        "Quel sujet ?",
        "Quel thème ?",
    )


LINE = "contact: Nous joindre}"
ADDED = "contact: Nous joindre, delai: {text: Attendre, asked_in: [2026]}}"
ENDED = "contact: {text: Nous joindre, asked_in: [2025]}}"


def test_an_item_more_says_only_in_which_waves_it_is_asked(tmp_path: Path) -> None:
    """Not said, the lock of the wave before misses it; said, it starts a series and nothing is decided."""
    frozen(tmp_path, "2025", date(2025, 2, 20))
    whole = (LINE, "contact: Nous joindre, delai: Attendre}")
    assert told(tmp_path, whole, wave="2025") == ["D05.item_added"]
    assert told(tmp_path, (LINE, ADDED), wave="2025") == []
    study = write_study(tmp_path, (LINE, ADDED))
    asked = lock_of(study, "2026", BEFORE).content["questions"]
    assert "delai" in str(asked)
    plan = plan_of(study)
    assert [plan.measure["q_moments.delai"].is_asked_in(wave) for wave in study.waves] == [False, True]
    assert [plan.is_known_in(wave, plan.score["sat.delai"]) for wave in study.waves] == [False, True]
    assert [plan.is_known_in(wave, plan.score["sat.contact"]) for wave in study.waves] == [True, True]


def test_an_item_less_stays_with_the_waves_that_asked_it(tmp_path: Path) -> None:
    frozen(tmp_path, "2025", date(2025, 2, 20))
    assert told(tmp_path, (", contact: Nous joindre", ""), wave="2025") == ["D05.item_removed"]
    assert told(tmp_path, (LINE, ENDED), wave="2025") == []
    frozen(tmp_path)
    assert told(tmp_path, (LINE, ENDED)) == ["D05.item_removed"]


def test_an_item_worded_otherwise_still_asks_for_a_decision(tmp_path: Path) -> None:
    frozen(tmp_path, "2025", date(2025, 2, 20))
    assert told(tmp_path, (LINE, "contact: Nous écrire}"), wave="2025") == ["Q08"]
