"""Predictions: said before looking, kept once, compared later.

`predict("3.china_1991")` shows a form; `look_back("3.china_1991")` compares what was kept with what the tables say.
The items are `Number`, `Choice` and `Drawn`; a lesson holds its own in its items.py.
"""

from __future__ import annotations

from typing import Any, cast

from helpers import registry
from helpers.asking import forms
from helpers.asking.drawn import Drawn
from helpers.asking.predict_items import Choice, Number, Outcome, problem_with
from helpers.errors import LessonError
from helpers.words import amount, how_many
from helpers.work.sealed import present
from helpers.work.session import here
from helpers.work.workbook import Workbook, book

OWN_ON_PAGE = "What comes out follows from your own work."


Item = Number | Choice | Drawn


def said(item: Item, kept: dict) -> str:
    """What the student kept, as a sentence."""
    try:
        value = cast(Any, item.read(kept["value"]))
        text = f"You {item.verb if isinstance(value, list) else 'said'} {item.said(value)}"
    except ValueError:
        return "What you kept no longer fits this question."
    if kept.get("confidence") is not None:
        text += f", {amount(kept['confidence'])} % sure"
    return f"{text}: “{kept['reason']}”" if kept.get("reason") else f"{text}."


def predict(id: str, after: str | None = None) -> None:
    """Show the form for one prediction; once kept, it shows what was kept.

    id    : "<lesson>.<name>"; an unknown one is answered with a sentence and the closest ids.
    after : id of an earlier prediction; this form, whose choices would give it away, opens when that is kept.
    """
    item = registry.find("PREDICTIONS", id)
    if item is None:
        return say(registry.unknown("PREDICTIONS", id))
    kept_book = book()
    try:
        asked = item.control()
    except LessonError as problem:
        return say(str(problem))
    spec = {
        "label": item.label,
        "fieldsets": [
            {
                "id": id,
                "legend": item.question,
                "help": item.note,
                "button": f"Keep {item.label.lower().replace('your', 'my', 1)}",
                "controls": [asked, forms.confidence(), forms.reason()],
            }
        ],
    }

    def state() -> dict:
        kept = kept_book.prediction(id)
        if not kept:
            return {id: forms.entry()}
        return {id: forms.entry(True, said(item, kept), forms.trouble(kept_book))}

    def answer(_action: str, values: dict) -> dict:
        given = values.get(id, {})
        if not kept_book.is_kept(id):
            problem = problem_with(item, given.get("value"))
            if problem:
                return {id: forms.entry(lines=[forms.line("ask", problem)])}
            kept_book.keep_prediction(id, item.read(given["value"]), *sureness(given))
        return state()

    form = forms.form(spec, state(), answer, lambda: {"kind": "prediction", "id": id, "item": item.on_page()})
    kept_book.when_kept(id, lambda: setattr(form, "state", state()), ("predict", id))
    if after is None:
        forms.show_form(form)
    else:
        present(lambda: form, after)


def sureness(given: dict) -> tuple[float | None, str]:
    """Confidence (held to 50–100, None where not given) and reason (one line) from a form's values."""
    sure, why = given.get("confidence"), given.get("reason")
    sure = min(max(sure, 50), 100) if isinstance(sure, (int, float)) and not isinstance(sure, bool) else None
    return sure, " ".join(why.split())[:200] if isinstance(why, str) else ""


def look_back(id: str, *more: str) -> None:
    """Compare a kept prediction with what the tables say; until then one sentence, which opens by itself.

    more : further predictions; then all are looked back on together, with the mean of their scores, as soon as the
           last of them is kept.
    """
    for one in (id, *more):
        if registry.find("PREDICTIONS", one) is None:
            return say(registry.unknown("PREDICTIONS", one))
    wanted = {one: registry.find("PREDICTIONS", one) for one in (id, *more)}
    last, item = list(wanted.items())[-1]
    kept_book = book()

    closed = [
        forms.line("ask", "Keep your prediction above; the comparison then appears here.", word="Sealed")
    ]
    form = forms.form(
        {"label": "Looking back", "fieldsets": []},
        {"": forms.entry(lines=closed)},
        offline=lambda: _series_on_page(wanted) if more else _look_back_on_page(id, item),
    )

    def look() -> None:
        try:
            lines = series(wanted, kept_book) if more else comparison(item, kept_book.prediction(id))
        except LessonError as problem:  # the tables can't be read: said here, or it would stay sealed
            lines = [forms.line("note", str(problem))]
        form.state = {"": forms.entry(lines=lines)}

    place = here(("look_back", id, *more))
    kept_book.when_kept(last, look, place)
    if item.own:  # what it is compared with follows what the student keeps
        kept_book.when_changed(lambda: look() if kept_book.opened or kept_book.is_kept(last) else None, place)
    forms.show_form(form)


