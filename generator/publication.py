"""From a closed wave to its public folder: built apart, compared with what was published, put in place."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory

from generator import __version__, locks
from generator.build import publish
from generator.errors import Diagnostic, Refused, Severity, refuse_errors
from generator.release import Certificate
from generator.release import read as read_release
from generator.releasing import Progress, release_all, settled
from generator.site import Destination, Edition, lead, put, standing_edition, tree
from generator.site.place import held, lock_of, told
from generator.spec import Study, Workspace, load
from generator.words import Formatter, Lang, say, typeset

COMPARED = frozenset({"R13", "R14", "R20"})
"""What the certificate of a second release says when the gate read it beside the first."""


class Outcome(Enum):
    """What a publication did."""

    PUBLISHED = "published"
    AMENDED = "amended"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Published:
    """The wave that stands in the public folder, and what building it had to say."""

    wave: str
    outcome: Outcome
    diagnostics: tuple[Diagnostic, ...]
    is_remembered: bool = False
    """Whether the wave's lock was written again, to remember what readers are told."""
    essential: str = "index.html"
    """The page to read first, from the root of the edition."""
    led: int = 0
    """How many addresses that were published before now lead to where their pages are."""


def named(root: Path, studies: Collection[str], as_of: date) -> Sequence[str]:
    """The studies asked for; when none is, those whose last wave is closed, if there are any.

    Raises:
        Refused: a spec has errors.
    """
    if studies:
        return list(dict.fromkeys(studies))
    workspace = settled(load(root, (), as_of), as_of)
    refuse_errors(workspace.diagnostics)
    return [name for name, study in workspace.studies.items() if _is_closed(study, workspace)]


def _is_closed(study: Study, workspace: Workspace) -> bool:
    wave = next(reversed(study.waves), None)
    lock = locks.read_lock(workspace.folder(study.id), wave) if wave else None
    return lock is not None and lock.closing is not None


def publish_wave(root: Path, study: str, public: Path, to: Destination, progress: Progress) -> Published:
    """Publish the last wave of a study into the folder ``public``, beside those published before.

    ``to`` says how and of which day the site is built; it is built apart.

    Raises:
        Refused: F09, the wave is not closed; F10, the published folder was changed by hand; F11, pages
            that were published would change; and whatever a build refuses.
    """
    workspace = settled(load(root, [study], to.as_of), to.as_of)
    refuse_errors(workspace.diagnostics)
    found = workspace.studies[study]
    fresh, certificate = _edition(found, workspace, to.as_of)
    with told(public):
        public.mkdir(parents=True, exist_ok=True)
    with held(lock_of(public)):
        before = standing_edition(public, study, fresh.wave)
        outcome = _outcome(found, fresh, before.edition if before else None, certificate)
        edition = before.edition if before and outcome is Outcome.UNCHANGED else _marked(fresh, outcome)
        is_remembered, led = False, 0
        with _built(workspace, to, edition, progress) as (site, problems):
            if before is None or outcome is not Outcome.UNCHANGED:
                led = put(site, edition, public, list(found.waves))
                is_remembered = _remember(found, workspace)
            elif tree(site) != before.built:
                problems = (*problems, _left_as_it_is(found, fresh, before.edition))
        led += lead(public, study, list(found.waves))
    return Published(edition.wave, outcome, problems, is_remembered, edition.essential, led)


def _marked(edition: Edition, outcome: Outcome) -> Edition:
    """An edition that replaces another says so wherever it is named."""
    if outcome is not Outcome.AMENDED:
        return edition
    lang = Lang(edition.lang)
    day = Formatter(lang).day(date.fromisoformat(edition.on))
    title = typeset(lang, say(lang, "published.amended", title=edition.title, day=day))
    return replace(edition, title=title)


def _remember(study: Study, workspace: Workspace) -> bool:
    """What was just published may end with a reason, and never vanish: its lock says what it was.

    Gives whether the lock changed: it is then to be committed.
    """
    folder = workspace.folder(study.id)
    lock = locks.read_lock(folder, next(reversed(study.waves)))
    if lock is None:
        return False
    remembering = locks.remembering(lock, study)
    locks.write_lock(remembering, folder)
    return remembering != lock


def _edition(study: Study, workspace: Workspace, on: date) -> tuple[Edition, Certificate]:
    """What would be published now.

    Raises:
        Refused: F09, its wave is not closed, or there is none.
    """
    wave = next(reversed(study.waves), None)
    folder = workspace.folder(study.id)
    lock = locks.read_lock(folder, wave) if wave else None
    if wave is None or lock is None or lock.closing is None or workspace.shared is None:
        place = study.where("waves", wave) if wave else study.where()
        raise Refused([Diagnostic("F09", place, {"study": study.id, "wave": wave or "–"})])
    printer = Formatter(study.language)
    months = typeset(study.language, printer.month(study.waves[wave].field.start))
    edition = Edition(
        study.id,
        wave,
        title=f"{wave} ({months})",
        client=workspace.shared.client,
        heading=study.title,
        lang=study.language.value,
        lock=lock.hash,
        release=lock.closing.release,
        amended=len(study.waves[wave].amended),
        on=on.isoformat(),
        tool=__version__,
    )
    return edition, read_release(folder, wave, len(lock.closings)).certificate


@contextmanager
def _built(
    workspace: Workspace, to: Destination, edition: Edition, progress: Progress
) -> Iterator[tuple[Path, tuple[Diagnostic, ...]]]:
    """The site of one study, and of those it cites, for as long as it takes to publish it.

    Pages of a published wave are held to what they said on their own day, where they stood.
    """
    where = "" if edition.home else f"{edition.study}/{edition.wave}"
    with TemporaryDirectory() as folder:
        site, day = Path(folder) / "site", date.fromisoformat(edition.on)
        released = release_all(workspace, progress, day)
        built = publish(workspace, released, replace(to, out=site, as_of=day, edition=where), progress)
        if edition.study in built.failed:
            raise Refused([one for one in built.diagnostics if one.severity is Severity.ERROR])
        yield site, built.diagnostics


def _outcome(study: Study, edition: Edition, before: Edition | None, certificate: Certificate) -> Outcome:
    """What publishing an edition would do, given the one that stands.

    Raises:
        Refused: F11, rules or answers changed without being said, or answers changed that the gate did not
            read beside the first.
    """
    if before is None:
        return Outcome.PUBLISHED
    rests_on = [(e.lock, e.release, e.amended) for e in (before, edition)]
    if rests_on[0] == rests_on[1]:
        return Outcome.UNCHANGED
    if edition.amended <= before.amended:
        raise Refused([_changed("F11", study, edition, before)])
    if edition.release != before.release and not frozenset(certificate.rules) >= COMPARED:
        raise Refused([_changed("F11.answers", study, edition, before)])
    return Outcome.AMENDED


def _left_as_it_is(study: Study, edition: Edition, before: Edition) -> Diagnostic:
    """Why pages that would be other than those published are not: the warning of another tool's.

    Another version of the tool may lay the same words out anew, and what an author changed cannot be told
    from it: nothing is published, and it is said.

    Raises:
        Refused: F11, the same tool made both, so that it is the text that changed.
    """
    if edition.tool == before.tool:
        raise Refused([_changed("F11", study, edition, before)])
    values = {"wave": edition.wave, "on": before.on, "before": before.tool, "tool": edition.tool}
    return Diagnostic("F11.tool", study.where("waves", edition.wave), values)


def _changed(code: str, study: Study, edition: Edition, before: Edition) -> Diagnostic:
    return Diagnostic(code, study.where("waves", edition.wave), {"wave": edition.wave, "on": before.on})
