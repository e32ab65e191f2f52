"""The JavaScript and the CSS are linted, and the parts that need no whole page do what they promise."""

import json
import math
import os
import random

import pytest

from helpers import front_end
from helpers.asking.forms import Form, entry
from helpers.asking.predict import amount
from helpers.pictures.explore import Chart
from publishing import pages
from tools import javascript, vendor

# --- the linter ---------------------------------------------------------------------------------------------


def linted(root):
    """What `javascript.lint` says of a folder; the test is skipped where Biome can't be had, but not in CI."""
    try:
        return javascript.lint(root=root)
    except vendor.Stop as problem:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(problem))


def test_our_javascript_and_css_are_as_the_linter_wants_them():
    well, said = linted(javascript.ROOT)
    assert well, f"{javascript.MEND}\n\n{said}"


@pytest.mark.parametrize(
    "name, text",
    [
        ("unused.js", "const a = 1;\n"),
        ("undeclared.js", "nowhere();\n"),
        ("format.js", "alert( 1 )\n"),
        ("twice.css", "a { color: red; color: blue; }\n"),
    ],
)
def test_the_linter_sees(tmp_path, name, text):
    settings = (javascript.ROOT / "biome.jsonc").read_text(encoding="utf-8")
    (tmp_path / "biome.jsonc").write_text(settings, encoding="utf-8")
    (tmp_path / "good.js").write_text("alert(1);\n", encoding="utf-8")
    well, said = linted(tmp_path)
    assert well, said
    (tmp_path / name).write_text(text, encoding="utf-8")
    well, said = linted(tmp_path)
    assert not well and name in said


# --- functions ----------------------------------------------------------------------------------------------

MODULES = """async ({ explore, forms }) => {
  const address = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  window.explore = (await import(address(explore))).default;
  window.forms = (await import(address(forms))).default;
}"""
# A model as anywidget gives one, which notes what is sent and who listens.
FAKE = """function fakeModel(state) {
  const heard = [];
  return {
    heard, sent: [], get: (name) => state[name],
    on: (event, listener) => heard.push([event, listener]),
    off: (event, listener) => heard.splice(heard.findIndex(([e, l]) => e === event && l === listener), 1),
    send(message) { this.sent.push(message); },
    tell: (event, ...what) => [...heard].forEach(([e, listener]) => e === event && listener(...what)),
  };
}"""


@pytest.fixture(scope="module")
def blank(browser):
    """A page that knows what the files of a page define, `explore`, `forms` and `fakeModel`."""
    page = browser.new_page()
    page.add_script_tag(content="\n".join([pages.own_script(without="pages/page.js"), FAKE]))
    page.evaluate(MODULES, {"explore": Chart._esm, "forms": Form._esm})
    yield page
    page.close()


def numbers():
    dice = random.Random(5)
    halves = [
        0.5,
        1.5,
        2.5,
        0.125,
        0.375,
        1.005,
        -0.5,
        -2.675,
        99.995,
        100.5,
        1234567.5,
        0.0,
        1e-7,
        12345.678,
    ]
    return halves + [dice.uniform(-1, 1) * 10 ** dice.randint(-3, 6) for _ in range(300)]


@pytest.mark.browser
@pytest.mark.parametrize("places", [0, 1, 2, 3])
def test_a_number_is_rounded_as_python_rounds_it(blank, places):
    found = blank.evaluate("([all, places]) => all.map((x) => saying.fixed(x, places))", [numbers(), places])
    assert found == [f"{x:.{places}f}" for x in numbers()]


@pytest.mark.browser
def test_amounts_and_four_digits_are_pythons(blank):
    assert blank.evaluate("all => all.map((x) => saying.amount(x, 'km'))", numbers()) == [
        amount(x, "km") for x in numbers()
    ]
    small = [x for x in numbers() if abs(x) < 9999]
    assert blank.evaluate("all => all.map(saying.fourDigits)", small) == [f"{x:.4g}" for x in small]


@pytest.mark.browser
def test_what_decides_between_two_entries_of_one_moment_is_pythons_json(blank):
    things = [
        None,
        True,
        "é “😀”\n\u007f",
        3,
        1e16,
        1e22,
        0.1,
        1e-5,
        123456.75,
        [1, [None]],
        {"b": 1, "a": {"at": "x"}},
    ]
    found = blank.evaluate("things => things.map((one) => workbook.canon(one))", things)
    assert found == [json.dumps(one, sort_keys=True) for one in json.loads(json.dumps(things))]


