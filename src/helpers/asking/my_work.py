"""The workbook panel, `my_work()`: what is kept, download, restore, a new student.

On a page where no Python runs the work is in the reader's browser, and the panel has other buttons.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from helpers.asking import forms
from helpers.pages import without_kernel
from helpers.work.content import FILE_NAME, LARGEST_RESTORE, counted, is_empty
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
SPEC = {
    "label": "Your work",
    "fieldsets": [],
    "button": "",
    "actions": [
        DOWNLOAD,
        RESTORE,
        {
            "action": "new",
            "label": "New student",
            "yes": "Begin anew",
            "no": "Leave it as it is",
            "confirm": "Begin an empty workbook? The present one is put aside, not deleted.",
        },
    ],
}
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
SPEC_ON_PAGE = {
    **SPEC,
    "actions": [
        DOWNLOAD,
        RESTORE,
        {"action": "aside", "label": "Download what was set aside"},
        {
            "action": "forget",
            "label": "Remove my work",
            "yes": "Remove it",
            "no": "Leave it as it is",
            "confirm": "Remove your work from this browser, with everything that was set aside? Download it first "
            "if you may want it again.",
        },
    ],
}
STATE_ON_PAGE = {
    "": forms.entry(
        lines=[
            forms.line(
                "plain",
                "Nothing is kept yet. What you predict and answer on these pages is kept in this browser.",
            ),
            forms.line(
                "plain",
                "A download moves your work: to another browser, to JupyterLab, or from there to here. On a shared "
                "machine, download it and then remove it before you leave. If you opened these pages from a folder, "
                "some browsers keep each page's work apart.",
            ),
        ]
    )
}
OFFLINE = {
    "kind": "work",
    "file": FILE_NAME,
    "kept": "Kept so far: {}. It is in this browser, on this device only.",
    "downloading": DOWNLOADING,
    "aside": "Your browser is saving set-aside workbook {} of {}, the newest first; press again for the next.",
    "noneAside": "Nothing has been set aside in this browser.",
}


def my_work() -> None:
    """Show the panel: where the work is, how much there is, and the buttons to move it."""
    if without_kernel.folder() is not None:
        return forms.show_form(forms.OnPage(SPEC_ON_PAGE, STATE_ON_PAGE, OFFLINE))
    copies()
    kept = book()

    def answer(action: str, content: object) -> dict | tuple[dict, dict]:
        moved = _moved(kept, action, content)
        if moved:
            return state(kept, moved[0]), moved[1]
        if action == "new":
            return state(kept, kept.new_student()), {"forget": True}
        return state(kept)

    form = forms.Form(SPEC, state(kept), answer)
    kept.when_changed(lambda: setattr(form, "state", state(kept)), "my_work")
    forms.show_form(form)


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


def _moved(kept: Workbook, action: str, content: Any) -> tuple[str, dict] | None:
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
        moved = _moved(book(), action, content)
        if moved is None:
            return answer(action, content)
        now = state()
        lines = [*now.get("", forms.entry())["lines"], forms.line("note", moved[0], word="")]
        return {**now, "": forms.entry(lines=lines)}, moved[1]

    return {**spec, "actions": [{**buttons[name], "label": label} for name, label in labels.items()]}, act


def state(kept: Workbook, news: str = "") -> dict:
    """The sentences of the panel; news: what was just done."""
    everything = kept.all()
    in_browser = not kept.path and not kept.trouble
    if is_empty(everything):
        where = "this browser, with these pages" if in_browser else "work/workbook.json, beside the lessons"
        said = f"Nothing is kept yet. What you predict and answer is saved by itself in {where}."
        lines = [forms.line("plain", said)]
    else:
        where = (
            f" It is saved in {kept.path or 'this browser, on this device only'}." if not kept.trouble else ""
        )
        lines = [forms.line("plain", f"Kept so far: {counted(everything)}.{where}")]
    lines.append(
        forms.line(
            "plain",
            "On a server that is switched off after a while (Binder), or on a shared machine, download your work "
            "before you leave; restore it when you are back.",
        )
    )
    if kept.trouble:
        lines.append(forms.line("wrong", kept.trouble, word="Take care"))
    if news:
        lines.append(forms.line("note", news, word=""))
    return {"": forms.entry(lines=lines)}
