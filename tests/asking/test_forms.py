"""Forms: nothing typed is lost or kept twice, text stays text, the saved form is the same each time."""

import json
from pathlib import Path

import pytest

from helpers.asking import forms
from helpers.errors import LessonError

SPEC = {
    "label": "Your prediction",
    "button": "",
    "fieldsets": [
        {
            "id": "90.a",
            "legend": "How <much>?",
            "help": "",
            "button": "Keep",
            "controls": [forms.number(0, 100, "%"), forms.confidence(), forms.reason()],
        }
    ],
}


def press(form, number, values, action="keep"):
    sent = []
    form.send = sent.append
    form._receive(form, {"kind": "act", "n": number, "action": action, "id": "90.a", "values": values})
    return sent


def test_the_same_press_counts_once_and_is_answered_each_time():
    seen = []
    form = forms.Form(
        SPEC, {}, lambda action, values: seen.append(values) or {"90.a": forms.entry(True, "60 %.")}
    )
    for _ in range(2):
        assert press(form, "x-1", {"90.a": {"value": 60}}) == [{"kind": "answered", "n": "x-1"}]
    assert seen == [{"90.a": {"value": 60}}] and form.state["90.a"]["kept"]


@pytest.mark.parametrize(
    "problem, said",
    [(LessonError("The table is gone."), "The table is gone."), (ZeroDivisionError(), "could not be kept")],
)
def test_a_failing_answer_becomes_a_sentence(problem, said):
    def fail(action, values):
        raise problem

    form = forms.Form(SPEC, {"90.a": forms.entry()}, fail)
    press(form, "x-1", {})
    assert said in forms.as_text(form.spec, form.state)


@pytest.mark.parametrize(
    "message", [None, 7, [], {}, {"kind": "other"}, {"kind": "act"}, {"kind": "act", "values": 3}]
)
def test_messages_from_elsewhere_break_nothing(message):
    forms.Form(SPEC, {}, lambda action, values: {})._receive(None, message)


def test_the_saved_form_is_the_same_each_time_and_reads_without_scripts():
    one, two = (forms.Form(SPEC, {}).reading for _ in range(2))
    assert (one.page, one.words) == (two.page, two.words)
    assert "a number from 0 to 100 %" in one.words
    assert "How &lt;much&gt;?" in one.page and "<script" not in one.page


def test_what_students_type_is_escaped_in_the_saved_form():
    state = {"90.a": forms.entry(True, '“<img src=x onerror="alert(1)">”', [forms.line("note", "<b>")])}
    assert "<img" not in forms.as_html(SPEC, state) and "<b>" not in forms.as_html(SPEC, state)