def _look_back_on_page(id: str, item: Item) -> dict:
    lines, own = comparison(item, None), {}
    if item.own:
        own = {"own": item.own(registry.tables())}
        if len(lines) < 2:  # nothing is kept where the pages are made, so nothing comes out
            lines = [forms.line("plain", OWN_ON_PAGE)]
    return {"kind": "look_back", **_one_on_page(id, item), **own, "opened": {"": forms.entry(lines=lines)}}


def _one_on_page(id: str, item: Item) -> dict:
    if item.own:
        return {"id": id, "item": item.on_page(), "compare": item.comparing(None)}
    value: Any = item.outcome(registry.tables()).value if item.outcome else None
    value = value.item() if hasattr(value, "item") else value
    return {"id": id, "item": item.on_page(), "compare": None if value is None else item.comparing(value)}


def series(wanted: dict[str, Item], kept: Workbook) -> list[dict]:
    """The lines of a look back on several predictions ({id: item}), with the mean of those that have a score."""
    lines, squares = [], []
    for id, item in wanted.items():
        mine, outcome = kept.prediction(id), _outcome(item)
        text = f"{said(item, mine) if mine else 'You kept none.'} {outcome.says}"
        if mine and hasattr(item, "square") and not problem_with(item, mine["value"]):
            squares.append(item.square(mine["value"], outcome.value))
            text += f" Score {squares[-1] / 10_000:.4g}."
        lines.append(forms.line("plain", text, word=_name(item)))
    if squares:
        mean = sum(squares) / (10_000 * len(squares))
        text = f"Mean score over {how_many(len(squares), 'forecast')}: {mean:.3f} (0 is best)."
        lines.append(forms.line("plain", f"{text} Whoever says 50 % each time gets 0.250."))
    return lines


def _outcome(item: Item) -> Outcome:
    assert item.outcome, "a series has only questions that the tables answer"
    return item.outcome(registry.tables())


def _name(item: Item) -> str:
    """How a question names its case ("Case A"), or nothing."""
    start = item.question.partition(".")[0]
    return start if len(start.split()) <= 2 else ""


def _series_on_page(wanted: dict[str, Item]) -> dict:
    rows = [
        {**_one_on_page(id, item), "name": _name(item), "says": _outcome(item).says}
        for id, item in wanted.items()
    ]
    lines = [forms.line("plain", row["says"], word=row["name"]) for row in rows]
    return {"kind": "series", "rows": rows, "opened": {"": forms.entry(lines=lines)}}


def comparison(item: Item, kept: dict | None) -> list[dict]:
    """The lines of a look back: what was said, what came out, what it rests on."""
    lines = [forms.line("plain", said(item, kept))] if kept else []
    if item.outcome is None:
        return lines + [forms.line("plain", "This one has no single answer: compare it with what you see.")]
    outcome = item.outcome(registry.tables())
    text = outcome.says
    if kept and outcome.value is not None and not problem_with(item, kept["value"]):
        text += f" {item.compared(kept['value'], outcome.value)}"
    lines.append(forms.line("plain", text))
    if isinstance(item, Drawn) and outcome.value:
        lines.append(forms.charted(item.picture(kept and kept["value"], outcome.value)))
    if outcome.rests_on:
        lines.append(forms.line("plain", f"Rests on: {outcome.rests_on}."))
    return lines


def say(text: str) -> None:
    """Show one sentence in the place of a form."""
    forms.show_form(
        forms.form({"label": "", "fieldsets": []}, {"": forms.entry(lines=[forms.line("plain", text)])})
    )
