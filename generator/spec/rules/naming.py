"""S04 for plain names: each id that points at another part of the spec finds it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from generator.errors import Diagnostic
from generator.spec.models import PriorityRule, Study
from generator.spec.models.framing import Audience
from generator.spec.reader import Path
from generator.spec.rules.setting import Rule, Setting
from generator.spec.symbols import Unresolved, unknown


@dataclass(frozen=True, slots=True)
class Pointer:
    """A name written at ``path`` (as a key when ``of_key``), and the names it may be."""

    path: Path
    name: str
    kind: str
    """A key of ``codes.S04.kinds``."""
    known: Collection[str]
    of_key: bool = False


def foundations_exist(setting: Setting) -> Iterator[Diagnostic]:
    """What questions and segments are made of: without it nothing else can be looked at."""
    yield from _missing(setting, _of_answers(setting.study))


def names_exist(setting: Setting) -> Iterator[Diagnostic]:
    """All other names."""
    study = setting.study
    for pointers in (
        _of_decisions(study),
        _of_questions(study),
        _of_priorities(study),
        _of_findings(study),
        _of_actions(study),
        _of_waves(study),
        _of_qualitative(study),
        _of_workshops(study),
        _of_links(setting),
        _of_symmetry(setting),
    ):
        yield from _missing(setting, pointers)


def _missing(setting: Setting, pointers: Iterator[Pointer]) -> Iterator[Diagnostic]:
    for pointer in pointers:
        if pointer.name not in pointer.known:
            error = unknown(pointer.name, pointer.kind, pointer.known)
            if pointer.name in setting.study.benchmarks and pointer.path[0] == "priorities":
                error = Unresolved("P03", {"benchmark": pointer.name})
            where = setting.study.where_key if pointer.of_key else setting.study.where
            yield Diagnostic(error.code, where(*pointer.path), error.values)


def _each(path: Path, names: Collection[str], kind: str, known: Collection[str]) -> Iterator[Pointer]:
    for index, name in enumerate(names):
        yield Pointer((*path, index), name, kind, known)


def _of_answers(study: Study) -> Iterator[Pointer]:
    scales = study.shared.scales
    for name, question in study.questions.items():
        if question.scale is not None:
            yield Pointer(("questions", name, "scale"), question.scale, "scale", scales)
        for wave, version in question.versions.items():
            if version.scale is not None:
                path = ("questions", name, "versions", wave, "scale")
                yield Pointer(path, version.scale, "scale", scales)
    for name, segment in study.segments.items():
        for cut in segment.labels:
            yield Pointer(("segments", name, "labels", cut), cut, "level", segment.cuts, of_key=True)
    for index, pair in enumerate(study.crossings):
        yield from _each(("crossings", index), pair, "segment", study.segments)


def _of_decisions(study: Study) -> Iterator[Pointer]:
    roles = study.shared.roles
    for name, decision in study.decisions.items():
        yield Pointer(("decisions", name, "decider"), decision.decider, "role", roles)
    if study.readiness.override is not None:
        yield Pointer(("readiness", "override", "by"), study.readiness.override.by, "role", roles)
    if study.readiness.defer is not None:
        yield Pointer(("readiness", "defer", "by"), study.readiness.defer.by, "role", roles)


def _of_questions(study: Study) -> Iterator[Pointer]:
    moments = study.shared.moments
    for name, question in study.questions.items():
        path: Path = ("questions", name)
        yield from _each((*path, "informs"), question.informs, "decision", study.decisions)
        yield from _each((*path, "asked_in"), question.asked_in, "wave", study.waves)
        if question.moment is not None:
            yield Pointer((*path, "moment"), question.moment, "moment", moments)
        for item, line in question.items.items():
            yield from _each((*path, "items", item, "asked_in"), line.asked_in, "wave", study.waves)
            if line.moment is not None:
                yield Pointer((*path, "items", item, "moment"), line.moment, "moment", moments)
        lines: dict[str, Collection[str]] = {
            "items": question.items,
            "options": {**question.options, **question.exclusive},
        }
        for wave, version in question.versions.items():
            yield Pointer((*path, "versions", wave), wave, "wave", study.waves, of_key=True)
            for key, known in lines.items():
                for item in getattr(version, key):
                    at = (*path, "versions", wave, key, item)
                    yield Pointer(at, item, "item", known, of_key=True)
    for name, segment in study.segments.items():
        yield from _each(("segments", name, "informs"), segment.informs, "decision", study.decisions)


def _of_priorities(study: Study) -> Iterator[Pointer]:
    rules = study.priorities
    if rules is None:
        return
    if rules.rule is PriorityRule.DOUBLE_IMPACT:
        ideas = [f"{name}.ideas" for name, workshop in study.workshops.items() if workshop.ideas]
        yield Pointer(("priorities", "over"), rules.over, "ideas", ideas)
    else:
        yield Pointer(("priorities", "over"), rules.over, "indicator", study.indicators)
    if rules.performance is not None:
        yield Pointer(("priorities", "performance"), rules.performance, "indicator", study.indicators)
    if rules.importance is not None and rules.importance.outcome is not None:
        known = (*study.questions, *study.indicators)
        path = ("priorities", "importance", "outcome")
        yield Pointer(path, rules.importance.outcome, "figure", known)
    if rules.importance is not None and rules.importance.of is not None:
        yield Pointer(("priorities", "importance", "of"), rules.importance.of, "indicator", study.indicators)


def _of_findings(study: Study) -> Iterator[Pointer]:
    themes = study.qualitative.themes if study.qualitative else {}
    for name, finding in study.findings.items():
        path = ("findings", name)
        yield Pointer((*path, "decision"), finding.decision, "decision", study.decisions)
        yield Pointer((*path, "by"), finding.by, "role", study.shared.roles)
        yield from _each((*path, "evidence"), finding.evidence, "theme", themes)


def _of_actions(study: Study) -> Iterator[Pointer]:
    for name, action in study.actions.items():
        yield from _each(("actions", name, "from"), action.from_, "finding", study.findings)
        yield Pointer(("actions", name, "owner"), action.owner, "role", study.shared.roles)
    for name, trial in study.trials.items():
        yield Pointer(("trials", name, "who"), trial.who, "role", study.shared.roles)
    for wave in study.since_last:
        yield Pointer(("since_last", wave), wave, "wave", study.waves, of_key=True)


def _of_waves(study: Study) -> Iterator[Pointer]:
    for name, wave in study.waves.items():
        for index, amendment in enumerate(wave.amended):
            path = ("waves", name, "amended", index, "by")
            yield Pointer(path, amendment.by, "role", study.shared.roles)


def _of_qualitative(study: Study) -> Iterator[Pointer]:
    material = study.qualitative
    if material is None:
        return
    for name, group in material.groups.items():
        path: Path = ("qualitative", "groups", name)
        yield Pointer((*path, "facilitator"), group.facilitator, "role", study.shared.roles)
        yield from _each((*path, "covered"), group.covered, "guide", material.guide)
    for name, theme in material.themes.items():
        path = ("qualitative", "themes", name)
        yield from _each((*path, "heard_in"), theme.heard_in, "group", material.groups)
        if theme.moment is not None:
            yield Pointer((*path, "moment"), theme.moment, "moment", study.shared.moments)
    for name, verbatim in material.verbatims.items():
        path = ("qualitative", "verbatims", name)
        yield Pointer((*path, "group"), verbatim.group, "group", material.groups)
        yield Pointer((*path, "illustrates"), verbatim.illustrates, "theme", material.themes)
        if verbatim.approved is not None:
            yield Pointer((*path, "approved", "by"), verbatim.approved.by, "role", study.shared.roles)


def _of_workshops(study: Study) -> Iterator[Pointer]:
    roles, moments = study.shared.roles, study.shared.moments
    for name, workshop in study.workshops.items():
        path: Path = ("workshops", name)
        yield from _each((*path, "feeds"), workshop.feeds, "decision", study.decisions)
        deciders = workshop.participants.deciders
        yield from _each((*path, "participants", "deciders"), deciders, "role", roles)
        for table, seated in workshop.tables.items():
            yield Pointer((*path, "tables", table, "host"), seated.host, "role", roles)
        for table in workshop.plenary:
            yield Pointer((*path, "plenary", table), table, "table", workshop.tables, of_key=True)
        for moment in workshop.mirror:
            yield Pointer((*path, "mirror", moment), moment, "moment", moments, of_key=True)
        for challenge, stated in workshop.challenges.items():
            for side in ("customer", "employee"):
                moment = getattr(stated.crosses, side)
                if moment is not None:
                    at = (*path, "challenges", challenge, "crosses", side)
                    yield Pointer(at, moment, "moment", moments)
        for idea, proposed in workshop.ideas.items():
            at = (*path, "ideas", idea, "solves")
            yield Pointer(at, proposed.solves, "challenge", workshop.challenges)
        for irritant, felt in workshop.irritants.items():
            if felt.moment is not None:
                yield Pointer((*path, "irritants", irritant, "moment"), felt.moment, "moment", moments)
        yield from _of_solutions(study, name)
        if workshop.follow_up is not None and workshop.follow_up.decisions is not None:
            at = (*path, "follow_up", "decisions")
            yield Pointer(at, workshop.follow_up.decisions, "decision", study.decisions)


def _of_solutions(study: Study, name: str) -> Iterator[Pointer]:
    workshop, roles, path = study.workshops[name], study.shared.roles, ("workshops", name)
    for workstream, strand in workshop.workstreams.items():
        yield Pointer((*path, "workstreams", workstream, "owner"), strand.owner, "role", roles)
    for solution, stated in workshop.solutions.items():
        at = (*path, "solutions", solution)
        yield from _each((*at, "answers"), stated.answers, "irritant", workshop.irritants)
        known: dict[str, tuple[str, Collection[str]]] = {
            "owner": ("role", roles),
            "workstream": ("workstream", workshop.workstreams),
            "action": ("action", study.actions),
            "trial": ("trial", study.trials),
        }
        for key, (kind, names) in known.items():
            given = getattr(stated, key)
            if given is not None:
                yield Pointer((*at, key), given, kind, names)


def _of_links(setting: Setting) -> Iterator[Pointer]:
    study, studies = setting.study, _studies(setting)
    yield from _each(("links", "upstream"), study.links.upstream, "study", studies)
    yield from _each(("links", "downstream"), study.links.downstream, "study", studies)
    if study.symmetry is not None:
        yield Pointer(("symmetry", "with"), study.symmetry.with_, "study", studies)


def _studies(setting: Setting) -> tuple[str, ...]:
    return (*setting.symbols.studies, *sorted(setting.symbols.unreadable))


def _of_symmetry(setting: Setting) -> Iterator[Pointer]:
    """Each side's indicator belongs to the study of that side."""
    study, symmetry = setting.study, setting.study.symmetry
    other = setting.symbols.studies.get(symmetry.with_) if symmetry else None
    if symmetry is None or other is None:
        return
    owners = {study.audience: study, other.audience: other}
    for side, indicator in symmetry.pair.items():
        owner = owners.get(Audience(side))
        if owner is not None:
            yield Pointer(("symmetry", "pair", side), indicator, "indicator", owner.indicators)
    for moment in symmetry.comparable:
        path: Path = ("symmetry", "comparable", moment)
        yield Pointer(path, moment, "moment", study.shared.moments, of_key=True)
    for own, faced in symmetry.waves.items():
        yield Pointer(("symmetry", "waves", own), own, "wave", study.waves, of_key=True)
        yield Pointer(("symmetry", "waves", own), faced, "wave", other.waves)


def findings_cited_exist(setting: Setting) -> Iterator[Diagnostic]:
    """``study.finding``, wherever a plain text holds one."""
    study = setting.study
    cited: list[tuple[Path, str]] = []
    if study.diagnosis is not None:
        cited.append((("diagnosis",), study.diagnosis))
    for name, finding in study.findings.items():
        for key in ("explains", "tension_with"):
            address = getattr(finding, key)
            if address is not None and not (key == "tension_with" and address in study.findings):
                cited.append((("findings", name, key), address))
    for path, address in cited:
        try:
            _cited(setting, address)
        except Unresolved as error:
            yield setting.unresolved(error, *path)


def _cited(setting: Setting, address: str) -> None:
    name, dot, finding = address.partition(".")
    if not dot:
        raise Unresolved("S04.address", {"name": address})
    if name not in setting.symbols.unreadable:
        setting.symbols.finding(name, finding)


FOUNDATIONS: tuple[Rule, ...] = (foundations_exist,)
RULES: tuple[Rule, ...] = (names_exist, findings_cited_exist)
