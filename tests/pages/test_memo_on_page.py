"""The memo on a page where no Python runs: of any workbook the one that Python writes, and a form that keeps it."""

import dataclasses
import json
import random
import re
from pathlib import Path

import pytest

from helpers import registry
from helpers.asking.claims import VERDICTS
from helpers.asking.drawn import Drawn
from helpers.ledger.scores import closing_ledger
from helpers.lessons.decision_room import memo, memo_form, memo_page
from helpers.lessons.decision_room.options import ADVICE, CRITERIA, OPTIONS, WEIGHTS, score_id
from helpers.lessons.the_court import road
from helpers.work import content
from helpers.work.workbook import book
from publishing import pages

AT = "2026-01-01T00:00:00.000000Z"
HOSTILE = (
    '<script>parent.bad = 1</script><img src=x onerror="parent.bad = 1"> "\'>&lt; &amp; [x](javascript:alert(1)) '
    "`c` *b* |a| $x$ www.e.e https://e.e\n# h\r\n- l \u202etxet\x00 \ufeff"
)
TEXTS = [
    "",
    " ",
    "1. a",
    "A ruling",
    "Ж" * 120,
    "word " * 120,
    "W" * 450,
    "蒙古 😀 é" * 90,
    "x" * 60 + " \u2028 y",
    HOSTILE,
    "\ufeff",
]


@pytest.fixture(scope="module")
def form_on_page(tmp_path_factory):
    """What stands in the page for the memo's form, and the form."""
    with pytest.MonkeyPatch.context() as here:
        here.setenv("BETWEEN_GIANTS_PAGES", str(tmp_path_factory.mktemp("frames")))
        here.setenv("BETWEEN_GIANTS_WORKBOOK", str(tmp_path_factory.mktemp("work") / "workbook.json"))
        form = memo_form._form(content.empty(), registry.tables())
    return json.loads(json.dumps({"spec": form.spec, "state": form.state, "offline": form.offline}))


def a_workbook(dice, chance):
    """A workbook in which each thing that the memo looks at is kept with this chance, some of it damaged."""

    def said(*choices):
        return dice.choice(choices)

    def predicted(value):
        return {
            "value": value,
            "confidence": said(None, 50, 72.5, 100),
            "reason": said(*TEXTS),
            "at": AT,
        }

    def answered(value):
        return {"value": value, "right": None, "at": AT, "tries": []}

    made = content.empty()
    claims = list(memo.citable(closing_ledger(made, registry.tables(), True)).index)
    for claim in [*claims, "C01", "C32", "C99"]:
        if dice.random() < chance:
            last = {"stage": "last", **predicted(said(*VERDICTS, *VERDICTS, "nonsense"))}
            first = {**last, "stage": "first"}
            made["verdicts"][claim] = {"first": first, "last": said(last, last, None), "history": []}
    for number in registry.LESSONS:
        for id, item in registry.collection("PREDICTIONS", number).items():
            if isinstance(item, Drawn) and dice.random() < chance:
                line = [dice.uniform(item.low, item.high) for _ in item.years]
                made["predictions"][id] = predicted(said(line, line, line[:-1], 5))
    for id, values in (
        (memo.FORECAST, (5, 33.3, 100, 0, 101, "x", None)),
        (ADVICE, (0, 1, 2, 3, 4, 7, "x")),
    ):
        if dice.random() < chance:
            made["predictions"][id] = predicted(said(*values))
    few = said([0, 1], [-2, -1, 0, 1, 2], [-2, -1, 0, 1, 2], [-1, 0.5])
    for criterion in CRITERIA:
        if dice.random() < max(chance, 0.5 * (chance > 0)):
            scores = [said(*few) for _ in OPTIONS]
            made["answers"][score_id(criterion)] = answered(said(scores, scores, scores, scores[:-1]))
    if dice.random() < chance:
        weights = [said(*range(11), 2.5) for _ in CRITERIA]
        made["answers"][WEIGHTS] = answered(said(weights, weights, [0] * 6, [5] * 6, [11] * 6))
    if dice.random() < chance:
        made["answers"][road.ROAD] = answered(said(a_road(dice), a_road(dice), a_road(dice)[:-1], ["no"], 7))
    if dice.random() < chance:
        made["answers"][road.OTHER] = answered([said(*road.VIEWS, "nobody's"), said(*TEXTS)])
    for key in (memo.NAME, memo.LINE, memo.WHY):
        if dice.random() < chance:
            made["notes"][key] = {"text": said(*TEXTS), "at": AT}
    if dice.random() < chance:
        ticked = " ".join(dice.sample([*claims, "C01", "C99"], said(0, 1, 3, 6)))
        made["notes"][memo.CLAIMS] = {"text": ticked, "at": AT}
    if dice.random() < max(chance, 0.5):
        made["notes"][memo.CHOICE] = {"text": said(*OPTIONS, "nonsense"), "at": AT}
    return content.checked(json.loads(json.dumps(made)))


