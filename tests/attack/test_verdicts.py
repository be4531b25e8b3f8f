"""Every function of the gate that decides something, answered permissively in turn.

``test_mutations`` takes out each rule that certificates state. Here are the functions that rules are made of:
a script lists those of the gate that return a verdict, and none may be missing from the two tables. What lies
outside the gate and keeps its promises (the ledger, the twins, names that look alike, told sizes) follows.
"""

import ast
import importlib
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import generator.disclosure
from generator.aggregates.model import Alike, Linked, Overlap, Summary
from generator.disclosure import (
    Depth,
    Kept,
    Pace,
    Policy,
    Profile,
    admission,
    beside,
    contents,
    gate,
    kept,
    ladder,
    oracle,
    pairs,
    policy,
    reconstruction,
    routing,
    search,
    spending,
    withdrawal,
    withholding,
)
from generator.disclosure import protect as let_through
from generator.disclosure.beside import Beside, Past
from generator.errors import Refused
from generator.locks import closings
from generator.release import Outcome, files_of
from generator.spec import thresholds
from generator.spec.groups import EVERYONE
from generator.spec.language import parse_filter
from generator.spec.plan import Battery, Term
from generator.spec.rules import structure
from generator.statistics import sampling
from tests.attack import late, test_mutations
from tests.attack import test_covariances as covered
from tests.attack import test_late as again_late
from tests.attack.test_mutations import (
    SPREAD,
    Mutation,
    Scenario,
    again,
    hides,
    never,
    nothing,
    numbers,
    refuses,
    regions,
    shortens,
    warns_of_numbers,
)
from tests.rooms.disclosure import test_admission as admitted
from tests.rooms.disclosure import test_alike as straight
from tests.rooms.disclosure import test_beside as followed
from tests.rooms.disclosure import test_pairs as paired
from tests.rooms.disclosure import test_routing as asked_of
from tests.rooms.disclosure import test_spreads as clustered
from tests.rooms.disclosure.drawn import CUSTOMERS, Drawn, Person, choice, meeting, opinion, people
from tests.rooms.disclosure.test_oracle import ring
from tests.rooms.disclosure.test_reconstruction import whole
from tests.rooms.disclosure.test_search import THREE
from tests.rooms.disclosure.test_withdrawal import exposed
from tests.rooms.locks.drawn import minimal_locks
from tests.rooms.statistics.test_sampling import _of

TWINS = importlib.import_module("generator.locks.twins")
"""The room gives its one function the same name."""
FIVE = Policy(Profile.CUSTOMER, min_base=5)
VERDICTS = {"bool", "Flags", "Outcome", "Outcomes", "Iterator[Diagnostic]", "Diagnostic | None", "Known"}
"""What a function returns that decides: flags and rungs, and what a run is refused for."""


def always(*_: object) -> bool:
    return True


def no_flags(index: int) -> Callable[..., np.ndarray]:
    """Nothing found of what the argument at this place holds."""
    return lambda *given: np.zeros(np.shape(given[index]), dtype=bool)


def admits(**changes: object) -> Scenario:
    """Whether aggregates that say this besides what they should are refused."""
    return refuses(
        lambda: let_through(replace(admitted.SOUND, **changes), admitted.PLAN, CUSTOMERS)  # type: ignore[arg-type]
    )


def counted(**changes: object) -> Scenario:
    return refuses(lambda: let_through(admitted.counted(**changes), admitted.PLAN, CUSTOMERS))


def refuses_a_spread_of_another_size() -> bool:
    found = clustered.aggregates()
    spread = found.spreads["q/region"]
    larger = replace(spread, matrix=np.pad(spread.matrix, (0, 1)))
    spoiled = type(found)(**{**vars(found), "spreads": {**found.spreads, "q/region": larger}})
    return refuses(lambda: clustered.released(spoiled))()


def tells_no_error_of_few_clusters() -> bool:
    """Five clusters of forty were asked for days: the forty of the other question are not theirs."""
    days = [str(row % 7 + 1) if row % 40 < 5 else None for row in range(600)]
    release = clustered.released(clustered.aggregates(jours=days))
    return release.table("jours", EVERYONE).df == 0


