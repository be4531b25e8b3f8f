"""The same bytes on any machine, written over nothing else, and known as invented for ever after."""

import hashlib
import json
from pathlib import Path

import pytest

from generator.errors import Refused
from generator.rehearsal import is_rehearsed, rehearsal_of
from generator.rehearsal.record import RECORD
from generator.spec import load
from generator.spec.models import Study
from tests.rooms.rehearsal.drawn import QUESTIONS, WAVE, finding, rehearsed, study

MODEL = """
seed: 7
truths: [q_note@2026 = 58 %, 'q_note[region=nord] = 40 %', nps = 3, delai = 12]
answers: {q_deja: {oui: 3, non: 1}}
drivers: {q_nps: {sat.devis: 0.4, sat.suivi: 0.2}}
segments: {region: {nord: 45, sud: 55}}
"""


def written(folder: Path, study_: Study, text: str | None = None, rows: int | None = 30) -> dict[str, bytes]:
    rehearsal = rehearsed(folder, study_, text, rows=rows)
    return {str(place): content for place, content in rehearsal.files(rehearsal.draw()).items()}


def column(content: bytes, name: str) -> list[str]:
    header, *rows = [line.split(",") for line in content.decode().splitlines()]
    return [row[header.index(name)] for row in rows]


def land(folder: Path, study_: Study, out: Path | None = None, rows: int | None = None) -> dict[Path, bytes]:
    rehearsal = rehearsal_of(study_, folder, rows=rows)
    files = dict(rehearsal.landing(rehearsal.draw(), out))
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return files


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_the_bytes_are_pinned(tmp_path: Path) -> None:
    # A change here changes every rehearsal ever published: it is one that the changelog tells.
    content = written(tmp_path, study(), MODEL)["data/2026.csv"]
    assert content.splitlines()[1:3] == [
        b"sud,29,oui,3,3,2,4,99,,0,1,2,10,,,,0,0",
        b"sud,59,non,1,3,4,2,7,,1,2,0,8,0,1,0,0,0",
    ]
    assert sha256(content) == "0f60a8ba30297bc56f92f3a1e80798cdf20fe1839d3a25189ffaeabd875bc101"


def test_the_same_model_gives_the_same_bytes(tmp_path: Path) -> None:
    assert written(tmp_path, study(), MODEL) == written(tmp_path, study(), MODEL)
    assert written(tmp_path, study(), MODEL) != written(tmp_path, study(), MODEL.replace("7", "8", 1))


def test_the_seed_of_the_command_goes_before_the_model_s(tmp_path: Path) -> None:
    (tmp_path / "rehearsal.yml").write_text("seed: 7", "utf-8")
    assert rehearsal_of(study(), tmp_path).seed == 7
    assert rehearsal_of(study(), tmp_path, seed=0).seed == 0


def test_another_question_changes_no_answer_to_the_others(tmp_path: Path) -> None:
    before = written(tmp_path, study(), MODEL)["data/2026.csv"]
    more = {"q_plus": {"type": "nps", "text": "Encore ?"}, **QUESTIONS}
    after = written(tmp_path, study(questions=more), MODEL)["data/2026.csv"]
    for name in before.decode().splitlines()[0].split(","):
        assert column(before, name) == column(after, name)
    assert len(set(column(after, "q_plus"))) > 5


def test_a_model_elsewhere_may_be_named(tmp_path: Path) -> None:
    (tmp_path / "other.yml").write_text("seed: 9", "utf-8")
    assert rehearsal_of(study(), tmp_path, tmp_path / "other.yml").seed == 9
    with pytest.raises(Refused, match=r"absent\.yml Y08"):
        rehearsal_of(study(), tmp_path, tmp_path / "absent.yml")


def test_a_model_beside_a_study_is_no_part_of_it(tmp_path: Path) -> None:
    folder = tmp_path / "studies" / "essai"
    folder.mkdir(parents=True)
    (folder / "study.yml").write_text("spec: 1", "utf-8")
    for name in ("rehearsal.yml", "rehearsals.yml"):
        (folder / name).write_text("seed: 7", "utf-8")
    misnamed = [problem.position for problem in load(tmp_path).diagnostics if problem.number == "S22"]
    assert [str(place) for place in misnamed] == ["studies/essai/rehearsals.yml"]


def test_a_wave_has_as_many_answers_as_it_announces_or_as_asked(tmp_path: Path) -> None:
    assert rehearsal_of(study({"answers": 37}), tmp_path).rows == {WAVE: 37}
    assert rehearsal_of(study({"answers": 37}), tmp_path, rows=12).rows == {WAVE: 12}
    assert rehearsal_of(study({"answers": 37}), tmp_path, rows=12).study.waves[WAVE].answers == 12
    assert rehearsal_of(study({"answers": None}), tmp_path).rows == {WAVE: 400}


@pytest.mark.parametrize(
    ("rows", "wave", "code"), [(0, {}, "R08"), (-3, {}, "R08"), (51, {"invited": 50}, "R08.invited")]
)
def test_an_impossible_number_of_answers_is_refused(
    rows: int, wave: dict[str, int], code: str, tmp_path: Path
) -> None:
    with pytest.raises(Refused) as refusal:
        rehearsal_of(study(wave), tmp_path, rows=rows)
    assert [problem.code for problem in refusal.value.diagnostics] == [code]


def test_a_study_without_waves_has_nothing_to_rehearse(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="R10"):
        rehearsal_of(study().model_copy(update={"waves": {}}), tmp_path)


