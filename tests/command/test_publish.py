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
from generator.site import Edition, lead, put, tree
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
        for page in (
            "index.html",
            "collection/index.html",
            "assets/boussole.css",
            "search/search_index.json",
        ):
            assert (public / "minimal" / place / page).is_file()
        essential = (public / "minimal" / place / "index.html").read_text("utf-8")
        assert "bo-layout-essential" in essential
        assert 'class="bo-brand" href="collection/index.html"' in essential
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
        page = (public / "minimal" / place / "index.html").read_text("utf-8")
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
    """Nor is any lost where the first stands in the layout that editions formerly had."""
    earlier = replace(EDITION, study="minimal", wave="2025", title="2025 (octobre 2025)", home="minimal")
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
        read = [page for page in folder.rglob("*.html") if page.name != "404.html"]
        pages = [page for page in read if 'http-equiv="refresh"' not in page.read_text("utf-8")]
        assert len(pages) > 10
        for page in pages:
            led = [way.resolve().relative_to(hosted.resolve() / "minimal") for way in ways(page)]
            assert {way.parts[0] for way in led} == others
            assert all((hosted / "minimal" / way).is_file() for way in led)


def test_a_page_that_went_keeps_its_address_and_nothing_changes_afterwards(
    public: Path, closed: Path, boussole: Command
) -> None:
    gone = public / "minimal" / "2026" / "gone.html"
    record = gone.with_name("published.json")
    stated = json.loads(record.read_text("utf-8"))
    shutil.copy(gone.with_name("index.html"), gone)
    record.write_text(json.dumps({**stated, "files": tree(gone.parent)}), "utf-8")
    edit(closed, "    answers: 412\n", f"    answers: 412\n{AMENDED}")
    assert "published again" in boussole("publish", "--to", "public").said
    assert 'http-equiv="refresh"' in gone.read_text("utf-8")
    assert "nothing changed" in boussole("publish", "--to", "public").said


def test_with_an_address_an_edition_names_its_own(closed: Path, boussole: Command) -> None:
    shared = closed / "studies" / "_shared.yml"
    shared.write_text(f"{shared.read_text('utf-8')}site: {{url: https://etudes.exemple.fr/}}\n", "utf-8")
    assert boussole("publish", "minimal", "--to", "public").code == 0
    edition = closed / "public" / "minimal" / "2026"
    pages = [page for page in edition.rglob("*.html") if page.name != "404.html"]
    assert len(pages) > 10
    for page in pages:
        html = page.read_text("utf-8")
        own = f"https://etudes.exemple.fr/minimal/2026/{page.relative_to(edition).as_posix()}"
        assert f'<link rel="canonical" href="{own}">' in html
        (image,) = re.findall('<meta property="og:image" content="https://etudes.exemple.fr/(.*?)">', html)
        assert (closed / "public" / image).is_file()
    assert "/minimal/2026/index.html</loc>" in (edition / "sitemap.xml").read_text("utf-8")


@pytest.fixture
def former(public: Path, closed: Path, boussole: Command) -> Path:
    """The same wave as the former version published it: a whole portal, its study in a folder."""
    edition = public / "minimal" / "2026"
    stated = json.loads((edition / "published.json").read_text("utf-8"))["edition"]
    shutil.rmtree(public)
    assert boussole("build").code == 0
    site = closed / "build" / "site"
    (site / ".boussole").unlink()
    put(site, Edition(**{**stated, "home": "minimal"}), public, ["2026"])
    lead(public, "minimal", ["2026"])
    record = edition / "published.json"
    told = json.loads(record.read_text("utf-8"))
    del told["edition"]["home"]
    record.write_text(json.dumps(told), "utf-8")
    shutil.copy(record, public / "minimal" / "latest")
    return public


def test_a_wave_published_in_the_former_layout_is_left_where_it_stands(
    former: Path, closed: Path, boussole: Command
) -> None:
    before = fingerprint(former)
    ended = boussole("publish", "--to", "public")
    assert (ended.code, "nothing changed" in ended.said, "F11" in ended.said) == (0, True, False)
    assert "minimal/2026/minimal/index.html" in ended.said
    assert fingerprint(former) == before
    edit(closed, "Joindre la mutuelle le soir", "Joindre la mutuelle à toute heure")
    assert "F11" in boussole("publish", "--to", "public").said


def test_published_again_in_the_layout_of_today_no_former_address_is_lost(
    former: Path, closed: Path, boussole: Command
) -> None:
    edition = former / "minimal" / "2026"
    addresses = {path.relative_to(former) for path in former.rglob("*.html")}
    edit(closed, "    answers: 412\n", f"    answers: 412\n{AMENDED}")
    ended = boussole("publish", "--to", "public")
    assert ended.code == 0
    assert re.search(r"\d+ addresses published before lead to where their pages are now", ended.said)
    assert "minimal/2026/index.html" in ended.said
    assert all((former / page).is_file() for page in addresses)
    assert "bo-layout-essential" in (edition / "index.html").read_text("utf-8")
    for page in (edition / "minimal").rglob("*.html"):
        way = re.findall('<a href="(.*?)"', page.read_text("utf-8"))[0]
        assert (page.parent / way).resolve() == edition / page.relative_to(edition / "minimal")


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
