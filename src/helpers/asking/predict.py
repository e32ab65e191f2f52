"""Predictions: said before looking, kept once, compared later.

`predict("3.china_1991")` shows a form; `look_back("3.china_1991")` compares what was kept with what the tables say.
The items are `Number`, `Probability`, `Choice` and `Drawn`; a lesson holds its own in its items.py.
"""

from __future__ import annotations

from typing import Any, cast

from helpers import registry
from helpers.asking import forms
from helpers.asking.drawn import Drawn
from helpers.asking.predict_items import Choice, Number, Outcome, Probability, problem_with
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


def look_back(id: str) -> None:
    """Compare a kept prediction with what the tables say; until then one sentence, which opens by itself."""
    item = registry.find("PREDICTIONS", id)
    if item is None:
        return say(registry.unknown("PREDICTIONS", id))
    kept_book = book()

    closed = [
        forms.line("ask", "Keep your prediction above; the comparison then appears here.", word="Sealed")
    ]
    form = forms.form(
        {"label": "Looking back", "fieldsets": []},
        {"": forms.entry(lines=closed)},
        offline=lambda: _look_back_on_page(id, item),
    )

    racers = item.race if isinstance(item, Probability) else ()
    seen: list[dict | None] = []

    def look() -> None:
        seen[:] = [kept_book.prediction(one) for one in racers]
        try:
            lines = comparison(item, kept_book.prediction(id))
        except LessonError as problem:  # the tables can't be read: said here, or it would stay sealed
            lines = [forms.line("note", str(problem))]
        form.state = {"": forms.entry(lines=lines)}

    place = here(("look_back", id))
    kept_book.when_kept(id, look, place)

    def follow() -> None:  # what it is compared with follows what the student keeps
        now = [kept_book.prediction(one) for one in racers]
        if (item.own or now != seen) and (kept_book.opened or kept_book.is_kept(id)):
            look()

    if item.own or len(racers) > 1:
        kept_book.when_changed(follow, place)
    forms.show_form(form)


def _look_back_on_page(id: str, item: Item) -> dict:
    lines = comparison(item, None)
    own: dict[str, Any] = {}
    if item.own:
        own = {"own": item.own(registry.tables())}
        if len(lines) < 2:  # nothing is kept where the pages are made, so nothing comes out
            lines = [forms.line("plain", OWN_ON_PAGE)]
    racing = _race(item)
    if racing:
        own["race"] = [{**_one_on_page(one, racer), "rivals": rivals} for one, racer, rivals in racing]
    return {"kind": "look_back", **_one_on_page(id, item), **own, "opened": {"": forms.entry(lines=lines)}}


def _one_on_page(id: str, item: Item) -> dict:
    if item.own:
        return {"id": id, "item": item.on_page(), "compare": item.comparing(None)}
    value: Any = item.outcome(registry.tables()).value if item.outcome else None
    value = value.item() if hasattr(value, "item") else value
    return {"id": id, "item": item.on_page(), "compare": None if value is None else item.comparing(value)}


def _race(item: Item) -> list[tuple[str, Probability, dict[str, float]]]:
    """The forecasts whose scores are added up as far as this item: (id, item, what its rivals said in %)."""
    if not isinstance(item, Probability):
        return []
    racers = [(id, registry.find("PREDICTIONS", id)) for id in item.race]
    return [(id, one, one.rivals(registry.tables()) if one.rivals else {}) for id, one in racers]


def running_score(item: Item, kept: Workbook) -> list[dict]:
    """One line: the mean scores so far, the student's and the rivals', over the forecasts that were kept."""
    sums: dict[str, float] = {}
    count = 0
    for id, one, rivals in _race(item):
        mine = kept.prediction(id)
        if mine is None or problem_with(one, mine["value"]):
            continue
        count += 1
        happened = _outcome(one).value
        for name, said_ in {"you": mine["value"], **rivals}.items():
            off = said_ - happened
            sums[name] = sums.get(name, 0.0) + off * off
    if not count:
        return []
    means = ", ".join(f"{name} {total / (10_000 * count):.3f}" for name, total in sums.items())
    best = min(sums.values())
    ahead = [name for name, total in sums.items() if total == best]
    lead = "You lead." if ahead == ["you"] else f"Ahead: {' and '.join(ahead)}."
    return [forms.line("plain", f"{means}. {lead}", word=f"Mean score over {how_many(count, 'forecast')}")]


def _outcome(item: Item) -> Outcome:
    assert item.outcome, "only questions that the tables answer are scored"
    return item.outcome(registry.tables())


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
    if kept:
        lines += running_score(item, book())
    if outcome.rests_on:
        lines.append(forms.line("plain", f"Rests on: {outcome.rests_on}."))
    return lines


def say(text: str) -> None:
    """Show one sentence in the place of a form."""
    forms.show_form(
        forms.form({"label": "", "fieldsets": []}, {"": forms.entry(lines=[forms.line("plain", text)])})
    )
