"""What a score counts, in words: the first sentence under a headline."""

from generator.pages.reader import Reader
from generator.spec.measures import YES, Measure
from generator.spec.models import IndicatorKind
from generator.spec.scores import Score


def formula(reader: Reader, score: Score) -> str:
    """« Part de « Plutôt satisfait » et « Tout à fait satisfait » : « Obtenir un devis ». »"""
    # What people answered, not what the indicator is called: « parmi ceux qui ont répondu à … ».
    asked = reader.plan.measure[score.measure].label if score.measure else score.label
    voice, label = reader.voice, reader.voice.quoted(asked)
    match score.kind:
        case IndicatorKind.TOP_BOX | IndicatorKind.BOTTOM_BOX | IndicatorKind.SHARE:
            return _share(reader, score, label)
        case IndicatorKind.MEAN_OF:
            parts = [voice.quoted(reader.plan.score[part].label) for part in score.parts]
            return voice.say("formula.mean_of", label=label, parts=voice.spell(parts))
        case IndicatorKind.MEAN | IndicatorKind.MEDIAN:
            return voice.say(f"formula.{score.kind.value}", label=label, scale=_scale(reader, score))
        case IndicatorKind.NPS | IndicatorKind.NET | IndicatorKind.FIRST_CHOICE:
            return voice.say(f"formula.{score.kind.value}", label=label)


def _share(reader: Reader, score: Score, label: str) -> str:
    measure = reader.plan.measure[score.measure or ""]
    counted = [code for code in measure.codes if (score.values or {}).get(code.id)]
    if [code.id for code in counted] == [YES] and measure.item is not None:
        return reader.voice.say("formula.chosen", label=label)
    if all(code.id == code.label for code in counted):
        points = reader.voice.spell([code.label for code in counted])
        last = measure.codes[-1].label
        return reader.voice.say("formula.points", label=label, points=points, last=last, count=len(counted))
    answers = reader.voice.spell([reader.voice.quoted(code.label) for code in counted])
    return reader.voice.say("formula.answers", label=label, answers=answers)


def _scale(reader: Reader, score: Score) -> str:
    """« , de 1 à 5 »; nothing for a quantity, whose unit stands after its number."""
    measure: Measure = reader.plan.measure[score.measure or ""]
    if not measure.values:
        return ""
    low, high = (reader.voice.printer.number(f(measure.values.values())) for f in (min, max))
    return reader.voice.say("formula.scale", low=low, high=high)
