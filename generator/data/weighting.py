"""The weight of each respondent: given, raked, or none."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from generator.data.conditions import Known
from generator.data.margins import Margins
from generator.data.raking import Unreachable, Unsettled, rake
from generator.data.recoding import Recoded
from generator.data.responses import Floats
from generator.data.sampled import Calibration
from generator.errors import Diagnostic, Refused
from generator.spec.models import Study


@dataclass(frozen=True, eq=False)
class Weighted:
    """Weights of mean 1 when they are raked, as given otherwise; None when everyone counts once."""

    weights: Floats | None
    warnings: tuple[Diagnostic, ...] = ()
    calibration: Calibration | None = None
    """The margins that raked weights were brought to."""


def weigh(study: Study, recoded: Recoded, segments: Mapping[str, Known], margins: Margins | None) -> Weighted:
    """The weights of a wave.

    Raises:
        Refused: D21, the margins cannot be reached together; D22, one of their levels is empty.
    """
    given = None if recoded.weight is None else recoded.weight.numbers
    if margins is None:
        return Weighted(given)
    base = np.ones(recoded.rows) if given is None else given / given.mean()
    levels = {name: segments[name].codes for name in margins.shares}
    totals = {name: np.array(shares) * recoded.rows for name, shares in margins.shares.items()}
    trim = study.weighting.trim if study.weighting else None
    try:
        raking = rake(levels, totals, base, trim)
    except Unreachable as empty:
        values = {"segment": empty.margin, "level": list(segments[empty.margin].labels)[empty.level]}
        raise Refused([Diagnostic("D22", margins.stated, values)]) from None
    except Unsettled as unsettled:
        raise Refused([Diagnostic("D21.trim" if unsettled.is_trimmed else "D21", margins.stated)]) from None
    partial = [name for name, codes in levels.items() if (codes < 0).any()]
    warnings = [Diagnostic("D24", margins.stated, {"segment": name}) for name in partial]
    return Weighted(raking.weights, tuple(warnings), Calibration(levels, base))