def test_it_lands_where_data_are_expected_with_its_record(tmp_path: Path) -> None:
    files = land(tmp_path, study({"weights": "weights/2026.yml"}, weighting={"method": "rake"}))
    names = {path.relative_to(tmp_path).as_posix() for path in files}
    assert names == {"data/2026.csv", "weights/2026.yml", "data/.rehearsal.json"}
    assert is_rehearsed(tmp_path, sha256(files[tmp_path / "data/2026.csv"]))
    assert not is_rehearsed(tmp_path, sha256(b"region,q_note\nnord,5\n"))
    assert not is_rehearsed(tmp_path / "elsewhere", sha256(files[tmp_path / "data/2026.csv"]))


def test_it_may_land_elsewhere_and_is_known_all_the_same(tmp_path: Path) -> None:
    out = tmp_path / "out"
    files = land(tmp_path / "essai", study({"data": None}), out)
    assert {path.name for path in files if path.is_relative_to(out)} == {"2026.csv"}
    assert is_rehearsed(tmp_path / "essai", sha256(files[out / "2026.csv"]))


def test_an_earlier_rehearsal_is_replaced_and_not_forgotten(tmp_path: Path) -> None:
    first = land(tmp_path, study(), rows=20)[tmp_path / "data/2026.csv"]
    second = land(tmp_path, study(), rows=25)[tmp_path / "data/2026.csv"]
    assert (tmp_path / "data/2026.csv").read_bytes() == second != first
    assert is_rehearsed(tmp_path, sha256(first))
    assert is_rehearsed(tmp_path, sha256(second))


@pytest.mark.parametrize("content", [b"region,q_note\nnord,5\n", b""])
def test_nothing_else_is_ever_replaced(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/2026.csv").write_bytes(content)
    with pytest.raises(Refused, match=r"data/2026\.csv R06"):
        land(tmp_path, study())
    assert (tmp_path / "data/2026.csv").read_bytes() == content


def test_a_rehearsal_that_someone_corrected_is_theirs(tmp_path: Path) -> None:
    land(tmp_path, study())
    with (tmp_path / "data/2026.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    with pytest.raises(Refused, match="R06"):
        land(tmp_path, study())


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"rehearsal": 2, "files": {}}', '{"rehearsal": 1}', "\xff"]
)
def test_a_damaged_record_lets_nothing_pass_for_real(text: str, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / RECORD).write_bytes(text.encode("latin-1"))
    with pytest.raises(Refused, match=r"data/\.rehearsal\.json R06"):
        is_rehearsed(tmp_path, "0" * 64)


def test_the_record_is_plain(tmp_path: Path) -> None:
    content = land(tmp_path, study())[tmp_path / "data/2026.csv"]
    record = json.loads((tmp_path / RECORD).read_text("utf-8"))
    assert record == {"rehearsal": 1, "files": {sha256(content): "2026.csv"}}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (None, "R07"),
        ("../2026.csv", "R07.outside"),
        ("data/2026.parquet", "R07.format"),
        ("data/2026*.csv", "R07.format"),
    ],
)
def test_a_place_that_is_none_is_refused(data: str | None, code: str, tmp_path: Path) -> None:
    rehearsal = rehearsal_of(study({"data": data}), tmp_path)
    for write in (rehearsal.files, rehearsal.landing):
        with pytest.raises(Refused) as refusal:
            write(rehearsal.draw())
        assert [problem.code for problem in refusal.value.diagnostics] == [code]


def test_margins_that_were_committed_give_the_same_answers(tmp_path: Path) -> None:
    # Elsewhere the record is gone with the data, and the margins are someone's: thirds, rounded.
    raked = study(
        {"weights": "weights/2026.yml"},
        weighting={"method": "rake"},
        segments={"age": {"column": "age", "cuts": {"a": "< 30", "b": "30..50", "c": "> 50"}}},
        questions={"q_note": QUESTIONS["q_note"]},
        indicators={},
    )
    (tmp_path / "rehearsal.yml").write_text(
        "segments: {age: {a: 1, b: 2, c: 4}}\nmargins: {age: {a: 1, b: 1, c: 1}}"
    )
    first = land(tmp_path, raked)[tmp_path / "data/2026.csv"]
    (tmp_path / RECORD).unlink()
    (tmp_path / "data/2026.csv").unlink()
    second = land(tmp_path, raked)
    assert second[tmp_path / "data/2026.csv"] == first
    assert tmp_path / "weights/2026.yml" not in second


def test_margins_outside_the_folder_are_refused(tmp_path: Path) -> None:
    raked = study({"weights": "../margins.yml"}, weighting={"method": "rake"})
    rehearsal = rehearsal_of(raked, tmp_path / "essai")
    with pytest.raises(Refused, match="R07"):
        rehearsal.landing(rehearsal.draw())


def test_without_a_model_claims_come_out_true(tmp_path: Path) -> None:
    claims = study(findings={"f": finding("lowest(sat) = suivi")})
    answers = rehearsal_of(claims, tmp_path).draw()[WAVE].measures
    tops = {
        item: (answers[f"q_moments.{item}"].codes >= 3).sum()
        / (answers[f"q_moments.{item}"].codes >= 0).sum()
        for item in ("devis", "suivi", "contact")
    }
    assert tops["suivi"] < min(tops["devis"], tops["contact"]) - 0.09
