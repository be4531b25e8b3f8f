"""The same counts in portable SQL, straight from the file: GROUP BY for each question and segment.

It shares nothing with the engine but the names of columns: no reader, no codes, no packs, no loops.
"""

from collections.abc import Mapping, Sequence

import duckdb

from generator.spec.models import Study

Cell = tuple[str, str, str]
"""Question, group, answer as the file writes it."""
Sums = tuple[int, float, float]

_ONE = """
SELECT '{question}' AS question, '{group}' AS family, {level} AS level, {question} AS answer,
       COUNT(*) AS n, SUM(CAST(poids AS DECIMAL(18, 9))) AS w,
       SUM(CAST(poids AS DECIMAL(18, 9)) * CAST(poids AS DECIMAL(18, 9))) AS w2
FROM answers WHERE {question} IS NOT NULL AND {question} <> '' GROUP BY {question}, {level}"""


def statement(study: Study, questions: Sequence[str]) -> str:
    """One SELECT for each question in each segment, and in everyone; weights are exact decimals."""
    families = {"all": "''", **{name: segment.column or name for name, segment in study.segments.items()}}
    return " UNION ALL ".join(
        _ONE.format(question=question, group=group, level=level)
        for question in questions
        for group, level in families.items()
    )


def counted(file: str, study: Study, questions: Sequence[str]) -> Mapping[Cell, Sums]:
    """n, Σw and Σw² of every cell of a CSV file."""
    with duckdb.connect() as connection:
        connection.execute(f"CREATE VIEW answers AS SELECT * FROM read_csv('{file}', all_varchar = true)")
        rows = connection.execute(statement(study, questions)).fetchall()
    return {
        (question, family if family == "all" else f"{family}={level}", answer): (n, float(w), float(w2))
        for question, family, level, answer, n, w, w2 in rows
    }
