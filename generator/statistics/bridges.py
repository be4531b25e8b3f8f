"""A bridge measured in a wave that asked both wordings of a question of the same people."""

from math import sqrt

from generator.spec.plan import Term
from generator.spec.scores import Score
from generator.spec.series import Link, twin, wordings
from generator.statistics.intervals import z_quantile
from generator.statistics.means import Means
from generator.statistics.passage import Bridge


def measured(means: Means, level: float, score: Score, link: Link) -> Bridge | None:
    """What the later wording adds to the earlier, in the figure's unit; None where that is not released.

    With the covariance of the two as it was released, else as if two groups of people had answered:
    opinions of one person go together, so the interval is then too wide rather than too narrow. The
    offset is added to others as if measured apart from them, which is wider too where it was not.
    """
    wave = link.overlap.wave if link.overlap else ""
    names = wordings(means.study, link, score.measure or "")
    earlier, later = (
        score if name == score.measure else twin(means.plan.scores, score, name) for name in names
    )
    if earlier is None or later is None:
        return None
    then, now = (means.of(Term(one.id), wave) for one in (earlier, later))
    if then is None or now is None:
        return None
    variance = means.variance_between(Term(later.id), Term(earlier.id), wave)
    apart = None if then.variance is None or now.variance is None else then.variance + now.variance
    error = sqrt((apart if variance is None else variance) or 0.0)
    is_apart = variance is None and apart is not None
    return Bridge(now.value - then.value, z_quantile((1 + level) / 2) * error, True, is_apart)
