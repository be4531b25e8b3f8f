"""The account of a study's protection, written for an author or for a machine."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from generator.protection import Account
from generator.release import Proof, attackers
from generator.statistics.withheld import Family, Tally
from generator.words import Formatter, Lang, say, spell, typeset


def facts(account: Account) -> dict[str, Any]:
    """The account of one wave, as JSON has it."""
    certificate = account.release.certificate
    return {
        "study": account.release.study,
        "wave": account.release.wave,
        "closed": account.is_closed,
        "tables": {"plan": _counts(account.total), "without_crossings": _counts(account.plain)},
        "families": {family.value: count for family, count in account.families.items()},
        "not_told_everywhere": [{"segment": held.segment, "levels": held.levels} for held in account.held],
        "answers": account.has_answers,
        "merges": [
            {"segment": merge.segment, "levels": merge.levels, "questions": merge.questions}
            for merge in account.merges
        ],
        "drops": [{"crossing": drop.crossing, "tables": drop.tables} for drop in account.drops],
        "certificate": {
            "tool": certificate.tool,
            "method": certificate.method,
            "policy": certificate.policy,
            "rules": certificate.rules,
            "attackers": [attacker.value for attacker in attackers(certificate)],
            "proof": asdict(certificate.proof) if certificate.proof else None,
            "data": certificate.data,
            "content": certificate.content,
        },
    }


def _counts(tally: Tally) -> dict[str, int]:
    return {
        "asked": tally.asked,
        "published": tally.shown,
        "full": tally.full,
        "one_number": tally.one_number,
        "withheld": tally.withheld,
    }


def lines(account: Account, lang: Lang) -> Iterator[str]:
    """The account of one wave, a line at a time, in the typography of its language."""
    said = (line for part in (_head, _less, _more, _certificate) for line in part(account, lang))
    return (typeset(lang, line) if line.strip() else "" for line in said)


def _head(account: Account, lang: Lang) -> Iterator[str]:
    yield say(lang, "privacy.title", study=account.study.title, wave=account.release.wave)
    yield say(lang, "privacy.asked", count=account.total.asked)
    yield ""
    yield from _table(account, lang)


def _table(account: Account, lang: Lang) -> Iterator[str]:
    columns, form = ("asked", "shown", "full", "one_number", "withheld"), Formatter(lang)
    rows = [[""] + [say(lang, f"privacy.column.{name}") for name in columns]]
    for name, tally in (("total", account.total), ("plain", account.plain)):
        rows.append([say(lang, f"privacy.row.{name}"), *map(form.number, _counts(tally).values())])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for head, *cells in rows:
        numbers = [cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True)]
        yield "  ".join([head.ljust(widths[0]), *numbers])


def _less(account: Account, lang: Lang) -> Iterator[str]:
    if account.families:
        yield from ("", say(lang, "privacy.families"))
        for family, count in account.families.items():
            yield f"  {Formatter(lang).number(count)}  {say(lang, f'privacy.family.{family.value}')}"
    if account.held:
        yield from ("", say(lang, "privacy.held"))
        for held in account.held:
            levels = _quoted(held.levels, lang)
            yield f"  {say(lang, 'privacy.held_line', segment=held.segment, levels=levels)}"


def _more(account: Account, lang: Lang) -> Iterator[str]:
    if Family.PEOPLE not in account.families:
        yield from ("", say(lang, "privacy.whole"))
        return
    yield from ("", say(lang, "privacy.freed"))
    yield from (f"  {line}" for line in _offers(account, lang))


def _offers(account: Account, lang: Lang) -> Iterator[str]:
    if not account.has_answers:
        yield say(lang, "privacy.gone")
        return
    for merge in account.merges:
        levels = _quoted(merge.levels, lang)
        yield say(lang, "privacy.merge", segment=merge.segment, levels=levels, count=merge.questions)
    for drop in account.drops:
        yield say(lang, "privacy.drop", crossing=drop.crossing, count=drop.tables)
    yield say(lang, "privacy.preview" if account.merges or account.drops else "privacy.nothing")


def _certificate(account: Account, lang: Lang) -> Iterator[str]:
    certificate = account.release.certificate
    state = "closed" if account.is_closed else "open"
    named = [say(lang, f"pages.certificate.attacker.{one.value}") for one in attackers(certificate)]
    threshold = "coalition" if int(certificate.policy["coalition"]) else "threshold"
    yield ""
    yield f"{say(lang, 'privacy.certificate.title')} ({say(lang, f'privacy.certificate.{state}')})"
    for key, values in (
        ("tool", {"tool": certificate.tool, "method": certificate.method}),
        (threshold, {"n": certificate.policy["min_base"]}),
        ("rules", {"rules": " ".join(sorted(certificate.rules, key=_in_order))}),
        ("attackers", {"attackers": spell(lang, named)}),
        ("data", {"hash": certificate.data[:12]}),
        ("content", {"hash": certificate.content[:12]}),
    ):
        yield f"  {say(lang, f'privacy.certificate.{key}', **values)}"
    for key, stated in _depth(certificate.proof):
        yield f"  {say(lang, f'privacy.certificate.{key}', **stated)}"


def _depth(proof: Proof | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """How far the proofs went; a certificate of an older method does not say."""
    if proof is None:
        return
    yield "covered", {"covered": proof.covered, "questions": proof.questions}
    yield f"attack.{proof.attack.value}", {}
    yield "accomplices", {"coalition": proof.coalition, "accomplices": proof.accomplices}
    yield "search", {"search": proof.search}


def _in_order(rule: str) -> tuple[int, str]:
    return int(rule.removeprefix("R").partition("-")[0]), rule


def _quoted(labels: tuple[str, ...], lang: Lang) -> str:
    return spell(lang, [say(lang, "privacy.quoted", label=label) for label in labels])
