"""The client and the skeleton that the small drawn studies of several rooms have in common.

A room adds the sections that its tests are about: questions, waves, what was promised.
"""

from typing import Any

CLIENT: dict[str, Any] = {
    "spec": 1,
    "client": "Mutuelle Tilia",
    "owner": "Mutuelle Tilia",
    "roles": {"dg": {"label": "Direction générale", "level": "direction"}},
    "scales": {
        "satisfaction5": {
            "labels": {str(point): f"{point} sur 5" for point in range(1, 6)},
            "positive": ["4", "5"],
            "negative": ["1", "2"],
            "missing": {"9": "Non concerné"},
        }
    },
}
FRAME: dict[str, Any] = {
    "spec": 1,
    "id": "essai",
    "title": "Étude d'essai",
    "kind": "survey",
    "audience": "customer",
    "objective": "Essayer.",
    "readiness": dict.fromkeys(
        ("decision_still_open", "room_to_act", "ready_for_bad_news", "strategy_clear"), True
    ),
    "gdpr": {
        "controller": "Mutuelle Tilia",
        "purpose": "Améliorer le service",
        "legal_basis": "intérêt légitime",
        "people": "Sociétaires",
        "data": ["opinions"],
        "recipients": ["Direction"],
        "transfers": "none",
        "keep": {"until": "2030-01-01", "then": "delete"},
        "notice": "notices/information.md",
        "contact": "dpo@tilia.example",
        "security": ["Chiffrement"],
    },
    "method_notice": {"sponsor": "Mutuelle Tilia", "fieldwork_by": "Cabinet conseil"},
}
REGIONS: dict[str, Any] = {"region": {"column": "region", "levels": {"nord": "Nord", "sud": "Sud"}}}
