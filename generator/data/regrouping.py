"""The same answers under other groups, each of them a union of groups that were read."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from generator.data.responses import Responses


def regrouped(responses: Responses, parts: Mapping[str, tuple[str, ...]]) -> Responses:
    """The answers with one group for each of ``parts``: all who are in any of the groups it names."""
    known = responses.groups
    groups = {name: np.logical_or.reduce([known[part] for part in of]) for name, of in parts.items()}
    return replace(responses, groups=groups)
