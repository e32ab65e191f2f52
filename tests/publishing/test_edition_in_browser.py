"""The browser edition as a reader meets it: lessons run whole, and page and Python keep one workbook."""

import hashlib
import json
import os
import shutil

import pytest
from filelock import FileLock

from helpers.asking import forms, predict
from helpers.pages import without_kernel
from publishing import edition, offline, pages

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]

WHICH = (
    "BETWEEN_GIANTS_EDITION"  # numbers of lessons to run whole, for example "0 1 2"; each takes half a minute
)
ELSEWHERE = ["0", "3", "4"]  # lessons that the other tests here run whole
SITE = pages.BUILD / "tested-edition"
ASKED, QUESTION = "3.peers_90", ".bg-form:has(fieldset):has-text('economies without a coast')"
RUNNING = "Python is running in this browser."
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A page of the book</title>
<link rel="stylesheet" href="bg.css"><script src="bg.js" defer></script><h1>A page</h1>{}</html>"""
WRONG = """() => jupyterapp.shell.currentWidget.content.widgets.flatMap(({ model }) => model.type === "code" ?
  model.outputs.toJSON().filter((one) => one.output_type === "error" || one.name === "stderr") : [])"""


@pytest.fixture(scope="module")
def site(tmp_path_factory, served):
    """The address of an edition of all lessons, beside a page that asks one prediction of lesson 3."""
    SITE.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{SITE}.lock"):  # tests run side by side
        edition.put(pages.lessons(), SITE)
        caught = []
        with pytest.MonkeyPatch.context() as here:
            here.setenv(without_kernel.VARIABLE, str(tmp_path_factory.mktemp("frames")))
            here.setattr(forms, "show_form", caught.append)
            predict.predict(ASKED)
        for name, text in {
            "bg.js": pages.script(),
            "bg.css": pages.style(),
            "page.html": PAGE.format(caught[0]._repr_html_()),
        }.items():
            pages.write(SITE / name, text)
        (SITE / "_static").mkdir(exist_ok=True)
        offline.put(SITE, SITE.with_suffix(".weighed"))
    with served(SITE) as address:
        yield address


def open_lesson(page, site, stem, more=""):
    """Open a lesson with Python and wait until it has run whole; nothing may have gone wrong in it."""
    page.goto(f"{site}python/notebooks/index.html?path={stem}.ipynb{more}")
    said = page.locator(".bg-said", has_text=RUNNING).or_(page.locator(".bg-said", has_text="did not start"))
    said.wait_for()
    assert RUNNING in said.inner_text()
    assert page.evaluate(WRONG) == []


def kept(page):
    """The workbook that this browser keeps."""
    return json.loads(page.evaluate("localStorage['between-giants-workbook'] ?? 'null'"))


def answer(place, value):
    form = place.locator(QUESTION).first
    form.scroll_into_view_if_needed()
    form.locator("input[type=number]").fill(value)
    form.get_by_role("button", name="Keep").click()


def whose_turn_it_is():
    """Numbers of lessons to run where none is named: one of the others, another one whenever the lessons change."""
    left = [path.name[:2].lstrip("0") or "0" for path in pages.lessons()]
    left = [number for number in left if number not in ELSEWHERE]
    said = "".join(edition.said_in(path) for path in pages.lessons())
    return [left[int(hashlib.sha256(said.encode()).hexdigest(), 16) % len(left)]]


@pytest.mark.parametrize(
    "path",
    pages.lessons(os.environ.get(WHICH, "").split() or whose_turn_it_is()),
    ids=lambda path: path.stem,
)
def test_a_lesson_runs_whole_and_loads_nothing_from_elsewhere(page, site, path):
    open_lesson(page, site, path.stem)
    assert not page.complaints


def test_what_python_keeps_the_pages_keep_and_a_reload_finds_it(page, site):
    open_lesson(page, site, "03_one_customer")
    assert page.get_by_text("Closed until you keep your prediction").count()
    answer(page, "12")
    page.wait_for_function("localStorage['between-giants-workbook']?.includes('peers_90')")
    assert kept(page)["predictions"][ASKED]["value"] == 12
    page.goto(f"{site}page.html")
    page.locator(QUESTION, has_text="You said 12").wait_for()
    open_lesson(page, site, "03_one_customer")
    page.locator(QUESTION, has_text="You said 12").first.wait_for(state="attached")


def test_what_a_page_keeps_python_knows_also_while_it_runs(page, site):
    page.goto(f"{site}page.html")
    tab = page.context.new_page()
    tab.complaints = []
    open_lesson(tab, site, "03_one_customer", f"&task={ASKED}")
    closed = tab.get_by_text("Closed until you keep your prediction").count()
    answer(page, "34")
    tab.wait_for_function(
        "n => document.body.innerText.split('Closed until you keep your prediction').length - 1 < n",
        arg=closed,
    )
    assert kept(tab)["predictions"][ASKED]["value"] == 34


def test_a_lesson_runs_whole_where_the_browser_cannot_wait_in_the_middle_of_a_call(
    page, site, served, tmp_path
):
    without = tmp_path / "site"  # as in Safari, which lacks JSPI
    shutil.copytree(SITE, without)
    workers = list((without / "python" / "extensions").rglob("co*.worker.*.js"))
    for worker in workers:
        lacking = "delete WebAssembly.Suspending; delete WebAssembly.promising;\n"
        pages.write(worker, lacking + worker.read_text(encoding="utf-8"))
    assert len(workers) == 2
    offline.put(without, tmp_path / "weighed.json")
    with served(without) as address:
        open_lesson(page, address, "04_fuel_and_rails")
    assert not page.complaints


@pytest.mark.parametrize(
    "page", [{"viewport": {"width": 393, "height": 740}, "has_touch": True, "is_mobile": True}], indirect=True
)
def test_on_a_phone_a_lesson_runs_and_keeps_what_is_tapped(page, site):
    open_lesson(page, site, "03_one_customer")
    form = page.locator(QUESTION).first
    form.scroll_into_view_if_needed()
    form.locator("input[type=number]").fill("12")
    form.get_by_role("button", name="Keep").tap()
    page.wait_for_function("localStorage['between-giants-workbook']?.includes('peers_90')")
    assert kept(page)["predictions"][ASKED]["value"] == 12


def test_after_one_visit_every_lesson_runs_without_a_network(page, site):
    open_lesson(page, site, "03_one_customer")
    page.locator(".bg-strip[data-offline]").wait_for(state="attached")
    page.context.set_offline(True)
    open_lesson(page, site, "00_start_here")


OPENED = "globalThis.jupyterapp?.shell?.currentWidget?.context?.isReady"
CHANGE = """async (text) => {
  jupyterapp.shell.currentWidget.content.widgets[0].model.sharedModel.setSource(text);
  await jupyterapp.commands.execute("docmanager:save"); }"""
FIRST = "jupyterapp.shell.currentWidget.content.widgets[0].model.sharedModel.getSource()"
OLDER = """() => Object.keys(localStorage).filter((key) => key.startsWith("between-giants-lesson:"))
  .map((key) => localStorage.setItem(key, `older ${localStorage[key].split(" ")[1]}`)).length"""


def test_a_changed_copy_of_a_lesson_steps_aside_when_the_lesson_is_renewed(page, site):
    address = f"{site}python/notebooks/index.html?path=00_start_here.ipynb"
    page.goto(address)
    page.wait_for_function(OPENED)
    as_built = page.evaluate(FIRST)
    page.evaluate(CHANGE, "mine")
    page.goto(address)
    page.wait_for_function(OPENED)
    assert page.evaluate(FIRST) == "mine", "as long as the lesson is the same"
    assert page.evaluate(OLDER) == 1
    page.goto(address)
    page.wait_for_function(OPENED)
    assert page.evaluate(FIRST) == as_built
    page.get_by_role("link", name="Your copy from before this lesson was renewed").click()
    page.wait_for_url("**mine-1.ipynb")
    page.wait_for_function(OPENED)
    assert page.evaluate(FIRST) == "mine"
    assert (
        page.get_by_role("link", name="Back to the page").get_attribute("href") == f"{site}00_start_here.html"
    )


def test_nothing_of_another_reader_shows_before_it_is_said_whose_it_is(page, site):
    address = f"{site}python/notebooks/index.html?path=00_start_here.ipynb"
    page.goto(address)
    page.wait_for_function(OPENED)
    as_built = page.evaluate(FIRST)
    page.evaluate(CHANGE, "of the other reader")
    page.goto(f"{site}page.html")
    answer(page, "12")
    page.wait_for_function("localStorage['between-giants-workbook']?.includes('peers_90')")
    other = kept(page)["student"]
    page.goto(address)
    page.wait_for_function(OPENED)
    assert page.evaluate(FIRST) == "of the other reader", "in the same visit it is the same reader"
    page.evaluate("sessionStorage.clear()")
    page.goto("about:blank")
    page.goto(address)
    page.get_by_text("Is it yours?").wait_for()
    page.locator(".bg-said", has_text="Python is unpacking").wait_for()
    assert page.evaluate("typeof jupyterapp") == "undefined"
    page.get_by_role("button", name="Not mine: start afresh").click()
    page.wait_for_function(OPENED)
    assert page.evaluate(FIRST) == as_built
    assert kept(page)["student"] != other and not kept(page)["predictions"]
    assert page.get_by_role("link", name="Your copy").count() == 0


@pytest.mark.parametrize("lacking", ["WebAssembly", "Worker", "DecompressionStream"])
def test_a_browser_that_cannot_gets_one_sentence_and_the_other_doors(page, site, lacking):
    page.add_init_script(f"delete globalThis.{lacking}")
    page.goto(f"{site}python/notebooks/index.html?path=03_one_customer.ipynb")
    page.locator(".bg-said", has_text="Python did not start in this browser (it lacks ").wait_for()
    ways = page.locator(".bg-said a").evaluate_all("all => all.map((one) => one.href)")
    assert ways == [f"{site}03_one_customer.html", f"{site}run.html"]
    assert page.evaluate("typeof jupyterapp") == "undefined" and not page.complaints