@pytest.mark.browser
@pytest.mark.parametrize(
    "call, said",
    [
        ("saying.listed(['a'])", "a"),
        ("saying.listed(['a', 'b'])", "a and b"),
        ("saying.listed(['a', 'b', 'c'])", "a, b and c"),
        ("saying.signed(1.25, 1)", "+1.2"),
        ("saying.signed(-0.04, 1)", "-0.0"),
        ("saying.signed(0, 0)", "+0"),
        ("saying.READ.number({ low: 0, high: 9, none: 'none', outside: 'outside' }, 9)", ""),
        ("saying.READ.number({ low: 0, high: 9, none: 'none', outside: 'outside' }, 9.5)", "outside"),
        ("saying.READ.number({ low: 0, high: 9, none: 'none', outside: 'outside' }, NaN)", "none"),
        ("saying.READ.choice({ options: ['a', 'b'], none: 'none' }, 1)", ""),
        ("saying.READ.choice({ options: ['a', 'b'], none: 'none' }, 2)", "none"),
        ("saying.READ.choice({ options: ['a', 'b'], none: 'none' }, -1)", "none"),
        ("saying.COMPARED.distance({ outcome: 10, near: 1, unit: '%' }, 10)", "That is it exactly."),
        ("saying.COMPARED.distance({ outcome: 10, near: 1, unit: '%' }, 9)", "That is close."),
        ("saying.COMPARED.distance({ outcome: 10, near: 1, unit: '%' }, 8.5)", "You were 1.5 % too low."),
        ("saying.COMPARED.distance({ outcome: 10, near: 1, unit: '%' }, 12)", "You were 2 % too high."),
        ("saying.sureness({ confidence: 20, reason: ' a \\n b ' })", [50, "a b"]),
        ("saying.sureness({ confidence: '80', reason: 'x'.repeat(300) })", [None, "x" * 200]),
        ("workbook.counted(workbook.empty())", "nothing yet"),
        ("attempt(() => nowhere, 'else')", "else"),
        ("attempt(() => 1, 'else')", 1),
        ("make('p', { class: 'a', hidden: true, title: null, id: undefined, lang: false }, 'b').outerHTML",
         '<p class="a" hidden="">b</p>'),
    ],
)  # fmt: skip
def test_a_small_function_gives(blank, call, said):
    assert blank.evaluate(call) == said


@pytest.mark.browser
def test_a_model_tells_those_who_listen_and_no_one_else(blank):
    assert blank.evaluate("""() => {
      const heard = [], listen = (name) => (...what) => heard.push([name, ...what]);
      const model = modelOf((name) => name.toUpperCase(), (message, tell) => tell("back", message, 1));
      const [one, two] = [listen("one"), listen("two")];
      model.on("back", one);
      model.on("back", two);
      model.on("other", one);
      model.send("a");
      model.off("back", one);
      model.send("b");
      return [model.get("state"), heard];
    }""") == ["STATE", [["one", "a", 1], ["two", "a", 1], ["two", "b", 1]]]


@pytest.mark.browser
@pytest.mark.parametrize("send", ["() => { throw new Error(); }", "async () => { throw new Error(); }"])
def test_a_message_that_cannot_be_sent_is_said_at_once(blank, send):
    controls = [{"name": "value", "type": "text", "label": "x"}]
    spec = {"fieldsets": [{"id": "a", "legend": "Q", "button": "Keep", "controls": controls}]}
    said = blank.evaluate(
        """async (spec) => {
      const el = make("div");
      const stop = forms.render({ model: { ...fakeModel({ spec, state: {} }), send: %s }, el });
      el.querySelector("button").click();
      await new Promise((resolve) => setTimeout(resolve));
      stop();
      return el.textContent; }"""
        % send,
        spec,
    )
    assert "Python did not answer" in said


@pytest.mark.browser
def test_a_download_has_its_name_and_its_text(blank):
    with blank.expect_download() as loaded:
        blank.evaluate("download('a.json', '{}')")
    assert loaded.value.suggested_filename == "a.json"
    assert loaded.value.path().read_text(encoding="utf-8") == "{}"
    assert blank.locator("a[download]").count() == 0


# --- the ranking of lesson 9 --------------------------------------------------------------------------------

SCORES = "{ options: ['a', 'b', 'c'], names: ['x', 'y'], all: ['x', 'y'], columns: [[2, 0, 0], [-1, 1, 1]] }"


@pytest.mark.browser
def test_options_that_are_level_share_a_rank(blank):
    rows = blank.evaluate(f"additive.ranking({SCORES}, [1, 3])")
    assert [(row["option"], row["rank"], row["total"]) for row in rows] == [
        ("b", 1, 0.75),
        ("c", 1, 0.75),
        ("a", 3, -0.25),
    ]
    assert {row["total"] for row in blank.evaluate(f"additive.ranking({SCORES}, [0, 0])")} == {0}


