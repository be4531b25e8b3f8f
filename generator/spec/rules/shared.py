"""What must be true of the client's shared file."""

from collections.abc import Iterator

from generator.errors import Diagnostic
from generator.spec.models import Shared
from generator.spec.persons import person_in
from generator.spec.sources import Sources
from generator.spec.symbols import unknown


def check_shared(shared: Shared, sources: Sources) -> Iterator[Diagnostic]:
    """S04 and Q02 for scales, S06 for persons."""
    yield from _scales(shared, sources)
    for path, text in sources.scalars():
        found = person_in(text)
        if found is not None:
            yield Diagnostic(found[0].code, sources.locate(path, found[1]))


def _scales(shared: Shared, sources: Sources) -> Iterator[Diagnostic]:
    for name, scale in shared.scales.items():
        for side in ("positive", "negative"):
            for index, code in enumerate(getattr(scale, side)):
                if code not in scale.labels:
                    error = unknown(code, "code", scale.labels)
                    place = sources.locate(("scales", name, side, index))
                    yield Diagnostic(error.code, place, error.values, sources.excerpt(place))
        for index, code in enumerate(scale.negative):
            if code in scale.positive:
                place = sources.locate(("scales", name, "negative", index))
                yield Diagnostic("Q02.sides", place, {"scale": name, "code": code}, sources.excerpt(place))
        for code in scale.missing:
            if code in scale.labels:
                place = sources.locate_key(("scales", name, "missing", code))
                values = {"question": name, "code": code}
                yield Diagnostic("Q02.overlap", place, values, sources.excerpt(place))
