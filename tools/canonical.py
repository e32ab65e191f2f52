"""The form in which notebooks are kept.

`canonical` is for the repository: executed, without anything that changes from run to run, and without
widgets that no longer live, so that a code host, the book and a diff all see pictures, words and nothing
else. `settle` is for a student's own copies: after a restart it takes away the dead widgets and leaves the
pictures and sentences.
"""

import html
import json
import re
import shutil
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools import whole

VIEW = "application/vnd.jupyter.widget-view+json"
# What stands beside a widget (src/helpers/work/reading.html.j2): what is read, perhaps begun by a picture.
READING = re.compile(r'<div class="bg-read">(?P<page>.*)<p class="bg-again">.*</div>', re.S)
PICTURE = re.compile(r'<img alt="([^"]*)" width="(\d+)" src="data:image/png;base64,([^"]*)">')
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def without_dead_widgets(notebook: dict) -> bool:
    """Take live-widget outputs out of a notebook, where a picture or text stands in or beside them.

    notebook: nbformat 4 as a dict, which is changed.
    Returns whether anything was there to take out.
    """
    changed = notebook.get("metadata", {}).pop("widgets", None) is not None
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if VIEW in data and len(data) > 1:
                del data[VIEW]
                changed = True
                if data == {"text/plain": ""}:
                    output["data"] = {}
        if "outputs" in cell:
            cell["outputs"] = [one for one in cell["outputs"] if one.get("data", True)]
    return changed


def _by_itself(output: dict) -> list[dict]:
    """What stood beside a widget as outputs of their own, a picture and its words apart; another output as it is."""
    found = READING.fullmatch("".join(output.get("data", {}).get("text/html", "")))
    if not found:
        return [output]
    pieces = []
    picture, page = PICTURE.match(found["page"]), found["page"]
    if picture:
        alt, width, png = picture.groups()
        words = html.unescape(alt)  # the picture's own; a form says more beside it
        shown = {"image/png": {"alt": words, "width": int(width)}}
        data = {"image/png": png, "text/plain": words}
        pieces.append(type(output)({**output, "data": data, "metadata": shown}))
        page = page[picture.end() :]
    if page:
        pieces.append(type(output)({**output, "data": {**output["data"], "text/html": page}}))
    return pieces


def canonical(notebook: dict) -> dict:
    """The notebook in the form in which it is committed.

    notebook: nbformat 4 as a dict, just executed; it is changed in place and returned.
    """
    without_dead_widgets(notebook)
    notebook["metadata"].clear()
    notebook["metadata"].update(METADATA)
    notebook["nbformat"], notebook["nbformat_minor"] = 4, 5
    for cell in notebook["cells"]:
        for key in set(cell["metadata"]) - {"tags"}:
            del cell["metadata"][key]
        if "outputs" in cell:
            cell["outputs"] = [piece for output in cell["outputs"] for piece in _by_itself(output)]
    codes = (cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    for number, cell in enumerate(codes, 1):
        for numbered in (cell, *(output for output in cell["outputs"] if "execution_count" in output)):
            numbered["execution_count"] = number
    return notebook


def settle(folder: Path | str) -> list[str]:
    """Take dead widgets out of every notebook in `folder`, before JupyterLab starts, when no kernel lives.

    A file that can't be read or written is left alone.
    Returns the names of the files changed.
    """
    done = []
    for path in sorted(Path(folder).glob("*.ipynb")):
        try:
            notebook = json.loads(path.read_text(encoding="utf-8"))
            if without_dead_widgets(notebook):
                text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
                with whole.put(path) as new:
                    new.write_text(text, encoding="utf-8", newline="\n")
                    shutil.copymode(path, new)
                done.append(path.name)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
    return done


if __name__ == "__main__" and sys.argv[1:2] == ["--settle"]:
    settle(sys.argv[2])
