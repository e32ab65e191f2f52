"""Forms a student fills in: one widget for predictions, quizzes, verdicts and the workbook panel.

A `Form` is described by a *spec* and a *state*, both plain JSON, and drawn by ``forms.js``, which knows nothing of
Python: the same module can be fed from a file on a page without a kernel.

spec::

    {"label": "Prediction",                      a small heading
     "fieldsets": [{"id": "3.china_1991", "legend": the question, "help": one line or "",
                    "controls": [control, ...],
                    "button": "Keep" or "" (then the form's button sends all)}],
     "button": "Keep my verdicts" or "",
     "actions": [{"action", "label", ...}]}      the workbook panel's buttons

    control: {"name", "type", "label", "required": sentence or ""} and, by type,
      radio   options: [{"value", "label"}], row: True for one line
      number  min, max, step, unit
      menu    options: [{"value", "label"}], in a list that opens
      range   min, max, step, unit, start, words: {at least this: word}
      text    longest
      grid    rows and options: [{"value", "label"}]; one choice for each row, its value the list of them
      many    options: [{"value", "label"}], most: so many at once; its value the list of what is ticked
      drawing years, min, max, step, unit, known: [[year, value]] before them; its value a number for each year
      road    questions: [{"id", "text", "short", "articles", "explained", "answers": [{"id", "text", "short", "to",
              "explained", "held", "rests"}]}], the first where one begins; ends: [{"id", "text", "articles",
              "explained", "rests"}]; its value the ids of the answers taken, in order
    and, where a control doesn't begin empty, start: its first value

state: {fieldset id: entry, "": entry of the whole form}, where
    entry: {"kept": bool, "word": "Kept", "you": what the student said, "again": label or "",
            "lines": [{"tone", "text", "word"}, or with "folded": lines behind it, or with "chart": a drawing's axes
                      with "mine" and "truth", values by year, or with "tick": True, a box that nothing keeps]}
    tone: "right", "wrong", "ask", "note" or "plain"

On a page where no Python runs, `OnPage` takes the place of the widget, and helpers/pages/answering.js that of `answer`.

The form sends {"kind": "act", "n", "action", "id", "values": {id: {name: value}}} (or "text"), and receives
{"kind": "answered", "n"} after the state has changed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from helpers import foreign_server, front_end, markup
from helpers.errors import LessonError
from helpers.pages import without_kernel
from helpers.words import amount
from helpers.work.lasting import alive_only, beside, pictured, style
from helpers.work.workbook import Workbook

HERE = Path(__file__).parent

TONES = {
    "right": ("✓", "Right", "#0b7a75"),
    "wrong": ("✗", "Not yet", "#b35900"),
    "ask": ("…", "Your turn", "#6b6f76"),
    "note": ("i", "Note", "#2b6cb0"),
    "plain": ("", "", "#6b6f76"),
}
_log = logging.getLogger(__name__)
RUN_PAGE = "run.html"  # of the web book, beside the lessons' pages


class Form(anywidget.AnyWidget):
    """A form in a notebook's output.

    spec, state : see above; changing `state` redraws what changed, without losing what is being typed.
    answer      : called with (action, values) for each press of a button, `values` being a dictionary by fieldset (or
                  the text of a file); returns the new state, or (new state, more to send back).
    """

    _esm = front_end.module(*(HERE / f"{name}.js" for name in ("controls", "drawing", "walking", "forms")))
    _css = style(HERE / "forms.css")
    says = ("state",)
    _ipython_display_ = None  # of ipywidgets 7, which would show the widget without its reading version
    spec = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, spec: dict, state: dict, answer: Callable | None = None):
        super().__init__(spec=spec, state=state)
        self._answer = answer
        self._answered: dict[str, dict] = {}
        self.on_msg(self._receive)

    def _receive(self, _widget: object, message: object, _buffers: object = None) -> None:
        if not isinstance(message, dict) or message.get("kind") != "act" or not self._answer:
            return
        number = str(message.get("n"))
        if number not in self._answered:
            self._answered[number] = self._act(self._answer, message)
        self.send({"kind": "answered", "n": message.get("n"), **self._answered[number]})

    def _act(self, answer: Callable, message: dict) -> dict:
        content = message.get("text") if "text" in message else message.get("values")
        try:
            result = answer(message.get("action"), content)
            state, more = result if isinstance(result, tuple) else (result, {})
            self.state = state
            return more
        except LessonError as problem:
            said = str(problem)
        except Exception as problem:
            _log.debug("a form could not be answered", exc_info=True)
            said = (
                f"That could not be kept: {type(problem).__name__}. What you chose is still here; try again."
            )
        self.state = {**self.state, "": entry(lines=[line("wrong", said, word="A problem")])}
        return {}

    @property
    def reading(self) -> markup.Shown:
        """The form as it stands, for reading; axes that are still empty are a picture above it."""
        page, words = as_html(self.spec, self.state), as_text(self.spec, self.state)
        return markup.Shown("".join([*self._empty(), page]), words)

    def _empty(self) -> list[str]:
        from helpers.asking.empty_axes import empty_axes  # late, so that a form without axes stays light

        return [
            pictured(empty_axes(control, fieldset["legend"]), fieldset["legend"]).page
            for fieldset in self.spec.get("fieldsets", [])
            for control in fieldset["controls"]
            if control["type"] == "drawing" and not self.state.get(fieldset["id"], {}).get("kept")
        ]

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict, dict]:
        return alive_only(super()._repr_mimebundle_(**kwargs))


class OnPage:
    """A form on a page where no Python runs, brought to life by helpers/pages/answering.js.

    offline : what that needs to answer as Python does, plain JSON: {"kind", ...} (see its KINDS), with "opened", the
              state once everything is told, where something is told after an answer. None: the form can only be read.
    """

    def __init__(self, spec: dict, state: dict, offline: dict | None):
        self.spec, self.state, self.offline = spec, state, offline

    def __repr__(self) -> str:
        return as_text(self.spec, self.state)

    def _repr_html_(self) -> str:
        read = as_html(self.spec, self.state)
        if self.offline is None:
            if not self.spec.get("fieldsets"):
                return read
            return markup.fill("<div>{{ read }}{{ python }}</div>", read=read, python=needs_python())
        told = ""
        if "opened" in self.offline:
            told = markup.fill(
                '<details class="bg-answer"><summary>Show what is told afterwards</summary>{{ told }}</details>',
                told=as_html({"fieldsets": self.spec["fieldsets"]}, self.offline["opened"]),
            )
        content = {"spec": self.spec, "state": self.state, "offline": self.offline}
        both = markup.fill("<div>{{ read }}{{ told }}</div>", read=read, told=told)
        return without_kernel.Live("forms", content, both, repr(self))._repr_html_()


def form(
    spec: dict, state: dict, answer: Callable | None = None, offline: Callable | None = None
) -> Form | OnPage:
    """The form as this place can show it; `offline` is a function that returns what `OnPage` needs."""
    if without_kernel.folder() is None:
        return Form(spec, state, answer)
    return OnPage(spec, state, offline() if offline else None)


def needs_python(what: str = "This part needs Python.") -> str:
    """A sentence for pages where no Python runs, with the way to it; HTML."""
    return markup.fill(
        '<p>{{ what }} <a class="bg-run" href="{{ page }}">How to run this lesson</a></p>',
        what=what,
        page=RUN_PAGE,
    )


def show_form(form: Form | OnPage) -> None:
    """Put a form into the cell's output."""
    from IPython.display import display

    foreign_server.say_what_is_missing()
    display(form)
    beside(form)


