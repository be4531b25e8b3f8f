"""Real studies in a real browser: the minimal one, and the airport's where its data are kept."""

import shutil
from pathlib import Path

import pytest

from generator.cli import run
from tests.real.sfo.test_sfo import workspace
from tests.site.conftest import Open
from tests.site.test_shell import SCHEMES, check

pytestmark = pytest.mark.browser

MINIMAL = (
    "index.html",
    "minimal/index.html",
    "minimal/decider/horaires.html",
    "minimal/comprendre/index.html",
    "minimal/comprendre/constats/actifs_bloques.html",
    "minimal/agir/index.html",
    "minimal/ecouter/index.html",
    "minimal/ecouter/questions/q_joindre.html",
    "minimal/ecouter/methode.html",
    "minimal/ecouter/questionnaire.html",
    "minimal/ecouter/croisements/index.html",
    "minimal/ecouter/croisements/actif.html",
    "minimal/ecouter/donnees.html",
    "minimal/ecouter/rgpd.html",
    "minimal/comprendre/segments/index.html",
    "minimal/comprendre/segments/actif.html",
)
AIRPORT = (
    "index.html",
    "sfo/index.html",
    "sfo/decide/first_service.html",
    "sfo/understand/index.html",
    "sfo/understand/findings/security_recovered.html",
    "sfo/understand/priorities.html",
    "sfo/understand/waves.html",
    "sfo/act/index.html",
    "sfo/listen/index.html",
    "sfo/listen/questions/q_services.html",
    "sfo/listen/questions/q_nps.html",
    "sfo/listen/questions/q_problem.html",
    "sfo/listen/method.html",
    "sfo/listen/questionnaire.html",
    "sfo/listen/crosstabs/age.html",
    "sfo/listen/data.html",
    "sfo/listen/gdpr.html",
    "sfo/understand/segments/age.html",
)


@pytest.fixture(scope="session")
def minimal(tmp_path_factory: pytest.TempPathFactory, root: Path) -> str:
    """Where the site of the repository's own study is, as an address."""
    folder = tmp_path_factory.mktemp("minimal")
    shutil.copytree(root / "studies" / "minimal", folder / "studies" / "minimal")
    shutil.copy(root / "studies" / "_shared.yml", folder / "studies")
    assert run(["build", "--root", str(folder), "--as-of", "2026-11-21"]) == 0
    return (folder / "build" / "site").as_uri()


@pytest.fixture(scope="session")
def airport(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> str:
    """Where the site of the airport's survey is."""
    folder = workspace(tmp_path_factory.mktemp("airport"), shared)
    assert run(["build", "--root", str(folder), "--as-of", "2017-11-20"]) == 0
    return (folder / "build" / "site").as_uri()


@pytest.mark.parametrize("path", AIRPORT)
def test_every_kind_of_page_of_the_airport_is_accessible(read: Open, airport: str, path: str) -> None:
    for scheme in SCHEMES:
        check(read(path, airport, color_scheme=scheme))


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("path", AIRPORT)
def test_no_page_of_the_airport_scrolls_sideways(read: Open, airport: str, path: str, width: int) -> None:
    assert read(path, airport, width).evaluate("document.documentElement.scrollWidth") <= width


def test_every_link_of_the_minimal_study_leads_somewhere(read: Open, minimal: str) -> None:
    seen, waiting = set[str](), ["index.html"]
    while waiting:
        path = waiting.pop()
        seen.add(path)
        page = read(path, minimal)
        links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href.split('#')[0])")
        inside = {link.removeprefix(f"{minimal}/") for link in links if link.startswith(minimal)}
        waiting += [p for p in sorted(inside) if p.endswith(".html") and p not in seen and p not in waiting]
    assert set(MINIMAL) <= seen


def test_two_clicks_lead_from_a_sentence_to_its_question(read: Open, minimal: str) -> None:
    page = read("minimal/index.html", minimal)
    page.get_by_role("link", name="Les preuves").first.click()
    page.get_by_role("link", name="Toutes les réponses").first.click()
    assert page.url.endswith("/ecouter/questions/q_joindre.html")
    assert page.get_by_role("heading", level=1).inner_text().startswith("«")


def test_the_essential_page_says_it_all_without_scripts(read: Open, minimal: str) -> None:
    text = read("minimal/index.html", minimal, java_script_enabled=False).inner_text("main")
    for said in (
        "Faut-il ouvrir le téléphone",
        "40,9",
        "76,8",
        "AMÉLIORER",
        "57,9",
        "Ce que nous ne ferons pas",
    ):
        assert said in text


def test_a_withheld_group_is_said_not_published_and_nothing_else(read: Open, airport: str) -> None:
    row = read("sfo/listen/questions/q_nps.html", airport).get_by_role("row").filter(has_text="Other").first
    assert row.inner_text().split() == ["Other", "not", "published"]
