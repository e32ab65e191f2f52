"""Moving a workbook: buttons that download and restore it, and the offer to put copies of it together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from helpers.asking import forms
from helpers.pages import without_kernel
from helpers.work.content import FILE_NAME, LARGEST_RESTORE, counted
from helpers.work.workbook import Workbook, book

DOWNLOAD = {"action": "download", "label": "Download"}
RESTORE = {
    "action": "restore",
    "label": "Restore from a download",
    "largest": LARGEST_RESTORE,
    "tooLarge": f"That file is larger than {LARGEST_RESTORE // 1_000_000} MB, which no workbook is. "
    "Nothing was changed.",
}
DOWNLOADING = f"Your browser is saving {FILE_NAME}; it restores your work in any copy of these lessons."
COPIES = {
    "label": "Two workbooks",
    "fieldsets": [],
    "button": "",
    "actions": [
        {
            "action": "together",
            "label": "Put them together",
            "yes": "Put them together",
            "no": "Leave them as they are",
            "confirm": "Take what the copy holds into your workbook? Of each prediction and first verdict the earliest "
            "stays, of answers and last verdicts the latest; nothing is deleted.",
        }
    ],
}


def copies() -> None:
    """At a lesson's door: offer to put the workbook and copies of it together, if there are any."""
    if without_kernel.folder() is not None or not book().copies():
        return
    kept = book()

    def now(said: list[str]) -> dict:
        lines = [
            forms.line(
                "note",
                f"Beside your workbook lies another copy of one, {path.name}, with {counted(held)}. A synced folder "
                "makes such a copy where two devices wrote at once.",
                word="A second workbook",
            )
            for path, held in kept.copies()
        ]
        return {"": forms.entry(lines=[*lines, *(forms.line("note", one, word="") for one in said)])}

    def answer(action: str, content: object) -> dict:
        return now([kept.take_in(path) for path, _ in kept.copies()])

    forms.show_form(forms.Form(COPIES, now([]), answer))


def moved(kept: Workbook, action: str, content: Any) -> tuple[str, dict] | None:
    """What a press of Download or Restore says and sends; None for another button."""
    if action == "download":
        return DOWNLOADING, {"file": {"name": FILE_NAME, "text": kept.to_json()}}
    if action == "restore":
        return kept.restore(content), {}
    return None


def with_work(spec: dict, state: Callable, answer: Callable, **labels: str) -> tuple[dict, Callable]:
    """A form's spec and answer with buttons that move the work, so that they are one click away in any lesson.

    labels: {"download" or "restore": what stands on the button}. On a page without Python nothing is added: a bar of
    the page's own does it there.
    """
    if without_kernel.folder() is not None or not labels:
        return spec, answer
    buttons: dict[str, dict] = {"download": DOWNLOAD, "restore": RESTORE}

    def act(action: str, content: object) -> dict | tuple[dict, dict]:
        news = moved(book(), action, content)
        if news is None:
            return answer(action, content)
        now = state()
        lines = [*now.get("", forms.entry())["lines"], forms.line("note", news[0], word="")]
        return {**now, "": forms.entry(lines=lines)}, news[1]

    return {**spec, "actions": [{**buttons[name], "label": label} for name, label in labels.items()]}, act
