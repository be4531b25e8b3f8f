import base64
import hashlib
import re
from collections.abc import Callable

import pytest

from generator.site import Document, Drawing
from generator.site.seal import finish

Page = Callable[..., Document]
HEAD = '<head>\n<meta charset="utf-8">\n'
SVG = '<svg viewBox="0 0 10 10"><path fill="#1b1f24"/></svg>'


def policy(html: str) -> str:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert found is not None
    return found[1]


def test_the_policy_lets_in_the_inline_scripts_of_the_page_and_no_other() -> None:
    script = "let a = 'é'"
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    told = policy(
        finish(
            f"{HEAD}<script>{script}</script><script src='a.js'></script>"
            '<script type="application/json">{}</script>',
            None,
        )
    )
    assert re.findall("'sha256-[^']*'", told) == [f"'sha256-{digest}'"]
    assert "'unsafe-inline'" not in told.partition("style-src-attr")[0]
    assert "http" not in told


def test_a_template_without_a_place_for_the_policy_is_our_bug() -> None:
    with pytest.raises(ValueError, match="template"):
        finish("<head></head>", None)


def test_a_figure_takes_the_place_of_its_placeholder(page: Page) -> None:
    document = page(drawings=(Drawing("parts", SVG),))
    html = finish(
        f'{HEAD}<img alt="Oui : 58 %" class="bo-figure" data-figure="parts" src="figures/parts.svg">',
        document,
    )
    assert "<img" not in html
    assert 'role="img" aria-label="Oui : 58 %"' in html
    assert 'fill="var(--bo-ink)"' in html


def test_a_figure_with_a_form_for_phones_has_both(page: Page) -> None:
    document = page(drawings=(Drawing("parts", SVG, SVG),))
    html = finish(f'{HEAD}<img data-figure="parts" alt="">', document)
    assert [*re.findall(r'class="bo-drawing (bo-\w+)"', html)] == ["bo-wide", "bo-narrow"]


def test_a_drawing_that_the_page_does_not_have_is_our_bug(page: Page) -> None:
    with pytest.raises(KeyError):
        finish(f'{HEAD}<img data-figure="parts" alt="">', page())


@pytest.mark.parametrize(
    ("table", "framed"),
    [
        ("<table>1</table>", '<div class="bo-scroll"><table class="bo-table">1</table></div>'),
        (
            '<table id="a" class="bo-table wide">1</table>',
            '<div class="bo-scroll"><table id="a" class="bo-table wide">1</table></div>',
        ),
    ],
)
def test_a_table_scrolls_inside_its_own_frame(page: Page, table: str, framed: str) -> None:
    assert framed in finish(HEAD + table, page())
