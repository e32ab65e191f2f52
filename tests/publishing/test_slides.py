"""The decks: cut by the form of a lesson, nothing lost, nothing over the edge, alive and steered by a clicker."""

import html
import json
import re

import pytest
from bs4 import BeautifulSoup

from helpers.pictures import dark
from publishing import blocks, front, notes, pages, publish, slides, steps

LESSONS = pages.lessons()
PAGE_SETTINGS = {"viewport": {"width": 1280, "height": 720}, "offline": True}
every_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


def markdown(text):
    return {"cell_type": "markdown", "source": text}


def code(text, *outputs):
    return {"cell_type": "code", "source": text, "outputs": [{"data": {"text/html": one}} for one in outputs]}


def words(text):
    return re.findall(r"\w+", html.unescape(re.sub(r"<[^>]+>", " ", text)))


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


# --- cutting ------------------------------------------------------------------------------------------------


def test_a_lesson_is_cut_into_the_steps_of_its_form():
    cells = [
        markdown("# Lesson 90 · A test\n\n**Why?**"),
        code("from helpers import load"),
        markdown("## At the door (3 min)"),
        code('verdict("C01", first=True)'),
        markdown("## Cycle 1 · First (12 min)\n\nA word."),
        code('predict("90.a")'),
        markdown("Now look."),
        code("explore(draw)"),
        code('look_back("90.a")'),
        markdown("Before the second one."),
        code('predict("90.b")'),
        code("show(draw)"),
        markdown("**Your turn.** Do it."),
        code('check("90.c", 1)'),
        markdown("**What we saw.** This.\n\n## Cycle 2 · Second (9 min)\n\nLook first."),
        code("show(draw)"),
        markdown("Well.\n\n**Your turn.** Again."),
        code('x = 1\ncheck("90.d", x)'),
        markdown("More to see."),
        code("show(draw)"),
        markdown("## Verdicts (4 min)"),
        code('predict("90.e")'),
    ]
    cut = steps.steps_of({"cells": cells})
    assert [(step.name, len(step.cells)) for step in cut] == [
        ("The question", 2),
        ("At the door", 2),
        ("Cycle 1 · Predict", 2),
        ("Cycle 1 · Look", 3),
        ("Cycle 1 · Predict 2", 2),
        ("Cycle 1 · Look 2", 1),
        ("Cycle 1 · Your turn", 2),
        ("Cycle 1 · What we saw", 1),
        ("Cycle 2 · Look", 3),
        ("Cycle 2 · Your turn", 2),
        ("Cycle 2 · Look 2", 2),
        ("Verdicts", 2),
    ]
    assert [step.minutes for step in cut if step.minutes] == [3, 12, 9, 4]


@every_lesson
def test_no_word_of_a_lesson_is_lost_and_no_import_is_shown(path):
    notebook = read(path)
    cut = steps.steps_of(notebook)
    text = " ".join(block.html for step in cut for slide in slides.slides_of(step) for block in slide.blocks)
    shown = set(words(text))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            said = re.sub(
                r"^#.*|\]\([^)]*\)|```\w*", "", blocks.MARK.sub("", steps.source(cell)), flags=re.MULTILINE
            )
            assert set(words(said)) <= shown, set(words(said)) - shown
    assert "from helpers" not in html.unescape(re.sub(r"<[^>]+>", "", text))


@every_lesson
def test_every_slide_is_estimated_to_fit(path):
    for step in steps.steps_of(read(path)):
        for number, slide in enumerate(slides.slides_of(step)):
            room = slides.ROOM_UNDER_A_TITLE if step.opens and number == 0 else blocks.ROOM
            assert slide.blocks and (slide.height <= room or len(slide.blocks) == 1), (step.name, slide)


