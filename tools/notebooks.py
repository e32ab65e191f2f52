"""Re-run the lessons from an empty workbook and save them in the form in which they are committed.

Usage: python3 start.py save [NUMBER ...] [--check]

--check writes nothing and says which lesson would change. Pictures are compared by their words: another
version of the font library draws the same chart with other bytes. A cell that fails stops with the cell and
its message.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from tools.canonical import canonical
from tools.clean_copies import begins, lesson_files


def executed(path: Path, seconds: int = 120, settings: Mapping[str, str] | None = None) -> str:
    """The text of a lesson's file, run from the top with nothing kept, in canonical form.

    seconds: how long a cell may take; settings: more environment variables.
    Raises CellExecutionError where a cell fails.
    """
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as empty:
        workbook = str(Path(empty) / "workbook.json")
        env = {**os.environ, **(settings or {}), "BETWEEN_GIANTS_WORKBOOK": workbook}
        client = NotebookClient(
            notebook,
            timeout=seconds,
            kernel_name="python3",
            store_widget_state=False,
            resources={"metadata": {"path": path.parent}},
            extra_arguments=["--IPKernelApp.log_level=40"],  # no word on how it is reached
        )
        client.execute(env=env)
    return nbformat.writes(canonical(notebook)) + "\n"


def without_pictures(text: str) -> nbformat.NotebookNode:
    """The notebook whose file has this text, without its pictures."""
    notebook = nbformat.reads(text, as_version=4)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop("image/png", None)
    return notebook


def main() -> str | None:
    """Save or check the lessons named on the command line; returns what went wrong, as one sentence."""
    parser = argparse.ArgumentParser(prog="start.py save", description=__doc__.splitlines()[0])
    parser.add_argument("numbers", nargs="*", help="numbers of lessons; all where none is given")
    parser.add_argument("--check", action="store_true", help="write nothing, say what would change")
    wanted = parser.parse_args()
    starts = tuple(begins(number) or "no lesson" for number in wanted.numbers)
    paths = [path for path in lesson_files() if not starts or path.name.startswith(starts)]
    if not paths:
        return "There is no such lesson in notebooks/."
    changed = []
    with ThreadPoolExecutor(2) as pool:
        for path, job in [(path, pool.submit(executed, path)) for path in paths]:
            try:
                text = job.result()
            except CellExecutionError as problem:
                return f"{path.name} stopped: {problem}"
            before = path.read_text(encoding="utf-8")
            if wanted.check and without_pictures(before) != without_pictures(text):
                changed.append(path.name)
            elif not wanted.check and before != text:
                path.write_text(text, encoding="utf-8", newline="\n")
                changed.append(path.name)
    if wanted.check and changed:
        return f"Not in canonical form: {', '.join(changed)}. Run: python3 start.py save"
    print("Saved: " + ", ".join(changed) if changed else "Every lesson is as it would be saved.")
    return None


if __name__ == "__main__":
    sys.exit(main())