def covers_no_few_clusters() -> bool:
    """Ten clusters say too little of a battery, though every table of it is shown whole."""
    plan = replace(clustered.PLAN, batteries=(Battery("b", (Term("note"), Term("delai"))),))
    found = clustered.aggregates(10, plan=plan)
    release = let_through(found, plan, clustered.policy_of(clustered.STUDY))
    return not release.covariances


def covers_no_single_number() -> bool:
    drawn = Drawn(people(60), measures=(opinion(), opinion("r")))
    outcomes = {("q", EVERYONE): Outcome.FULL, ("r", EVERYONE): Outcome.ONE_NUMBER}
    return contents.covariance_of(admitted.JOINT, drawn.plan, outcomes, CUSTOMERS) is None


def believes_nothing_above_its_height(folder: Path) -> bool:
    let_through(THREE.aggregates, THREE.plan, CUSTOMERS, Depth.FREEZE, pace=Pace(kept=Kept(folder)))
    for path in folder.glob("*.json"):
        path.write_text(path.read_text("utf-8").replace("withheld", "full"), "utf-8")
    release = let_through(THREE.aggregates, THREE.plan, CUSTOMERS, Depth.FREEZE, pace=Pace(kept=Kept(folder)))
    return release.table("q", "region=e").outcome is Outcome.WITHHELD


def with_blanks() -> Drawn:
    """Among those who answered, the twenty of the south are everyone but the group c; in the wave they
    are not."""
    asked = people(60, region="n", c="y") + people(20, region="s", c="n")
    others = people(30, question="r", region="n", c="n") + people(30, question="r", region="s", c="y")
    return Drawn(asked + others, {"region": "s"}, (opinion(), opinion("r")), more=(meeting("c", "c = y"),))


def states_no_proof() -> bool:
    drawn = ring(9)
    return gate.PROVEN not in let_through(drawn.aggregates, drawn.plan, CUSTOMERS).certificate.rules


def told_by_zeros() -> Drawn:
    """Nine people of h gave 3 and 4, and so did those of y: h is what x says of these answers, since w says
    that nobody else of x gave them. Nobody of h is proven to have given either."""
    return Drawn(
        people(40, "12", x="y", w="y")
        + people(9, "34", x="y", y="y", h="y")
        + people(40, "34", y="y")
        + people(40, "12", w="y"),
        dict.fromkeys("xwyh", "y"),
        (choice(),),
    )


def takes_something_back() -> bool:
    drawn = told_by_zeros()
    release = let_through(drawn.aggregates, drawn.plan, CUSTOMERS, Depth.FREEZE)
    return any(release.table("q", f"{name}=y").outcome is Outcome.WITHHELD for name in "xwy")


def whole_people() -> Drawn:
    """Halves of people would fit what is shown otherwise; people do not."""
    return Drawn(
        people(5, "2", b="y", c="y")
        + people(4, "4", b="y")
        + people(4, "1", a="y", c="y")
        + people(3, "2")
        + people(3, "442", a="y", b="y")
        + people(2, "23", a="y", b="y", c="y")
        + people(12),
        dict.fromkeys("abc", "y"),
    )


def proves_the_one_left() -> bool:
    """Four of five said yes, three of them among four: so did the fifth, whole people or not."""
    shown = [([1, 1], [1.0, 0.0], 4.0), ([1, 0], [1.0, 0.0], 3.0)]
    secrets = (np.array([True, False]),)
    return bool(reconstruction.proven(whole([4, 1], shown, is_whole=False), secrets)[0, 1])


def covers_no_one_person() -> bool:
    release = let_through(LONE, covered.PLAN, clustered.policy_of(covered.STUDY))
    return not list(covered.alone(release))


def covers_no_ring() -> bool:
    return len(paired.told(paired.ring(9), *paired.GROUPS, depth=Depth.FREEZE)) < 3


