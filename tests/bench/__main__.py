"""Runs every benchmark of this folder: each ``bench_<subject>.py`` offers a ``main()`` that prints ratios."""

import importlib
from pathlib import Path


def benchmarks() -> list[str]:
    """Names of the benchmark modules found beside this file."""
    return sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))


def main() -> None:
    """List what was found, then run it."""
    names = benchmarks()
    print(f"{len(names)} benchmarks: {', '.join(names)}" if names else "No benchmark yet in tests/bench/")
    for name in names:
        print(f"\n{name}")
        importlib.import_module(f"tests.bench.{name}").main()


if __name__ == "__main__":
    main()
