"""A study of two languages with a journey, groups and a workshop: every page in both, none in a mixture."""

import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from generator.cli import run
from generator.words import Lang
from generator.words.catalogue import texts
from tests.languages.test_languages import AS_OF
from tests.site.conftest import Open, read, site  # noqa: F401
from tests.site.portals import kinds, once, pages
from tests.site.test_shell import check
from tests.site.test_structure import Element, Reader

SPEC = Path("studies/guichet/study.yml")
OTHER = {Lang.FR: Lang.EN, Lang.EN: Lang.FR}
SILENT = {"script", "style", "code"}
"""What is not said to readers, and names of columns."""
TRADEMARK = "symétrie des attentions"


def workspace(folder: Path) -> None:
    """The study with invented answers."""
    shutil.copytree(Path(__file__).parent / "guichet" / "studies", folder / "studies")
    assert run(["rehearse", "guichet", "--root", str(folder), "--as-of", AS_OF.isoformat()]) == 0


@pytest.fixture
def guichet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the study."""

    def make(folder: Path) -> None:
        workspace(folder)
        assert run(["build", "--root", str(folder), "--as-of", AS_OF.isoformat()]) == 0

    return once(tmp_path_factory, "guichet", make) / "build" / "site"


def trees(guichet: Path) -> Iterator[tuple[PurePosixPath, Lang, Element]]:
    """Each page of the study with its language."""
    for path in pages(guichet):
        if path.startswith("guichet/"):
            lang = Lang.EN if path.startswith("guichet/en/") else Lang.FR
            yield PurePosixPath(path), lang, Reader((guichet / path).read_text("utf-8")).root


def plain(text: str) -> str:
    """In small letters, with ordinary spaces and apostrophes."""
    return " ".join(text.replace("’", "'").lower().split())


def said(element: Element, lang: Lang) -> Iterator[str]:
    """Each text of a page in its own language, what attributes say included; other languages name theirs."""
    for child in element.children:
        if isinstance(child, str):
            yield plain(child)
        elif child.name not in SILENT and child.attributes.get("lang", lang.value) == lang.value:
            spoken = (
                child.attributes.get(name, "") for name in ("aria-label", "title", "alt", "placeholder")
            )
            yield from map(plain, spoken)
            yield from said(child, lang)


def entries(lang: Lang) -> Iterator[str]:
    """Every text of the catalogue in one language; a plural has two."""

    def forms(entry: Any) -> Iterator[str]:
        if isinstance(entry, dict):
            for form in entry.values():
                yield from forms(form)
        elif isinstance(entry, str):
            yield entry

    for entry in texts().values():
        yield from forms(entry.get(lang.value, ""))


@cache
def whole(lang: Lang) -> frozenset[str]:
    """Texts of the catalogue that the other language does not have."""
    here, there = ({plain(text) for text in entries(one)} for one in (lang, OTHER[lang]))
    return frozenset(text for text in here - there if re.search(r"[^\W\d]{4}", text) and "{" not in text)


@cache
def phrases(lang: Lang) -> frozenset[str]:
    """Runs of words between the values of a text, of two words and more, that the other language lacks."""
    runs = (plain(part).strip(" .,:;") for text in entries(lang) for part in re.split(r"\{[^}]*\}", text))
    there = "\n".join(plain(text) for text in entries(OTHER[lang]))
    return frozenset(run for run in runs if len(run) > 11 and " " in run and run not in there)


def test_the_catalogue_is_looked_for_in_earnest() -> None:
    for lang in Lang:
        assert len(whole(lang)) > 300
        assert len(phrases(lang)) > 1000


def test_no_text_of_one_language_is_left_in_a_page_of_the_other(guichet: Path) -> None:
    left = []
    for path, lang, tree in trees(guichet):
        texts_of_page = list(said(tree, lang))
        left += [f"{path}: {text}" for text in texts_of_page if text in whole(OTHER[lang])]
        page = "\n".join(texts_of_page)
        left += [f"{path}: {run}" for run in phrases(OTHER[lang]) if run in page]
    assert left == []


def test_no_accent_is_left_in_an_english_page(guichet: Path) -> None:
    """Quotations stay as they were said, and say in which language."""
    for path, lang, tree in trees(guichet):
        if lang is Lang.EN:
            page = " ".join(said(tree, lang)).replace("cramér", "").replace(TRADEMARK, "")
            assert not re.search(r".{30}[éèêàçœ«»].{30}", page), path


def test_a_quotation_names_its_language_where_the_page_has_another(guichet: Path) -> None:
    path = "comprendre/themes/sans_reperes.html"
    for folder, lang in (("", None), ("en/", "fr")):
        tree = Reader((guichet / "guichet" / f"{folder}{path}").read_text("utf-8")).root
        quoted = [words for one in tree.all("blockquote") for words in one.all("p")]
        assert [(words.attributes.get("lang"), words.text[0]) for words in quoted] == [(lang, "«")], folder


def test_every_page_leads_to_its_own_counterpart_and_back(guichet: Path) -> None:
    found = {path: (lang, tree) for path, lang, tree in trees(guichet)}
    assert len(found) > 40
    for path, (lang, tree) in found.items():
        assert tree.all("html")[0].attributes["lang"] == lang.value, path
        own = PurePosixPath(*path.parts[2:]) if lang is Lang.EN else PurePosixPath(*path.parts[1:])
        other = PurePosixPath("guichet", "" if lang is Lang.EN else "en", own)
        assert other in found, path
        (switch,) = [link for link in tree.all("a") if link.attributes.get("rel") == "alternate"]
        assert (guichet / path.parent / switch.attributes["href"]).resolve() == (guichet / other).resolve()
        told = (switch.attributes["lang"], switch.attributes["hreflang"])
        assert told == (OTHER[lang].value,) * 2, path


def test_both_languages_have_the_moments_themes_workshops_and_their_sheets(guichet: Path) -> None:
    for page in (
        "comprendre/moments/attendre.html",
        "comprendre/themes/sans_reperes.html",
        "comprendre/ateliers/deux_files.html",
        "comprendre/ateliers/guides/deux_files.html",
        "comprendre/parcours.html",
        "agir/tests.html",
        "agir/actions/second_lundi.html",
    ):
        own, told = (guichet / "guichet" / folder / page for folder in ("", "en"))
        numbers = (sorted(re.findall('data-number="([^"]*)"', one.read_text("utf-8"))) for one in (own, told))
        french, english = numbers
        assert french == english, page


def test_an_approval_covers_the_context_in_each_language(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(Path(__file__).parent / "guichet" / "studies", tmp_path / "studies")
    text = (tmp_path / SPEC).read_text("utf-8")
    once_ = re.sub(r'hash: \{fr: ("[0-9a-f]+"), en: ("[0-9a-f]+")\}', r"hash: \1", text)
    assert once_ != text
    (tmp_path / SPEC).write_text(once_, "utf-8")
    assert run(["check", "--root", str(tmp_path), "--as-of", AS_OF.isoformat(), "--lang", "en"]) == 1
    told = "".join(capfd.readouterr())
    wanted = re.search(r'hash: \{fr: "[0-9a-f]+", en: ("[0-9a-f]+")\}', text)
    assert wanted is not None
    assert "L07 error" in told
    assert f"that of “en” is {wanted[1]}" in told


RENAMED = {
    "decision": ("second_guichet:\n    ask", "decider/deux_guichets.html", "decider/second_guichet.html"),
    "finding": (
        "lundi_bloque:\n    says",
        "comprendre/constats/lundi.html",
        "comprendre/constats/lundi_bloque.html",
    ),
    "action": (
        "second_lundi:\n    what",
        "agir/actions/ouvrir_lundi.html",
        "agir/actions/second_lundi.html",
    ),
    "question": (
        "q_attente:\n    type",
        "ecouter/questions/q_delai.html",
        "ecouter/questions/q_attente.html",
    ),
    "segment": (
        "jour:\n    column",
        "comprendre/segments/jour_visite.html",
        "comprendre/segments/jour.html",
    ),
    "moment": (
        "attendre:\n      customer: {fr",
        "comprendre/moments/patienter.html",
        "comprendre/moments/attendre.html",
    ),
    "workshop": (
        "deux_files:\n    kind",
        "comprendre/ateliers/deux_cotes.html",
        "comprendre/ateliers/deux_files.html",
    ),
    "theme": (
        "sans_reperes:\n      label",
        "comprendre/themes/incertitude.html",
        "comprendre/themes/sans_reperes.html",
    ),
}
"""By kind: where its declaration begins, the address it had, and the one it has."""


@pytest.fixture
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the same study, where one thing of each kind had another id."""

    def make(folder: Path) -> None:
        workspace(folder)
        for file in (folder / SPEC, folder / "studies" / "_shared.yml"):
            text = file.read_text("utf-8")
            for begins, before, _ in RENAMED.values():
                name, key = begins.split("\n")
                indent = " " * (len(key) - len(key.lstrip(" ")))
                former = f"{indent}was: {PurePosixPath(before).stem}"
                text = text.replace(begins, f"{name}\n{former}\n{key}")
            file.write_text(text, "utf-8")
        assert run(["build", "--root", str(folder), "--as-of", AS_OF.isoformat()]) == 0

    return once(tmp_path_factory, "renamed", make) / "build" / "site" / "guichet"


