"""The form in which each option is scored on a criterion, beside its evidence."""

from __future__ import annotations

import pandas as pd
from IPython.display import display

from helpers import markup
from helpers.asking import forms, predict
from helpers.lessons.decision_room.evidence import evidence, small
from helpers.lessons.decision_room.options import (
    ASKED,
    CHANGE,
    CRITERIA,
    FIRST,
    OPTIONS,
    SCALE,
    SCORES_ON_PAGE,
    decision,
    my_scores,
    numbers_in,
    score_id,
)
from helpers.words import amount, signed
from helpers.work.workbook import book

my_scores.on_page = SCORES_ON_PAGE  # type: ignore[attr-defined]  # functions carry it


def _shown(criterion: str, rows: list[tuple[str, str, str]]) -> markup.Shown:
    """The evidence on a criterion, for reading beside its form: what the student kept first, else two rows."""
    heading = f"Evidence: {small(CRITERIA[criterion])}"
    own = [row for row in rows if row[1]]
    first = own or rows[:2]
    page = markup.render(
        "lessons/decision_room/shown.html.j2",
        heading=heading,
        open=first,
        folded=[row for row in rows if row not in first],
    )
    lines = [f"- {about}: {' '.join(filter(None, (mine, says)))}" for about, mine, says in rows]
    return markup.Shown(page, "\n".join([heading, *lines]))


def score(criterion: str) -> None:
    """Show the evidence on a criterion and the form in which each option is scored on it."""
    if not isinstance(criterion, str) or criterion not in CRITERIA:
        return predict.say(f"There is no criterion {str(criterion)[:20]!r}. There are {', '.join(CRITERIA)}.")
    display(_shown(criterion, evidence(criterion, book().all())))
    forms.show_form(score_form(criterion))


def also_kept(content: dict) -> list[tuple[str, dict]]:
    """The scores and weights of a workbook's content, for the page that is printed: (question, entry) each."""
    room = decision(content)
    weighed = " · ".join(
        f"{CRITERIA[one].capitalize()} {amount(weight)}" for one, weight in room.weights.items()
    )
    return [
        *((_asked(one), _entry(room.scores[one], [])) for one in CRITERIA),
        ("Your weights", forms.entry(True, weighed) if room.kept else forms.entry()),
    ]


def _asked(criterion: str) -> str:
    return f"{CRITERIA[criterion]}: how good or bad is each option?"


def _entry(scores: pd.Series, lines: list[dict]) -> dict:
    """The entry of a criterion's form: its scores in words, if every option is scored."""
    if scores.isna().any():
        return forms.entry()
    said = " · ".join(f"{OPTIONS[one]} {signed(value)}" for one, value in scores.items())
    return forms.entry(True, said, lines, again=CHANGE)


def score_form(criterion: str) -> forms.Form | forms.OnPage:
    """The form for one criterion: a row of five scores for each option."""
    id, kept = score_id(criterion), book()
    scored = decision().scores[criterion]
    start = {} if scored.isna().any() else {"start": [int(one) for one in scored]}
    spec = {
        "label": "Your scores",
        "fieldsets": [
            {
                "id": id,
                "legend": _asked(criterion),
                "help": ASKED[criterion],
                "button": "Keep these scores",
                "controls": [{**forms.grid(OPTIONS, SCALE, FIRST), **start}],
            }
        ],
    }

    def state() -> dict:
        return {id: _entry(decision().scores[criterion], forms.trouble(kept))}

    def answer(_action: str, values: dict) -> dict:
        fits = numbers_in({"value": values.get(id, {}).get("values")}, len(OPTIONS), -2, 2)
        if not fits or any(one != int(one) for one in fits):
            return {id: forms.entry(lines=[forms.line("ask", FIRST)])}
        kept.record_answer(id, [int(one) for one in fits], None)
        return state()

    offline = {"kind": "score", "id": id, "again": CHANGE, "first": FIRST, **SCORES_ON_PAGE}
    shown = forms.form(spec, state(), answer, lambda: offline)
    kept.when_changed(lambda: setattr(shown, "state", state()), ("score", criterion))
    return shown