def test_a_long_text_is_cut_between_sentences_and_a_list_stays_with_its_line():
    long = " ".join(
        f"This is sentence number {i} of a text that is much too long for a slide." for i in range(40)
    )
    cut = slides.text_slides(long)
    assert len(cut) > 3 and all(slide.height <= blocks.MOST_TEXT for slide in cut)
    assert words(" ".join(block.html for slide in cut for block in slide.blocks)) == words(long)
    assert all(block.html.strip().endswith(".</p>") for slide in cut for block in slide.blocks)
    both = slides.text_slides("A word.\n\nBy the end you can\n\n- do this,\n- do that.")
    assert ["<ul>" in block.html for block in both[-1].blocks[-2:]] == [False, True]


def test_a_long_table_is_cut_between_rows_each_part_with_its_headers_and_sealed():
    rows = "".join(f"<tr><td>{i}</td><td>{'a text of some length ' * 8}</td></tr>" for i in range(30))
    made = blocks.of_html(
        '<details class="bg-sealed" data-after="3.x"><summary>Show</summary><table><thead><tr><th>n</th>'
        f"<th>what</th></tr></thead><tbody>{rows}</tbody></table></details>"
    )
    assert len(made) > 2 and all(block.height <= blocks.ROOM and block.after for block in made)
    assert all('data-after="3.x"' in block.html and block.html.count("<thead>") == 1 for block in made)
    assert re.findall(r"<td[^>]*>(\d+)</td>", "".join(block.html for block in made)) == [
        str(i) for i in range(30)
    ]


def test_a_long_list_is_cut_between_its_points_under_its_title_again():
    points = "".join(f"<li>point {i} {'and what it says ' * 12}</li>" for i in range(9))
    made = blocks.of_html(f"<div><p>Evidence</p><ul>{points}</ul></div>")
    assert len(made) > 1 and all("Evidence" in block.html and block.height <= blocks.ROOM for block in made)
    assert re.findall(r"point (\d)", " ".join(block.html for block in made)) == [str(i) for i in range(9)]


def test_a_narrow_table_is_set_side_by_side():
    rows = "".join(f"<tr><td>{i}</td><td>ten</td></tr>" for i in range(40))
    [block] = blocks.of_html(f"<table><tr><th>n</th><th>what</th></tr>{rows}</table>")
    assert block.html.count("<thead>") > 2 and block.html.count("<tr>") == 40 + block.html.count("<thead>")


def test_a_deck_leads_to_its_lesson_in_the_book_where_that_is_published(tmp_path, monkeypatch):
    path = tmp_path / "03_one_customer.ipynb"
    [lesson] = pages.lessons(["3"])
    told = read(lesson)
    told["cells"] = [one | {"outputs": []} if one["cell_type"] == "code" else one for one in told["cells"]]
    path.write_text(json.dumps(told), "utf-8")
    for base in ("", "https://school.example/lessons/"):
        monkeypatch.setattr(front, "address", lambda base=base: base)
        page = BeautifulSoup(slides.deck(path, {}, "frames/"), "html.parser")
        home = page.select(".title .home")
        assert bool(home) == bool(base)
    there = f"{base}03_one_customer.html"
    assert home[0].a["href"] == there and home[0].a.get_text() == there.removeprefix("https://")
    assert home[0].img["alt"] == f"QR code of {there}"


def test_a_quiz_has_a_slide_for_each_question_and_the_text_of_a_student_cannot_end_the_script():
    asked = [
        {
            "id": f"90.{i}",
            "legend": f"Question {i} </script>",
            "help": "",
            "button": "Answer",
            "controls": [
                {"name": "value", "type": "radio", "row": False, "options": [{"value": 0, "label": "this"}]}
            ],
        }
        for i in range(5)
    ]
    content = json.dumps(
        {"spec": {"label": "Quiz", "fieldsets": asked}, "state": {}, "offline": {"kind": "quiz"}}
    ).replace("<", "\\u003c")
    made = blocks.of_html(
        '<div class="bg-live" data-module="forms"><script type="application/json">'
        f"{content}</script><div>read</div></div>"
    )
    assert len(made) == 5 and all(block.html.count("</script>") == 1 for block in made)
    parts = [
        json.loads(re.search(r"<script[^>]*>(.*?)</script>", block.html, re.DOTALL)[1]) for block in made
    ]
    assert [part["spec"]["fieldsets"] for part in parts] == [[one] for one in asked]
    assert all(part["offline"] == {"kind": "quiz"} for part in parts)