@pytest.mark.parametrize("kind", RENAMED)
def test_what_was_renamed_keeps_its_address(guichet: Path, renamed: Path, kind: str) -> None:
    """In each language, and the list of ids tells it."""
    _, before, now = RENAMED[kind]
    for folder in (renamed, renamed / "en"):
        html = (folder / before).read_text("utf-8")
        main = html.partition("<main")[2].partition("</main>")[0]
        ways = {(folder / before).parent / way for way in re.findall('href="(.*?)"', main)}
        assert (folder / now).resolve() in {way.resolve() for way in ways}
        listed = (folder / "ecouter" / "identifiants.html").read_text("utf-8")
        assert f'{PurePosixPath(before).name}"' in listed
    assert not (guichet / "guichet" / before).exists()


@pytest.mark.browser
def test_every_kind_of_english_page_is_for_everyone(read: Open, guichet: Path) -> None:  # noqa: F811
    """In the dark on a phone; nothing is said on the console nor asked of another place."""
    english = [path for path in kinds(guichet) if "/en/" in path]
    assert len(english) > 15
    page = read(english[0], guichet.as_uri(), 390, color_scheme="dark", reduced_motion="reduce")
    for path in english:
        page.goto((guichet / path).as_uri())
        check(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


@pytest.mark.browser
@pytest.mark.parametrize(
    "path",
    ["comprendre/moments/attendre.html", "comprendre/themes/sans_reperes.html", "agir/tests.html"],
)
def test_the_switch_is_reached_by_keyboard_and_leads_there_and_back(
    read: Open,  # noqa: F811
    guichet: Path,
    path: str,
) -> None:
    page = read(f"guichet/{path}", guichet.as_uri())
    for lang, at in (("en", f"en/{path}"), ("fr", path)):
        page.locator("a[rel=alternate]").focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/guichet/{at}")
        assert page.locator("html").get_attribute("lang") == lang
