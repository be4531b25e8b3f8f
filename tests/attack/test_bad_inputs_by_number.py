"""Bad inputs 45–47, 52–69 and 86–90 of the list, by number, on a whole study and everything it writes.

A canary is a value that occurs in the answers and nowhere else. It is looked for in every byte that comes
out: pages, what was said, caches, locks, packages. 55 and 70 to 85 speak of quotations and labels; see
``tests/rooms/spec/test_quotations.py`` and ``tests/broken/S06-*``, ``V06-*``, ``V07-*``.
"""

import ast
import inspect
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.audit import audit
from generator.cli import COMMANDS, run
from generator.disclosure import Policy, Profile
from generator.errors import ExitCode, Refused
from tests.command.conftest import AS_OF, fingerprint

SPEC, DATA, LOCKS = (Path("studies", "minimal", name) for name in ("study.yml", "data/2026.csv", "locks"))
CANARIES = ("Wenceslas Canarion", "wenceslas@canarion.example", "7305926418", "0.7351926418")
"""A name, an address, an identifier and a number in full: none is like anything that a page says."""


@pytest.fixture
def workspace(tmp_path: Path, root: Path) -> Path:
    studies = tmp_path / "work" / "studies"
    studies.mkdir(parents=True)
    shutil.copy(root / "studies" / "_shared.yml", studies)
    shutil.copytree(root / "studies" / "minimal", studies / "minimal", ignore=shutil.ignore_patterns("locks"))
    return tmp_path / "work"


Said = tuple[int, str]
Run = Callable[..., Said]


@pytest.fixture
def boussole(workspace: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: str, day: str = AS_OF) -> Said:
        capfd.readouterr()
        code = run([*arguments, "--root", str(workspace), "--as-of", day, "--lang", "en"])
        out, err = capfd.readouterr()
        return int(code), out + err

    return command


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def lines_of(workspace: Path) -> list[str]:
    return (workspace / DATA).read_text("utf-8").splitlines()


def put_lines(workspace: Path, lines: list[str]) -> None:
    (workspace / DATA).write_text("\n".join(lines) + "\n", "utf-8")
    spec = workspace / SPEC
    text = re.sub(r"answers: \d+", f"answers: {len(lines) - 1}", spec.read_text("utf-8"))
    spec.write_text(text, "utf-8")


def with_column(workspace: Path, name: str, value: Callable[[int], str]) -> None:
    head, *rows = lines_of(workspace)
    put_lines(workspace, [f"{head},{name}", *(f"{row},{value(i)}" for i, row in enumerate(rows))])


