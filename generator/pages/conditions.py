"""Conditions in words: who was asked, told with the questions and answers as people read them."""

from generator.pages.voice import Voice
from generator.spec.language import And, Filter, In, Not, Op, Or, Range, Test, Value
from generator.spec.measures import measures_of
from generator.spec.models import Study

_WORDS = {Op.EQ: "eq", Op.NE: "ne", Op.LT: "lt", Op.LE: "le", Op.GT: "gt", Op.GE: "ge"}


def told(study: Study, condition: Filter, voice: Voice) -> str:
    """A condition as the end of « posée si … »: « Avez-vous déclaré un sinistre ? » vaut « Oui »."""
    match condition:
        case Test(name=name, op=op, value=value):
            key = f"condition.{_WORDS[op]}"
            return voice.say(key, name=_name(study, name, voice), value=_value(study, name, value, voice))
        case In(name=name, values=values):
            among = voice.spell([_value(study, name, value, voice) for value in values], "or")
            return voice.say("condition.in", name=_name(study, name, voice), values=among)
        case Not(part=part):
            return voice.say("condition.not", part=told(study, part, voice))
        case And(parts=parts):
            return voice.spell([_nested(study, part, voice) for part in parts])
        case Or(parts=parts):
            return voice.spell([_nested(study, part, voice) for part in parts], "or")


def _nested(study: Study, part: Filter, voice: Voice) -> str:
    text = told(study, part, voice)
    return f"({text})" if isinstance(part, And | Or) else text


def _name(study: Study, name: str, voice: Voice) -> str:
    """What people read: the question, the line of a grid, or the label of a segment."""
    question, _, item = name.partition(".")
    if name in study.segments:
        return voice.quoted(study.segments[name].label or name)
    asked = study.questions.get(question)
    if asked is None:
        return voice.quoted(name)
    return voice.quoted(asked.items[item].text if item in asked.items else asked.text)


def _value(study: Study, name: str, value: Value | Range, voice: Voice) -> str:
    if isinstance(value, Range):
        return voice.say("condition.range", low=_number(value.low, voice), high=_number(value.high, voice))
    label = _labels(study, name).get(value.text)
    if label is not None:
        return voice.quoted(label)
    return voice.quoted(value.text) if value.number is None else _number(value.number, voice)


def _number(value: float, voice: Voice) -> str:
    return voice.printer.number(value, 0 if value.is_integer() else 1)


def _labels(study: Study, name: str) -> dict[str, str]:
    """The label of each code of a segment or a question."""
    if name in study.segments:
        segment = study.segments[name]
        return {**segment.levels, **segment.labels}
    codes = (code for m in measures_of(study) if m.id == name for code in (*m.codes, *m.missing))
    return {code.id: code.label for code in codes}
