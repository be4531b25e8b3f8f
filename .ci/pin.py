"""Prints the exact version of everything Boussole installs, tests included, as a constraints file."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

# Debian 12's. A newer patch release than the oldest that is promised picks packages that refuse it:
# pymdown-extensions 13 asks for 3.11.5.
OLDEST_PYTHON = "3.11.2"
HEADER = f"""\
# The exact version of everything that is installed, tests included.
# Regenerate with `make constraints`, which resolves for Python {OLDEST_PYTHON} whatever runs it.\
"""


def main() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["test"]
    resolve = [sys.executable, "-m", "pip", "install", "--quiet", "--quiet", "--dry-run", "--report", "-"]
    # Pip resolves for another Python only when told where not to install, and to build nothing.
    resolve += ["--python-version", OLDEST_PYTHON, "--only-binary", ":all:", "--target", "build/nowhere"]
    report = json.loads(subprocess.run([*resolve, *wanted], check=True, capture_output=True).stdout)
    pins = [
        f"{package['metadata']['name']}=={package['metadata']['version']}" for package in report["install"]
    ]
    print(HEADER, *sorted(pins, key=str.lower), sep="\n")


main()