def bytes_under(*places: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of some folders, and what each archive among them holds."""
    for place in places:
        for path in sorted(p for p in place.rglob("*") if p.is_file()):
            yield str(path), path.read_bytes()
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    yield from ((f"{path}!{name}", archive.read(name)) for name in archive.namelist())
            elif path.name.endswith(".tar.gz"):
                with tarfile.open(path) as archive:
                    held = [member for member in archive.getmembers() if member.isfile()]
                    for member in held:
                        file = archive.extractfile(member)
                        yield f"{path}!{member.name}", file.read() if file else b""


def canaries_in(said: str, *places: Path) -> list[str]:
    wanted = [canary.encode() for canary in CANARIES]
    found = [name for name, content in bytes_under(*places) if any(canary in content for canary in wanted)]
    return found + ["what was said"] * any(canary in said for canary in CANARIES)


# 45-47: the ledger ------------------------------------------------------------------------------------


@pytest.fixture
def closed(workspace: Path, boussole: Run) -> Path:
    assert boussole("freeze", "minimal", "2026", day="2026-10-01")[0] == 0
    assert boussole("freeze", "minimal", "2026", day="2026-10-20")[0] == 0
    return workspace


def gone(locks: Path) -> None:
    (locks / "ledger.jsonl").unlink()


def edited(locks: Path) -> None:
    rewrite(locks / "ledger.jsonl", "2026-10-20", "2026-10-21")


def newer(locks: Path) -> None:
    rewrite(locks / "ledger.jsonl", '"format": 1', '"format": 2')


@pytest.mark.parametrize("spoil", [gone, edited, newer], ids=["missing", "edited", "newer than the tool"])
def test_46_a_ledger_that_cannot_be_followed(
    closed: Path, boussole: Run, spoil: Callable[[Path], None]
) -> None:
    spoil(closed / LOCKS)
    code, said = boussole("check")
    assert (code, "V15 error" in said) == (ExitCode.PRIVACY, True)


def test_45_a_wave_opened_again_to_show_what_it_hid(closed: Path, boussole: Run) -> None:
    for name in ("2026.lock", "2026.release.jsonl", "2026.certificate.json"):
        (closed / LOCKS / name).unlink()
    code, said = boussole("build")
    assert (code, "V15 error" in said) == (ExitCode.PRIVACY, True)


def test_47_a_lower_threshold_once_closed(closed: Path, boussole: Run) -> None:
    rewrite(closed / SPEC, "{promised: 10}", "{promised: 6}")
    code, said = boussole("check")
    assert (code, "V02 error" in said) == (ExitCode.PRIVACY, True)


# 52-69: attacks through the spec and the file ---------------------------------------------------------


@pytest.mark.parametrize("k", ["0", "-1", '"5"', ".nan", "1e-9", "yes", "4.5", "dix", "[10]"])
def test_52_a_threshold_that_is_none(workspace: Path, boussole: Run, k: str) -> None:
    rewrite(workspace / SPEC, "{promised: 10}", f"{{promised: 10, min_cell: {k}}}")
    code, said = boussole("build")
    assert code in (ExitCode.AUTHOR, ExitCode.PRIVACY), said
    assert not (workspace / "build" / "site").exists()


@pytest.mark.parametrize("k", [0, -1, 4, "5", float("nan"), 1e-9, True, None], ids=str)
def test_52_no_policy_holds_one(k: object) -> None:
    with pytest.raises(Refused):
        Policy(Profile.CUSTOMER, min_base=k)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "place",
    [
        ("    informs: [horaires]\n", "    informs: [horaires]\n    min_cell: 2\n"),
        ("    verdict: improve\n", "    verdict: improve\n    privacy: {promised: 2}\n"),
        ("    label: Situation\n", "    label: Situation\n    min_cell: 2\n"),
        ("tier: headline,", "tier: headline, min_cell: 2,"),
    ],
    ids=["a question", "a finding", "a segment", "an indicator"],
)
def test_53_no_threshold_of_its_own_on_one_page(
    workspace: Path, boussole: Run, place: tuple[str, str]
) -> None:
    rewrite(workspace / SPEC, *place)
    code, said = boussole("check")
    assert (code, "Y02 error" in said) == (ExitCode.AUTHOR, True)


@pytest.mark.parametrize(
    "value",
    [
        lambda i: str(7305926418 + i),
        lambda i: f"personne{i}@canarion.example",
        lambda i: str(i + 1),
        lambda i: f"2026-10-05T08:{i // 60:02}:{i % 60:02}",
    ],
    ids=["an id", "an address", "a row number", "a timestamp"],
)
def test_54_a_segment_that_is_a_person(workspace: Path, boussole: Run, value: Callable[[int], str]) -> None:
    with_column(workspace, "qui", value)
    rewrite(
        workspace / SPEC, "\nquestions:", '\n  qui: {column: qui, cuts: {a: "< 5", b: ">= 5"}}\n\nquestions:'
    )
    code, said = boussole("check")
    assert code == ExitCode.DATA, said
    assert "canarion" not in said
    assert "7305926418" not in said


def test_56_two_studies_on_the_same_answers(workspace: Path, boussole: Run) -> None:
    other = workspace / "studies" / "second"
    shutil.copytree(workspace / "studies" / "minimal", other)
    rewrite(other / "study.yml", "id: minimal", "id: second")
    code, said = boussole("build")
    assert (code, "V04 error" in said) == (ExitCode.PRIVACY, True)
    assert not (workspace / "build" / "site").exists()


@pytest.mark.parametrize(
    "text",
    [
        "\nprivacy: &p {promised: 10}\n",
        "\nprivacy: !!map {promised: 10}\n",
        "\nprivacy: {promised: 10, promised: 5}\n",
    ],
    ids=["an alias", "a tag", "a key twice"],
)
def test_57_yaml_that_says_two_things(workspace: Path, boussole: Run, text: str) -> None:
    rewrite(workspace / SPEC, "\nprivacy: {promised: 10}\n", text)
    code, said = boussole("check")
    assert code == ExitCode.AUTHOR
    assert re.search(r"Y0[16] error", said)


@pytest.mark.parametrize("written", ["еmploi", "emploi ", "Emploi", "emploi\u200b", "EMPLOI"])
def test_58_59_a_category_written_otherwise_does_not_split_a_group(
    workspace: Path, boussole: Run, written: str
) -> None:
    head, *rows = lines_of(workspace)
    put_lines(workspace, [head, *(row.replace("emploi", written, i < 9) for i, row in enumerate(rows))])
    code, said = boussole("check")
    # Either it is read as the level it is, or its lines are refused: it is never a level more.
    assert code in (ExitCode.FINE, ExitCode.DATA)
    assert (code == ExitCode.FINE) == (" error" not in said)


@pytest.mark.parametrize("alike", ["empl\u043ei", "\u0435mploi", "EMPLOI", "em\u200bploi", "empl\u03bfi"])
def test_58_a_level_cannot_be_split_in_two_that_look_the_same(
    workspace: Path, boussole: Run, alike: str
) -> None:
    rewrite(workspace / SPEC, "{emploi: En emploi,", f'{{emploi: En emploi, "{alike}": En emploi,')
    code, said = boussole("check")
    assert code == ExitCode.AUTHOR
    assert re.search(r"S14 |Y\d\d ", said)


def test_61_a_sample_of_rows_is_not_a_key(workspace: Path, boussole: Run) -> None:
    rewrite(workspace / SPEC, "    answers: 412\n", "    answers: 412\n    sample: {seed: 7, share: 10 %}\n")
    code, said = boussole("check")
    assert (code, "Y02 error" in said) == (ExitCode.AUTHOR, True)


@pytest.mark.parametrize(
    "path", ["../../../etc/passwd", "/etc/passwd", "data/../../minimal2/data.csv", "C:\\x.csv"]
)
def test_62_data_outside_the_study(workspace: Path, boussole: Run, path: str) -> None:
    rewrite(workspace / SPEC, "data: data/2026.csv", f"data: '{path}'")
    code, said = boussole("build")
    assert code != ExitCode.FINE
    assert "root:" not in said
    assert not (workspace / "build" / "site").exists()


@pytest.mark.parametrize("name", ["assets/answers.csv", "minimal/numbers/answers.csv", "a.xlsx", "b.json"])
def test_63_a_file_of_answers_dropped_in_the_site(workspace: Path, boussole: Run, name: str) -> None:
    assert boussole("build")[0] == 0
    site = workspace / "build" / "site"
    dropped = site / name
    dropped.parent.mkdir(parents=True, exist_ok=True)
    rows = lines_of(workspace) * 3
    text = str(rows).replace("'", '"') if name.endswith(".json") else "\n".join(rows)
    dropped.write_text(text, "utf-8")
    assert {problem.number for problem in audit(site)} == {"V05"}


def test_64_a_trace_of_ours_quotes_no_row(
    workspace: Path, boussole: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator import releasing

    def broken(*responses: object) -> None:
        raise RuntimeError(f"tabulating {responses[0]!r}")

    monkeypatch.setattr(releasing, "tabulate", broken)
    code, said = boussole("build")
    assert code == ExitCode.BUG
    assert "<Responses minimal 2026: 412 rows × 1 measures" in said
    assert "emploi" not in said


def test_64_a_wrong_value_is_told_by_its_place(workspace: Path, boussole: Run) -> None:
    head, first, *rest = lines_of(workspace)
    put_lines(workspace, [head, f"{first.split(',')[0]},{CANARIES[0]}", f"{CANARIES[2]},4", *rest[1:]])
    code, said = boussole("build")
    assert code == ExitCode.DATA
    assert f"{DATA.as_posix()}:2:" in said
    assert canaries_in(said, workspace / "studies" / "minimal" / "notices") == []


def test_65_a_weight_that_is_an_identifier_is_never_published(workspace: Path, boussole: Run) -> None:
    with_column(workspace, "poids", lambda i: f"{1 + i / 7305926418:.12f}")
    rewrite(workspace / SPEC, "\nsegments:", "\nweighting: {method: column, column: poids}\n\nsegments:")
    code, said = boussole("build")
    written = [f"{1 + i / 7305926418:.12f}" for i in range(20, 412)]
    if code == ExitCode.FINE:
        for name, content in bytes_under(workspace / "build"):
            assert not any(weight.encode() in content for weight in written), name
    assert not any(weight in said for weight in written)


def test_66_the_same_person_many_times_is_not_many_people(workspace: Path, boussole: Run) -> None:
    """Ten lines of one person in a level of its own: nobody can tell, but all agree, so nothing is shown."""
    head, *rows = lines_of(workspace)
    kept = [row for row in rows if not row.startswith("autre")]
    put_lines(workspace, [head, *kept, *["autre,2"] * 12])
    code, said = boussole("numbers", "minimal", "--format", "csv")
    assert code == ExitCode.FINE
    shown = [line for line in said.splitlines() if "/actif=autre/" in line and "False" in line]
    assert shown == []


@pytest.mark.parametrize("respondents", [0, 1, 5], ids=["nobody", "one person", "five people"])
def test_67_68_a_study_of_nobody_much(workspace: Path, boussole: Run, respondents: int) -> None:
    head, *rows = lines_of(workspace)
    put_lines(workspace, [head, *rows[:respondents]])
    code, said = boussole("build")
    assert code in (ExitCode.AUTHOR, ExitCode.DATA, ExitCode.PRIVACY), said
    assert not (workspace / "build" / "site").exists()


def test_68_all_answers_missing_publish_nothing(workspace: Path, boussole: Run) -> None:
    head, *rows = lines_of(workspace)
    put_lines(workspace, [head, *(row.split(",")[0] + "," for row in rows)])
    _, said = boussole("numbers", "minimal", "--format", "csv")
    told = [line for line in said.splitlines() if line.startswith("minimal/") and line.endswith("False")]
    assert [line.split(",")[0] for line in told] == ["minimal/2026/all/minimal/response_rate"]


def test_69_fabricated_rows_are_said_to_be_undetectable(root: Path) -> None:
    manual = (root / "docs" / "privacy.md").read_text("utf-8")
    assert "Invented rows" in manual
    assert "lignes inventées" in manual


# 86-90: the gate as a whole ---------------------------------------------------------------------------


def plant(workspace: Path) -> None:
    """Columns of canaries that the study is told to ignore, beside the answers it reads."""
    values = iter(CANARIES)
    for name in ("nom", "mail", "dossier", "note"):
        canary = next(values)
        with_column(workspace, name, lambda i, canary=canary: canary if i == 3 else f"{i}x")
    rewrite(workspace / SPEC, "    answers:", "    ignore: [nom, mail, dossier, note]\n    answers:")


def test_86_canaries_are_in_no_byte_that_comes_out(workspace: Path, boussole: Run, tmp_path: Path) -> None:
    plant(workspace)
    assert canaries_in("", workspace / "studies")
    said = ""
    for command in (
        ("check",),
        ("build",),
        ("privacy", "minimal"),
        ("privacy", "minimal", "--format", "json"),
        ("numbers", "minimal"),
        ("check", "--format", "json"),
        ("check", "--format", "sarif"),
    ):
        code, told = boussole(*command)
        assert code == ExitCode.FINE, told
        said += told
    for day in ("2026-10-01", "2026-10-20"):
        said += boussole("freeze", "minimal", "2026", day=day)[1]
    (workspace / DATA).unlink()
    said += boussole("build")[1]
    assert canaries_in(said, tmp_path) == []
    assert audit(workspace / "build" / "site", CANARIES) == []


def test_87_a_flipped_certificate(closed: Path, boussole: Run) -> None:
    path = closed / LOCKS / "2026.certificate.json"
    content = bytearray(path.read_bytes())
    for place in range(20, len(content), max(len(content) // 12, 1)):
        flipped = content.copy()
        flipped[place] ^= 1
        path.write_bytes(bytes(flipped))
        code, said = boussole("check")
        assert (code, "Traceback" in said) == (ExitCode.PRIVACY, False), (place, said)


def test_88_publishing_where_nobody_may_read_the_answers(closed: Path, boussole: Run) -> None:
    assert boussole("build")[0] == 0
    before = fingerprint(closed / "build" / "site")
    (closed / DATA).unlink()
    (closed / DATA).parent.chmod(0)
    try:
        assert boussole("build")[0] == 0
    finally:
        (closed / DATA).parent.chmod(0o755)
    assert fingerprint(closed / "build" / "site") == before


def test_89_the_same_input_gives_the_same_bytes(workspace: Path, boussole: Run) -> None:
    for name in ("one", "two"):
        assert boussole("build", "--out", f"build/{name}")[0] == 0
    assert fingerprint(workspace / "build" / "one") == fingerprint(workspace / "build" / "two")
    said = {boussole("privacy", "minimal", "--format", "json") for _ in range(2)}
    assert len(said) == 1


@pytest.mark.wheel
def test_90_packages_and_history_hold_no_answer(root: Path, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", tmp_path, root],
        check=True,
        capture_output=True,
        cwd=tmp_path,
    )
    names = [name for name, _ in bytes_under(tmp_path)]
    assert any(name.endswith(".whl") for name in names)
    assert any(name.endswith(".tar.gz") for name in names)
    drawn = {"studies/minimal/data/2026.csv"}
    kinds = re.compile(r"\.(csv|parquet|sav|xlsx|dta|map|sqlite)$")
    assert not [name for name in names if kinds.search(name) and not any(name.endswith(d) for d in drawn)]


# No switch --------------------------------------------------------------------------------------------

SWITCHES = re.compile(
    r"unsafe|force|skip|disable|insecure|unprotect|raw|no_|threshold|min_|base|k$|weak|allow"
)


def test_no_option_of_any_command_turns_protection_off() -> None:
    options = {
        (name, option) for name, work in COMMANDS.items() for option in inspect.signature(work).parameters
    }
    assert not [pair for pair in options if SWITCHES.search(pair[1])]


def environment_read(module: ast.Module) -> Iterator[str]:
    """Names of the environment that a module reads; ``?`` for one that cannot be told."""
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Attribute(value=held, attr="get"), args=[name, *_]) if (
                "environ" in ast.unparse(held)
            ):
                yield name.value if isinstance(name, ast.Constant) else "?"
            case ast.Subscript(value=held, slice=name, ctx=ast.Load()) if "environ" in ast.unparse(held):
                yield name.value if isinstance(name, ast.Constant) else "?"
            case ast.Call(func=ast.Attribute(attr="getenv") | ast.Name("getenv")):
                yield "?"


def test_the_environment_says_a_date_and_a_language_and_nothing_else(root: Path) -> None:
    modules = [ast.parse(path.read_text("utf-8")) for path in sorted((root / "generator").rglob("*.py"))]
    read = {name for module in modules for name in environment_read(module)}
    assert read <= {"SOURCE_DATE_EPOCH", "LC_ALL", "LANG"}


@pytest.mark.parametrize("line", ["os.environ['K']", "os.getenv('K')", "environ.get('K')", "os.environ[k]"])
def test_the_scan_sees_a_reading_of_the_environment(line: str) -> None:
    assert len(list(environment_read(ast.parse(line)))) == 1


def test_no_environment_weakens_a_release(
    workspace: Path, boussole: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = boussole("privacy", "minimal", "--format", "json")
    for name in ("BOUSSOLE_MIN_BASE", "BOUSSOLE_UNSAFE", "MIN_CELL", "DEBUG", "CI", "BOUSSOLE_PROFILE"):
        monkeypatch.setenv(name, "1")
    assert boussole("privacy", "minimal", "--format", "json") == before
    assert os.environ["BOUSSOLE_UNSAFE"] == "1"