@pytest.mark.browser
def test_the_weight_at_which_another_option_comes_first(blank):
    """a has 2x - y, b and c have y: they are level where x = y."""
    (one,) = blank.evaluate(f"additive.switchesOf({SCORES}, [1, 3], 0, 10)")
    assert one["moved"] == [{"criterion": "x", "now": 1, "way": "up", "at": 3}] and one["options"] == ["a"]
    assert blank.evaluate(f"additive.nearest({SCORES}, [1, 3], 10)")["moved"][0]["at"] in (1, 3)
    assert blank.evaluate(f"additive.switchesOf({SCORES}, [1, 3], 0, 2)") == []


@pytest.mark.browser
def test_every_way_to_deal_the_points_is_counted_once(blank):
    found = blank.evaluate(f"additive.shares({SCORES}, 20)")
    assert found["ways"] == math.comb(21, 1)
    assert found["share"] == [pytest.approx(100 * 10 / 21), 0, 0]  # with x above y; below, b and c are level


@pytest.mark.browser
@pytest.mark.parametrize(
    "kept, fits",
    [([1, 2], True), ([1], False), ([1, 3], False), ([1, "2"], False), ("12", False), (None, False)],
)
def test_scores_that_do_not_fit_are_none(blank, kept, fits):
    found = blank.evaluate(
        "kept => additive.numbersOf({ entry: () => ({ value: kept }) }, 'id', 2, -2, 2)", kept
    )
    assert found == (kept if fits else None)


# --- a chart whose views are files --------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("moved, nearest", [(0, "3,1"), (1, "0,2")])
def test_a_view_that_is_not_held_leads_to_the_nearest_that_keeps_what_was_moved(blank, moved, nearest):
    """Held: 0,0 0,2 3,1; wished for: 3,2."""
    assert (
        blank.evaluate(
            """async ([moved]) => {
      const content = { views: `v${moved}`, controls: [], opening: { key: "0,0", url: "" } };
      const model = chartModel(content, openWorkbook({ local: null, session: null }), make("div"));
      const frame = { picture: [], caption: "", code: "", numbers: 0 };
      const frames = { "0,0": frame, "0,2": frame, "3,1": frame };
      betweenGiants.held(content.views, { lines: [], tables: [], frames });
      const found = await new Promise((resolve) => { model.on("msg:custom", resolve); model.send({ want: "3,2" }); });
      return found.drawn ? "" : found.nearest(moved); }""",
            [moved],
        )
        == nearest
    )


# --- a chart asks for one view at a time --------------------------------------------------------------------

CHART = """() => {
  const years = Array.from({ length: 9 }, (_, i) => String(i));
  const controls = [
    { kind: "slider", label: "year", options: years, play: true },
    { kind: "tick", label: "log", options: ["no", "yes"] },
  ];
  const opening = { key: "4,0", drawn: true, caption: "4", code: "", numbers: null };
  window.model = fakeModel({ controls, opening, picture: DOT, keep: "" });
  window.el = make("div");
  document.body.replaceChildren(el);
  window.stop = explore.render({ model, el });
  window.slide = (i) => {
    const input = el.querySelector("[type=range]");
    input.value = i;
    input.dispatchEvent(new Event("input"));
  };
  window.answer = (key, more = {}) => {
    model.tell("msg:custom", { key, drawn: true, caption: key, code: "", numbers: null, ...more }, [DOT]);
  };
}"""
DOT = '"data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="'


@pytest.fixture
def chart(page):
    """A page whose clock stands, with one chart: a slider (0 to 8, at 4), a tick box, a fake model."""
    page.clock.install(time=0)
    page.goto("about:blank")
    page.clock.pause_at(1000)
    page.add_script_tag(content=front_end.module() + FAKE)
    page.evaluate(MODULES, {"explore": Chart._esm, "forms": Form._esm})
    page.evaluate(f"() => {{ window.DOT = {DOT}; ({CHART})(); }}")
    page.locator("img").wait_for(state="attached")
    return page


def wishes(page):
    return page.evaluate("model.sent.map((one) => one.want)")


@pytest.mark.browser
def test_while_one_wish_is_under_way_only_the_latest_waits(chart):
    chart.evaluate("[5, 6, 7, 8].forEach(slide)")
    assert wishes(chart) == ["5,0"]
    chart.evaluate("answer('5,0')")
    assert wishes(chart) == ["5,0", "8,0"]
    chart.evaluate("answer('8,0')")
    chart.get_by_role("figure").get_by_text("8,0").first.wait_for()
    assert wishes(chart) == ["5,0", "8,0"]  # nobody is at the controls: nothing is drawn ahead


@pytest.mark.browser
def test_a_view_seen_before_is_shown_without_asking(chart):
    chart.evaluate("slide(5), answer('5,0')")
    chart.locator("figcaption", has_text="5,0").wait_for(state="attached")
    chart.evaluate("slide(4), slide(5)")
    assert wishes(chart) == ["5,0"] and chart.locator("figcaption").inner_text() == "5,0"