def line(tone: str, text: str, word: str | None = None) -> dict:
    """One line of feedback; the word before it ("Right", "Not yet") can be replaced."""
    return {"tone": tone, "text": text, "word": TONES[tone][1] if word is None else word}


def folded(text: str, lines: list[dict]) -> dict:
    """A line that is opened to read those behind it."""
    return {"tone": "plain", "word": "", "text": text, "folded": lines}


def ticked(text: str) -> dict:
    """A line with a box, for the reader to tick what their own text says; nothing keeps the tick."""
    return {"tone": "plain", "word": "", "text": text, "tick": True}


def charted(chart: dict) -> dict:
    """A line that is a picture: what was drawn and what came out, in the same axes."""
    years = chart["years"]
    mine = "Your line and what came out" if chart["mine"] else "What came out"
    said = f"{mine}, {years[0]} to {years[-1]}."
    return {"tone": "plain", "word": "Picture", "text": said, "chart": chart}


def trouble(kept: Workbook) -> list[dict]:
    """The line that says that work is not being written, if so."""
    return [line("note", kept.trouble)] if kept.trouble else []


def entry(
    kept: bool = False, you: str = "", lines: list | tuple = (), again: str = "", word: str = "Kept"
) -> dict:
    """The state of one fieldset."""
    return {"kept": kept, "word": word, "you": you, "lines": list(lines), "again": again}