# --- notes --------------------------------------------------------------------------------------------------


@every_lesson
def test_the_notes_have_a_heading_for_each_step_and_their_minutes_add_up(path):
    number, notebook = int(path.name[:2]), read(path)
    said, cut = notes.read(number), steps.steps_of(notebook)
    assert list(said.steps) == [step.name for step in cut if step.section != "Sources"]
    assert all(text for _, text in said.steps.values())
    title = steps.source(notebook["cells"][0])
    assert title.startswith(f"# {said.title}\n")
    opening = "\n".join(steps.source(cell) for cell in notebook["cells"][:6])  # lesson 0 plays first
    promised = int(re.search(r"^\*\*(\d+) minutes", opening, re.MULTILINE)[1])
    assert sum(minutes for minutes, _ in said.steps.values()) == said.minutes == promised
    for section in {step.section for step in cut if step.minutes}:
        mine = [step for step in cut if step.section == section]
        planned = sum(said.steps[step.name][0] for step in mine)
        assert planned == mine[0].minutes, (
            f"{section}: the lesson gives it {mine[0].minutes} minutes, the notes {planned}"
        )


def test_notes_that_cannot_be_read_say_why(tmp_path):
    with pytest.raises(pages.Stop, match="missing"):
        notes.read(90, tmp_path)
    (tmp_path / "90.md").write_text(
        "# Lesson 90 (5 minutes)\n\n## Quiz (5 min)\n\nAsk.\n\n## Quiz\n", encoding="utf-8"
    )
    with pytest.raises(pages.Stop, match="twice"):
        notes.read(90, tmp_path)


# --- in the browser -----------------------------------------------------------------------------------------


def in_browser(test):
    """Marks a test that needs a Chromium and all lessons executed."""
    return pytest.mark.browser(pytest.mark.slow(pytest.mark.filterwarnings("ignore::ResourceWarning")(test)))


HERE = "section.present:not(.stack)"
ASLEEP = """() => [...Reveal.getCurrentSlide()
    .querySelectorAll('.bg-live:is([data-module=explore], [data-module=forms])')]
    .filter(box => box.checkVisibility()).some(box => !box.querySelector('.bg-form, .bg-controls'))"""
OPENED = """() => Reveal.getCurrentSlide().querySelectorAll('details.sealed, details.told')
    .forEach(one => { one.open = true; })"""
CLOSED = f"""() => [...document.querySelectorAll('{HERE} :is(.sealed, .told):not([open])')]
    .filter(one => one.checkVisibility()).length"""
TURN = "box => { const { h, v } = Reveal.getIndices(box.closest('section')); Reveal.slide(h, v); }"
TURN_TO_TEXT = """([text, which]) => {
  const boxes = [...document.querySelectorAll('.bg-live')].filter(one => one.textContent.includes(text));
  const { h, v } = Reveal.getIndices(boxes[which].closest('section'));
  Reveal.slide(h, v);
}"""
# what runs over an edge of the slide, and text that is too small
TROUBLE = """async (frames) => {
  for (let frame = 0; frame < frames; frame++) await new Promise(requestAnimationFrame); // until texts have shrunk
  const slide = Reveal.getCurrentSlide(), found = new Set(), edge = slide.getBoundingClientRect();
  const seen = (selector) => [...slide.querySelectorAll(selector)]
    .filter(one => one.checkVisibility() && !one.closest('.scroll, .bg-numbers'));
  for (const box of [slide, ...slide.querySelectorAll('.body')])
    if (box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1)
      found.add(`${box.className || 'slide'}: ${box.scrollWidth} x ${box.scrollHeight}`
        + ` in ${box.clientWidth} x ${box.clientHeight}`);
  for (const one of seen('p, li, pre, table, fieldset, img, select, button, input')) {
    const { bottom, right } = one.getBoundingClientRect();
    if (bottom > edge.bottom + 1 || right > edge.right + 1) found.add(`over the edge: ${one.outerHTML.slice(0, 80)}`);
  }
  const least = (selector, size) => { for (const one of seen(selector))
    if (parseFloat(getComputedStyle(one).fontSize) < size) found.add(`too small: ${one.textContent.slice(0, 40)}`); };
  least('.body > p:not(.part), .body > ul li', 24);
  least('legend, .said p, .bg-choices label', 20);
  least('td, .body > pre, .bg-controls label', 19);
  return [...found];
}"""


