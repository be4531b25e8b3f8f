"""What a refusal carries, and how the command then ends."""

import pytest

from generator.errors import Diagnostic, ExitCode, Position, Refused

AUTHOR = Diagnostic("S02", Position("b.yml", 2, 1), {"id": "a", "folder": "b"})
DATA = Diagnostic("D12", Position("a.csv"))
PRIVACY = Diagnostic("V13", None, {"wave": "2026", "study": "x"})
WARNING = Diagnostic("D20", Position("a.yml", 1, 1), {"question": "q", "wave": "2026"})


@pytest.mark.parametrize(
    ("problems", "code"),
    [
        ([AUTHOR], ExitCode.AUTHOR),
        ([AUTHOR, DATA], ExitCode.DATA),
        ([PRIVACY, DATA, AUTHOR], ExitCode.PRIVACY),
        ([WARNING, AUTHOR], ExitCode.AUTHOR),
        ([], ExitCode.AUTHOR),
    ],
)
def test_the_gravest_problem_decides(problems: list[Diagnostic], code: ExitCode) -> None:
    assert Refused(problems).exit_code is code


def test_problems_come_by_file_and_line() -> None:
    later = Diagnostic("S02", Position("b.yml", 10, 1), {"id": "a", "folder": "b"})
    assert Refused([later, AUTHOR, DATA, PRIVACY]).diagnostics == (PRIVACY, DATA, AUTHOR, later)


def test_its_text_gives_places_and_codes_only() -> None:
    assert str(Refused([AUTHOR, DATA])) == "a.csv D12; b.yml:2:1 S02"