def radio(
    options: Iterable[str | tuple],
    label: str = "",
    required: str = "Choose an answer first.",
    row: bool = False,
) -> dict:
    """A choice: options are labels, their values are 0, 1, 2 … (or pairs of value and label)."""
    pairs = [one if isinstance(one, tuple) else (number, one) for number, one in enumerate(options)]
    return {
        "name": "value",
        "type": "radio",
        "label": label,
        "required": required,
        "row": row,
        "options": [{"value": value, "label": text} for value, text in pairs],
    }


def menu(options: Iterable[tuple[str, str]], label: str) -> dict:
    """One of many, in a list that opens: options are pairs of value and label."""
    return {**radio(options, label), "type": "menu"}


def number(
    low: float, high: float, unit: str = "", step: float | None = None, label: str = "Your estimate"
) -> dict:
    """A number box with a slider beside it; neither has a value until the student gives one."""
    return {
        "name": "value",
        "type": "number",
        "label": label,
        "required": "Give a number first.",
        "min": low,
        "max": high,
        "step": step or nice_step(low, high),
        "unit": unit,
    }


def nice_step(low: float, high: float) -> float:
    """A step that cuts the range into about a hundred."""
    step = 1
    while (high - low) / step > 400:
        step *= 10
    return step if high - low > 10 else 0.1


def confidence(label: str = "How sure are you?") -> dict:
    """The confidence slider, 50 to 100 %."""
    return {
        "name": "confidence",
        "type": "range",
        "label": label,
        "required": "",
        "min": 50,
        "max": 100,
        "step": 5,
        "unit": "%",
        "start": 50,
        "words": {
            "50": "a coin toss",
            "60": "leaning",
            "75": "fairly sure",
            "90": "very sure",
            "100": "certain",
        },
    }


def reason(label: str = "Why? (one line)", longest: int = 200) -> dict:
    """One line of text."""
    return {"name": "reason", "type": "text", "label": label, "required": "", "longest": longest}


def grid(rows: dict[str, str], options: dict[int, str], required: str) -> dict:
    """One choice for each row: rows and options are {value: label}; the value is a list in the order of rows."""
    return {
        "name": "values",
        "type": "grid",
        "label": "",
        "required": required,
        "rows": [{"value": value, "label": label} for value, label in rows.items()],
        "options": [{"value": value, "label": label} for value, label in options.items()],
    }


def many(name: str, label: str, options: dict[str, str], most: int) -> dict:
    """Tick boxes, at most so many of them: options are {value: label}; the value is a list."""
    return {
        "name": name,
        "type": "many",
        "label": label,
        "required": "",
        "most": most,
        "options": [{"value": value, "label": text} for value, text in options.items()],
    }


def drawing(axes: dict, required: str) -> dict:
    """Empty axes to draw in, see above; `required` is said while the line doesn't reach the last year."""
    return {"name": "value", "type": "drawing", "label": "Your line", "required": required, **axes}


def road(questions: list[dict], ends: list[dict], required: str) -> dict:
    """A map to walk, see above; `required` is said while the road hasn't come to an end."""
    given = {"questions": questions, "ends": ends}
    return {"name": "value", "type": "road", "label": "The map", "required": required, **given}


# --- reading versions ---------------------------------------------------------------------------------------


