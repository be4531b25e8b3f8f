"""Where each page is: addresses come from ids, in the words of the four verbs, and never change."""

import os
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.spec.models import Study
from generator.words import Lang, say


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of one study's pages, from the root of the site, as Markdown sources."""

    study: str
    lang: Lang
    """The language of the study's own pages, whose words addresses keep in every other."""
    folder: str = ""
    """Where the pages of a translation stand in those of the study: ``en``."""

    @property
    def essential(self) -> PurePosixPath:
        """The page to read first."""
        return PurePosixPath(self.study, self.folder, "index.md")

    def decision(self, decision: str) -> PurePosixPath:
        """One decision."""
        return self._in("decide", f"{decision}.md")

    def finding(self, finding: str) -> PurePosixPath:
        """One finding."""
        return self._in("understand", self._word("findings"), f"{finding}.md")

    @property
    def findings(self) -> PurePosixPath:
        """All findings."""
        return self._in("understand", "index.md")

    @property
    def priorities(self) -> PurePosixPath:
        """The priority rule and what it gives."""
        return self._in("understand", f"{self._word('priorities')}.md")

    @property
    def stakes(self) -> PurePosixPath:
        """What is exposed, as a sourced range."""
        return self._in("understand", f"{self._word('stakes')}.md")

    @property
    def evolution(self) -> PurePosixPath:
        """What moved between waves."""
        return self._in("understand", f"{self._word('evolution')}.md")

    @property
    def journey(self) -> PurePosixPath:
        """The journey, moment by moment."""
        return self._in("understand", f"{self._word('journey')}.md")

    @property
    def mirror(self) -> PurePosixPath:
        """Both sides of a paired study, moment by moment."""
        return self._in("understand", f"{self._word('mirror')}.md")

    @property
    def qualitative(self) -> PurePosixPath:
        """What groups and interviews said."""
        return self._in("understand", f"{self._word('qualitative')}.md")

    def moment(self, moment: str) -> PurePosixPath:
        """One moment of the journey."""
        return self._in("understand", self._word("moments"), f"{moment}.md")

    def theme(self, theme: str) -> PurePosixPath:
        """Something heard in groups or interviews."""
        return self._in("understand", self._word("themes"), f"{theme}.md")

    @property
    def workshops(self) -> PurePosixPath:
        """All workshops."""
        return self._in("understand", self._word("workshops"), "index.md")

    def workshop(self, workshop: str) -> PurePosixPath:
        """One workshop."""
        return self._in("understand", self._word("workshops"), f"{workshop}.md")

    @property
    def registers(self) -> PurePosixPath:
        """Irritants, solutions and workstreams of all workshops."""
        return self._in("understand", self._word("workshops"), f"{self._word('registers')}.md")

    def guide(self, workshop: str) -> PurePosixPath:
        """What the facilitators of a workshop print."""
        return self._in("understand", self._word("workshops"), self._word("guides"), f"{workshop}.md")

    @property
    def trials(self) -> PurePosixPath:
        """The 30-day trials, a sheet each."""
        return self._in("act", f"{self._word('trials')}.md")

    @property
    def ledger(self) -> PurePosixPath:
        """What was said, decided and done, for teams."""
        return self._in("act", f"{self._word('ledger')}.md")

    @property
    def actions(self) -> PurePosixPath:
        """Who does what by when."""
        return self._in("act", "index.md")

    def action(self, action: str) -> PurePosixPath:
        """One action."""
        return self._in("act", "actions", f"{action}.md")

    @property
    def directory(self) -> PurePosixPath:
        """Every id that pages are named after, with its address."""
        return self._in("listen", f"{self._word('directory')}.md")

    @property
    def profiles(self) -> PurePosixPath:
        """The segments, each with its page."""
        return self._in("understand", self._word("segments"), "index.md")

    def profile(self, segment: str) -> PurePosixPath:
        """The groups of one segment, each against everyone else."""
        return self._in("understand", self._word("segments"), f"{segment}.md")

    @property
    def crosstabs(self) -> PurePosixPath:
        """The tables of every question by every segment."""
        return self._in("listen", self._word("crosstabs"), "index.md")

    def crosstab(self, segments: tuple[str, ...]) -> PurePosixPath:
        """Every question by one segment, or by those that a declared crossing names."""
        return self._in("listen", self._word("crosstabs"), f"{'-x-'.join(segments)}.md")

    @property
    def questionnaire(self) -> PurePosixPath:
        """The whole text of the questionnaire, with what changed from wave to wave."""
        return self._in("listen", "questionnaire.md")

    @property
    def data(self) -> PurePosixPath:
        """What can be downloaded, and the hashes of what it was made from."""
        return self._in("listen", f"{self._word('data')}.md")

    @property
    def record(self) -> PurePosixPath:
        """The record of processing and what participants were told."""
        return self._in("listen", f"{self._word('record')}.md")

    @property
    def questions(self) -> PurePosixPath:
        """The questionnaire."""
        return self._in("listen", "index.md")

    def question(self, question: str) -> PurePosixPath:
        """One question, with every answer and every segment."""
        return self._in("listen", "questions", f"{question}.md")

    def answers(self, question: str) -> PurePosixPath:
        """Every released number of one question, as a table to download."""
        return self._once("listen", "questions", f"{question}.csv")

    @property
    def framing(self) -> PurePosixPath:
        """What was at stake and written beforehand."""
        return self._in("listen", f"{self._word('framing')}.md")

    @property
    def method(self) -> PurePosixPath:
        """How it was done, and what it cannot say."""
        return self._in("listen", f"{self._word('method')}.md")

    @property
    def numbers(self) -> PurePosixPath:
        """Every released number, as a table to download."""
        return self._once("listen", f"{self._word('numbers')}.csv")

    @property
    def index(self) -> PurePosixPath:
        """Every number that pages may print, by its id, for whoever checks the site."""
        return PurePosixPath(self.study, "numbers.json")

    def _in(self, verb: str, *rest: str) -> PurePosixPath:
        return PurePosixPath(self.study, self.folder, self._word(verb), *rest)

    def _once(self, verb: str, *rest: str) -> PurePosixPath:
        """What is the same for every language stands beside the study's own pages."""
        return PurePosixPath(self.study, self._word(verb), *rest)

    def _word(self, key: str) -> str:
        return say(self.lang, f"address.{key}")


def addresses_of(study: Study) -> Addresses:
    """Where the pages of a study, or of one of its translations, are."""
    own = study.own_language
    return Addresses(study.id, own, "" if study.language is own else study.language.value)


PORTAL = PurePosixPath("index.md")


@dataclass(frozen=True, slots=True)
class Front:
    """The addresses of the portal's own pages, beside the studies."""

    lang: Lang

    @property
    def shelf(self) -> PurePosixPath:
        """Every study, what they gave back, and how often people were asked."""
        return self._page("shelf")

    @property
    def register(self) -> PurePosixPath:
        """Every decision."""
        return self._page("decisions")

    @property
    def promises(self) -> PurePosixPath:
        """Every action, and the drawer."""
        return self._page("promises")

    @property
    def journey(self) -> PurePosixPath:
        """The shared journey, both sides."""
        return self._page("journey")

    def _page(self, word: str) -> PurePosixPath:
        return PurePosixPath(f"{say(self.lang, f'address.{word}')}.md")


def link(page: PurePosixPath, target: PurePosixPath, anchor: str = "") -> str:
    """The relative link from one page to another, or to a place in it."""
    return os.path.relpath(target, page.parent).replace(os.sep, "/") + (f"#{anchor}" if anchor else "")
