"""The doors of this room: each name, and where it is."""

from .comparing import Compared as Compared
from .comparing import Figure as Figure
from .comparing import compare as compare
from .forms import Report as Report
from .proofs import Proof as Proof
from .proofs import Scene as Scene
from .proofs import Standing as Standing
from .proofs import limits as limits
from .proofs import refusals as refusals
from .proofs import scene_of as scene_of
from .proofs import verify as verify
from .report import REPORTS as REPORTS
from .sides import Side as Side
from .sides import side_of as side_of
