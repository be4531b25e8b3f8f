"""What a lock freezes, and the hashes that stand for it."""

from datetime import date
from pathlib import Path

import pytest

from generator import __version__
from generator.locks import closed, lock_of
from generator.release import METHOD
from tests.rooms.locks.drawn import release_of, write_study

DAY = date(2026, 2, 20)


def test_the_whole_content_of_a_small_study(tmp_path: Path) -> None:
    lock = lock_of(write_study(tmp_path), "2026", DAY)
    assert lock.content["questions"] == {
        "q_nps": {"type": "nps", "text": "Recommanderiez-vous : oui ou non ?"},
        "q_moments": {
            "type": "grid",
            "text": "Satisfait ?",
            "scale": "satisfaction3",
            "items": {"suivi": "Être informé", "contact": "Nous joindre"},
        },
        "q_sujet": {
            "type": "single",
            "text": "Quel sujet ?",
            "options": {"b": "B", "a": "A"},
            "ask_if": "q_nps > 6",
            "sensitive": "yes",
        },
        "q_neuf": {"type": "scale", "text": "Une question neuve", "scale": "satisfaction3"},
    }
    assert lock.content["scales"] == {
        "satisfaction3": {
            "labels": {"1": "Non", "2": "Moyen", "3": "Oui"},
            "positive": ["3"],
            "missing": {"9": "Non concerné"},
        }
    }
    assert lock.content["segments"] == {
        "age": {"cuts": {"jeune": "< 30", "autre": ">= 30"}},
        "region": {"levels": {"s": "Sud", "n": "Nord"}},
    }
    assert lock.content["crossings"] == [["region", "age"]]
    assert lock.content["statistics"] == {"adjust": "holm", "confidence": "0.95"}
    assert lock.content["privacy"] == {
        "promised": "10",
        "base": "10",
        "crossed": "2",
        "decimals": "1",
        "moderated": "6",
        "sensitive": "30",
        "verbatims": "20",
        "redact": ["lieux", "noms"],
    }


def test_order_is_kept_where_it_says_something(tmp_path: Path) -> None:
    content = lock_of(write_study(tmp_path), "2026", DAY).content
    assert list(content["questions"]) == ["q_nps", "q_moments", "q_sujet", "q_neuf"]
    assert list(content["questions"]["q_sujet"]["options"]) == ["b", "a"]
    assert list(content["segments"]["region"]["levels"]) == ["s", "n"]
    assert list(content["indicators"]) == ["neuf", "nps", "sat"]
    assert list(content["gdpr"]) == sorted(content["gdpr"])


def test_an_earlier_wave_is_frozen_as_it_was_worded(tmp_path: Path) -> None:
    questions = lock_of(write_study(tmp_path), "2025", DAY).content["questions"]
    assert questions["q_moments"]["items"] == {"suivi": "Avoir des nouvelles", "contact": "Nous joindre"}


def test_a_wave_freezes_what_it_asks_and_no_more(tmp_path: Path) -> None:
    content = lock_of(write_study(tmp_path), "2025", DAY).content
    assert "q_neuf" not in content["questions"]
    assert "neuf" not in content["indicators"]


def test_several_wordings_go_back_one_by_one(tmp_path: Path) -> None:
    study = write_study(
        tmp_path,
        (
            "  2025: {field",
            "  2024: {field: 2024-03-03/2024-03-23, mode: web, data: data/2024.csv}\n  2025: {field",
        ),
        (
            "      2025: {items",
            '      2024: {text: "Content ?", series: continues, why: Plus court.}\n      2025: {items',
        ),
    )
    worded = {wave: lock_of(study, wave, DAY).content["questions"]["q_moments"] for wave in study.waves}
    assert [(q["text"], q["items"]["suivi"]) for q in worded.values()] == [
        ("Content ?", "Avoir des nouvelles"),
        ("Satisfait ?", "Avoir des nouvelles"),
        ("Satisfait ?", "Être informé"),
    ]


def test_the_lock_says_by_whom_and_when(tmp_path: Path) -> None:
    lock = lock_of(write_study(tmp_path), "2026", DAY)
    assert (lock.study, lock.wave, lock.frozen_on, lock.tool, lock.method) == (
        "cx",
        "2026",
        DAY,
        __version__,
        METHOD,
    )
    assert lock.closing is None


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (("Quel sujet ?", "Quel thème ?"), "questions"),
        (("{b: B, a: A}", "{a: A, b: B}"), "questions"),
        (("2: Moyen", "2: Bof"), "scales"),
        (("n: Nord", "n: Le Nord"), "segments"),
        (("crossings: [[region, age]]\n", ""), "crossings"),
        (("{kind: nps, of: q_nps}", "{kind: mean, of: q_nps}"), "indicators"),
        (("  performance: sat\n", "  performance: sat\n  cut: {performance: 0.5}\n"), "priorities"),
        (("privacy:", "statistics: {confidence: 90 %}\nprivacy:"), "statistics"),
        (("promised: 10", "promised: 12"), "privacy"),
        (("then: delete", "then: archive"), "gdpr"),
    ],
)
def test_each_part_has_its_hash(tmp_path: Path, change: tuple[str, str], part: str) -> None:
    before = lock_of(write_study(tmp_path), "2026", DAY)
    after = lock_of(write_study(tmp_path, change), "2026", DAY)
    assert {name for name in before.hashes if before.hashes[name] != after.hashes.get(name)} == {part}
    assert before.short_hash != after.short_hash


@pytest.mark.parametrize(
    "change",
    [
        ("title: Une étude", "title: Une autre étude"),
        ("column: region", "column: REGION_V2"),
        ("labels: {a: A, b: B}", "labels: {a: A, b: C}"),
        (
            "{kind: top_box, of: q_moments}\n  nps: {kind: nps, of: q_nps}",
            "{of: q_moments, kind: top_box}\n  nps: {kind: nps, of: q_nps}",
        ),
    ],
    ids=["the title", "a column", "a scale nobody uses", "the order of keys"],
)
def test_what_is_not_frozen_changes_no_hash(tmp_path: Path, change: tuple[str, str]) -> None:
    assert lock_of(write_study(tmp_path), "2026", DAY) == lock_of(write_study(tmp_path, change), "2026", DAY)


def test_the_short_hash_survives_the_closing(tmp_path: Path) -> None:
    study = write_study(tmp_path)
    lock, release = lock_of(study, "2026", DAY), release_of(study, "2026")
    shut = closed(lock, date(2026, 3, 25), release)
    assert shut.short_hash == lock.short_hash
    assert len(lock.short_hash) == 12
    assert shut.closing is not None
    assert (shut.closing.on, shut.closing.data, shut.closing.rows) == (date(2026, 3, 25), "d" * 64, 40)
    assert shut.closing.release == release.certificate.content


def test_the_hash_depends_on_the_day(tmp_path: Path) -> None:
    study = write_study(tmp_path)
    assert lock_of(study, "2026", DAY).hash != lock_of(study, "2026", date(2026, 2, 21)).hash
