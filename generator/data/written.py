"""The text that a number of a file stands for, where a file keeps codes as numbers."""

_EXACT = 2.0**53


def text_of(number: float) -> str:
    """A whole number without point, any other as Python writes it: ``5.0`` is the code 5."""
    is_whole = float(number).is_integer() and abs(number) <= _EXACT
    return str(int(number)) if is_whole else repr(float(number))