@pytest.fixture(scope="module")
def decks(tmp_path_factory, run_for_pages):
    """{number of a lesson: address of its deck}."""
    made = slides.build(out=tmp_path_factory.mktemp("decks") / "slides")
    return {int(path.name[:2]): path.as_uri() for path in made}


@pytest.fixture(autouse=True)
def no_complaints(request):
    """Where a test opens a deck, nothing is complained of in the browser's console."""
    page = request.getfixturevalue("page") if "page" in request.fixturenames else None
    yield
    assert not (page and page.complaints)


def opened(page, address):
    page.goto(address)
    page.locator(".reveal.ready").wait_for()  # then the keys are bound, too


def awake(page):
    page.wait_for_function(f"() => !({ASLEEP})()")


def at(page):
    return page.evaluate("() => Reveal.getSlides().indexOf(Reveal.getCurrentSlide())")


def go_to(page, kind):
    """Turn to the first slide whose chart or form has a control of this kind ("slider", "number" ...); wait for it."""
    page.evaluate(TURN_TO_TEXT, [f':"{kind}"', 0])
    page.evaluate(OPENED)
    awake(page)
    return page.locator(HERE)


@in_browser
@every_lesson
def test_page_down_goes_through_the_whole_deck_and_nothing_runs_over(page, decks, path):
    opened(page, decks[int(path.name[:2])])
    last = page.evaluate("() => Reveal.getTotalSlides()") - 1
    troubles, seen, presses = [], set(), 0
    while True:
        here = at(page)
        if here not in seen:
            seen.add(here)
            awake(page)
        if not page.evaluate(CLOSED):
            troubles += [f"slide {here + 1}: {one}" for one in page.evaluate(TROUBLE, 2)]
            if here == last:
                break
        elif here == last or page.evaluate(
            "() => document.querySelector('section.present:not(.stack) [data-after=\"8.mongolia\"]')"
        ):
            page.keyboard.press("o")  # what waits for a later lesson
            awake(page)
            continue
        page.keyboard.press("PageDown")
        presses += 1
        assert presses < 3 * last, "the deck doesn't go on"
    assert seen == set(range(last + 1))
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.wait_for_function("() => Reveal.getScale() === 1.5")
    for here in range(last, -1, -1):
        troubles += [f"slide {here + 1} at 1920 x 1080: {one}" for one in page.evaluate(TROUBLE, 0)]
        page.evaluate("() => Reveal.prev()")
    assert not troubles, "\n".join(troubles)


ANSWER = """() => { for (const form of Reveal.getCurrentSlide().querySelectorAll('.bg-form')) {
  for (const box of form.querySelectorAll('input[type=number]')) {
    box.value = box.min;
    box.dispatchEvent(new Event('input'));
  }
  for (const name of new Set([...form.querySelectorAll('input[type=radio]')].map(one => one.name)))
    form.querySelector(`input[name="${name}"]`).click();
  for (const button of form.querySelectorAll('button.bg-main')) if (button.checkVisibility()) button.click();
} }"""


@in_browser
@every_lesson
def test_what_forms_answer_fits_on_their_slides(page, decks, path):
    opened(page, decks[int(path.name[:2])])
    troubles, answered = [], 0
    for here in range(page.evaluate("() => Reveal.getTotalSlides()")):
        page.evaluate(OPENED)
        awake(page)
        if page.evaluate("() => Reveal.getCurrentSlide().querySelector('.bg-form') !== null"):
            page.evaluate(ANSWER)
            page.wait_for_function("() => !Reveal.getCurrentSlide().querySelector('[aria-busy]')")
            troubles += [f"slide {here + 1}: {one}" for one in page.evaluate(TROUBLE, 2)]
            answered += page.evaluate(
                "() => Reveal.getCurrentSlide().querySelectorAll('.bg-line, .bg-kept:not([hidden])').length > 0"
            )
        page.evaluate("() => Reveal.next()")
    assert answered > 10
    assert not troubles, "\n".join(troubles)