def a_road(dice):
    """A road through the map of lesson 7, to its end."""
    asked = road.control(registry.tables()("legal_tree"), registry.tables())
    questions = {one["id"]: one for one in asked["questions"]}
    here, taken = asked["questions"][0]["id"], []
    while here in questions:
        answer = dice.choice(questions[here]["answers"])
        taken.append(answer["id"])
        here = answer["to"]
    return taken


# --- the same words as Python's -----------------------------------------------------------------------------

PLAY = """([content, texts]) => texts.map((text) => {
  const kept = openWorkbook({ local: memory(), session: memory() });
  kept.take(text);
  const model = formModel(structuredClone(content), kept), { memo } = content.offline;
  const state = model.get("state"), { controls } = model.get("spec").fieldsets[0], files = [];
  model.on("msg:custom", ({ file }) => files.push(file ?? null));
  for (const action of ["html", "markdown"]) model.send({ kind: "act", n: action, action, values: {} });
  return {
    memo: memoOfPage.composed(memo, kept.all()),
    lacking: memoOfPage.lacking(memo, kept.all()),
    below: model.below.firstChild.srcdoc || model.below.textContent,
    controls, state, files, afterwards: model.get("state"),
  };
})"""


@pytest.mark.browser
@pytest.mark.parametrize("many", [30, pytest.param(200, marks=pytest.mark.slow)])
def test_the_memo_on_a_page_says_of_any_workbook_what_pythons_says(script, form_on_page, in_memory, many):
    dice, load = random.Random(many), registry.tables()
    kept = [a_workbook(dice, chance) for chance in (0, 0.1, 0.4, 0.8, 1) for _ in range(many // 5)]
    found = script.evaluate(PLAY, [form_on_page, [content.written(one) for one in kept]])
    seen, sizes = set(), set()
    for one, said in zip(kept, found, strict=True):
        in_memory()
        book().restore(content.written(one))
        written = memo.compose(one, load)
        form = memo_form._form(one, load)
        begun = form.state
        answers = [form._act(form._answer, {"action": one, "values": {}}) for one in memo_form.FILES]
        mine = {
            "memo": written and dataclasses.asdict(written),
            "lacking": memo.lacking(one, load),
            "below": memo_page.as_html(written) if written else repr(memo_form.preview(one, load)),
            "controls": form.spec["fieldsets"][0]["controls"],
            "state": begun,
            "files": [one.get("file") for one in answers],
            "afterwards": form.state,
        }
        assert json.loads(json.dumps(mine)) == said
        seen.update(part for part, value in (said["memo"] or {"none": True}).items() if value)
        sizes.update(re.findall(r"html { font-size: ([\d.]+)pt", said["below"]))
    parts = {field.name for field in dataclasses.fields(memo.Memo)}
    assert parts | {"none"} == seen and len(sizes) > 2, "every part and several sizes were compared"


# --- in a browser, from a folder ----------------------------------------------------------------------------

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="%s"><title>Lesson</title><style>%s</style></head>
<body><main><h1>Lesson 9</h1>%s<p><button>Elsewhere</button></p></main><script>%s</script></body></html>"""
WHY = "Law and fuel carry it: the Court asked in time, and the trains of next winter hang on contracts."


@pytest.fixture
def lesson_9(page, tmp_path, on_page):
    """The page with the memo, opened; `again()` loads it anew, `hold(workbook)` as another tab would have kept it."""
    form = on_page(memo_form.memo)
    made = tmp_path / "page.html"
    script = pages.script().replace("</", "<\\/")
    page_of = PAGE % (pages.POLICY, pages.style(), form._repr_html_(), script)
    made.write_text(page_of, encoding="utf-8")

    def again():
        if page.url == made.as_uri():
            page.reload()
        else:
            page.goto(made.as_uri())
        page.get_by_role("button", name="Keep the memo").or_(
            page.get_by_role("button", name="Change the memo")
        ).wait_for()

    def hold(kept):
        page.evaluate("text => betweenGiants.kept.take(text)", content.written(kept))

    page.again, page.hold = again, hold
    again()
    return page


def kept_by(page):
    return content.read(page.evaluate("betweenGiants.kept.toJson()"))


def a_full_workbook():
    """What somebody has kept who comes to the memo with claims judged, options scored and a forecast."""
    made, dice = content.empty(), random.Random(9)
    for claim in ("C15", "C18", "C29"):
        last = {"stage": "last", "value": "holds", "confidence": 80, "reason": HOSTILE, "at": AT}
        made["verdicts"][claim] = {"first": None, "last": last, "history": [last]}
    made["predictions"][memo.FORECAST] = {"value": 5, "confidence": None, "reason": HOSTILE, "at": AT}
    for criterion in CRITERIA:
        scores = [dice.randint(-2, 2) for _ in OPTIONS]
        made["answers"][score_id(criterion)] = {"value": scores, "right": None, "at": AT, "tries": []}
    return content.checked(made)


def fill(page, option="Consult the Court first", why=WHY, line="A ruling", name="S. Student"):
    page.get_by_label(option).check()
    page.get_by_label("Why these two scores?").fill(why)
    page.get_by_label("What would change our mind?").fill(line)
    page.get_by_label("Your name").fill(name)


@pytest.mark.browser
def test_a_memo_is_chosen_typed_kept_and_there_after_a_reload_and_downloads_as_in_python(lesson_9, in_memory):
    page = lesson_9
    assert "needs Python" not in page.locator("main").inner_text()
    page.get_by_text(
        "Your memo appears here once you have chosen a recommendation. Still missing:"
    ).wait_for()
    page.get_by_role("button", name="Download as Markdown").click()
    page.get_by_text(memo_form.NONE).wait_for()
    fill(page, why="Because.")
    page.get_by_role("button", name="Keep the memo").click()
    page.get_by_text(memo_form.WRITE).wait_for()
    assert not kept_by(page)["notes"]
    fill(page)
    page.get_by_role("button", name="Keep the memo").click()
    page.get_by_text("You advise: Consult the Court first.").wait_for()
    page.get_by_text("Still missing: your scores in the decision room (0 of 6 criteria so far)").wait_for()
    assert page.locator(".bg-form > .bg-say .bg-line").count() == 1
    page.hold(a_full_workbook())
    preview = page.frame_locator("iframe[title='Preview of your memo']")
    preview.get_by_text(WHY).wait_for()
    preview.get_by_text("On 6 of 6 criteria").wait_for()
    page.again()
    page.get_by_text("You advise: Consult the Court first.").wait_for()
    page.get_by_role("button", name="Change the memo").click()
    assert page.get_by_label("What would change our mind?").input_value() == "A ruling"
    assert [page.get_by_label(claim).is_checked() for claim in ("C29", "C18", "C15")] == [False] * 3
    page.get_by_label("C18").check()
    page.get_by_role("button", name="Keep the memo").click()
    preview.get_by_text("[1]").first.wait_for()
    kept = kept_by(page)
    assert kept["notes"][memo.CLAIMS]["text"] == "C18" and kept["notes"][memo.NAME]["text"] == "S. Student"
    in_memory()
    book().restore(content.written(kept))
    written = memo.compose(book().all(), registry.tables())
    for label, name, text in (
        ("Download for printing (HTML)", memo_form.FILES["html"][0], memo_page.as_html(written)),
        ("Download as Markdown", memo_form.FILES["markdown"][0], memo_page.as_markdown(written)),
    ):
        with page.expect_download() as download:
            page.get_by_role("button", name=label).click()
        assert download.value.suggested_filename == name
        assert Path(download.value.path()).read_bytes().decode() == text
    assert not page.complaints


@pytest.mark.browser
def test_hostile_text_is_only_text_on_the_page(lesson_9):
    page = lesson_9
    page.hold(a_full_workbook())
    page.get_by_label("C15").wait_for()
    fill(page, why=HOSTILE * 3, line=HOSTILE, name=HOSTILE)
    page.get_by_role("button", name="Keep the memo").click()
    preview = page.frame_locator("iframe[title='Preview of your memo']")
    preview.get_by_text("<script>parent.bad = 1</script>").first.wait_for()
    assert preview.locator("script, img, iframe").count() == 0
    assert page.evaluate("globalThis.bad") is None
    assert page.locator("iframe").get_attribute("sandbox") == ""
    weight = preview.locator(".advice").evaluate("one => getComputedStyle(one).fontWeight")
    assert weight == "700" and not page.complaints, "its style holds under the page's policy"


@pytest.mark.browser
def test_what_is_judged_meanwhile_is_offered_without_taking_what_is_typed(lesson_9):
    page = lesson_9
    page.get_by_label("Arrest him").check()
    page.get_by_label("Why these two scores?").fill("Half a sentence")
    page.hold(a_full_workbook())
    page.get_by_text("Your memo appears here").wait_for()
    assert page.get_by_label("C15").count() == 0, "not under the reader's hands"
    assert page.evaluate("document.activeElement.value") == "Half a sentence"
    page.get_by_role("button", name="Elsewhere").focus()
    page.get_by_label("C15").wait_for()
    assert page.get_by_label("Why these two scores?").input_value() == "Half a sentence"
    assert page.get_by_label("Arrest him").is_checked()
    assert page.get_by_label("C29").is_checked(), "what is suggested begins ticked"


def test_no_finding_stands_where_a_reader_sees_it_before_their_verdict(on_page):
    shown = on_page(memo_form.memo)._repr_html_().split("</script>")
    held, read = shown[0], "".join(shown[1:])
    finding = memo.told_of(memo.citable(closing_ledger(content.empty(), registry.tables(), True)).loc["C15"])[
        "finding"
    ]
    assert finding[:40] in held and finding[:40] not in read and "C15" not in read
