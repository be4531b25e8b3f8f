"""A study held against the lock of one of its waves: rules D04, D05, K09, P02 and V02, and what follows."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.errors import Diagnostic, Position, Refused
from generator.locks.changes import Change, Keys, changes
from generator.locks.comparability import Drift, drifts, practices, undecided, wave_after
from generator.locks.files import name_of, read_lock
from generator.locks.instrument import HELD_BY_EACH_LOCK, Tree, frozen_content
from generator.locks.late import data_changed
from generator.locks.lock import FORMAT, Closing, Lock
from generator.locks.promises import vanished
from generator.release import Release, files_of
from generator.release import read as read_release
from generator.spec.models import Study, Version
from generator.spec.paths import files_named
from generator.spec.plan import Plan, plan_of
from generator.words import Lang


def differences(lock: Lock, study: Study) -> tuple[Change, ...]:
    """What a study says otherwise than the lock of a wave, deepest parts first named."""
    content, frozen = _both_speak(frozen_content(study, lock.wave), lock.content)
    if lock.format < FORMAT:
        content.pop("collection")  # an older lock says nothing of it
    if lock.wave != next(reversed(study.waves)):
        # A record of processing is renewed with each wave: an old one is held by its own lock.
        content, frozen = _of_its_wave(content), _of_its_wave(frozen)
    return tuple(changes(frozen, content))


def _both_speak(
    content: Mapping[str, Tree], frozen: Mapping[str, Tree]
) -> tuple[dict[str, Tree], dict[str, Tree]]:
    """Both contents without the languages that came after the freeze: nothing was asked in them."""
    given, known = content.get("translations", {}), frozen.get("translations", {})
    kept = {lang: told for lang, told in _parts(given).items() if lang in _parts(known)}
    own = {name: part for name, part in content.items() if name != "translations"}
    return {**own, **({"translations": kept} if kept else {})}, dict(frozen)


def _parts(tree: Tree) -> Mapping[str, Tree]:
    return tree if isinstance(tree, Mapping) else {}


def _of_its_wave(content: Mapping[str, Tree]) -> dict[str, Tree]:
    """Content without what the spec says once for all waves: a later wave may have changed it."""
    own = {name: part for name, part in content.items() if name != "gdpr"}
    if isinstance(collection := content.get("collection"), Mapping):
        own["collection"] = {name: it for name, it in collection.items() if name not in HELD_BY_EACH_LOCK}
    if translations := _parts(content.get("translations", {})):
        own["translations"] = {lang: _of_its_wave(_parts(told)) for lang, told in translations.items()}
    return own


def compare_with_lock(
    study: Study, wave: str, folder: Path, data: str | None = None
) -> tuple[Diagnostic, ...]:
    """What a study and its data do otherwise than was frozen, or the warning K04 that nothing was.

    ``data`` is the sha256 of the wave's file, None when it is not there any more.

    Raises:
        Refused: K01 to K03, the lock cannot be read.
    """
    lock = read_lock(folder, wave)
    if lock is None:
        is_lost = any(path.exists() for path in files_of(folder, wave))
        values = {"wave": wave, "study": study.id}
        return (Diagnostic("K09" if is_lost else "K04", study.where("waves", wave), values),)
    return (
        *problems(lock, study, data),
        *_answers_of_another(study, wave, folder, data),
        *_practice_changed(study, lock, folder),
        *vanished(lock, study),
    )


def _answers_of_another(study: Study, wave: str, folder: Path, data: str | None) -> Iterator[Diagnostic]:
    """D31: the same answers under two names; those of the wave before were closed first."""
    waves = list(study.waves)
    for before in waves[: waves.index(wave)] if data else ():
        lock = read_lock(folder, before)
        if lock is not None and lock.closing is not None and lock.closing.data == data:
            values = {"wave": wave, "before": before, "file": study.waves[wave].data or ""}
            yield Diagnostic("D31.same", study.where("waves", wave, "data"), values)


def _practice_changed(study: Study, lock: Lock, folder: Path) -> Iterator[Diagnostic]:
    """B08, towards the wave after: as its own lock says, else (open, or amended since) as the spec does."""
    after = wave_after(study, lock.wave)
    if after is not None:
        following = read_lock(folder, after)
        is_amended = any(amendment.what.startswith("collection") for amendment in study.waves[after].amended)
        content = following.content if following and not is_amended else frozen_content(study, after)
        yield from practices(lock, content, after, study)


def problems(lock: Lock, study: Study, data: str | None) -> tuple[Diagnostic, ...]:
    """Each thing in which a study, or the data of the wave, differs from its lock."""
    found = drifts(lock, study)
    return (
        *_freeze_came_late(study, lock),
        *_rules_changed(study, lock, found),
        *undecided(found, lock, study),
        *data_changed(study, lock, data),
    )


def _freeze_came_late(study: Study, lock: Lock) -> Iterator[Diagnostic]:
    """P02: rules written after the answers may have been written from them."""
    end = study.waves[lock.wave].field.end
    if lock.frozen_on > end and not _is_amended(study, lock.wave, ("frozen_on",)):
        values = {"wave": lock.wave, "frozen": lock.frozen_on.isoformat(), "end": end.isoformat()}
        yield Diagnostic("P02", study.where("waves", lock.wave, "field"), values)


def _rules_changed(study: Study, lock: Lock, found: tuple[Drift, ...]) -> Iterator[Diagnostic]:
    """D05 for each change without a reason, V02 for each threshold that protects less."""
    for change in differences(lock, study):
        if change.path[0] == "privacy" and len(change.path) == 2 and change.path[1] in _THRESHOLDS:
            yield from _threshold_changed(study, lock, change)
        elif not _is_amended(study, lock.wave, change.path) and not _is_of_the_next(change, found, lock):
            values = {"path": change.name, "wave": lock.wave, "day": lock.frozen_on.isoformat()}
            yield Diagnostic(f"D05{_kind(change)}", _place(study, change.path), values)


def _is_of_the_next(change: Change, found: tuple[Drift, ...], lock: Lock) -> bool:
    """Whether a change came with a later wave: Q08 asks what becomes of the series, or it was said.

    A version that words a part is what the lock is held against; what no version can word, such as
    a filter, stands in the lock alone.
    """
    if change.path[0] == "scales":
        scales = {str(_scale_of(lock, drift.question)) for drift in found if drift.part == ("scale",)}
        return change.path[1] in scales
    return any(
        change.path[: len(drift.path)] == drift.path
        and (drift.version is None or not _words(drift.version, drift.part))
        for drift in found
    )


def _scale_of(lock: Lock, question: str) -> Tree | None:
    questions = lock.content["questions"]
    asked = questions[question] if isinstance(questions, Mapping) else None
    return asked.get("scale") if isinstance(asked, Mapping) else None


def _words(version: Version, part: Keys) -> bool:
    """Whether a version gives the earlier words of a part."""
    match part:
        case ("items", item):
            return item in version.items
        case ("text",):
            return version.text is not None
        case ("scale",):
            return version.scale is not None
        case ("options",):
            return bool(version.options)
        case _:
            return False


def _kind(change: Change) -> str:
    """The variant of D05 for what was added or removed: an item only says in which waves it is asked."""
    of = "item_" if change.path[::2] == ("questions", "items") and len(change.path) == _ITEM else ""
    if change.given is None:
        return f".{of}removed"
    return f".{of}added" if change.frozen is None else ""


_ITEM = 4
"""The length of the path to an item: questions, the question, items, the item."""


_THRESHOLDS: Mapping[str, tuple[str, int]] = {
    "promised": ("promised", 1),
    "base": ("min_cell", 1),
    "sensitive": ("min_sensitive", 1),
    "verbatims": ("min_verbatims", 1),
    "moderated": ("min_group", 1),
    "crossed": ("max_cross", -1),
    "decimals": ("round_to", -1),
}
"""The key of each threshold in a spec, and whether it protects more when it grows (1) or shrinks (-1)."""


def _threshold_changed(study: Study, lock: Lock, change: Change) -> Iterator[Diagnostic]:
    key, growing = _THRESHOLDS[change.path[1]]
    frozen, given = int(str(change.frozen)), int(str(change.given))
    if (given - frozen) * growing < 0:
        values = {
            "key": key,
            "frozen": frozen,
            "given": given,
            "wave": lock.wave,
            "day": lock.frozen_on.isoformat(),
        }
        yield Diagnostic("V02", study.where("privacy", key), values)


def _is_amended(study: Study, wave: str, path: Keys) -> bool:
    """Whether the wave says that this changed, or that something around it did."""
    stated = (tuple(amendment.what.split(".")) for amendment in study.waves[wave].amended)
    return any(path[: len(what)] == what for what in stated)


def _place(study: Study, path: Keys) -> Position:
    translation = study.translations.get(Lang(path[1])) if path[0] == "translations" and path[1:] else None
    if translation is not None and path[2:]:
        return _place(translation, path[2:])
    return Position("studies/_shared.yml") if path[0] == "scales" else study.where(*path)


def closed_release(study: Study, wave: str, folder: Path) -> Release | None:
    """The release a wave was closed with; None when the wave is open, or when it must be made again.

    It must be made again when the study asks for numbers that it does not hold and the data are there. Once
    they are gone, a wave, a finding or a claim more asks nothing of it that it cannot answer: what a new
    claim would need of it and was never released is simply not to be had.

    Raises:
        Refused: V10, the release is spoiled or is not the one the wave was closed with; K06, it lacks
            numbers and the data are gone; or the lock cannot be read.
    """
    lock = read_lock(folder, wave)
    if lock is None or lock.closing is None:
        return None
    release = read_release(folder, wave, len(lock.closings))
    if not _is_of(release, lock.closing):
        raise Refused([Diagnostic("V10.other", Position(name_of(study.id, wave)), {"wave": wave})])
    plan = plan_of(study)
    if release.certificate.plan == plan.digest or _holds(release, plan, wave):
        return release
    if _has_data(study, wave, folder):
        return None
    if _lacks_nothing_declared(release, plan, wave):
        return release
    raise Refused([Diagnostic("K06", study.where("waves", wave), {"wave": wave, "study": study.id})])


def _holds(release: Release, plan: Plan, wave: str) -> bool:
    """Whether a release has every table and every covariance of the plan: another wave asks no more of it."""
    asked = {battery.id for battery in plan.batteries}
    return set(plan.tables_in(wave)) <= release.tables.keys() and asked <= release.covariances.keys()


def _lacks_nothing_declared(release: Release, plan: Plan, wave: str) -> bool:
    """Whether it has every table but those of groups that findings name: findings change with each wave."""
    declared = {(m, group) for m, group in plan.tables_in(wave) if plan.group[group].finding is None}
    return declared <= release.tables.keys()


def holds(release: Release, plan: Plan, wave: str) -> bool:
    """Whether pages can be made of a release although it was made for another plan of the study."""
    return release.certificate.plan == plan.digest or _lacks_nothing_declared(release, plan, wave)


def _is_of(release: Release, closing: Closing) -> bool:
    certificate = release.certificate
    stated = (certificate.data, release.rows, certificate.content)
    return stated == (closing.data, closing.rows, closing.release)


def _has_data(study: Study, wave: str, folder: Path) -> bool:
    data = study.waves[wave].data
    return data is not None and bool(files_named(folder, data))