def picture(slide):
    return slide.locator(".bg-picture img").get_attribute("src")


@in_browser
def test_a_chart_answers_and_keys_stay_in_its_controls_but_those_of_a_clicker(page, decks):
    opened(page, decks[3])
    slide = go_to(page, "slider")
    slider, here, before = slide.locator(".bg-controls input[type=range]").first, at(page), picture(slide)
    value = slider.input_value()
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        f"before => document.querySelector('{HERE} .bg-picture img').getAttribute('src') !== before",
        arg=before,
    )
    assert slider.input_value() == str(int(value) + 1) and at(page) == here
    slider = slider.element_handle()
    page.keyboard.press("PageDown")
    assert at(page) == here + 1 and slider.input_value() == str(int(value) + 1)
    page.keyboard.press("PageUp")
    assert at(page) == here
    slider.focus()
    page.keyboard.press("Escape")
    assert page.evaluate("() => document.activeElement === document.body") and not page.evaluate(
        "() => Reveal.isOverview()"
    )
    page.keyboard.press("ArrowRight")
    assert at(page) == here + 1


@in_browser
def test_keys_in_menus_buttons_and_texts(page, decks):
    opened(page, decks[3])
    menu, here = go_to(page, "menu").locator(".bg-controls select").first, at(page)
    menu.focus()
    page.keyboard.press("End")
    assert menu.evaluate("menu => menu.selectedIndex === menu.options.length - 1") and at(page) == here
    page.keyboard.press("PageUp")
    assert at(page) == here - 1
    play, here = go_to(page, "slider").locator(".bg-play"), at(page)
    play.focus()
    page.keyboard.press("Space")
    play.filter(has_text="Pause").wait_for()
    assert at(page) == here
    page.keyboard.press("ArrowRight")
    assert at(page) == here + 1, "arrows do nothing on a button, so they turn the slides"
    box, here = go_to(page, "text").locator("input[type=text]"), at(page)
    box.focus()
    page.keyboard.type("because n. b o s")
    page.keyboard.press("ArrowLeft")
    assert box.input_value() == "because n. b o s" and at(page) == here
    page.keyboard.press("PageDown")
    assert at(page) == here + 1


@in_browser
def test_forward_opens_what_is_sealed_first_and_nothing_of_a_later_lesson(page, decks):
    opened(page, decks[7])
    for after, opens in (("7.custody", True), ("8.mongolia", False)):
        page.locator(f'[data-after="{after}"]').first.evaluate(TURN)
        here, sealed = at(page), page.locator("section.present:not(.stack) details.sealed").first
        assert not sealed.evaluate("one => one.open")
        page.keyboard.press("Space")
        assert sealed.evaluate("one => one.open") is opens and at(page) == here + (not opens)
        page.keyboard.press("PageUp")
        page.evaluate(
            "here => { if (Reveal.getSlides().indexOf(Reveal.getCurrentSlide()) < here) Reveal.next(); }",
            here,
        )
        page.keyboard.press("o")
        assert sealed.evaluate("one => one.open") is not opens, "O opens or closes on every slide"


@in_browser
def test_a_prediction_that_is_kept_opens_what_waits_for_it_and_a_deck_forgets(page, decks):
    opened(page, decks[3])
    sealed = page.locator('details.sealed[data-after="3.china_1991"]')
    assert sealed.count() > 2 and not any(one.evaluate("one => one.open") for one in sealed.all())
    slide = go_to(page, "drawing")
    slide.get_by_text("Type the numbers instead").click()
    for year, share in (("1991, %", "20"), ("2023, %", "60")):
        slide.get_by_label(year, exact=True).fill(share)
    slide.get_by_role("button", name="Keep").click()
    slide.get_by_text("Kept").wait_for()
    assert all(one.evaluate("one => one.open") for one in sealed.all())
    told = page.locator("details.told").first
    told.evaluate(TURN)
    awake(page)
    assert "to 60 % in 2023" in page.locator("section.present").inner_text() and not told.is_visible(), (
        "the form says it, once"
    )
    page.reload()
    page.locator(".reveal.ready").wait_for()
    assert not any(one.evaluate("one => one.open") for one in sealed.all())


