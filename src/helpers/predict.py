"""Predictions: said before looking, kept once, compared later.

`predict("3.china_1991")` shows a form; `look_back("3.china_1991")` compares what was kept with what the
tables say.
The items are `Number` and `Choice`; they live in ``items/<lesson>.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from numbers import Real

from . import forms, items
from .sealed import present
from .workbook import book


@dataclass(frozen=True)
class Outcome:
    """What came out: the value, a sentence that says it, and what it rests on (table, source, year)."""

    value: object
    says: str
    rests_on: str = ""


@dataclass(frozen=True)
class Number:
    """A prediction of a number between low and high.

    outcome : function of `load` returning an Outcome whose value is a number in the same unit, or None.
    near    : how far off still counts as close; a twentieth of the range unless given.
    note    : one line under the question.
    """

    question: str
    low: float
    high: float
    unit: str = ""
    step: float | None = None
    outcome: Callable | None = None
    claim: str | None = None
    note: str = ""
    near: float | None = None

    def control(self) -> dict:
        return forms.number(self.low, self.high, self.unit, self.step)

    def read(self, value):
        """The student's value; ValueError, with the sentence, where it is no number in the range."""
        if isinstance(value, bool) or not isinstance(value, Real) or value != value:
            raise ValueError("Give a number first.")
        if not self.low <= value <= self.high:
            raise ValueError(f"Give a number from {amount(self.low)} to {amount(self.high, self.unit)}.")
        return value

    def said(self, value) -> str:
        return amount(value, self.unit)

    def compared(self, value, outcome) -> str:
        off = value - outcome
        if abs(off) <= (self.near if self.near is not None else (self.high - self.low) / 20):
            return "That is close." if off else "That is it exactly."
        unit = {"%": "points"}.get(self.unit, self.unit)
        return f"You were {amount(abs(off), unit)} too {'high' if off > 0 else 'low'}."


@dataclass(frozen=True)
class Choice:
    """A prediction by choosing one of `options`; its outcome's value is an index into them, or None."""

    question: str
    options: list[str] = field(default_factory=list)
    outcome: Callable | None = None
    claim: str | None = None
    note: str = ""

    def control(self) -> dict:
        return forms.radio(self.options)

    def read(self, value):
        """The index of the student's choice; ValueError where it is none."""
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < len(self.options):
            raise ValueError("Choose an answer first.")
        return value

    def said(self, value) -> str:
        return f"“{self.options[value]}”"

    def compared(self, value, outcome) -> str:
        return "You had it." if value == outcome else "You had chosen another."


def amount(value: float, unit: str = "") -> str:
    """A number as a person writes it, with its unit: "1,200 km", "9.5 %"."""
    text = (
        f"{value:,.0f}"
        if float(value).is_integer() or abs(value) >= 100
        else f"{value:,.2f}".rstrip("0").rstrip(".")
    )
    return f"{text} {unit}" if unit else text


def said(item, kept: dict, past: str = "You said") -> str:
    """What the student kept, as a sentence."""
    try:
        text = f"{past} {item.said(item.read(kept['value']))}"
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
    item = items.find("PREDICTIONS", id)
    if item is None:
        return say(items.unknown("PREDICTIONS", id))
    kept_book = book()
    spec = {
        "label": "Your prediction",
        "fieldsets": [
            {
                "id": id,
                "legend": item.question,
                "help": item.note,
                "button": "Keep my prediction",
                "controls": [item.control(), forms.confidence(), forms.reason()],
            }
        ],
    }

    def state() -> dict:
        kept = kept_book.prediction(id)
        if not kept:
            return {id: forms.entry()}
        trouble = [forms.line("note", kept_book.trouble)] if kept_book.trouble else []
        return {id: forms.entry(True, said(item, kept), trouble)}

    def answer(_action, values) -> dict:
        given = values.get(id, {})
        if kept_book.is_kept(id):
            return state()
        try:
            value = item.read(given.get("value"))
        except ValueError as problem:
            return {id: forms.entry(lines=[forms.line("ask", str(problem))])}
        kept_book.keep_prediction(id, value, *sureness(given))
        return state()

    form = forms.Form(spec, state(), answer)
    kept_book.when_kept(id, lambda: setattr(form, "state", state()))
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
    item = items.find("PREDICTIONS", id)
    if item is None:
        return say(items.unknown("PREDICTIONS", id))
    kept_book = book()
    closed = [
        forms.line("ask", "Keep your prediction above; the comparison then appears here.", word="Sealed")
    ]
    form = forms.Form({"label": "Looking back", "fieldsets": []}, {"": forms.entry(lines=closed)})
    kept_book.when_kept(
        id,
        lambda: setattr(form, "state", {"": forms.entry(lines=comparison(item, kept_book.prediction(id)))}),
    )
    forms.show_form(form)


def comparison(item, kept: dict | None) -> list[dict]:
    """The lines of a look back: what was said, what came out, what it rests on."""
    lines = [forms.line("plain", said(item, kept))] if kept else []
    if item.outcome is None:
        return lines + [forms.line("plain", "This one has no single answer: compare it with what you see.")]
    outcome = item.outcome(items.tables())
    text = outcome.says
    if kept and outcome.value is not None:
        try:
            text += " " + item.compared(item.read(kept["value"]), outcome.value)
        except ValueError:
            pass
    lines.append(forms.line("plain", text))
    if outcome.rests_on:
        lines.append(forms.line("plain", f"Rests on: {outcome.rests_on}."))
    return lines


def say(text: str) -> None:
    """Show one sentence in the place of a form."""
    forms.show_form(
        forms.Form({"label": "", "fieldsets": []}, {"": forms.entry(lines=[forms.line("plain", text)])})
    )
