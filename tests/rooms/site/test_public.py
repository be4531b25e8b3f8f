"""Editions side by side: what stands is what was put, and old addresses lead somewhere."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.errors import Refused
from generator.site import Edition, lead, put, standing_edition
from generator.site.public import redirect, tree
from generator.words import Lang

FIRST = Edition("cx", "2025", "2025 (mars 2025)", "Tilia", "Baromètre", "fr", "l", "r", 0, "2025-05-01", "0")
FORMER = replace(FIRST, wave="2024", title="2024 (mars 2024)", home="cx")
SECOND = replace(FIRST, wave="2026", title="2026 (mars 2026)", on="2026-05-01")
WAVES = ["2025", "2026"]
HEAD = '<html lang="fr"><a class="bo-brand" href="index.html">Tilia</a>'


def site(folder: Path, *pages: str) -> Path:
    for page in pages:
        (folder / page).parent.mkdir(parents=True, exist_ok=True)
        (folder / page).write_text(f"{HEAD}<p>{page}</p>", "utf-8")
    return folder


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """Two editions: between them a page came and a page went."""
    folder = tmp_path / "public"
    put(site(tmp_path / "a", "index.html", "agir/index.html", "agir/gone.html"), FIRST, folder, WAVES)
    lead(folder, "cx", WAVES)
    put(site(tmp_path / "b", "index.html", "agir/index.html", "agir/new.html"), SECOND, folder, WAVES)
    lead(folder, "cx", WAVES)
    return folder


def test_the_first_edition_stands_as_it_was_put(public: Path) -> None:
    assert (
        (public / "cx" / "2025" / "agir" / "gone.html").read_text("utf-8").endswith("<p>agir/gone.html</p>")
    )
    assert not (public / "cx" / "2025" / "agir" / "new.html").exists()
    found = standing_edition(public, "cx", "2025")
    assert found is not None
    assert found.edition == FIRST


def test_latest_is_the_newest_and_leads_from_what_went(public: Path) -> None:
    latest = public / "cx" / "latest" / "agir"
    assert (latest / "new.html").read_text("utf-8").endswith("<p>agir/new.html</p>")
    assert 'href="../../2025/agir/gone.html"' in (latest / "gone.html").read_text("utf-8")
    assert (latest / "../../2025/agir/gone.html").is_file()
    assert not any(path.is_symlink() for path in public.rglob("*"))


def test_an_edition_offers_those_before_it_and_the_latest(public: Path) -> None:
    first = (public / "cx" / "2025" / "agir" / "index.html").read_text("utf-8")
    assert re.findall('href="(.*?)"', first) == ["index.html", "../../latest/agir/index.html"]
    for place in ("2026", "latest"):
        page = (public / "cx" / place / "agir" / "index.html").read_text("utf-8")
        assert re.findall('href="(.*?)"', page) == [
            "index.html",
            "../../2025/agir/index.html",
            "../../latest/agir/index.html",
        ]
        # What the wave before did not have is answered by the nearest page that it had.
        new = (public / "cx" / place / "agir" / "new.html").read_text("utf-8")
        assert 'href="../../2025/agir/index.html"' in new


def test_the_address_that_a_build_gives_a_page_leads_to_the_latest(public: Path) -> None:
    for page, way in (("index.html", "latest/index.html"), ("agir/new.html", "../latest/agir/new.html")):
        assert f'href="{way}"' in (public / "cx" / page).read_text("utf-8")
    # What went is answered in the latest, which says where it was last.
    assert 'href="../latest/agir/gone.html"' in (public / "cx" / "agir" / "gone.html").read_text("utf-8")


def test_the_list_is_the_one_mike_writes(public: Path) -> None:
    assert json.loads((public / "cx" / "versions.json").read_text("utf-8")) == [
        {"version": "2026", "title": "2026 (mars 2026)", "aliases": ["latest"]},
        {"version": "2025", "title": "2025 (mars 2025)", "aliases": []},
    ]


def test_an_older_wave_published_late_is_not_the_latest(public: Path, tmp_path: Path) -> None:
    put(site(tmp_path / "c", "index.html"), replace(FIRST, wave="2024"), public, ["2024", *WAVES])
    lead(public, "cx", ["2024", *WAVES])
    listed = json.loads((public / "cx" / "versions.json").read_text("utf-8"))
    assert [entry["version"] for entry in listed] == ["2026", "2025", "2024"]
    assert (
        (public / "cx" / "latest" / "agir" / "new.html").read_text("utf-8").endswith("<p>agir/new.html</p>")
    )


def test_the_front_page_names_every_wave_of_every_study(public: Path, tmp_path: Path) -> None:
    put(
        site(tmp_path / "d", "index.html"),
        replace(FIRST, study="ex", heading="L'autre <b>"),
        public,
        WAVES,
    )
    lead(public, "ex", WAVES)
    page = (public / "index.html").read_text("utf-8")
    for way in ("cx/latest", "cx/2025", "cx/2026", "ex/latest", "ex/2025"):
        assert f'href="{way}/index.html"' in page
        assert (public / way / "index.html").is_file()
    assert "<b>" not in page


def test_a_front_page_of_somebody_else_is_theirs(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "index.html").write_text("mine", "utf-8")
    put(site(tmp_path / "a", "index.html"), FIRST, tmp_path / "public", WAVES)
    lead(tmp_path / "public", "cx", WAVES)
    assert (tmp_path / "public" / "index.html").read_text("utf-8") == "mine"


def test_leading_again_writes_nothing(public: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in public.rglob("*") if path.is_file()}
    lead(public, "cx", WAVES)
    assert {path: path.stat().st_mtime_ns for path in public.rglob("*") if path.is_file()} == before


def test_what_a_killed_publication_left_undone_is_done(public: Path) -> None:
    latest = public / "cx" / "latest"
    before = tree(latest)
    latest.rename(public / "cx" / ".latest.old")
    (public / "cx" / "versions.json").unlink()
    lead(public, "cx", WAVES)
    assert tree(latest) == before
    assert {path.name for path in (public / "cx").iterdir()} >= {"2025", "2026", "latest", "versions.json"}


@pytest.mark.parametrize("page", ["agir/index.html", "agir/more.html"])
def test_an_edition_changed_by_hand_is_refused(public: Path, page: str) -> None:
    (public / "cx" / "2025" / page).write_text("otherwise", "utf-8")
    with pytest.raises(Refused) as refusal:
        standing_edition(public, "cx", "2025")
    assert [problem.code for problem in refusal.value.diagnostics] == ["F10"]


def test_a_folder_that_is_no_edition_is_refused(public: Path) -> None:
    site(public / "cx" / "2027", "index.html")
    with pytest.raises(Refused) as refusal:
        standing_edition(public, "cx", "2027")
    assert [problem.code for problem in refusal.value.diagnostics] == ["F04"]


def test_a_link_to_elsewhere_is_refused(public: Path, tmp_path: Path) -> None:
    (public / "ex").symlink_to(tmp_path / "a")
    with pytest.raises(Refused) as refusal:
        standing_edition(public, "ex", "2025")
    assert [problem.code for problem in refusal.value.diagnostics] == ["F04"]


def test_published_again_an_edition_leads_from_what_it_lost(public: Path, tmp_path: Path) -> None:
    again = site(tmp_path / "e", "index.html", "agir/index.html")
    assert put(again, replace(SECOND, amended=1), public, WAVES) == 1
    page = (public / "cx" / "2026" / "agir" / "new.html").read_text("utf-8")
    assert 'href="../index.html"' in page
    assert standing_edition(public, "cx", "2026") is not None


FORMERLY = ("index.html", "etudes.html", "cx/index.html", "cx/agir/index.html", "ex/index.html")
"""A portal, its study in a folder, and another that it cites."""


@pytest.fixture
def former(tmp_path: Path) -> Path:
    """An edition of the former layout, as its record told it."""
    folder = tmp_path / "former"
    put(site(tmp_path / "f", *FORMERLY), FORMER, folder, ["2024"])
    record = folder / "cx" / "2024" / "published.json"
    stated = json.loads(record.read_text("utf-8"))
    del stated["edition"]["home"]
    record.write_text(json.dumps(stated), "utf-8")
    lead(folder, "cx", ["2024"])
    return folder


def leads_to(page: Path) -> Path:
    """Where the first link of a page leads."""
    found = re.search('<a href="(.*?)"', page.read_text("utf-8"))
    assert found is not None
    return (page.parent / found[1]).resolve()


def test_an_edition_of_the_former_layout_is_read_as_one(former: Path) -> None:
    found = standing_edition(former, "cx", "2024")
    assert found is not None
    assert found.edition.essential == "cx/index.html"
    assert 'href="latest/cx/index.html"' in (former / "cx" / "index.html").read_text("utf-8")
    assert leads_to(former / "cx" / "agir" / "index.html") == former / "cx/latest/cx/agir/index.html"
    assert leads_to(former / "index.html") == former / "cx" / "latest" / "cx" / "index.html"


def test_after_a_wave_of_the_former_layout_every_address_goes_on(former: Path, tmp_path: Path) -> None:
    before = tree(former / "cx" / "2024")
    pages = ("index.html", "agir/index.html", "collection/index.html", "collection/ex/index.html")
    assert put(site(tmp_path / "g", *pages), FIRST, former, ["2024", "2025"]) == 0
    assert lead(former, "cx", ["2024", "2025"]) == 4
    assert tree(former / "cx" / "2024") == before
    latest = former / "cx" / "latest"
    for page, now in (
        ("cx/index.html", "index.html"),
        ("cx/agir/index.html", "agir/index.html"),
        ("ex/index.html", "collection/ex/index.html"),
        ("etudes.html", "../2024/etudes.html"),
    ):
        assert leads_to(latest / page) == (latest / now).resolve()
    assert 'href="../../2024/cx/agir/index.html"' in (latest / "agir" / "index.html").read_text("utf-8")


def test_published_again_in_the_layout_of_today_an_edition_keeps_its_addresses(
    former: Path, tmp_path: Path
) -> None:
    pages = ("index.html", "agir/index.html", "collection/index.html", "collection/etudes.html")
    amended = replace(FORMER, home="", amended=1)
    assert put(site(tmp_path / "h", *pages), amended, former, ["2024"]) == 4
    edition = former / "cx" / "2024"
    for page, now in (
        ("cx/index.html", "index.html"),
        ("cx/agir/index.html", "agir/index.html"),
        ("etudes.html", "collection/etudes.html"),
        ("ex/index.html", "index.html"),
    ):
        assert leads_to(edition / page) == edition / now
    # A second time, what was a redirect already still leads to its page.
    assert put(site(tmp_path / "i", *pages), replace(amended, amended=2), former, ["2024"]) == 4
    assert leads_to(edition / "cx" / "agir" / "index.html") == edition / "agir" / "index.html"


def test_a_redirect_is_read_without_being_led() -> None:
    page = redirect(Lang.EN, "../a&b.html")
    assert 'content="0; url=../a&amp;b.html"' in page
    assert '<a href="../a&amp;b.html">This page is here.</a>' in page