@in_browser
def test_scores_that_a_class_keeps_are_listed_added_up_and_weighed(page, decks):
    opened(page, decks[9])
    given = {}
    for turn in range(6):
        page.evaluate(TURN_TO_TEXT, ["how good or bad", turn])
        awake(page)
        slide = page.locator(HERE)
        criterion = slide.locator("legend", has_text="how good or bad").inner_text().split(":")[0]
        given[criterion] = str(turn % 5 - 2)
        for row in range(5):
            slide.locator("tbody tr").nth(row).locator("input").nth((turn + row) % 5).check()
        slide.get_by_role("button", name="Keep these scores").click()
        slide.locator(".bg-kept").wait_for()
    page.locator(".bg-live[data-module=table]").first.evaluate(TURN)
    table = page.locator("section.present:not(.stack) table")
    table.locator("td", has_text="-2").first.wait_for()
    named, scores = (table.locator("tr").nth(row).inner_text().split("\t")[1:] for row in range(2))
    assert (
        dict(zip((name.strip() for name in named), (cell.strip() for cell in scores), strict=True)) == given
    )
    assert len(given) == 6
    page.evaluate(TURN_TO_TEXT, ["9.weights", 0])
    page.evaluate(OPENED)
    awake(page)
    words = page.locator("section.present:not(.stack) figcaption")
    before = words.text_content()
    assert before.startswith(("First: ", "Level in the first place: "))
    page.locator("section.present:not(.stack) input[type=range]").first.press("End")
    page.wait_for_function(
        "before => document.querySelector('section.present:not(.stack) figcaption').textContent !== before",
        arg=before,
    )


@in_browser
def test_notes_and_clock_in_a_second_window_that_steers_the_deck(page, decks):
    opened(page, decks[3])
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    notes = popup.value
    notes.get_by_role("heading", name="The question").wait_for()
    assert "What would you fear" in notes.inner_text("#text") and "slide 1 of" in notes.inner_text("#at")
    assert "shares added instead of squared" in notes.inner_text("#text"), (
        "what to expect stands at the beginning"
    )
    page.keyboard.press("PageDown")
    notes.keyboard.press("PageDown")
    assert at(page) == 2 and "slide 3 of" in notes.inner_text("#at")
    notes.get_by_role("button", name="On").click()
    notes.get_by_role("heading", name="At the door").wait_for()
    assert notes.inner_text("#plan") == "minutes 1 to 3"
    notes.get_by_role("button", name="Start the clock").click()
    notes.wait_for_function("() => document.getElementById('clock').textContent !== '0:00'")


@in_browser
def test_a_deck_that_is_loaded_again_can_open_its_notes_again(page, decks):
    for _ in range(2):
        opened(page, decks[3])
        with page.expect_popup() as popup:
            page.keyboard.press("s")
        notes = popup.value
        notes.get_by_role("heading", name="The question").wait_for()
        notes.keyboard.press("PageDown")
        assert at(page) == 1
        with notes.expect_event("close"):
            page.goto("about:blank")


@in_browser
def test_black_screen_dark_and_the_list_of_keys(page, decks, ground):
    opened(page, decks[3])
    page.keyboard.press(".")
    assert page.evaluate("() => Reveal.isPaused()")
    page.keyboard.press("b")
    page.keyboard.press("F5")
    assert not page.evaluate("() => Reveal.isPaused()") and at(page) == 0
    picture = page.locator("img.bg-closed").first
    for tone in (dark.GROUND, "#ffffff", dark.GROUND):
        page.keyboard.press("d")
        picture.evaluate("one => Reveal.slide(...Object.values(Reveal.getIndices(one.closest('section'))))")
        assert ground(picture) == tone
        page.evaluate("() => Reveal.slide(0)")
    page.emulate_media(media="print")
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.emulate_media(media="screen")
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keys").wait_for()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    assert (
        at(page) == 0
        and not page.get_by_role("dialog").is_visible()
        and not page.evaluate("() => Reveal.isOverview()")
    )


