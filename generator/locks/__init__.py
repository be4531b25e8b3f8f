"""Locks: what was fixed for a wave before its answers, and what has changed since."""

from generator.locks.comparison import Change, closed_release, compare_with_lock, differences, problems
from generator.locks.files import lock_file, parse, read_lock, write_lock
from generator.locks.lock import Closing, Lock, closed, lock_of
from generator.locks.promises import promised, remembering, vanished

__all__ = [
    "Change",
    "Closing",
    "Lock",
    "closed",
    "closed_release",
    "compare_with_lock",
    "differences",
    "lock_file",
    "lock_of",
    "parse",
    "problems",
    "promised",
    "read_lock",
    "remembering",
    "vanished",
    "write_lock",
]
