"""The study language: files become a frozen ``Study`` and the plan of what it may publish."""

from generator.spec.folders import FOLDER
from generator.spec.load import Workspace, load, stopped
from generator.spec.models import Study
from generator.spec.plan import Plan, plan_of
from generator.spec.symbols import Symbols

__all__ = ["FOLDER", "Plan", "Study", "Symbols", "Workspace", "load", "plan_of", "stopped"]
