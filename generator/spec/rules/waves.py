"""D, A and B: what waves do to one another: drifting codes, files, practices, promises to keep first."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations, pairwise

from generator.errors import Diagnostic
from generator.spec.measures import Measure, measures_of
from generator.spec.models import ActionState, Audience, Segment, Series, Study
from generator.spec.paths import ANY
from generator.spec.rules.setting import Rule, Setting
from generator.spec.tables import table_of

_MISSING = "missing"


def missing_codes_stay_missing(setting: Setting) -> Iterator[Diagnostic]:
    """D30: what stands for no answer, in the spec or in another wave, is not made into one."""
    study = setting.study
    for wave, declared in study.waves.items():
        for name, codes in declared.codes.items():
            silent = _silences(study, name)
            for code, ours in codes.items():
                if ours != _MISSING and code in silent and ours not in silent[code]:
                    path = ("waves", wave, "codes", name, code)
                    yield setting.problem("D30", *path, wave=wave, name=name, code=code)


def _silences(study: Study, name: str) -> dict[str, frozenset[str]]:
    """The codes that mean no answer under a name, each with the codes it may well be written as."""
    silent = {code for part in _parts(study, name) for code in _silent_codes(part)}
    elsewhere = {
        code
        for wave in study.waves.values()
        for code, ours in wave.codes.get(name, {}).items()
        if ours == _MISSING
    }
    return dict.fromkeys(silent | elsewhere, frozenset(silent))


def _parts(study: Study, name: str) -> Iterator[Measure | Segment]:
    """What a name of ``codes:`` speaks of: an id or a column."""
    for measure in measures_of(study):
        if name in (measure.id, measure.question, measure.column):
            yield measure
    for id_, segment in study.segments.items():
        if name in (id_, segment.column):
            yield segment


def _silent_codes(part: Measure | Segment) -> Iterator[str]:
    yield from (code.id for code in part.missing) if isinstance(part, Measure) else part.missing


def a_file_is_of_one_wave(setting: Setting) -> Iterator[Diagnostic]:
    """D31"""
    files = [(name, wave.data) for name, wave in setting.study.waves.items() if wave.data]
    for (before, file), (name, other) in combinations(files, 2):
        if file == other:
            yield setting.problem("D31", "waves", name, "data", wave=name, before=before, file=file)


def sources_name_a_table(setting: Setting) -> Iterator[Diagnostic]:
    """D37: neither the line nor what it gives is shown, which may hold a password."""
    for name, wave in setting.study.waves.items():
        if wave.source is None:
            continue
        if table_of(wave.source) is None:
            yield setting.problem("D37", "waves", name, "source")
        elif wave.data is None or not wave.data.lower().endswith(".csv") or ANY in wave.data:
            yield setting.problem("D37.file", "waves", name, "source", wave=name)


def bridges_of_practice_say_how_wide(setting: Setting) -> Iterator[Diagnostic]:
    """B07, for changes of practice; B07.margin also for versions."""
    first = next(iter(setting.study.waves), None)
    for wave, declared in setting.study.waves.items():
        for practice, change in declared.changed.items():
            path = ("waves", wave, "changed", practice.value)
            yield from _bridge(setting, path, practice.value, wave, change.series, change.offset)
            if wave == first:
                yield setting.key_problem("B07.first", *path, practice=practice.value, wave=wave)
            if change.series is Series.BRIDGED and change.offset is not None and change.margin is None:
                yield setting.problem("B07.margin", *path, "offset", question=practice.value)
    for name, question in setting.study.questions.items():
        for wave, version in question.versions.items():
            is_bridged = version.series is Series.BRIDGED and version.offset is not None
            if is_bridged and version.margin is None:
                place = ("questions", name, "versions", wave, "offset")
                yield setting.problem("B07.margin", *place, question=name)


def _bridge(
    setting: Setting,
    path: tuple[str, ...],
    what: str,
    wave: str,
    series: Series,
    offset: float | None,
) -> Iterator[Diagnostic]:
    if series is Series.BRIDGED and offset is None:
        yield setting.problem("B07.practice", *path, "series", practice=what, wave=wave)
    if series is not Series.BRIDGED and offset is not None:
        yield setting.problem("B07.idle", *path, "offset", practice=what, wave=wave)


def employees_hear_of_the_last_wave_first(setting: Setting) -> Iterator[Diagnostic]:
    """D07: before a wave asks employees again, ``since_last`` says what the wave before led to."""
    study = setting.study
    if study.audience is Audience.CUSTOMER:
        return
    for before, wave in pairwise(study.waves):
        opened = setting.as_of is not None and setting.as_of >= study.waves[wave].field.start
        if opened and not study.since_last.get(before):
            yield setting.problem("D07", "waves", wave, wave=wave, before=before)


def customers_hear_of_the_last_wave_too(setting: Setting) -> Iterator[Diagnostic]:
    """D36: as D07, for customers, who may be asked again without it."""
    study = setting.study
    if study.audience is not Audience.CUSTOMER:
        return
    for before, wave in pairwise(study.waves):
        opened = setting.as_of is not None and setting.as_of >= study.waves[wave].field.start
        if opened and not study.since_last.get(before):
            yield setting.problem("D36", "waves", wave, wave=wave, before=before)


def actions_can_be_judged(setting: Setting) -> Iterator[Diagnostic]:
    """A04: an action has time to act between its end and the wave that should show it."""
    for name, action in setting.study.actions.items():
        finished = action.on or action.due
        if action.state is ActionState.DROPPED or action.target is None:
            continue
        aimed = setting.study.waves.get(action.target.by)
        if aimed is not None and finished + timedelta(days=action.settles) >= aimed.field.start:
            end, start = finished.isoformat(), aimed.field.start.isoformat()
            yield setting.problem("A04", "actions", name, "target", action=name, end=end, start=start)


RULES: tuple[Rule, ...] = (
    missing_codes_stay_missing,
    a_file_is_of_one_wave,
    sources_name_a_table,
    bridges_of_practice_say_how_wide,
    employees_hear_of_the_last_wave_first,
    customers_hear_of_the_last_wave_too,
    actions_can_be_judged,
)
