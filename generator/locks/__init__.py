"""Locks: what was fixed for a wave before its answers, and what has changed since."""

from generator.locks.changes import Change
from generator.locks.closings import Entry, append, entry_of, hold_to_ledger, interrupted, read_ledger
from generator.locks.coming import changes_undecided, is_to_come, next_lock, settled
from generator.locks.comparison import closed_release, compare_with_lock, differences, holds, problems
from generator.locks.files import lock_file, parse, read_lock, write_lock
from generator.locks.instrument import PARTS
from generator.locks.keeping import kept, overdue, until_of
from generator.locks.late import amended_data, is_said, reopens
from generator.locks.lock import Closing, Lock, closed, lock_of
from generator.locks.promises import promised, remembering, vanished
from generator.locks.telling import SECTIONS, State, Told, state_in, state_of, tell
from generator.locks.twins import twins, twins_told

__all__ = [
    "PARTS",
    "SECTIONS",
    "Change",
    "Closing",
    "Entry",
    "Lock",
    "State",
    "Told",
    "amended_data",
    "append",
    "changes_undecided",
    "closed",
    "closed_release",
    "compare_with_lock",
    "differences",
    "entry_of",
    "hold_to_ledger",
    "holds",
    "interrupted",
    "is_said",
    "is_to_come",
    "kept",
    "lock_file",
    "lock_of",
    "next_lock",
    "overdue",
    "parse",
    "problems",
    "promised",
    "read_ledger",
    "read_lock",
    "remembering",
    "reopens",
    "settled",
    "state_in",
    "state_of",
    "tell",
    "twins",
    "twins_told",
    "until_of",
    "vanished",
    "write_lock",
]
