"""From a closed wave to its public folder, and what a published wave refuses."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.errors import Refused
from generator.publication import COMPARED, Outcome, _outcome
from generator.site import Edition, put, tree
from tests.command.conftest import Command, fingerprint

AMENDED = """\
    amended:
      - {what: title, why: Le titre promettait trop, by: cabinet, on: 2026-11-20}
"""


@pytest.fixture
def public(closed: Path, boussole: Command) -> Path:
    """The minimal study, published."""
    assert boussole("publish", "--to", "public").code == 0
    return closed / "public"


def edit(workspace: Path, old: str, new: str) -> None:
    study = workspace / "studies" / "minimal" / "study.yml"
    text = study.read_text("utf-8")
    assert text.count(old) == 1
    study.write_text(text.replace(old, new), "utf-8")


def test_an_edition_is_a_whole_site(public: Path) -> None:
    for place in ("2026", "latest"):
        for page in ("index.html", "minimal/index.html", "assets/boussole.css", "search/search_index.json"):
            assert (public / "minimal" / place / page).is_file()
    listed = json.loads((public / "minimal" / "versions.json").read_text("utf-8"))
    assert listed == [{"version": "2026", "title": "2026 (octobre 2026)", "aliases": ["latest"]}]
    assert {path.name for path in public.iterdir()} == {"minimal", "index.html", ".nojekyll"}


def test_publishing_again_changes_no_byte(public: Path, boussole: Command) -> None:
    before = fingerprint(public)
    ended = boussole("publish", "minimal", "--to", "public")
    assert ended.code == 0
    assert "nothing changed" in ended.said
    assert fingerprint(public) == before


def test_without_its_answers_it_is_published_all_the_same(
    public: Path, closed: Path, boussole: Command
) -> None:
    shutil.rmtree(closed / "studies" / "minimal" / "data")
    assert boussole("publish", "--to", "elsewhere").code == 0
    assert fingerprint(closed / "elsewhere") == fingerprint(public)


def test_an_open_wave_is_not_published(workspace: Path, boussole: Command) -> None:
    ended = boussole("publish", "minimal", "--to", "public")
    assert (ended.code, "F09" in ended.said) == (1, True)
    assert not (workspace / "public").exists()
    ended = boussole("publish", "--to", "public")
    assert (ended.code, "nothing to publish" in ended.said) == (0, True)


def test_a_published_wave_does_not_change(public: Path, closed: Path, boussole: Command) -> None:
    before = fingerprint(public)
    edit(closed, "Joindre la mutuelle le soir", "Joindre la mutuelle à toute heure")
    ended = boussole("publish", "--to", "public")
    assert (ended.code, "F11" in ended.said) == (1, True)
    assert fingerprint(public) == before


@pytest.mark.parametrize("is_edited", [True, False])
def test_a_text_changed_with_a_new_tool_is_never_left_out_in_silence(
    is_edited: bool, public: Path, closed: Path, boussole: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint(public)
    if is_edited:
        edit(closed, "Joindre la mutuelle le soir", "Joindre la mutuelle à toute heure")
    monkeypatch.setattr("generator.publication.__version__", "0.2.0")
    ended = boussole("publish", "--to", "public")
    assert (ended.code, "F11 warning" in ended.said) == (0, is_edited)
    assert fingerprint(public) == before


def test_a_published_wave_changes_when_it_says_so(public: Path, closed: Path, boussole: Command) -> None:
    edit(closed, "Joindre la mutuelle le soir", "Joindre la mutuelle à toute heure")
    edit(closed, "    answers: 412\n", f"    answers: 412\n{AMENDED}")
    ended = boussole("publish", "--to", "public")
    assert (ended.code, "published again" in ended.said) == (0, True)
    for place in ("2026", "latest"):
        page = (public / "minimal" / place / "minimal" / "index.html").read_text("utf-8")
        assert "à toute heure" in page
    assert boussole("publish", "--to", "public").code == 0


def test_an_edition_changed_by_hand_is_seen(public: Path, boussole: Command) -> None:
    (public / "minimal" / "2026" / "index.html").write_text("otherwise", "utf-8")
    ended = boussole("publish", "--to", "public")
    assert (ended.code, "F10" in ended.said) == (1, True)


def test_a_place_that_cannot_be_written_is_said(closed: Path, boussole: Command) -> None:
    (closed / "file").write_text("", "utf-8")
    ended = boussole("publish", "--to", "file/public")
    assert (ended.code, "F01" in ended.said) == (1, True)


def test_a_study_that_does_not_exist_is_said(closed: Path, boussole: Command) -> None:
    ended = boussole("publish", "minimum", "--to", "public")
    assert (ended.code, "minimal" in ended.said) == (1, True)


def ways(page: Path) -> list[Path]:
    """Where the choice of waves of a page leads."""
    choice = re.search(r'<details class="bo-waves">.*?</details>', page.read_text("utf-8"), re.DOTALL)
    return [page.parent / href for href in re.findall('href="(.*?)"', choice[0])] if choice else []


def test_every_page_offers_the_other_waves_and_none_that_stands_changes(
    closed: Path, boussole: Command
) -> None:
    earlier = replace(EDITION, study="minimal", wave="2025", title="2025 (octobre 2025)")
    assert boussole("build").code == 0
    hosted = closed / "hosted"
    put(closed / "build" / "site", earlier, hosted, ["2025", "2026"])
    before = fingerprint(hosted / "minimal" / "2025")
    for said in ("published", "nothing changed"):
        ended = boussole("publish", "minimal", "--to", "hosted")
        assert (ended.code, said in ended.said) == (0, True)
    assert fingerprint(hosted / "minimal" / "2025") == before
    offered = {"2025": {"latest"}, "2026": {"2025", "latest"}, "latest": {"2025", "latest"}}
    for edition, others in offered.items():
        folder = hosted / "minimal" / edition
        pages = [page for page in folder.rglob("*.html") if page.name != "404.html"]
        assert len(pages) > 10
        for page in pages:
            led = [way.resolve().relative_to(hosted.resolve() / "minimal") for way in ways(page)]
            assert {way.parts[0] for way in led} == others
            assert all((hosted / "minimal" / way).is_file() for way in led)


def test_a_page_that_went_keeps_its_address_and_nothing_changes_afterwards(
    public: Path, closed: Path, boussole: Command
) -> None:
    gone = public / "minimal" / "2026" / "minimal" / "gone.html"
    record = gone.parents[1] / "published.json"
    stated = json.loads(record.read_text("utf-8"))
    shutil.copy(gone.with_name("index.html"), gone)
    record.write_text(json.dumps({**stated, "files": tree(gone.parents[1])}), "utf-8")
    edit(closed, "    answers: 412\n", f"    answers: 412\n{AMENDED}")
    assert "published again" in boussole("publish", "--to", "public").said
    assert 'http-equiv="refresh"' in gone.read_text("utf-8")
    assert "nothing changed" in boussole("publish", "--to", "public").said


EDITION = Edition("cx", "2026", "2026", "Tilia", "CX", "fr", "lock", "release", 0, "2026-11-21", "0.1.0")
STUDY = SimpleNamespace(where=lambda *path: None)


def outcome(edition: Edition, *rules: str) -> Outcome:
    return _outcome(STUDY, edition, EDITION, SimpleNamespace(rules=rules))  # type: ignore[arg-type]


def test_late_answers_are_published_once_the_gate_read_them_beside_the_first() -> None:
    late = replace(EDITION, release="another", amended=1)
    assert outcome(late, "R1", *COMPARED) is Outcome.AMENDED
    with pytest.raises(Refused) as refusal:
        outcome(late, "R1")
    assert [problem.code for problem in refusal.value.diagnostics] == ["F11.answers"]


@pytest.mark.parametrize("changed", [{"release": "another"}, {"lock": "another"}])
def test_rules_or_answers_never_change_in_silence(changed: dict[str, str]) -> None:
    with pytest.raises(Refused) as refusal:
        outcome(replace(EDITION, **changed), *COMPARED)
    assert [problem.code for problem in refusal.value.diagnostics] == ["F11"]