def _described(control: dict) -> list[str]:
    if control["type"] == "radio":
        labels = [option["label"] for option in control["options"]]
        return [" · ".join(labels)] if control["row"] else labels
    if control["type"] == "menu":
        return [f"one of {len(control['options'])} in a menu"]
    if control["type"] == "number":
        return [amount_range(control)]
    if control["type"] == "drawing":
        ends = f"{control['years'][0]} to {control['years'][-1]}"
        asked = f"a line to draw, {ends}: {amount_range(control)} for each year"
        last = [
            f"what is known ends in {year} at {amount(value, control['unit'])}"
            for year, value in control["known"][-1:]
        ]
        return ["; ".join([asked, *last])]
    if control["type"] == "many":
        return [option["label"] for option in control["options"]]
    if control["type"] == "road":
        return _described_road(control)
    if control["type"] == "grid":
        scale = " · ".join(option["label"] for option in control["options"])
        return [f"{row['label']}: {scale}" for row in control["rows"]]
    return []


def _described_road(control: dict) -> list[str]:
    """A line for each question: its answers, who holds them, and where they lead."""
    goals = {one["id"]: f"question {number}" for number, one in enumerate(control["questions"], 1)}
    goals |= {one["id"]: f"the end: {one['text']}" for one in control["ends"]}
    lines = []
    for number, question in enumerate(control["questions"], 1):
        ways = [
            f"{one['text']}{' [' + one['held'] + ']' if one['held'] else ''} → {goals[one['to']]}"
            for one in question["answers"]
        ]
        lines.append(f"{number}. {question['text']} ({question['articles']}) {' · '.join(ways)}")
    return lines


def amount_range(control: dict) -> str:
    """What a number box asks for.

    >>> amount_range({"min": 0, "max": 1500, "unit": "km"})
    'a number from 0 to 1,500 km'
    """
    unit = f" {control['unit']}" if control.get("unit") else ""
    return f"a number from {control['min']:,g} to {control['max']:,g}{unit}"


def _said(state_entry: dict) -> list[dict]:
    """What was said of a fieldset, a line each: its text and what is folded behind it."""
    lines = [
        {"text": in_words(one), "folded": [in_words(more) for more in one.get("folded", [])]}
        for one in state_entry.get("lines", [])
    ]
    if state_entry.get("kept") and state_entry.get("you"):
        kept = f"✓ {state_entry.get('word', 'Kept')}. {state_entry['you']}"
        lines.insert(0, {"text": kept, "folded": []})
    return lines


def in_words(one: dict) -> str:
    """A line as plain text: its sign where it is judged, its word, what it says."""
    sign = "☐" if one.get("tick") else TONES[one["tone"]][0] if one["tone"] in ("right", "wrong") else ""
    head = " ".join(filter(None, (sign, one.get("word"))))
    return f"{head}{':' * bool(one.get('word'))} {one['text']}" if head else one["text"]


def _read(spec: dict, state: dict) -> list[tuple[str, list[str], list[dict]]]:
    """What there is to read of each fieldset: its question, the choices while none is kept, what was said."""
    rows = []
    for fieldset in spec.get("fieldsets", []):
        held = state.get(fieldset["id"], {})
        choices = [text for control in fieldset["controls"] for text in _described(control)]
        rows.append((fieldset["legend"], [] if held.get("kept") else choices, _said(held)))
    return rows


def as_text(spec: dict, state: dict) -> str:
    """The form as plain text: questions, choices, what was said."""
    parts = [spec.get("label", "")]
    for question, choices, said in _read(spec, state):
        parts += [question, *(f"  ○ {text}" for text in choices), *(f"  {text}" for text in _plain(said))]
    return "\n".join(filter(None, [*parts, *_plain(_said(state.get("", {})))]))


def _plain(said: list[dict]) -> Iterable[str]:
    for one in said:
        yield one["text"]
        yield from one["folded"]


def as_html(spec: dict, state: dict) -> str:
    """The form as HTML for reading where no widget runs."""
    return markup.render(
        "asking/forms.html.j2",
        label=spec.get("label"),
        fieldsets=_read(spec, state),
        whole=_said(state.get("", {})),
    )
