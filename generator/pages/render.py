"""Page models become Markdown: HTML blocks that Markdown leaves as they are."""

import re
from functools import cache, partial
from html import escape
from pathlib import PurePosixPath

from jinja2 import Environment, PackageLoader, StrictUndefined

from generator.pages.address import link
from generator.pages.voice import Voice
from generator.words import say

WORDS_A_MINUTE = 220


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("generator.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def render(template: str, page: object, at: PurePosixPath, voice: Voice, **more: object) -> str:
    """The body of a page: ``template`` filled with its model, links relative to ``at``.

    Templates see ``page``, ``say`` (texts of the catalogue), ``to`` (a relative link to a page),
    ``quoted`` (a text between the language's quotation marks), and what ``more`` adds.
    """
    words = {"say": voice.say, "to": partial(link, at), "quoted": voice.quoted, **more}
    body = _environment().get_template(f"{template}.html.jinja").render(page=page, **words)
    # Markdown ends an HTML block at a blank line: the whole page is one block.
    return re.sub(r"\n\s*\n+", "\n", body).strip() + "\n"


def minutes_to_read(body: str) -> int:
    """How long a page takes to read, from the words printed on it; one at least."""
    words = re.sub(r"<[^>]*>", " ", body).split()
    return max(1, round(len(words) / WORDS_A_MINUTE))


def marked(body: str, voice: Voice) -> str:
    """A page under the mark of a rehearsal, which no option removes: nobody answered, and it says so."""
    return f'<p class="bo-mark">{escape(voice.set(say(voice.lang, "rehearsal.mark")))}</p>\n{body}'
