"""The workbook in Google Colab, whose machine is gone after a session: on the student's Drive, where that is allowed.

Called by the first cell of the lessons that publishing/colab.py makes.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from IPython.display import display

from helpers import markup

DRIVE, FOLDER = Path("/content/drive"), Path("MyDrive", "Between Giants")
ON_DRIVE = "Your work is kept on your Drive, in “Between Giants”; every lesson that you open in Colab finds it there."
IN_SESSION = (
    "Your Drive isn't connected, so your work lasts as long as this session, which Colab ends after a while. Before "
    "you leave, run my_work() in a new cell and download it; when you are back, restore it there."
)
ELSEWHERE = (
    "This copy of the lesson was made for Google Colab; here your work is kept beside it, in workbook.json."
)


def begin(mounted: Path = DRIVE) -> None:
    """Find the student's workbook, let charts and forms come alive, and say where the work is kept.

    mounted: where Colab shows the Drive.
    """
    try:
        from google.colab import drive, output
    except ImportError:
        return _keep_in(Path.cwd(), ELSEWHERE)
    output.enable_custom_widget_manager()
    with contextlib.suppress(Exception):  # whatever is raised where the student says no
        drive.mount(str(mounted))
        folder = mounted / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        return _keep_in(folder, ON_DRIVE)
    return _keep_in(mounted.parent, IN_SESSION)


def _keep_in(folder: Path, said: str) -> None:
    os.environ["BETWEEN_GIANTS_WORKBOOK"] = str(folder / "workbook.json")
    display(markup.Shown(markup.fill("<p>{{ said }}</p>", said=said), said))


def is_colab() -> bool:
    """Whether this Python runs in Google Colab."""
    return "google.colab" in sys.modules
