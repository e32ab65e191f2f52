"""The form in which the memo is written, with its preview."""

from __future__ import annotations

import pandas as pd

from helpers import markup, registry
from helpers.asking import forms
from helpers.ledger.page import follow
from helpers.ledger.scores import closing_ledger
from helpers.lessons.decision_room.memo import (
    CHOICE,
    CLAIMS,
    LINE,
    LONGEST,
    MOST_CLAIMS,
    NAME,
    WHY,
    citable,
    cited,
    compose,
    lacking,
    recommended,
    text_of,
    tidy,
)
from helpers.lessons.decision_room.memo_on_page import on_page
from helpers.lessons.decision_room.memo_page import as_html, as_markdown
from helpers.lessons.decision_room.options import OPTIONS, decision
from helpers.pages import without_kernel
from helpers.tables import Load
from helpers.work.content import empty
from helpers.work.workbook import book

FILES = {
    "html": ("memo-1-september-2024.html", "text/html", as_html),
    "markdown": ("memo-1-september-2024.md", "text/markdown", as_markdown),
}
CHOOSE = "Choose a recommendation first."
NONE = "Choose a recommendation and keep it first; then there is a memo to download."
SAVING = "Your browser is saving {}."
AGAIN = "Change the memo"
WAITING = "Your memo appears here once you have chosen a recommendation. {}"
TITLE = "Preview of your memo"
FRAME = "box-sizing: border-box; width: 100%; max-width: 60rem; height: 46rem; border: 1px solid #999; background: #fff"
LEAST = 60  # letters of the paragraph that the memo needs
WRITE = "Write your own paragraph first: two or three sentences on the two scores that carry your advice."


# --- what a cell shows --------------------------------------------------------------------------------------


def preview(content: dict, load: Load) -> markup.Shown:
    """The memo as it will print, or the sentence that says what it still needs."""
    written = compose(content, load)
    if written is None:
        waiting = WAITING.format(lacking(content, load))
        return markup.Shown(markup.fill("<p>{{ waiting }}</p>", waiting=waiting), waiting)
    page = markup.fill(
        '<iframe title="{{ title }}" sandbox srcdoc="{{ page }}" style="{{ frame }}"></iframe>',
        title=TITLE,
        frame=FRAME,
        page=str(as_html(written)),  # a page within an attribute is text
    )
    return markup.Shown(page, as_markdown(written))


def memo() -> None:
    """Fill in and download a one-page memo to the president, built from what you kept."""
    load = registry.tables()
    if without_kernel.folder() is not None:
        return forms.show_form(_form(book().all(), load))
    follow("memo form", lambda content: _form(content, load), ("predictions", "verdicts", "answers"))
    follow("memo", lambda content: preview(content, load), ("predictions", "verdicts", "answers", "notes"))


def _form(content: dict, load: Load) -> forms.Form | forms.OnPage:
    kept = book()
    ledger = citable(closing_ledger(content, load))
    spec = {
        "label": "Your memo to the president, 1 September 2024",
        "fieldsets": [
            {
                "id": "memo",
                "legend": "What do you advise?",
                "help": "You write before the visit: what came afterwards, you don't know yet.",
                "button": "Keep the memo",
                "controls": _controls(content, ledger),
            }
        ],
        "actions": [
            {"action": "html", "label": "Download for printing (HTML)"},
            {"action": "markdown", "label": "Download as Markdown"},
        ],
    }

    def state(said: str = "") -> dict:
        now = kept.all()
        chosen = text_of(now, CHOICE)
        missing = lacking(now, load) if recommended(now, decision(now)) else ""  # else the preview says it
        lines = [forms.line("note", text, word="") for text in (missing, kept.trouble, said) if text]
        own = (
            forms.entry(True, f"You advise: {OPTIONS[chosen]}.", again=AGAIN)
            if chosen in OPTIONS
            else forms.entry()
        )
        return {"memo": own, "": forms.entry(lines=lines)}

    def answer(action: str, values: object) -> dict | tuple[dict, dict]:
        if action in FILES:
            written = compose(kept.all(), load)
            if written is None:
                return state(NONE)
            name, kind, write = FILES[action]
            return state(SAVING.format(name)), {"file": {"name": name, "type": kind, "text": write(written)}}
        given = values.get("memo") if isinstance(values, dict) else None
        given = given if isinstance(given, dict) else {}
        chosen, why = given.get("value"), given.get("why")
        if not isinstance(chosen, str) or chosen not in OPTIONS:
            return {**state(), "memo": forms.entry(lines=[forms.line("ask", CHOOSE)])}
        why = tidy(why, LONGEST[WHY]) if isinstance(why, str) else ""
        if len(why) < LEAST:
            return {**state(), "memo": forms.entry(lines=[forms.line("ask", WRITE)])}
        ticked = given.get("claims")
        ticked = [one for one in ticked if one in ledger.index] if isinstance(ticked, list) else []
        for key, line in ((NAME, given.get("name")), (LINE, given.get("line"))):
            kept.note(key, tidy(line, LONGEST[key]) if isinstance(line, str) else "")
        kept.note(WHY, why)
        kept.note(CLAIMS, " ".join(ticked[:MOST_CLAIMS]))
        kept.note(CHOICE, chosen)
        return state()

    return forms.form(spec, state(), answer, lambda: _offline(load))


def _offline(load: Load) -> dict:
    """What the form needs where no Python runs: what the memo may quote, and its controls once all is judged."""
    every = citable(closing_ledger({"verdicts": {}}, load, True))
    return {
        "kind": "memo",
        "memo": on_page(load),
        "asked": _controls(empty(), every),
        "files": {action: [name, kind] for action, (name, kind, _) in FILES.items()},
        "choose": CHOOSE,
        "write": WRITE,
        "least": LEAST,
        "none": NONE,
        "saving": SAVING,
        "again": AGAIN,
        "waiting": WAITING,
        "title": TITLE,
        "frame": FRAME,
    }


def _controls(content: dict, ledger: pd.DataFrame) -> list[dict]:
    """The controls of the form, which begin with what is kept."""
    room = decision(content)
    first = list(room.ranking.loc[room.ranking["rank"] == 1, "option"])
    start = recommended(content, room) or (first[0] if len(first) == 1 else None)
    named = cited(content, ledger)
    claims = {  # what is ticked stands first
        claim: f"{claim} · {ledger.loc[claim, 'claim']}" for claim in dict.fromkeys([*named, *ledger.index])
    }
    cite = forms.many("claims", f"Which claims do you cite? At most {MOST_CLAIMS}.", claims, MOST_CLAIMS)
    return [
        {**forms.radio(list(OPTIONS.items()), required=CHOOSE), "start": start},
        {
            **forms.reason(
                "Why these two scores? Name the two that carry your advice, and what each rests on.",
                LONGEST[WHY],
            ),
            "name": "why",
            "required": WRITE,
            "start": text_of(content, WHY),
        },
        *([{**cite, "start": named}] if claims else []),
        {
            **forms.reason("What would change our mind?", LONGEST[LINE]),
            "name": "line",
            "start": text_of(content, LINE),
        },
        {
            **forms.reason("Your name (optional)", LONGEST[NAME]),
            "name": "name",
            "start": text_of(content, NAME),
        },
    ]
