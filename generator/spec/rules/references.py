"""S04 and its like: every reference to a figure or a finding stands for one that exists."""

from collections.abc import Iterator

from generator.errors import Diagnostic
from generator.spec.language import Among, Comparison, Extreme, Nonresponse, Op, Ranked, Reference, StillHolds
from generator.spec.plan import Plan
from generator.spec.reader import Path
from generator.spec.rules.bound import uses_in
from generator.spec.rules.citations import of_actions, of_benchmarks, of_themes
from generator.spec.rules.setting import Rule, Setting
from generator.spec.rules.texts import bound_texts
from generator.spec.scores import named_by
from generator.spec.symbols import IMPORTANCE, PERFORMANCE, Unresolved, unknown


def figures_exist(setting: Setting) -> Iterator[Diagnostic]:
    """Each reference of a sentence or a comparison stands for one figure."""
    if setting.plan is None:
        return
    for use in uses_in(setting):
        yield from _resolve(setting, use.path, use.reference, use.reference, use.finding)
    for path, reference in of_benchmarks(setting.study):
        yield from _resolve(setting, path, reference, reference)


def targets_exist(setting: Setting) -> Iterator[Diagnostic]:
    """What actions move and what themes hand on to a survey, perhaps at a wave to come."""
    if setting.plan is None:
        return
    for path, reference in (*of_actions(setting.study), *of_themes(setting.study)):
        if not (path[-1] == "business" and _is_an_outcome(setting, reference)):
            to_come = setting.symbols.to_come(setting.study.id, reference)
            found = _resolve(setting, path, reference, to_come)
            yield from (problem for problem in found if problem.code not in _OF_THE_MOMENT)


_OF_THE_MOMENT = ("S18", "S04.not_asked")
"""What says nothing against a name: its study has errors today, its question is not asked this time."""


def _resolve(
    setting: Setting, path: Path, written: Reference, meant: Reference, finding: str | None = None
) -> Iterator[Diagnostic]:
    try:
        setting.symbols.resolve(setting.study.id, meant, setting.wave, finding)
    except Unresolved as error:
        yield setting.unresolved(error, *path, offset=written.start)


def _is_an_outcome(setting: Setting, reference: Reference) -> bool:
    """A declared economic outcome, of this study or of the one after ``@``."""
    study = setting.symbols.studies.get(reference.at or setting.study.id)
    return bool(study and study.economics and reference.name in study.economics.outcomes)


def claims_are_possible(setting: Setting) -> Iterator[Diagnostic]:
    """Each claim speaks of items, ranks and findings that exist; an equality says within what margin."""
    plan = setting.plan
    if plan is None:
        return
    for name, finding in setting.study.findings.items():
        for index, claim in enumerate(finding.holds):
            path = ("findings", name, "holds", index)
            try:
                match claim:
                    case Comparison(op=op):
                        if op is Op.EQ and finding.margin is None:
                            yield setting.problem("N03.margin", *path, claim=claim)
                    case Extreme():
                        _among_items(setting, name, claim, 1)
                    case Among(k=k):
                        _among_items(setting, name, claim, k)
                    case Ranked():
                        _ranked(setting, plan, claim)
                    case StillHolds():
                        _still_holds(setting, claim)
            except Unresolved as error:
                yield setting.unresolved(error, *path, offset=claim.start)


def _among_items(setting: Setting, finding: str, claim: Extreme | Among, k: int) -> None:
    found = setting.symbols.items(setting.study.id, claim.of, setting.wave, finding)
    items = [resolved.score.item for resolved in found if resolved.score.item is not None]
    _place(claim.of.name, claim.item, items, k)


def _ranked(setting: Setting, plan: Plan, claim: Ranked) -> None:
    """Ranks are those of the priority model, or of an indicator's own items."""
    drivers, rules = plan.drivers_in(setting.wave), setting.study.priorities
    models = {IMPORTANCE: tuple(plan.score[name] for name in drivers.scores)} if drivers else {}
    if rules is not None and rules.performance is not None:
        models[PERFORMANCE] = named_by(plan.scores, Reference(rules.performance))
    scores = models.get(claim.of) or named_by(plan.scores, Reference(claim.of))
    if not scores:
        raise unknown(claim.of, "rankable", [*models, *setting.study.indicators])
    _place(claim.of, claim.item, [score.item for score in scores if score.item is not None], claim.k)


def _place(name: str, item: str, items: list[str], k: int) -> None:
    if not items:
        raise Unresolved("S04.single", {"name": name})
    if item not in items:
        raise unknown(item, "item", items)
    if k > len(items):
        raise Unresolved("S04.places", {"name": name, "count": len(items), "k": k})


def _still_holds(setting: Setting, claim: StillHolds) -> None:
    study = setting.study
    if claim.study in (*study.indicators, *study.questions) and claim.study not in setting.symbols.studies:
        raise Unresolved("S04.claim", {"name": f"{claim.study}.{claim.finding}"})
    setting.symbols.finding(claim.study, claim.finding)


def proofs_do_not_turn(setting: Setting) -> Iterator[Diagnostic]:
    """S20: no finding rests, through others, on itself."""
    for name, finding in setting.study.findings.items():
        for index, claim in enumerate(finding.holds):
            if isinstance(claim, StillHolds):
                start = (setting.study.id, name)
                chain = _chain(setting, start, ((claim.study, claim.finding),))
                if chain:
                    said = " → ".join(".".join(step) for step in (start, *chain))
                    path = ("findings", name, "holds", index)
                    yield setting.problem("S20", *path, chain=said)


def _chain(
    setting: Setting, start: tuple[str, str], so_far: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """The way back to ``start`` from the last finding reached; nothing when there is none."""
    if so_far[-1] == start:
        return so_far
    study = setting.symbols.studies.get(so_far[-1][0])
    finding = study.findings.get(so_far[-1][1]) if study else None
    for claim in finding.holds if finding else ():
        if isinstance(claim, StillHolds) and (claim.study, claim.finding) not in so_far:
            chain = _chain(setting, start, (*so_far, (claim.study, claim.finding)))
            if chain:
                return chain
    return ()


def nonresponse_is_known(setting: Setting) -> Iterator[Diagnostic]:
    """``{nonresponse}`` needs to know how many people were invited to the latest wave."""
    study = setting.study
    wave = study.waves.get(setting.wave)
    for said in bound_texts(study):
        for part in said.text.parts:
            if isinstance(part, Nonresponse) and (wave is None or wave.invited is None):
                name = setting.wave or study.id
                yield setting.problem("S04.nonresponse", *said.path, offset=part.start, name=name)


RULES: tuple[Rule, ...] = (
    figures_exist,
    targets_exist,
    claims_are_possible,
    proofs_do_not_turn,
    nonresponse_is_known,
)
