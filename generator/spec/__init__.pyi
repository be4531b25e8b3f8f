"""The doors of this room: each name, and where it is."""

from .load import Workspace as Workspace
from .load import load as load
from .load import stopped as stopped
from .models import Study as Study
from .paths import FOLDER as FOLDER
from .plan import Plan as Plan
from .plan import plan_of as plan_of
from .symbols import Symbols as Symbols