@in_browser
@every_lesson
def test_the_handout_has_a_page_for_each_slide_with_its_picture(page, decks, path, charts_on_paper):
    page.goto(decks[int(path.name[:2])] + "?print-pdf")
    page.wait_for_function("() => window.Reveal && Reveal.isReady() && document.querySelector('.pdf-page')")
    page.wait_for_function("() => [...document.images].every(one => one.complete && one.naturalWidth)")
    slides_, pictures = (
        page.evaluate("""() => [Reveal.getTotalSlides(), [...document.querySelectorAll('.bg-picture img')]
        .map(one => { const box = one.getBoundingClientRect(), paper = one.closest('.pdf-page').getBoundingClientRect();
            return box.width > 400 && box.height > 200 && box.bottom <= paper.bottom + 1; })]""")
    )
    paper = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == slides_
    assert pictures and all(pictures)
    assert charts_on_paper(paper) == len(pictures)
    closed = page.evaluate(
        """() => [...document.querySelectorAll('details.sealed:not([open])')].map(one => one.dataset.after)"""
    )
    assert set(closed) <= ({"8.mongolia"} if path.name.startswith("07") else set())


MADE_OF = """() => [...new Set([...Reveal.getCurrentSlide().querySelectorAll('*')]
    .map(one => `${one.tagName} ${one.className}`))].sort().join()"""


@in_browser
def test_axe_finds_no_barrier_on_any_kind_of_slide_light_and_dark(page, decks, violations):
    opened(page, decks[3])
    found, kinds = set(), set()

    def look(where, shown=HERE):
        seen = [shown, ".slide-number", ".controls"]
        found.update(f"{where}: {one}" for one in violations(page, include=seen))
        page.evaluate("() => document.documentElement.classList.add('dark')")
        found.update(f"{where}, dark: {one}" for one in violations(page, ["cat.color"], seen))
        page.evaluate("() => document.documentElement.classList.remove('dark')")

    for here in range(page.evaluate("() => Reveal.getTotalSlides()")):
        page.evaluate(OPENED)
        awake(page)
        made_of = page.evaluate(MADE_OF)
        if made_of not in kinds:
            kinds.add(made_of)
            look(f"slide {here + 1}")
        page.evaluate("() => Reveal.next()")
    page.keyboard.press("?")
    look("keys", "#keys[open]")
    assert len(kinds) > 10
    assert not found, "\n".join(sorted(found))


@in_browser
def test_the_index_leads_to_every_deck(page, decks):
    page.goto(decks[0].replace(LESSONS[0].stem, "index"))
    linked = page.eval_on_selector_all("a", "all => all.map(one => one.href)")
    assert {*decks.values()} | {f"{one}?print-pdf" for one in decks.values()} == set(linked)


@in_browser
def test_what_is_published_is_one_book_with_the_slides_in_it_and_one_folder_of_frames(
    page, tmp_path, run_for_pages
):
    out = publish.build(("3",), tmp_path / "work", tmp_path / "pages")
    assert [path.name for path in out.rglob("frames")] == ["frames"] and not list(out.glob("slides/**/*.svg"))
    page.goto((out / "index.html").as_uri())
    page.get_by_role("link", name="the same lessons as slides").click()
    page.get_by_role("link", name="Lesson 3").first.click()
    page.wait_for_function("() => window.Reveal && Reveal.isReady()")
    slide = go_to(page, "slider")
    before = picture(slide)
    slide.locator(".bg-controls input[type=range]").first.press("End")
    page.wait_for_function(
        "before => { const one = document.querySelector('section.present:not(.stack) .bg-picture img');"
        " return one.getAttribute('src') !== before && one.naturalWidth > 0; }",
        arg=before,
    )
