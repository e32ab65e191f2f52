"""The workbook panel, `my_work()`: what is kept, download, restore, a new student.

On a page where no Python runs the work is in the reader's browser, and the panel has other buttons.
"""

from __future__ import annotations

from helpers import registry
from helpers.asking import forms, lesson_page
from helpers.asking.moving import DOWNLOAD, DOWNLOADING, RESTORE, copies, moved
from helpers.errors import LessonError
from helpers.pages import without_kernel
from helpers.work.content import FILE_NAME, counted, is_empty
from helpers.work.in_colab import is_colab
from helpers.work.workbook import Workbook, book

PRINT = "print"
LESSONS: dict[str, int | str] = {
    **{str(one): one for one in registry.LESSONS},
    **{one: one for one in registry.OUTSIDE},
}
NEW_STUDENT = {
    "action": "new",
    "label": "New student",
    "yes": "Begin anew",
    "no": "Leave it as it is",
    "confirm": "Begin an empty workbook? The present one is put aside, not deleted.",
}
SPEC_ON_PAGE = {
    "label": "Your work",
    "fieldsets": [],
    "button": "",
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


def my_work(lesson: int | str | None = None) -> None:
    """Show the panel: where the work is, how much there is, and the buttons to move and to print it.

    lesson: number of the one whose page to print is offered first; any other is left to the menu.
    """
    if without_kernel.folder() is not None:
        return forms.show_form(forms.OnPage(SPEC_ON_PAGE, STATE_ON_PAGE, OFFLINE))
    copies()
    kept = book()

    def answer(action: str, content: object) -> dict | tuple[dict, dict]:
        if action == "keep":
            return _printed(kept, content)
        news = moved(kept, action, content)
        if news:
            return state(kept, news[0]), news[1]
        if action == "new":
            return state(kept, kept.new_student()), {"forget": True}
        return state(kept)

    form = forms.Form(_spec(lesson), state(kept), answer)
    kept.when_changed(lambda: setattr(form, "state", state(kept)), "my_work")
    forms.show_form(form)


def _spec(lesson: object) -> dict:
    """The panel; its menu of pages to print begins with a lesson, if that is one."""
    control = forms.menu(
        [(name, f"{name} · {registry.title(one)}") for name, one in LESSONS.items()], "Which lesson?"
    )
    if str(lesson) in LESSONS:
        control["start"] = str(lesson)
    fieldset = {
        "id": PRINT,
        "legend": "A lesson on paper",
        "help": "One page with what you answered in a lesson, when, and what came out: to print, or to hand in.",
        "button": "Download the page",
        "controls": [control],
    }
    return {
        "label": "Your work",
        "fieldsets": [fieldset],
        "button": "",
        "actions": [DOWNLOAD, RESTORE, NEW_STUDENT],
    }


def _printed(kept: Workbook, values: object) -> dict | tuple[dict, dict]:
    """What a press of the button for a printed page says and sends."""
    given = values.get(PRINT) if isinstance(values, dict) else None
    chosen = given.get("value") if isinstance(given, dict) else None
    if not isinstance(chosen, str) or chosen not in LESSONS:
        return {**state(kept), PRINT: forms.entry(lines=[forms.line("ask", "Choose a lesson first.")])}
    lesson = LESSONS[chosen]
    try:
        text = lesson_page.as_html(lesson)
    except LessonError as problem:
        return {**state(kept), PRINT: forms.entry(lines=[forms.line("note", str(problem))])}
    name = f"between-giants-lesson-{lesson}.html"
    said = f"Your browser is saving {name}; open it and print it from there."
    file = {"name": name, "type": "text/html", "text": text}
    return {**state(kept), PRINT: forms.entry(lines=[forms.line("note", said, word="")])}, {"file": file}


def state(kept: Workbook, news: str = "") -> dict:
    """The sentences of the panel; news: what was just done."""
    everything = kept.all()
    in_browser = not kept.path and not kept.trouble
    if is_empty(everything):
        where = "this browser, with these pages" if in_browser else "work/workbook.json, beside the lessons"
        where = str(kept.path) if is_colab() else where
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
