"""A study of two waves as its author writes it, and the ways it may be changed."""

import shutil
from pathlib import Path

from generator.release import METHOD, Certificate, Release, dump, sealed
from generator.spec.folders import read_shared, read_study
from generator.spec.models import Study
from generator.spec.plan import plan_of

SHARED = """\
spec: 1
client: Client
owner: Client
roles:
  dg: {label: Direction, level: direction}
scales:
  satisfaction3:
    labels: {1: Non, 2: Moyen, 3: Oui}
    positive: [3]
    missing: {9: Non concerné}
  unused: {labels: {a: A, b: B}}
"""

SPEC = """\
spec: 1
id: cx
title: Une étude
kind: survey
audience: customer
objective: Décider.
readiness: {decision_still_open: yes, room_to_act: yes, ready_for_bad_news: yes, strategy_clear: yes}
segments:
  region: {column: region, levels: {s: Sud, n: Nord}}
  age: {column: age_ans, cuts: {jeune: "< 30", autre: ">= 30"}}
crossings: [[region, age]]
questions:
  q_nps:
    type: nps
    text: "Recommanderiez-vous : oui ou non ?"
  q_moments:
    type: grid
    scale: satisfaction3
    text: Satisfait ?
    items: {suivi: Être informé, contact: Nous joindre}
    versions:
      2025: {items: {suivi: Avoir des nouvelles}, series: break, why: Plus clair.}
  q_sujet:
    type: single
    text: Quel sujet ?
    options: {b: B, a: A}
    ask_if: q_nps > 6
    sensitive: yes
  q_neuf: {type: scale, scale: satisfaction3, text: Une question neuve, asked_in: [2026]}
indicators:
  sat: {kind: top_box, of: q_moments}
  nps: {kind: nps, of: q_nps}
  neuf: {kind: top_box, of: q_neuf}
priorities:
  rule: importance_performance
  over: sat
  importance: {method: shapley, outcome: q_nps}
  performance: sat
waves:
  2025: {field: 2025-03-03/2025-03-23, mode: web, data: data/2025.csv}
  2026: {field: 2026-03-02/2026-03-22, mode: web, data: data/2026.csv}
privacy: {promised: 10, redact: [noms, lieux]}
gdpr:
  controller: Client
  purpose: Améliorer
  legal_basis: intérêt légitime
  people: Clients
  data: [opinions]
  recipients: [Direction]
  transfers: none
  keep: {until: 2027-09-30, then: delete}
  notice: notices/n.md
  contact: dpo@client.example
  security: [Chiffrement]
method_notice: {sponsor: Client, fieldwork_by: Cabinet}
"""


PROMISES = """\
decisions:
  effort: {ask: Sur quoi porter l'effort, kind: fix, decider: dg, due: 2026-09-30}
findings:
  lent: {says: Le suivi est lent., decision: effort, verdict: improve, by: dg}
actions:
  sms: {what: Un SMS, from: [lent], owner: dg, due: 2026-12-15, horizon: quick}
gdpr:
"""
"""What takes the place of ``gdpr:`` in a study that has told its readers something."""


def write_study(root: Path, *changes: tuple[str, str]) -> Study:
    """The study in ``root``, after replacing texts of its two files; gives what the loader reads."""
    folder = root / "studies" / "cx"
    folder.mkdir(parents=True, exist_ok=True)
    shared, spec = SHARED, SPEC
    for old, new in changes:
        if old not in shared + spec:
            raise ValueError(f"nothing to change: {old}")
        shared, spec = shared.replace(old, new), spec.replace(old, new)
    (root / "studies" / "_shared.yml").write_text(shared, "utf-8")
    (folder / "study.yml").write_text(spec, "utf-8")
    reading = read_study(folder, read_shared(root))
    if reading.study is None:
        raise ValueError(reading.problems)
    return reading.study


def release_of(study: Study, wave: str) -> Release:
    """A release of a wave in which every table is missing: locks look at its certificate alone."""
    certificate = Certificate("0.1.0", METHOD, plan_of(study).digest, {}, (), "d" * 64, "")
    release = Release(study.id, wave, 40, None, False, {}, {}, None, certificate)
    return Release(study.id, wave, 40, None, False, {}, {}, None, sealed(certificate, dump(release)[0]))


def minimal_locks(tmp_path: Path, root: Path) -> Path:
    """A folder of the minimal study with its locks as the repository holds them, and nothing else."""
    folder = tmp_path / "studies" / "minimal"
    shutil.copytree(root / "studies" / "minimal" / "locks", folder / "locks")
    return folder