def refuses_more_than_answered_one() -> bool:
    answered = {**LONE.classes.answered, "q&r": LONE.classes.answered["q"] + 1}
    spoiled = replace(LONE, classes=replace(LONE.classes, answered=answered))
    return refuses(lambda: let_through(spoiled, covered.PLAN, CUSTOMERS))()


LONE = covered.one_of_both("5", "1")


def refuses_a_late_reply_alone() -> bool:
    """Nothing of everyone can be told again."""
    alone = replace(again_late.STUDY, measures=(opinion(),))
    twice = late.Twice(alone, again_late.FIRST, again_late.a_late_reply(again_late.FIRST))
    return refuses(lambda: twice.again(CUSTOMERS))()


def refuses_other_weights() -> bool:
    heavier = {name: replace(one, weight=1.5) for name, one in again_late.grown(n=20).items()}
    return refuses(lambda: late.Twice(again_late.REGIONS, again_late.grown(), heavier).again(CUSTOMERS))()


def refuses_another_file() -> bool:
    """What was published is not what the file linked to it gives."""
    twice = late.Twice(again_late.REGIONS, again_late.grown(), again_late.grown(n=20))
    now = replace(twice.files()[1].aggregates, data="2" * 64)
    other = replace(twice, before=again_late.grown(s=20)).first(CUSTOMERS)
    plan = again_late.REGIONS.plan
    return refuses(lambda: let_through(now, plan, CUSTOMERS, beside=twice.beside(other)))()


def keeps_the_covariance_published() -> bool:
    return followed.past(9).covariances({"b": followed.OTHER}) == {}


def keeps_the_overlap_published() -> bool:
    return not followed.past(29).overlaps((replace(followed.SHARED, covariance=0.6),))


def keeps_the_share_published() -> bool:
    """Of five people more, all answered a grid all alike."""
    first = replace(straight.released(1000, 123), alike={"q": 0.12})
    linked = Linked((straight.counted(1000, 123),), (), (), only_adds=True, is_steady=True)
    fresh = replace(straight.counted(1000, 128), alike={"q": Alike(1005, 128)})
    past = Past(Beside((first,), linked), ({},), fresh, straight.drawn(1000).plan, CUSTOMERS)
    return past.alike({"q": 0.13}) == {}


def refuses_more_than_a_line() -> bool:
    wrong = replace(straight.counted(1000, 100), alike={"q": Alike(1001, 100)})
    return refuses(lambda: let_through(wrong, straight.drawn(1000).plan, CUSTOMERS))()


def hides_a_routed_base(drawn: Drawn) -> Scenario:
    return lambda: asked_of.shown(drawn)["r/region=s"] == "withheld"


def all_said_so() -> Drawn:
    """Forty of the south are in every table, and forty were asked r: all gave the answer it asks about."""
    north = asked_of.routed("12" * 50, region="n")
    return asked_of.study(north + asked_of.routed("1" * 40, region="s"), opinion(), "ns")


def seven_of_the_east() -> Drawn:
    """The south is hidden beside the east, though its base of r would be the largest."""
    return asked_of.study(
        asked_of.routed("1" * 20 + "2" * 40, region="n")
        + asked_of.routed("1" * 45 + "2" * 5, region="s")
        + asked_of.routed("1" * 5 + "2" * 2, region="e"),
        opinion(),
    )


def none_was_favourable() -> Drawn:
    asked = replace(asked_of.ASKED, ask_if=parse_filter("q in [1, 2]"))
    north = asked_of.routed("12" * 30, region="n") + people(60, "34", region="n")
    south = [Person({"region": "s"}, {"q": "12"[i % 2], "r": "1234"[i % 4]}) for i in range(20)]
    return Drawn(north + south, {"region": "ns"}, (opinion(), asked))


def refuses_numbers_of_no_class() -> bool:
    drawn = numbers(*range(40))
    classes = drawn.aggregates.classes
    spoiled = replace(
        drawn.aggregates,
        classes=replace(classes, extremes={"q": np.full_like(classes.extremes["q"], np.nan)}),
    )
    return refuses(lambda: let_through(spoiled, drawn.plan, CUSTOMERS))()


