"""The same answers under other groups, each of them a union of groups that were read; or fewer of them."""

from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np

from generator.data.responses import Responses


def regrouped(responses: Responses, parts: Mapping[str, tuple[str, ...]]) -> Responses:
    """The answers with one group for each of ``parts``: all who are in any of the groups it names."""
    known = responses.groups
    groups = {name: np.logical_or.reduce([known[part] for part in of]) for name, of in parts.items()}
    return replace(responses, groups=groups)


def narrowed(responses: Responses, measures: Collection[str]) -> Responses:
    """The answers to some measures only."""
    codes = {name: given for name, given in responses.codes.items() if name in measures}
    numbers = {name: given for name, given in responses.numbers.items() if name in measures}
    return replace(responses, codes=codes, numbers=numbers)
