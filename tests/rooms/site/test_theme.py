from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import Diagnostic, Refused, render
from generator.pages.voice import Voice
from generator.site.contrast import contrast
from generator.site.stylesheet import stylesheet
from generator.site.theme import SCHEMES, Theme, load_theme, on
from generator.words import Lang

Workspace = Callable[[str], Path]


def refused(workspace: Path, name: str = "tilia") -> tuple[Diagnostic, ...]:
    with pytest.raises(Refused) as refusal:
        load_theme(name, workspace)
    for problem in refusal.value.diagnostics:
        assert all(render(problem, lang) for lang in Lang)
    return refusal.value.diagnostics


def test_the_theme_that_ships_is_legible(look: Theme) -> None:
    assert look.colour("ink") == "#1b1f24"
    assert look.colour("paper", "dark") == "#15181c"
    assert look.logo is None


def test_a_client_theme_repeats_only_what_it_changes(themed: Workspace) -> None:
    theme = load_theme("tilia", themed('colours:\n  accent: {light: "#0b5f3a"}\nradius: 2\n'))
    assert theme.colour("accent") == "#0b5f3a"
    assert theme.colour("accent", "dark") == "#8fc2f1"
    assert theme.colour("ink") == "#1b1f24"
    assert "--bo-radius:2px;" in stylesheet(theme)


def test_a_theme_in_another_encoding_is_told_at_its_line(tmp_path: Path) -> None:
    """Windows-1252, as an editor of another age saves it; and a control character, which YAML refuses."""
    folder = tmp_path / "themes" / "tilia"
    folder.mkdir(parents=True)
    for spoilt, code in (("# D\xe9part\n".encode("cp1252"), "F06.encoding"), (b"# bell: \x07\n", "F06.yaml")):
        (folder / "theme.yml").write_bytes(b"radius: 2\n" + spoilt)
        (problem,) = refused(tmp_path)
        assert problem.code == code
        assert problem.position is not None
        assert (problem.position.file, problem.position.line) == ("themes/tilia/theme.yml", 2)


def test_a_theme_that_does_not_exist(tmp_path: Path) -> None:
    assert [d.code for d in refused(tmp_path, "nowhere")] == ["F05"]


def test_too_little_contrast_names_the_key_and_its_line(themed: Workspace) -> None:
    text, _, mark = refused(
        themed('colours:\n  ink-3: {light: "#8a8a8a"}\n  scale-5: {light: "#24607a", dark: "#20242c"}\n')
    )
    assert str(text.position) == "themes/tilia/theme.yml:2:18"
    assert text.values == {
        "key": "ink-3.light",
        "colour": "#8a8a8a",
        "back": "paper.light",
        "ground": "#ffffff",
        "ratio": "3.45",
        "least": "4.5",
    }
    assert (str(mark.position), mark.values["least"]) == ("themes/tilia/theme.yml:3:37", "3.0")


@given(st.integers(0, 0xFFFFFF))
def test_a_value_can_be_read_on_any_colour(number: int) -> None:
    colour = f"#{number:06x}"
    assert contrast(on(colour), colour) >= 4.5


@pytest.mark.parametrize(
    ("yml", "code", "line"),
    [
        ('colours:\n  inck: {light: "#000000"}\n', "F06.key", 2),
        ("colours:\n  ink: {light: black}\n", "F06.colour", 2),
        ("radius: wide\n", "F06.number", 1),
        ("fonts:\n  serif: [Georgia; color red]\n", "F06.font", 2),
        ("logo: missing.svg\n", "F06.logo", 1),
        ("colours: {light\n", "F06.yaml", 2),
        ("words:\n  nav.essential: {fr: ' '}\n", "F06.words", 2),
        ("words:\n  nav.essential: {fr: 'En {bref}'}\n", "F06.words", 2),
        ("words:\n  brand: {fr: '{client'}\n", "F06.words", 2),
        ("words:\n  nav.essential: {de: Kurz}\n", "F06.key", 2),
    ],
)
def test_what_cannot_be_understood(themed: Workspace, yml: str, code: str, line: int) -> None:
    (problem,) = refused(themed(yml))
    assert (problem.code, problem.position and problem.position.line) == (code, line)


def test_a_near_key_is_offered(themed: Workspace) -> None:
    (problem,) = refused(themed('colours:\n  inck: {light: "#000000"}\n'))
    assert problem.values["near"] == "colours.ink.light"


def test_the_style_sheet_gives_every_role_in_both_schemes(look: Theme) -> None:
    css = stylesheet(look)
    for role in look.roles:
        for scheme in SCHEMES:
            assert f"--bo-{role}:{look.colour(role, scheme)};" in css
    assert '--bo-serif:"Source Serif 4"' in css
    assert "/*" not in css


def test_every_theme_that_ships_is_legible(root: Path) -> None:
    names = sorted(folder.name for folder in (root / "themes").iterdir() if folder.is_dir())
    assert [load_theme(name, root).name for name in names] == ["boussole", "tilia"]


def test_a_client_calls_things_its_own_way(themed: Workspace) -> None:
    theme = load_theme("tilia", themed("words:\n  nav.essential: {fr: En bref, en: At a glance}\n"))
    voices = [Voice(lang, theme.wording) for lang in (Lang.FR, Lang.EN)]
    assert [voice.say("nav.essential") for voice in voices] == ["En bref", "At a glance"]
    assert Voice(Lang.FR, theme.wording).say("nav.findings") == "Constats"


def test_a_clients_words_are_filled_like_the_catalogues(themed: Workspace) -> None:
    theme = load_theme("tilia", themed('words:\n  brand: {fr: "{client} écoute"}\n'))
    assert Voice(Lang.FR, theme.wording).say("brand", client="Tilia") == "Tilia écoute"
    assert Voice(Lang.EN, theme.wording).say("brand", client="Tilia") == "Tilia · Studies"


@pytest.mark.parametrize("name", ["verdict.improve", "withheld", "essential.withheld", "uncertainty.census"])
def test_a_verdict_or_a_warning_keeps_its_words(themed: Workspace, name: str) -> None:
    (problem,) = refused(themed(f"words:\n  {name}: {{fr: Bravo}}\n"))
    assert problem.code == "F06.key"


def test_a_font_travels_with_the_site_and_its_licence(root: Path) -> None:
    theme = load_theme("tilia", root)
    css = stylesheet(theme)
    assert '@font-face{font-family:"Bitter";font-style:normal;' in css
    assert 'src:url("fonts/bitter.woff2")' in css
    assert [(family, file.name) for family, file in theme.faces] == [("Bitter", "bitter.woff2")]


def test_a_font_without_its_licence(themed: Workspace) -> None:
    workspace = themed("fonts:\n  files: {Fine: fine.woff2}\n")
    assert [problem.code for problem in refused(workspace)] == ["F06.face"]
    (workspace / "themes" / "tilia" / "fine.woff2").write_bytes(b"wOF2")
    assert [problem.code for problem in refused(workspace)] == ["F06.licence"]
    (workspace / "themes" / "tilia" / "LICENSE.txt").write_text("OFL", "utf-8")
    assert load_theme("tilia", workspace).faces[0][0] == "Fine"


def test_a_font_from_another_folder_is_refused(themed: Workspace) -> None:
    workspace = themed("fonts:\n  files: {Fine: ../fine.woff2}\n")
    (workspace / "themes" / "fine.woff2").write_bytes(b"wOF2")
    assert [problem.code for problem in refused(workspace)] == ["F06.face"]