HEADS_OFF = shortens(exposed(), "y=y", Depth.FREEZE)
SHORT = shortens(regions(n=60, s=40, e=20), "region=s")
SMALL = hides(regions(n=60, s=7), "region=n")
SPOILED_JOINT = {"b": replace(admitted.JOINT, people=np.full((3, 3), 40))}

MUTATIONS: Mapping[str, Mutation] = {
    "another plan": Mutation(admission, "_wrong_plan", lambda *_: None, admits(study="other")),
    "tables": Mutation(admission, "_tables", nothing, counted(n=np.array([20, 20, 0, 0]))),
    "counts": Mutation(admission, "_are_counts", always, counted(n=np.array([20, 20, 0, 0]))),
    "a count": Mutation(admission, "_is_count", always, admits(rows=85.5)),
    "whole counts": Mutation(admission, "_are_whole", always, counted(aside=np.array([-1]))),
    "bases": Mutation(admission, "_classes", nothing, counted(n=np.array([11, 10, 10, 10]))),
    "classes": Mutation(
        admission, "_fits", always, admits(classes=admitted.NO_CLASSES["fractions of people"])
    ),
    "scores": Mutation(
        admission, "_summaries", nothing, admits(summaries={("unknown", EVERYONE): Summary(1.0, 1.0)})
    ),
    "batteries": Mutation(admission, "_joints", nothing, admits(joints={"c": admitted.JOINT})),
    "a covariance": Mutation(admission, "_is_covariance", always, admits(joints=SPOILED_JOINT)),
    "finite numbers": Mutation(
        admission,
        "_are_finite",
        always,
        admits(moments=replace(admitted.MOMENTS, mean=np.full(5, np.nan))),
    ),
    "spreads": Mutation(admission, "_spreads", nothing, refuses_a_spread_of_another_size),
    "overlaps": Mutation(
        admission, "_overlaps", nothing, admits(overlaps={("unknown", EVERYONE): Overlap(1.0, 1.0, 50, 10)})
    ),
    "moments": Mutation(
        admission, "_moments", nothing, admits(moments=replace(admitted.MOMENTS, variables=("q", "s")))
    ),
    "the spread of a question": Mutation(contents, "_is_of", always, tells_no_error_of_few_clusters),
    "those who answered both": Mutation(admission, "_are_of_both", always, refuses_more_than_answered_one),
    "pairs of questions": Mutation(pairs, "_are_few_apart", never, covers_no_one_person),
    "what pairs tell": Mutation(pairs._Sight, "tells_few", never, covers_no_one_person),
    "what a pair tells": Mutation(pairs._Sight, "_tells_few", never, covers_no_one_person),
    "what a pair tells already": Mutation(pairs._Sight, "_is_of", always, covers_no_one_person),
    "what a battery shows": Mutation(pairs._Sight, "_is_full", never, covers_no_one_person),
    "all combinations of pairs": Mutation(pairs._Sight, "_are_few", never, covers_no_ring),
    "batteries told apart": Mutation(
        gate, "told_apart", lambda aggregates, *_: aggregates.joints.keys(), covers_no_one_person
    ),
    "alike on a grid": Mutation(admission, "_alike", nothing, refuses_more_than_a_line),
    "enough alike": Mutation(contents, "_is_told", always, lambda: straight.released(199, 40).alike == {}),
    "enough more alike": Mutation(Past, "_has_more", always, keeps_the_share_published),
    "enough more": Mutation(Past, "_is_enough", always, keeps_the_covariance_published),
    "enough more in two waves": Mutation(Past, "_may_follow", always, keeps_the_overlap_published),
    "what stands in the way": Mutation(Past, "refusals", nothing, refuses_other_weights),
    "nothing to tell again": Mutation(Past, "refused", nothing, refuses_a_late_reply_alone),
    "another file": Mutation(beside, "_is_otherwise", never, refuses_another_file),
    "a base that rests on answers": Mutation(
        routing.Routes, "_tells", never, hides_a_routed_base(all_said_so())
    ),
    "what it rests on": Mutation(routing, "may_tell", always, hides_a_routed_base(seven_of_the_east())),
    "what it could tell": Mutation(
        routing.Routes,
        "_least",
        lambda *_: Outcome.ONE_NUMBER,
        hides_a_routed_base(seven_of_the_east()),
    ),
    "a base that says all": Mutation(routing, "_says_all", never, hides_a_routed_base(none_was_favourable())),
    "numbers of classes": Mutation(admission, "_are_extremes", always, refuses_numbers_of_no_class),
    "clusters enough": Mutation(gate, "unsure", lambda *_: {}, covers_no_few_clusters),
    "a whole distribution": Mutation(contents, "_is_full", always, covers_no_single_number),
    "clashes": Mutation(gate, "_clashes", nothing, refuses(lambda: again(61, CUSTOMERS))),
    "nothing to show": Mutation(
        ladder, "_has_nothing_to_show", never, hides(Drawn(people(9) + people(40, question="r")))
    ),
    "one same number": Mutation(ladder, "_is_constant", never, hides(numbers(*[30] * 40))),
    "agreement": Mutation(
        ladder, "agree", lambda cells, *_: np.zeros(cells.shape[:-1], bool), hides(Drawn(people(40, "4")))
    ),
    "heights": Mutation(
        search, "height", lambda *_: Outcome.FULL, hides(Drawn(people(9) + people(40, question="r")))
    ),
    "the lowest rung": Mutation(
        ladder, "one_number", lambda *_: Outcome.ONE_NUMBER, hides(Drawn(people(20, "12")))
    ),
    "elimination": Mutation(withholding, "releasable", lambda _, asked, *rest: asked, SHORT),
    "fewer who answered": Mutation(withholding, "still_hold", always, shortens(with_blanks(), "c")),
    "heavy combinations": Mutation(oracle, "_is_heavy", always, hides(ring(9), "z=y", depth=Depth.FREEZE)),
    "a profile": Mutation(policy, "_is_profile", always, refuses(lambda: Policy("customer"))),  # type: ignore[arg-type]
    "proven people": Mutation(
        withdrawal,
        "proven",
        lambda seen, secrets: np.zeros((len(secrets), len(seen.people)), bool),
        HEADS_OFF,
    ),
    "groups told": Mutation(
        withdrawal, "pinned", lambda _, groups: np.zeros(len(groups), bool), takes_something_back
    ),
    "solutions that move": Mutation(
        reconstruction,
        "_spread",
        lambda seen, inside: np.ones((len(inside), len(seen.people)), bool),
        proves_the_one_left,
    ),
    "solutions drawn": Mutation(
        reconstruction,
        "_drawn",
        lambda seen, inside: np.ones((len(inside), len(seen.people)), bool),
        hides(whole_people(), "c=y", FIVE, Depth.FREEZE),
    ),
    "programmes": Mutation(
        reconstruction, "_settled", lambda seen, inside, moving, told: np.ones_like(moving), HEADS_OFF
    ),
    "what moved": Mutation(
        reconstruction,
        "_moved",
        lambda seen, _, inside: np.ones((len(inside), len(seen.people)), bool),
        HEADS_OFF,
    ),
    "a budget overspent": Mutation(spending, "overspent", nothing, warns_of_numbers),
    "something to attack": Mutation(withdrawal, "_tells", never, HEADS_OFF),
    "whole people": Mutation(withdrawal, "_is_few", never, hides(whole_people(), "c=y", FIVE, Depth.FREEZE)),
    "exposed people": Mutation(
        withdrawal, "_exposed", lambda seen, *_: np.zeros(len(seen.people), bool), HEADS_OFF
    ),
    "secrets": Mutation(withdrawal, "secrets_of", nothing, HEADS_OFF),
    "what is shown": Mutation(withholding, "_shown", lambda _, asked, attacks: asked, SMALL),
    "what is released": Mutation(
        withholding,
        "_released",
        lambda _, asked, *rest: asked,
        SHORT,
    ),
    "proofs": Mutation(withholding, "_is_proven", always, states_no_proof),
    "pairs": Mutation(
        withholding,
        "_few_apart",
        lambda vectors, *_: (np.zeros(0, int), np.zeros(0, int)),
        hides(Drawn(people(60, claim="y") + people(6), more=(meeting("claim", "claim = y"),)), "claim"),
    ),
    "nested groups": Mutation(
        withholding,
        "_nested",
        lambda vectors, *_: (np.zeros(0, int), np.zeros(0, int)),
        hides(SPREAD, "claim"),
    ),
    "classes to prove": Mutation(
        oracle, "unproven", lambda _, people, __: people[:0], hides(ring(9), "z=y", depth=Depth.FREEZE)
    ),
}

