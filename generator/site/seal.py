"""What a rendered page still lacks: its figures, tables that scroll alone, a seal against the outside."""

import base64
import hashlib
import re
from collections.abc import Mapping
from html import escape
from types import MappingProxyType

from generator.site.document import Document, Drawing
from generator.site.figures import as_inline
from generator.words import Lang, say, typeset

_PLACEHOLDER = re.compile(r"""<img\b(?=[^>]*\bdata-figure="([^"]*)")[^>]*>""")
_ALT = re.compile(r'\balt="([^"]*)"')
_TABLE = re.compile(r"<table\b([^>]*)>(.*?)</table>", re.DOTALL)
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)
_CHARSET = '<meta charset="utf-8">'

# `file:` stands beside 'self' because a page opened from a folder has no origin that 'self' could name;
# over HTTP it lets nothing more through. Styles may be attributes (the width of a bar), never elements.
_POLICY: Mapping[str, str] = MappingProxyType(
    {
        "default-src": "'none'",
        "script-src": "'self' file:",
        "worker-src": "'self' file:",
        "connect-src": "'self' file:",
        "style-src": "'self' file:",
        "style-src-attr": "'unsafe-inline'",
        "img-src": "'self' file: data:",
        "font-src": "'self' file:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
)


def finish(html: str, document: Document | None) -> str:
    """The page as it is published; ``document`` is the page's own, or none for what the theme adds.

    Raises:
        KeyError: the body asks for a drawing that the document does not have.
    """
    if document is not None:
        html = _inline(html, document)
        html = _TABLE.sub(_framed, html)
    return _sealed(html)


def _inline(html: str, document: Document) -> str:
    drawings = {drawing.id: drawing for drawing in document.drawings}
    live = {chart.id for chart in document.charts}

    # A span, for the placeholder may stand in a paragraph.
    def drawn(placeholder: re.Match[str]) -> str:
        drawing = drawings[placeholder[1]]
        alt = _ALT.search(placeholder[0])
        label = alt[1] if alt else ""
        asked = _explored(drawing, document.lang) if drawing.id in live else ""
        if not drawing.narrow:
            return f'<span class="bo-plot"{asked}>{as_inline(drawing.svg, drawing.id, label)}</span>'
        wide = as_inline(drawing.svg, drawing.id, label, "bo-wide")
        narrow = as_inline(drawing.narrow, f"{drawing.id}-narrow", label, "bo-narrow")
        return f'<span class="bo-plot bo-plot-fits"{asked}>{wide}{narrow}</span>'

    return _PLACEHOLDER.sub(drawn, html)


def _explored(drawing: Drawing, lang: Lang) -> str:
    """What a script needs to offer the figure point by point; it is loaded when a reader asks."""
    told = "".join(
        f' data-{key}="{escape(_said(lang, key))}"' for key in ("open", "point", "choose", "failed")
    )
    return f' data-live="figures/{drawing.id}.js" data-id="{drawing.id}"{told}'


def _said(lang: Lang, key: str) -> str:
    return typeset(lang, say(lang, f"site.figure_{key}"))


def _framed(table: re.Match[str]) -> str:
    attributes = table[1]
    if "bo-table" not in attributes:
        attributes = ' class="bo-table"' + re.sub(r'\sclass="[^"]*"', "", attributes)
    return f'<div class="bo-scroll"><table{attributes}>{table[2]}</table></div>'


def _sealed(html: str) -> str:
    """With a policy that lets in this site's own files and the very inline scripts it was built with."""
    hashes = sorted({_hash(script[2]) for script in _SCRIPT.finditer(html) if _is_inline(script[1])})
    rules = {**_POLICY, "script-src": " ".join([_POLICY["script-src"], *hashes])}
    policy = "; ".join(f"{name} {value}" for name, value in rules.items())
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    if _CHARSET not in html:
        raise ValueError("the template lacks the meta that the policy is put after")
    return html.replace(_CHARSET, f"{_CHARSET}\n{meta}", 1)


def _is_inline(attributes: str) -> bool:
    return "src=" not in attributes and "application/json" not in attributes


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
