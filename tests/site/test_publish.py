"""A whole site on the disk: complete or absent, the same bytes everywhere, and `mkdocs build` on its own."""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

import pytest

from generator.errors import Refused
from generator.pages.document import Document
from generator.site import Written, publish
from generator.site.docs import DRAWER, Clash
from generator.site.outside import LinkToNothing
from generator.site.place import held, lock_of
from generator.site.publish import _inside
from generator.site.renderer import RenderingBug
from generator.words import Lang
from tests.site import demo


def tree(folder: Path) -> dict[str, str]:
    """Every file of a folder with the hash of its bytes."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def small(path: str = "index.md", body: str = "# Titre", lang: Lang = Lang.FR) -> Document:
    return Document(PurePosixPath(path), "Titre", lang, "Une page", body)


def test_two_builds_in_two_folders_give_the_same_bytes(site: Written, tmp_path: Path) -> None:
    again = demo.write(tmp_path / "ailleurs", out=tmp_path / "sortie")
    assert tree(again.out) == tree(site.out)
    assert tree(again.docs / "pages") == tree(site.docs / "pages")


def test_a_site_from_the_shelf_has_the_bytes_of_one_made_anew(tmp_path: Path) -> None:
    """Half of its pages were rendered before; one is reworded, one is new, one is gone."""
    before = [*demo.documents(), small("gone.md")]
    demo.write(tmp_path / "a", before)
    after = [*demo.documents(), small("new.md")]
    after[2] = replace(after[2], body=after[2].body.replace("</p>", " Mot nouveau.</p>", 1))
    warm = demo.write(tmp_path / "a", after)
    assert tree(warm.out) == tree(demo.write(tmp_path / "b", after).out)


@pytest.mark.parametrize("address", [None, "https://example.org/"])
def test_only_what_changed_is_rendered(
    address: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[int] = []

    def seen(site: Path, known: Mapping[PurePosixPath, Document]) -> dict[PurePosixPath, str]:
        rendered.append(sum(_inside(site, file) in known for file in site.rglob("*.html")))
        return real(site, known)

    real = publish._finish
    monkeypatch.setattr(publish, "_finish", seen)
    pages = demo.documents()
    demo.write(tmp_path, pages, site_url=address)
    pages[2] = replace(pages[2], title="Un autre titre")
    demo.write(tmp_path, pages, site_url=address)
    assert rendered == [len(pages), 1]


def test_with_an_address_the_map_of_the_site_names_every_page(tmp_path: Path) -> None:
    address = "https://example.org/"
    for _ in range(2):
        written = demo.write(tmp_path, [small(), small("b.md"), small("été.md")], site_url=address)
    listed = (written.out / "sitemap.xml").read_text("utf-8")
    assert re.findall("<loc>(.*)</loc>", listed) == [
        f"{address}{page}" for page in ("b.html", "index.html", "%C3%A9t%C3%A9.html")
    ]


def test_no_file_says_when_or_where_it_was_made(site: Written) -> None:
    files = (file for file in site.out.rglob("*") if file.is_file() and file.suffix != ".js")
    said = b"".join(file.read_bytes() for file in files)
    for word in (str(site.docs.parent).encode(), date.today().isoformat().encode(), b"sitemap"):
        assert word not in said


def test_the_site_holds_what_its_pages_ask_for_and_little_else(site: Written) -> None:
    files = {name for name in tree(site.out) if not name.startswith((demo.STUDY, "assets/javascripts/"))}
    assert files == {
        ".boussole",
        "404.html",
        "assets/THIRD-PARTY.txt",
        "assets/boussole.css",
        "assets/favicon.svg",
        "index.html",
        "search/search_index.js",
        "search/search_index.json",
        "social.png",
    }
    assert not list(site.out.rglob("*.map"))
    asked = [file for file in (site.out / "assets").rglob("*.js") if file.name != "vega.js"]
    assert sum(file.stat().st_size for file in asked) < 200_000


def test_a_site_without_a_figure_does_not_carry_what_draws_them(site: Written, tmp_path: Path) -> None:
    written = demo.write(tmp_path, [small()])
    assert (site.out / DRAWER).is_file()
    assert not (written.out / DRAWER).exists()


def test_nothing_is_left_beside_the_site(site: Written) -> None:
    assert {file.name for file in site.out.parent.iterdir()} == {"site", "docs", ".cache"}


def test_pages_are_readable_markdown(site: Written) -> None:
    page = site.docs / "pages" / demo.STUDY / "ecouter" / "methode.md"
    assert "\n# Méthode\n" in page.read_text("utf-8")
    figure = (site.docs / "pages" / demo.STUDY / "figures" / "priorites.svg").read_text("utf-8")
    assert figure.startswith("<svg")
    assert "var(" not in figure


def test_mkdocs_builds_the_docs_unaided(site: Written, tmp_path: Path) -> None:
    command = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict")
    result = subprocess.run(
        [*command, "-f", str(site.docs / "mkdocs.yml"), "-d", str(tmp_path / "alone")],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
    page = (tmp_path / "alone" / demo.STUDY / "index.html").read_text("utf-8")
    assert 'src="figures/priorites.svg"' in page
    assert "Ce que vous avez à décider" in page


def test_the_renderer_says_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    demo.write(tmp_path, [small()])
    assert capfd.readouterr() == ("", "")


def test_a_page_keeps_its_own_language(tmp_path: Path) -> None:
    written = demo.write(
        tmp_path, [small(), small("en/index.md", "# Title", Lang.EN)], lang=Lang.FR, as_of=date(2026, 3, 2)
    )
    french = (written.out / "index.html").read_text("utf-8")
    english = (written.out / "en" / "index.html").read_text("utf-8")
    assert '<html lang="fr"' in french
    assert "État au 2\u00a0mars 2026" in french
    assert '<html lang="en"' in english
    assert "As of 2\u00a0March 2026" in english
    index = json.loads((written.out / "search" / "search_index.json").read_text("utf-8"))
    assert index["config"]["lang"] == ["en", "fr"]
    assert (written.out / "assets/javascripts/lunr/min/lunr.multi.min.js").is_file()


def test_a_map_of_the_site_only_where_it_has_an_address(tmp_path: Path) -> None:
    written = demo.write(tmp_path, [small()], site_url="https://example.org/etudes/")
    found = (written.out / "sitemap.xml").read_text("utf-8")
    assert "<loc>https://example.org/etudes/index.html</loc>" in found
    assert demo.AS_OF.isoformat() in found
    assert (written.out / "sitemap.xml.gz").is_file()


def test_the_environment_is_given_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    demo.write(tmp_path, [small()])
    assert os.environ["SOURCE_DATE_EPOCH"] == "0"


def test_a_client_theme_dresses_the_site(tmp_path: Path) -> None:
    folder = tmp_path / "themes" / "tilia"
    (folder / "styles").mkdir(parents=True)
    (folder / "theme.yml").write_text('colours:\n  improve: {light: "#9a2f5f"}\nlogo: tilia.svg\n', "utf-8")
    (folder / "tilia.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    (folder / "styles" / "tilia.css").write_text(".bo-brand { letter-spacing: 0; }", "utf-8")
    written = demo.write(tmp_path, theme="tilia")
    css = (written.out / "assets" / "boussole.css").read_text("utf-8")
    assert "--bo-improve:#9a2f5f;" in css
    assert css.endswith(".bo-brand { letter-spacing: 0; }")
    assert 'src="assets/logo.svg"' in (written.out / "index.html").read_text("utf-8")
    figure = (written.out / demo.STUDY / "figures" / "priorites.svg").read_text("utf-8")
    assert "#9a2f5f" in figure


def test_a_study_that_failed_keeps_its_pages_and_its_search_entries(tmp_path: Path) -> None:
    before = demo.write(tmp_path, [small(), small("a/index.md", "# Ancienne"), small("b/index.md")])
    old_page = (before.out / "a" / "index.html").read_bytes()
    # A shell script that the next version of the shell no longer has.
    (before.out / "assets" / "javascripts" / "bundle.old.min.js").touch()
    after = demo.write(tmp_path, [small(), small("b/index.md", "# Nouvelle")], kept=frozenset({"a", "c"}))
    assert after.kept == {"a"}
    assert (after.out / "a" / "index.html").read_bytes() == old_page
    assert (after.out / "assets" / "javascripts" / "bundle.old.min.js").is_file()
    index = json.loads((after.out / "search" / "search_index.json").read_text("utf-8"))
    assert {entry["title"] for entry in index["docs"]} == {"Titre", "Ancienne", "Nouvelle"}


def test_what_is_not_kept_goes(tmp_path: Path) -> None:
    demo.write(tmp_path, [small(), small("a/index.md")])
    after = demo.write(tmp_path, [small()])
    assert not (after.out / "a").exists()


@pytest.mark.parametrize(
    ("pages", "bug"),
    [
        ([small(body="[ailleurs](nulle-part.md)")], RenderingBug),
        ([small(body='<a href="nulle-part.html">ailleurs</a>')], LinkToNothing),
        ([small(body='<img data-figure="absente" alt="">')], KeyError),
        ([small(), small("kept/index.md")], Clash),
    ],
)
def test_what_is_wrong_with_a_page_is_our_bug(
    tmp_path: Path, pages: list[Document], bug: type[Exception]
) -> None:
    before = tree(demo.write(tmp_path, [small()]).out)
    with pytest.raises(bug):
        demo.write(tmp_path, pages, kept=frozenset({"kept"}))
    assert tree(tmp_path / "build" / "site") == before
    assert {file.name for file in (tmp_path / "build").iterdir()} == {"site", "docs", ".cache"}


def test_something_fetched_from_outside_is_refused(tmp_path: Path) -> None:
    demo.write(tmp_path, [small()])
    with pytest.raises(Refused) as refusal:
        demo.write(tmp_path, [small(body='![pixel](https://tracker.example/a.png "x")')])
    (problem,) = refusal.value.diagnostics
    assert (problem.code, problem.values) == ("H03", {"host": "tracker.example"})
    assert (tmp_path / "build" / "site" / "index.html").is_file()


def test_a_link_to_outside_is_let_through(tmp_path: Path) -> None:
    demo.write(tmp_path, [small(body="[source](https://example.org/)")])


def test_a_second_build_is_refused_and_the_first_unharmed(tmp_path: Path) -> None:
    before = tree(demo.write(tmp_path, [small()]).out)
    with held(lock_of(tmp_path / "build" / "site")), pytest.raises(Refused) as refusal:
        demo.write(tmp_path, [small(body="# Autre")])
    assert [d.code for d in refusal.value.diagnostics] == ["F03"]
    assert tree(tmp_path / "build" / "site") == before


@pytest.mark.parametrize("out", ["build", "build/docs", "build/docs/site"])
def test_the_output_may_not_lie_around_the_working_folder(tmp_path: Path, out: str) -> None:
    with pytest.raises(Refused) as refusal:
        demo.write(tmp_path, [small()], out=tmp_path / out)
    assert [d.code for d in refusal.value.diagnostics] == ["F04.around"]


def test_ctrl_c_leaves_the_previous_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(demo.write(tmp_path, [small()]).out)

    def interrupt(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("generator.site.publish.render", interrupt)
    with pytest.raises(KeyboardInterrupt):
        demo.write(tmp_path, [small(body="# Autre")])
    assert tree(tmp_path / "build" / "site") == before
    assert {file.name for file in (tmp_path / "build").iterdir()} == {"site", "docs", ".cache"}


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From the moment it is called, nothing more can be written."""

    def fill() -> None:
        def refuse(self: Path, *args: object, **more: object) -> int:
            raise OSError(28, "No space left on device", str(self))

        monkeypatch.setattr(Path, "write_bytes", refuse)
        monkeypatch.setattr(Path, "write_text", refuse)

    return fill


def test_a_full_disk_leaves_the_previous_site(tmp_path: Path, full_disk: Callable[[], None]) -> None:
    before = tree(demo.write(tmp_path, [small()]).out)
    full_disk()
    with pytest.raises(Refused) as refusal:
        demo.write(tmp_path, [small(body="# Autre")])
    assert [d.code for d in refusal.value.diagnostics] == ["F02"]
    assert tree(tmp_path / "build" / "site") == before


def test_pages_of_one_content_may_be_many(tmp_path: Path) -> None:
    written = demo.write(
        tmp_path, [small(), *(replace(small(), path=PurePosixPath(f"p{i}.md")) for i in range(5))]
    )
    assert written.pages == 6
    assert written.index.is_file()
