"""The one style sheet of a site: the theme's values as custom properties, then the sheets that use them."""

import re
from collections.abc import Iterator

from generator.site.theme import SCHEMES, STEPS, Theme, on

_GENERIC = {"serif", "sans-serif", "monospace", "system-ui", "ui-serif", "ui-sans-serif", "-apple-system"}

# Light is the ground state, and what paper gets. Dark comes from the reader's choice (`slate`, set by the
# shell's script) or, before any choice and without scripts, from the system.
_WHERE = {
    "light": ("", ":root"),
    "dark": ("@media screen{", "[data-md-color-scheme=slate]"),
    "system": ("@media screen and (prefers-color-scheme:dark){", "[data-md-color-scheme=auto]"),
}


def stylesheet(theme: Theme) -> str:
    """Everything the pages need to be drawn, as CSS; the same bytes for the same theme."""
    sheets = [*sorted((theme.base / "styles").glob("*.css"))]
    if theme.folder != theme.base:
        sheets += sorted((theme.folder / "styles").glob("*.css"))
    body = "\n".join(_compact(sheet.read_text("utf-8")) for sheet in sheets)
    return "\n".join([*_faces(theme), *_properties(theme), body])


def _faces(theme: Theme) -> Iterator[str]:
    """The fonts that travel with the site; until one has come, text is read in the next of its list."""
    for family, file in theme.faces:
        style = "italic" if "italic" in file.stem else "normal"
        yield (
            f"@font-face{{font-family:{_quoted(family)};font-style:{style};font-weight:100 900;"
            f'font-display:swap;src:url("fonts/{file.name}") format("woff2")}}'
        )


def _properties(theme: Theme) -> Iterator[str]:
    light, dark = ("".join(_colours(theme, scheme)) for scheme in SCHEMES)
    frame = "".join(_frame(theme))
    for where, text in (("light", frame + light), ("dark", dark), ("system", dark)):
        media, selector = _WHERE[where]
        yield f"{media}{selector}{{color-scheme:{'light' if where == 'light' else 'dark'};{text}}}" + (
            "}" if media else ""
        )


def _colours(theme: Theme, scheme: str) -> Iterator[str]:
    for role in theme.roles:
        yield f"--bo-{role}:{theme.colour(role, scheme)};"
    for step in STEPS:
        yield f"--bo-on-scale-{step}:{on(theme.colour(f'scale-{step}', scheme))};"


def _frame(theme: Theme) -> Iterator[str]:
    for use in ("serif", "sans"):
        names = theme.entries[f"fonts.{use}"].value
        families = [names] if isinstance(names, str) else names
        yield f"--bo-{use}:{','.join(name if name in _GENERIC else _quoted(name) for name in families)};"
    for measure in ("radius", "width"):
        yield f"--bo-{measure}:{theme.entries[measure].text}px;"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', "") + '"'


def _compact(css: str) -> str:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return "\n".join(line for line in (line.strip() for line in css.splitlines()) if line)