TWICE = {
    "beside.Past._was": "what was published, taken for withheld, is a secret more; for shown, a number more",
    "kept._fits": "below, with files",
    "modular._Tableau.sieved": "it is all of releasable",
    "search._no_limit": "a run that nobody stops",
    "reconstruction._open": "it only spares programmes: what it closes or leaves open is proven by them",
    "withdrawal._lower": "a rung that does not go down has the same people exposed for ever",
}
"""Verdicts without a line in the two tables, and why."""


@pytest.mark.parametrize("mutation", MUTATIONS.values(), ids=MUTATIONS)
def test_a_verdict_that_is_always_permissive_is_noticed(
    mutation: Mutation, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert mutation.protects()
    monkeypatch.setattr(mutation.room, mutation.function, mutation.instead)
    assert not mutation.protects()


def test_what_is_kept_and_goes_too_high_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert believes_nothing_above_its_height(tmp_path / "sound")
    monkeypatch.setattr(kept, "_fits", always)
    assert not believes_nothing_above_its_height(tmp_path / "spoiled")


def verdicts(package: Path) -> Iterator[str]:
    """``module.function`` of each function of a package that returns a verdict, properties apart."""
    for path in sorted(package.glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        classes = {f"{node.name}.": node.body for node in tree.body if isinstance(node, ast.ClassDef)}
        for prefix, body in {"": tree.body, **classes}.items():
            for node in body:
                if isinstance(node, ast.FunctionDef) and _is_verdict(node):
                    yield f"{path.stem}.{prefix}{node.name}"


def _is_verdict(node: ast.FunctionDef) -> bool:
    is_property = any(ast.unparse(each) == "property" for each in node.decorator_list)
    returned = ast.unparse(node.returns) if node.returns else ""
    return not is_property and any(returned == one or one in _parts(returned) for one in VERDICTS)


def _parts(returned: str) -> list[str]:
    """What a tuple of several things holds."""
    inside = returned.removeprefix("tuple[").removesuffix("]") if returned.startswith("tuple[") else ""
    return inside.split(", ")


def mutated() -> set[str]:
    """``module.function`` as defined, of everything that either table takes out."""
    found = set()
    for mutation in (*test_mutations.MUTATIONS.values(), *MUTATIONS.values()):
        whole = getattr(mutation.room, mutation.function)
        if inspect.isfunction(whole):
            found.add(f"{whole.__module__.rpartition('.')[2]}.{whole.__qualname__}")
    return found


def test_every_verdict_of_the_gate_is_taken_out_once() -> None:
    wanted = set(verdicts(Path(generator.disclosure.__file__).parent))
    assert len(wanted) > 50
    assert wanted - mutated() == TWICE.keys()


def test_a_verdict_that_nobody_takes_out_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("def f() -> bool: ...\ndef g() -> int: ...\n", "utf-8")
    (tmp_path / "two.py").write_text("class C:\n    def h(self) -> tuple[Outcomes, int]: ...\n", "utf-8")
    assert list(verdicts(tmp_path)) == ["one.f", "two.C.h"]


# Outside the gate ---------------------------------------------------------------------------------------


def stands(folder: Path) -> Scenario:
    return refuses(lambda: closings.hold_to_ledger("2026", folder))


def swapped(folder: Path) -> Scenario:
    content, _ = files_of(folder, "2026")
    content.write_text(content.read_text("utf-8") + "\n", "utf-8")
    return stands(folder)


def another_day(folder: Path) -> Scenario:
    (entry,) = closings.read_ledger(folder)
    closings.ledger_file(folder).write_text(closings.dump((replace(entry, on="2031-01-01"),)), "utf-8")
    return stands(folder)


def another_commit(folder: Path) -> Scenario:
    """The last commit, as ``_before`` reads it, knew a wave that the ledger does not."""
    (entry,) = closings.read_ledger(folder)
    gone = replace(entry, wave="2025")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(closings, "committed", lambda _: closings.dump((gone, entry)))
        is_refused = refuses(lambda: closings.read_ledger(folder))()
    return lambda: is_refused and _erased(folder, closings.dump((gone, entry)))


def _erased(folder: Path, before: str) -> bool:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(closings, "committed", lambda _: before)
        return refuses(lambda: closings.read_ledger(folder))()


def reopened(folder: Path) -> Scenario:
    (folder / "locks" / "2026.lock").unlink()
    return stands(folder)


@dataclass(frozen=True)
class Ledger:
    """A rule of the ledger taken out of a study's folder that breaks it."""

    spoil: Callable[[Path], Scenario]
    function: str
    instead: Any


LEDGER = {
    "files that were closed": Ledger(swapped, "_has_its_files", always),
    "the day of a lock": Ledger(another_day, "_stands", always),
    "lines of the last commit": Ledger(another_commit, "_before", nothing),
    "a wave opened again": Ledger(reopened, "_of", lambda *_: []),
}


@pytest.fixture
def closed(tmp_path: Path, root: Path) -> Path:
    """The minimal study's locks, as the repository holds them."""
    return minimal_locks(tmp_path, root)


@pytest.mark.parametrize("rule", LEDGER.values(), ids=LEDGER)
def test_a_rule_of_the_ledger_taken_out_is_noticed(
    closed: Path, rule: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    protects = rule.spoil(closed)
    assert protects()
    monkeypatch.setattr(closings, rule.function, rule.instead)
    assert not protects()


def keeps_a_silence() -> bool:
    return sampling.told_size(*_of(49)) is None


def sees_one_file_twice() -> bool:
    drawn = regions(n=60)
    release = let_through(drawn.aggregates, drawn.plan, CUSTOMERS)
    return bool(TWINS.twins({("a", "2026"): release, ("b", "2026"): release}))


def tells_confusables_apart() -> bool:
    return structure._seen_as("nоrd") == structure._seen_as("nord")


def holds_to_floors() -> bool:
    study, _ = _of(400)
    weak = study.model_copy(update={"privacy": study.privacy.model_copy(update={"min_cell": 2})})
    return bool(list(thresholds.shortfalls(weak)))


AROUND = {
    "R11 a told size": Mutation(sampling, "silence_told", lambda _: 0, keeps_a_silence),
    "V04 twins": Mutation(TWINS, "twins", lambda _: (), sees_one_file_twice),
    "S14 confusables": Mutation(structure, "_LOOKS_LATIN", {}, tells_confusables_apart),
    "V01 floors": Mutation(thresholds, "shortfalls", nothing, holds_to_floors),
}


@pytest.mark.parametrize("mutation", AROUND.values(), ids=AROUND)
def test_what_keeps_promises_around_the_gate_is_noticed(
    mutation: Mutation, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert mutation.protects()
    monkeypatch.setattr(mutation.room, mutation.function, mutation.instead)
    assert not mutation.protects()


def test_a_refusal_is_what_every_scenario_is_about() -> None:
    """A scenario that raised anything else would be a fault of the test, not a rule that stands."""
    with pytest.raises(ZeroDivisionError):
        refuses(lambda: 1 // 0)()
    assert refuses(_refusal)()


def _refusal() -> None:
    raise Refused([])