@pytest.mark.browser
def test_after_a_hundred_others_a_view_is_still_shown_without_asking(chart):
    chart.evaluate("slide(5), answer('5,0')")
    chart.locator("figcaption", has_text="5,0").wait_for(state="attached")
    chart.evaluate("slide(6), answer('6,0'), Array.from({ length: 100 }, (_, i) => answer(`other ${i}`))")
    chart.locator("figcaption", has_text="6,0").wait_for(state="attached")
    chart.evaluate("slide(5)")
    chart.locator("img[alt='5,0']").wait_for(state="attached")
    assert wishes(chart).count("5,0") == 1 and chart.locator("figcaption").inner_text() == "5,0"


@pytest.mark.browser
def test_with_a_reader_at_the_controls_the_views_around_are_asked_for_next(chart):
    chart.locator("input[type=range]").focus()
    for number, key in enumerate(["5,0", "3,0", "6,0"], 1):
        assert wishes(chart)[-1] == key
        chart.evaluate("key => answer(key)", key)
        chart.wait_for_function("many => model.sent.length > many", arg=number)


@pytest.mark.browser
def test_a_wish_without_an_answer_is_said_to_be_late_and_asked_for_again(chart):
    chart.evaluate("slide(5)")
    chart.clock.fast_forward(1600)
    assert "Python is busy" in chart.locator(".bg-status").inner_text()
    chart.clock.fast_forward(9000)
    assert wishes(chart) == ["5,0", "5,0"]


@pytest.mark.browser
def test_when_what_is_shown_has_changed_nothing_held_is_shown_again(chart):
    chart.evaluate("slide(5), answer('5,0')")
    chart.locator("figcaption", has_text="5,0").wait_for(state="attached")
    chart.evaluate("model.tell('msg:custom', { stale: true })")
    assert wishes(chart) == ["5,0", "5,0"]
    chart.evaluate("answer('5,0', { caption: 'new' })")
    chart.locator("figcaption", has_text="new").wait_for(state="attached")


# --- nothing only adds --------------------------------------------------------------------------------------

COUNT = """() => {
  window.added = [];
  for (const target of [window, document, document.documentElement, document.body]) {
    target.addEventListener = (kind) => added.push(kind);
  }
  const { createObjectURL, revokeObjectURL } = URL;
  window.urls = new Set();
  URL.createObjectURL = (thing) => { const url = createObjectURL(thing); urls.add(url); return url; };
  URL.revokeObjectURL = (url) => { urls.delete(url); revokeObjectURL(url); };
  const { setTimeout, clearTimeout } = window;
  window.timers = new Set();
  window.setTimeout = (work, ms) => { const id = setTimeout(work, ms); timers.add(id); return id; };
  window.clearTimeout = (id) => { timers.delete(id); clearTimeout(id); };
}"""


@pytest.mark.browser
def test_a_chart_shown_again_and_again_leaves_no_listener_no_timer_and_no_picture(chart):
    chart.evaluate("stop()")
    chart.evaluate(COUNT)
    left = chart.evaluate("""async () => {
      const task = () => new Promise((resolve) => { // the clock stands
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(0);
      });
      const letGo = explore.initialize({ model });
      for (let i = 0; i < 3; i++) {
        const stop = explore.render({ model, el });
        slide(5 + i);
        const view = { key: `${5 + i},0`, drawn: true, caption: `view ${i}`, code: "" };
        model.tell("msg:custom", view, [new Uint8Array(3)]);
        while (el.querySelector("figcaption").textContent !== view.caption) await task();
        el.querySelector(".bg-play").click();
        stop();
      }
      const held = urls.size;
      letGo();
      return { listeners: model.heard.length, added, timers: timers.size, held, urls: urls.size };
    }""")
    assert left == {"listeners": 0, "added": [], "timers": 0, "held": 3, "urls": 0}


@pytest.mark.browser
def test_a_form_shown_again_and_again_leaves_no_listener(chart):
    control = {"name": "value", "type": "number", "label": "n", "min": 0, "max": 9, "step": 1, "unit": ""}
    spec = {"fieldsets": [{"id": "a", "legend": "Q", "button": "Keep", "controls": [control]}]}
    chart.evaluate(COUNT)
    left = chart.evaluate(
        """([spec, entry]) => {
      const model = fakeModel({ spec, state: { a: entry } }), el = make("div");
      document.body.append(el);
      for (let i = 0; i < 3; i++) {
        const stop = forms.render({ model, el });
        el.querySelector("[type=number]").value = 3;
        el.querySelector("button").click();
        stop();
      }
      return [model.heard.length, added, timers.size, model.sent.length];
    }""",
        [spec, entry()],
    )
    assert left == [0, [], 0, 3]
