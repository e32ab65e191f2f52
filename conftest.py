"""Each lesson that runs as a test begins with an empty workbook of its own, whatever ran before it."""

import os
import tempfile
from pathlib import Path

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    if item.path.suffix == ".ipynb" and item.name.endswith("Cell 0"):
        os.environ["BETWEEN_GIANTS_WORKBOOK"] = str(
            Path(tempfile.mkdtemp(prefix="between-giants-")) / "workbook.json"
        )
