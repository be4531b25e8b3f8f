"""Adding to a study by hand's own means: a block at the end of its section, every other byte as it was."""

from datetime import date
from pathlib import Path

import pytest

from generator.errors import Refused
from generator.scaffold import Action, Addition, Finding, Wave, add, lay
from generator.spec import Study
from generator.spec.folders import read_shared, read_study
from generator.spec.models import Verdict
from generator.spec.models.decisions import Horizon
from generator.words import Lang

WAVE = Wave("2028", date(2028, 3, 1), date(2028, 3, 21))
FINDING = Finding("neuf", "L'attente pèse.", "guichet", Verdict.IMPROVE, "cabinet", ("attente < 60 %",))
ACTION = Action(
    "former",
    "Former : tout le monde",
    ("attente_libre",),
    "relation",
    date(2028, 1, 1),
    Horizon.LASTING,
    "attente",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a new study, with an example."""
    lay(tmp_path, Lang.FR, "Tilia", with_example=True)
    return tmp_path / "studies" / "accueil"


def study_in(folder: Path) -> Study:
    reading = read_study(folder, read_shared(folder.parents[1]))
    assert reading.study is not None, reading.problems
    return reading.study


@pytest.mark.parametrize("addition", [WAVE, FINDING, ACTION], ids=lambda addition: addition.section)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_every_other_byte_is_kept(addition: Addition, newline: str, folder: Path) -> None:
    file = folder / "study.yml"
    file.write_bytes(file.read_text("utf-8").replace("\n", newline).encode())
    before = file.read_bytes()
    assert add(study_in(folder), folder, addition) == file
    after = file.read_bytes()
    pairs = enumerate(zip(before, after, strict=False))
    start = next((place for place, (old, new) in pairs if old != new), len(before))
    added = len(after) - len(before)
    kept = after[:start] + after[start + added :]
    # The block may share its first letters with what follows it: then it began as many letters earlier.
    assert kept == before
    assert after.count(newline.encode()) == after.count(b"\n")


@pytest.mark.parametrize("addition", [WAVE, FINDING, ACTION], ids=lambda addition: addition.section)
def test_what_was_added_is_read_back(addition: Addition, folder: Path) -> None:
    names = list(getattr(study_in(folder), addition.section))
    add(study_in(folder), folder, addition)
    assert list(getattr(study_in(folder), addition.section)) == [*names, addition.id]


def test_a_text_that_yaml_would_misread_is_quoted(folder: Path) -> None:
    add(study_in(folder), folder, ACTION)
    assert study_in(folder).actions["former"].what == "Former : tout le monde"


def test_the_comment_before_the_next_section_stays_with_it(folder: Path) -> None:
    add(study_in(folder), folder, WAVE)
    text = (folder / "study.yml").read_text("utf-8")
    assert "    data: data/2028.csv\n\n# Protéger :" in text


def test_a_section_that_is_not_there_yet_is_begun(folder: Path) -> None:
    file = folder / "study.yml"
    text = file.read_text("utf-8")
    file.write_text(text[: text.index("\n# Agir")].rstrip("\n"), "utf-8")
    add(study_in(folder), folder, ACTION)
    assert file.read_text("utf-8").endswith("    by: cabinet\n\nactions:\n" + _lines(ACTION, folder))


def _lines(action: Action, folder: Path) -> str:
    body = "".join(f"    {line}\n" for line in action.lines(study_in(folder)))
    return f"  {action.id}:\n{body}"


def test_a_section_in_a_file_of_its_own_is_written_there(folder: Path) -> None:
    file = folder / "study.yml"
    head, _, tail = file.read_text("utf-8").partition("actions:\n")
    file.write_text(head, "utf-8")
    own = folder / "actions.yml"
    own.write_text("# À eux\n" + "".join(line[2:] + "\n" for line in tail.splitlines()), "utf-8")
    before = own.read_text("utf-8")
    assert add(study_in(folder), folder, ACTION) == own
    assert own.read_text("utf-8").startswith(f"{before}former:\n  what: ")
    assert list(study_in(folder).actions) == ["second_guichet", "former"]


@pytest.mark.parametrize(
    ("addition", "code"),
    [
        (Wave("2027", date(2028, 3, 1), date(2028, 3, 2)), "E23"),
        (Wave("../2028", date(2028, 3, 1), date(2028, 3, 2)), "E22"),
        (Finding("a b", "x", "guichet", Verdict.STOP, "cabinet"), "E22"),
        (Finding("x", "x", "guichets", Verdict.STOP, "cabinet"), "E24.nearest"),
        (Finding("x", "x", "guichet", Verdict.STOP, "zzz"), "E24"),
        (Action("x", "x", ("atente_libre",), "relation", date(2028, 1, 1), Horizon.QUICK), "E24.nearest"),
    ],
)
def test_what_cannot_stand_is_refused_and_nothing_is_written(
    addition: Addition, code: str, folder: Path
) -> None:
    before = (folder / "study.yml").read_bytes()
    with pytest.raises(Refused) as refusal:
        add(study_in(folder), folder, addition)
    assert [problem.code for problem in refusal.value.diagnostics] == [code]
    assert (folder / "study.yml").read_bytes() == before


def test_a_section_on_one_line_is_left_to_its_author(folder: Path) -> None:
    file = folder / "study.yml"
    text = file.read_text("utf-8")
    start, end = text.index("waves:"), text.index("# Protéger")
    flow = "waves: {2027: {field: 2027-03-01/2027-03-21, mode: web, data: data/2027.csv}}\n\n"
    file.write_text(text[:start] + flow + text[end:], "utf-8")
    with pytest.raises(Refused) as refusal:
        add(study_in(folder), folder, WAVE)
    assert [problem.code for problem in refusal.value.diagnostics] == ["E25"]
