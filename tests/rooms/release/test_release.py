"""A release and its certificate on disk: read back whole, or refused."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import Diagnostic, ExitCode, Position, Refused, render
from generator.release import (
    FORMAT,
    METHOD,
    Broken,
    Cells,
    Certificate,
    Covariance,
    Moments,
    Outcome,
    Release,
    Table,
    Totals,
    dump,
    files_of,
    load,
    read,
    sealed,
    write,
)
from generator.words import Lang

TABLES = (
    Table(
        "q",
        "all",
        Outcome.FULL,
        40,
        40.5,
        44.25,
        Cells(("1", "é"), (10.5, 30.0), (11.0, 33.25)),
        {"delai": Totals(21.0, None, 14.0, 30.0)},
        {"9": 0.17, "8": None},
    ),
    Table("q", "region=n", Outcome.ONE_NUMBER, 20, 20.0, 20.0, totals={"sat": Totals(0.1 + 0.2, 0.01)}),
    Table("q", "region=s", Outcome.WITHHELD),
)


def certified(**changes: object) -> Release:
    """What the gate would make, without the gate."""
    policy = {"min_base": 10, "profile": "customer"}
    plain = Release(
        study="cx",
        wave="2026",
        rows=40,
        invited=400,
        weighted=True,
        tables={(table.measure, table.group): table for table in TABLES},
        covariances={"sat": Covariance((("sat", "all"), ("nps", "all")), ((1.0, 0.5), (0.5, 1.0)))},
        moments=Moments(("q", "r"), 40, 40.0, 40.0, (1.0, 2.0, 1.0, 2.0, 4.0), ((0.1,) * 5,) * 5),
        certificate=Certificate("0.1.0", METHOD, "p" * 64, policy, ("R1",), "d" * 64, ""),
    )
    changed = replace(plain, **changes)
    return replace(changed, certificate=sealed(changed.certificate, dump(changed)[0]))


@pytest.fixture
def release() -> Release:
    return certified()


def codes(refusal: Refused) -> list[str]:
    return [diagnostic.code for diagnostic in refusal.diagnostics]


def test_it_comes_back_whole(release: Release) -> None:
    assert load(*dump(release)) == release


def test_it_comes_back_whole_without_model_or_response_rate() -> None:
    bare = certified(moments=None, covariances={}, invited=None)
    assert load(*dump(bare)) == bare


def test_it_comes_back_from_its_files(release: Release, tmp_path: Path) -> None:
    folder = tmp_path / "cx"
    folder.mkdir()
    write(release, folder)
    assert read(folder, "2026") == release
    assert sorted(p.name for p in (folder / "locks").iterdir()) == [
        "2026.certificate.json",
        "2026.release.jsonl",
    ]


def test_it_is_written_one_fact_a_line_in_a_fixed_order(release: Release) -> None:
    content, certificate = dump(replace(release, tables=dict(reversed(release.tables.items()))))
    assert (content, certificate) == dump(release)
    facts = [json.loads(line) for line in content.splitlines()]
    assert facts[0] == {
        "format": FORMAT,
        "study": "cx",
        "wave": "2026",
        "rows": 40,
        "invited": 400,
        "weighted": True,
    }
    assert [next(iter(fact)) for fact in facts[1:]] == ["table"] * 3 + ["covariance", "moments"]
    assert facts[3] == {"table": {"measure": "q", "group": "region=s", "outcome": "withheld"}}


def test_a_table_is_found_by_measure_and_group(release: Release) -> None:
    assert release.table("q", "region=n").n == 20
    with pytest.raises(KeyError):
        release.table("q", "region=x")


def test_a_covariance_is_found_by_its_terms(release: Release) -> None:
    assert release.covariances["sat"].between(("nps", "all"), ("sat", "all")) == 0.5
    with pytest.raises(ValueError, match="not in tuple"):
        release.covariances["sat"].between(("nps", "all"), ("csat", "all"))


def test_what_is_no_number_is_never_written() -> None:
    with pytest.raises(ValueError, match="JSON"):
        certified(tables={("q", "all"): replace(TABLES[0], w=float("nan"))})


@given(data=st.data())
def test_one_changed_character_is_refused(data: st.DataObject) -> None:
    texts = list(dump(certified()))
    which = data.draw(st.integers(0, 1))
    place = data.draw(st.integers(0, len(texts[which]) - 1))
    other = data.draw(
        st.sampled_from('0123456789abcdef"{}[],: \n').filter(lambda c: c != texts[which][place])
    )
    texts[which] = texts[which][:place] + other + texts[which][place + 1 :]
    with pytest.raises(Broken):
        load(*texts)


EDITS: dict[str, Callable[[str, str], tuple[str, str]]] = {
    "a base": lambda content, stated: (content.replace('"n": 40', '"n": 41'), stated),
    "a withheld table opened": lambda content, stated: (
        content.replace(
            '"group": "region=s", "measure": "q", "outcome": "withheld"',
            '"group": "region=s", "measure": "q", "n": 12, "outcome": "one_number"',
        ),
        stated,
    ),
    "a line removed": lambda content, stated: ("".join(content.splitlines(keepends=True)[:-1]), stated),
    "a line twice": lambda content, stated: (content + content.splitlines(keepends=True)[-1], stated),
    "a space": lambda content, stated: (content.replace(", ", ",  ", 1), stated),
    "the policy": lambda content, stated: (content, stated.replace('"min_base": 10', '"min_base": 5')),
    "the plan": lambda content, stated: (content, stated.replace("p" * 64, "q" * 64)),
    "the data": lambda content, stated: (content, stated.replace("d" * 64, "e" * 64)),
    "the tool": lambda content, stated: (content, stated.replace("0.1.0", "0.1.1")),
    "a rule more": lambda content, stated: (content, stated.replace('"R1"', '"R1",\n  "R9"')),
    "the end of the line": lambda content, stated: (content, stated.rstrip("\n")),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edit_is_refused(release: Release, edit: Callable[[str, str], tuple[str, str]]) -> None:
    texts = dump(release)
    edited = edit(*texts)
    assert edited != texts
    with pytest.raises(Broken) as broken:
        load(*edited)
    assert broken.value.why == "edited"


NO_RELEASE = {
    "nothing": ("", "{}"),
    "no JSON": ("{", "{}"),
    "a number": ("1\n", "1"),
    "half a line": ('{"format": 1, "study": "cx"', "{}"),
    "no certificate": ('{"format": 1}\n', "null"),
}


@pytest.mark.parametrize(("content", "stated"), NO_RELEASE.values(), ids=NO_RELEASE)
def test_what_is_no_release_is_refused(content: str, stated: str) -> None:
    with pytest.raises(Broken) as broken:
        load(content, stated)
    assert broken.value.why == "unreadable"


def test_a_newer_format_is_refused(release: Release) -> None:
    content, stated = dump(release)
    with pytest.raises(Broken) as broken:
        load(content.replace(f'"format": {FORMAT}', f'"format": {FORMAT + 1}'), stated)
    assert broken.value.why == "newer"


def test_a_newer_method_is_refused(release: Release) -> None:
    newer = certified(certificate=replace(release.certificate, method=METHOD + 1))
    with pytest.raises(Broken) as broken:
        load(*dump(newer))
    assert broken.value.why == "newer"


@pytest.fixture
def folder(release: Release, tmp_path: Path) -> Path:
    folder = tmp_path / "cx"
    folder.mkdir()
    write(release, folder)
    return folder


SPOILED: dict[str, Callable[[Path, Path], object]] = {
    "missing": lambda content, certificate: content.unlink(),
    "missing ": lambda content, certificate: certificate.unlink(),
    "edited": lambda content, certificate: content.write_text(
        content.read_text("utf-8").replace("40.5", "40.6"), "utf-8"
    ),
    "unreadable": lambda content, certificate: content.write_bytes(b"\xff\xfe"),
    "unreadable ": lambda content, certificate: certificate.write_text("{", "utf-8"),
    "unreadable  ": lambda content, certificate: content.write_text(
        content.read_text("utf-8")[:500], "utf-8"
    ),
}


@pytest.mark.parametrize("why", SPOILED)
def test_a_spoiled_file_is_told_with_its_place(folder: Path, why: str) -> None:
    SPOILED[why](*files_of(folder, "2026"))
    with pytest.raises(Refused) as refusal:
        read(folder, "2026")
    assert codes(refusal.value) == [f"V10.{why.strip()}"]
    assert refusal.value.exit_code is ExitCode.PRIVACY
    told = render(refusal.value.diagnostics[0], Lang.FR)
    assert told.startswith("studies/cx/locks/2026.release.jsonl  V10 erreur")


def test_a_release_of_another_wave_or_study_is_refused(folder: Path) -> None:
    for mine, theirs in zip(files_of(folder, "2026"), files_of(folder, "2025"), strict=True):
        theirs.write_bytes(mine.read_bytes())
    with pytest.raises(Refused) as wave:
        read(folder, "2025")
    renamed = folder.rename(folder.with_name("ex"))
    with pytest.raises(Refused) as study:
        read(renamed, "2026")
    assert codes(wave.value) == codes(study.value) == ["V10.elsewhere"]


def test_a_folder_that_cannot_be_written_is_told(release: Release, tmp_path: Path) -> None:
    (tmp_path / "locks").write_text("a file where the folder should be", "utf-8")
    with pytest.raises(Refused) as refusal:
        write(release, tmp_path)
    assert codes(refusal.value) == ["V10.unwritable"]


def test_what_was_there_stays_when_writing_fails(
    folder: Path, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [path.read_bytes() for path in files_of(folder, "2026")]

    def full(*_: object, **__: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(Refused):
        write(replace(release, rows=41), folder)
    assert [path.read_bytes() for path in files_of(folder, "2026")] == before


@pytest.mark.parametrize("why", ["missing", "unreadable", "edited", "elsewhere", "newer", "unwritable"])
def test_every_refusal_speaks_both_languages(why: str) -> None:
    diagnostic = Diagnostic(f"V10.{why}", Position("studies/cx/locks/2026.release.jsonl"))
    assert render(diagnostic, Lang.FR) != render(diagnostic, Lang.EN)
