"""The workbook panel, `my_work()`: what is kept, download, restore, a new student."""

from __future__ import annotations

from . import forms
from .workbook import FILE_NAME, LARGEST_RESTORE, Workbook, book, counted, is_empty

SPEC = {
    "label": "Your work",
    "fieldsets": [],
    "button": "",
    "actions": [
        {"action": "download", "label": "Download"},
        {
            "action": "restore",
            "label": "Restore from a download",
            "largest": LARGEST_RESTORE,
            "tooLarge": f"That file is larger than {LARGEST_RESTORE // 1_000_000} MB, which no workbook is. "
            f"Nothing was changed.",
        },
        {
            "action": "new",
            "label": "New student",
            "yes": "Begin anew",
            "no": "Leave it as it is",
            "confirm": "Begin an empty workbook? The present one is put aside, not deleted.",
        },
    ],
}


def my_work() -> None:
    """Show the panel: where the work is, how much there is, and the buttons to move it."""
    kept = book()

    def answer(action, content):
        if action == "download":
            said = f"Your browser is saving {FILE_NAME}; it restores your work in any copy of these lessons."
            return state(kept, said), {"file": {"name": FILE_NAME, "text": kept.to_json()}}
        if action == "restore":
            return state(kept, kept.restore(content))
        if action == "new":
            return state(kept, kept.new_student()), {"forget": True}
        return state(kept)

    form = forms.Form(SPEC, state(kept), answer)
    kept.when_changed(lambda: setattr(form, "state", state(kept)))
    forms.show_form(form)


def state(kept: Workbook, said: str = "") -> dict:
    """The sentences of the panel."""
    everything = kept.all()
    if is_empty(everything):
        lines = [
            forms.line(
                "plain",
                "Nothing is kept yet. What you predict and answer is saved by itself in "
                "work/workbook.json, beside the lessons.",
            )
        ]
    else:
        where = f" It is saved in {kept.path}." if kept.path and not kept.trouble else ""
        lines = [forms.line("plain", f"Kept so far: {counted(everything)}.{where}")]
    lines.append(
        forms.line(
            "plain",
            "On a server that is switched off after a while (Binder), or on a shared machine, "
            "download your work before you leave; restore it when you are back.",
        )
    )
    if kept.trouble:
        lines.append(forms.line("wrong", kept.trouble, word="Take care"))
    if said:
        lines.append(forms.line("note", said, word=""))
    return {"": forms.entry(lines=lines)}
