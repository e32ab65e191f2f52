"""The style of the house, as pyproject.toml sets it: formatted and linted by ruff, types checked by mypy."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "command, mend",
    [
        ("ruff format --check .", "Run `ruff format .` in the project's folder and commit what it changes."),
        (
            "ruff check --output-format concise .",
            "Mend what ruff names below; `ruff check --fix .` does what is safe by itself.",
        ),
        pytest.param(
            "mypy",
            "Mend the types that mypy names below; `mypy` in the project's folder says when all is well.",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_the_code_keeps_the_style_that_is_stored(command, mend):
    done = subprocess.run(
        [sys.executable, "-P", "-m", *command.split()], cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode:
        pytest.fail(f"{mend}\n\n{done.stdout}{done.stderr}", pytrace=False)