def test_the_script_never_writes_html():
    script = forms.Form._esm
    assert not any(
        word in script for word in ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(")
    )


# --- in a browser, without Jupyter --------------------------------------------------------------------------

PAGE = """<!doctype html><html lang="en"><title>t</title><style>%s</style><body><div id="here"></div>
<script type="module">
const source = %s;
const {default: widget} = await import(URL.createObjectURL(new Blob([source], {type: "text/javascript"})));
const heard = {};
window.model = {
  data: {spec: %s, state: %s}, sent: [],
  get(name) { return this.data[name]; },
  set(name, value) { this.data[name] = value; (heard["change:" + name] || []).forEach((f) => f()); },
  on(name, f) { (heard[name] ||= []).push(f); }, off() {}, save_changes() {},
  send(message) { this.sent.push(message); },
  answer(state) { this.set("state", state); heard["msg:custom"].forEach((f) => f({kind: "answered", n:
  this.sent.at(-1).n})); },
};
window.swallowed = [];
document.addEventListener("keydown", (event) => window.swallowed.push(event.key));
widget.render({model, el: document.getElementById("here")});
window.ready = true;
</script>"""


@pytest.fixture
def opened(page, tmp_path):
    def open_page(spec, state):
        here = Path(forms.__file__)
        script = json.dumps(forms.Form._esm).replace("</", "<\\/")
        css = here.with_name("forms.css").read_text(encoding="utf-8")
        file = tmp_path / "page.html"
        file.write_text(PAGE % (css, script, json.dumps(spec), json.dumps(state)), encoding="utf-8")
        page.goto(file.as_uri())
        page.wait_for_function("window.ready")
        return page

    return open_page


@pytest.mark.browser
def test_by_keyboard_a_prediction_is_filled_in_and_kept_and_no_key_escapes_to_the_notebook(opened):
    page = opened(SPEC, {"90.a": forms.entry()})
    page.get_by_label("Your estimate, slider").focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.type("<b>why</b>")
    page.keyboard.press("Shift+Enter")
    assert page.evaluate("model.sent") == [], (
        "it runs a cell where there are cells, and does nothing elsewhere"
    )
    page.keyboard.press("Enter")
    sent = page.evaluate("model.sent")
    assert [one["values"] for one in sent] == [
        {"90.a": {"value": 58, "confidence": 75, "reason": "<b>why</b>"}}
    ]
    assert page.evaluate("swallowed") == []
    page.evaluate("state => model.answer(state)", {"90.a": forms.entry(True, "58 %: “<b>why</b>”")})
    assert page.locator(".bg-kept").inner_text().endswith("58 %: “<b>why</b>”")
    assert page.evaluate("document.activeElement.className") == "bg-kept"


CELLS = """() => {
  const here = document.getElementById("here");
  here.className = "jp-Cell";
  here.insertAdjacentHTML("afterend", '<div class="jp-Cell" id="next" tabindex="-1"></div>');
  window.run = [];
  document.getElementById("next").addEventListener("keydown", (event) =>
    window.run.push([event.shiftKey, event.key, document.activeElement.id])); }"""


@pytest.mark.browser
def test_shift_and_enter_go_on_with_the_next_cell_from_every_control_and_what_was_kept_has_the_focus(opened):
    options = {"a": "A", "b": "B"}
    axes = {"years": [2001, 2002], "min": 0, "max": 9, "step": 1, "unit": "", "known": []}
    controls = [
        forms.radio(["yes", "no"]),
        {**forms.number(0, 9), "name": "number"},
        forms.confidence(),
        forms.reason(),
        forms.many("many", "Some", options, 2),
        {**forms.drawing(axes, ""), "name": "drawn", "required": ""},
    ]
    fieldsets = [{"id": one, "legend": "?", "controls": controls} for one in ("a", "b")]
    page = opened({"button": "Keep these", "fieldsets": fieldsets}, {})
    page.evaluate(CELLS)
    places = page.locator("#here :is(input, [role=slider], summary, button):visible")
    assert places.count() > 16
    for number, place in enumerate(places.all(), 1):
        place.focus()
        page.keyboard.press("Shift+Enter")
        assert page.evaluate("run") == [[True, "Enter", "next"]] * number
    assert page.evaluate("model.sent") == []
    for part in page.locator("fieldset").all():
        part.get_by_text("yes").click()
        part.locator("input[type=number]").first.fill("5")
        part.locator("[role=slider]").focus()
        page.keyboard.press("ArrowUp")
        page.keyboard.press("End")
        page.keyboard.press("ArrowUp")
    page.get_by_role("button", name="Keep these").press("Enter")
    page.evaluate("state => model.answer(state)", {one: forms.entry(True, "yes") for one in ("a", "b")})
    assert page.locator(".bg-kept").last.evaluate("kept => kept === document.activeElement")
    page.keyboard.press("Shift+Enter")
    assert page.evaluate("document.activeElement.id") == "next"


@pytest.mark.browser
def test_without_an_answer_a_sentence_comes_the_text_stays_and_a_late_answer_counts(opened):
    page = opened(SPEC, {"90.a": forms.entry()})
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    page.get_by_label("Your estimate", exact=True).fill("300")
    page.get_by_label("Why? (one line)").fill("still here")
    keep = page.get_by_role("button", name="Keep")
    keep.click()
    keep.click()
    page.clock.fast_forward(2900)
    assert page.get_by_role("status").first.inner_text() == "" and page.evaluate("model.sent.length") == 1
    page.clock.fast_forward(200)
    assert "Python did not answer" in page.get_by_role("status").first.inner_text()
    assert page.get_by_label("Why? (one line)").input_value() == "still here"
    keep.click()
    sent = page.evaluate("model.sent")
    assert len({one["n"] for one in sent}) == 1 and sent[0]["values"]["90.a"]["value"] == 300
    page.reload()
    page.wait_for_function("window.ready")
    assert page.get_by_label("Why? (one line)").input_value() == "still here"
    page.get_by_role("button", name="Keep").click()
    page.evaluate("state => model.answer(state)", {"90.a": forms.entry(True, "100 %.")})
    assert "Kept" in page.locator("fieldset").inner_text()
    page.reload()
    page.wait_for_function("window.ready")
    assert page.get_by_label("Why? (one line)").input_value() == ""
