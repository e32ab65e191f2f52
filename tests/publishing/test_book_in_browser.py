"""The web book in a browser, from a folder, without a network: charts say what Python says, and all can read it."""

import html
import json
import os
import re
import urllib.parse
import zlib

import IPython.display
import pandas as pd
import pytest
from PIL import Image

from helpers.asking import forms
from helpers.lessons.the_court import road
from helpers.pages import without_kernel
from helpers.pictures import dark, explore, figures
from helpers.work import sealed
from publishing import pages
from publishing.book import build

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]

PAGE_SETTINGS = {"offline": True}
HEAVIEST = 1_500_000  # bytes of a lesson's page before its reader scrolls
PAPER = re.compile(rb"([\d.]+ [\d.]+ [\d.]+) rg[^f]*?(?<!\d)0 3240 m\s5760 3240 l")
TABLE = pd.DataFrame({"year": range(1900, 2300), "share": range(400)})


def wake_all(page, every="details"):
    """Open what is folded and go down the page, so that every chart and form wakes."""
    page.evaluate("which => document.querySelectorAll(which).forEach(one => { one.open = true; })", every)
    for box in page.locator(".bg-live:is([data-module=explore], [data-module=forms])").all():
        box.scroll_into_view_if_needed()
        box.locator(":scope > div > .bg-chart, :scope > div > .bg-form").first.wait_for(state="attached")


def unpacked(stream):
    """What a stream of a PDF says; nothing of one that isn't packed, and so holds no drawing."""
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""


def settled(chart):
    """Wait until a chart shows what its controls say; (its words, what else it says)."""
    chart.page.wait_for_function("chart => !chart.hasAttribute('data-waiting')", arg=chart.element_handle())
    return chart.locator("figcaption").inner_text(), chart.locator(".bg-status").first.inner_text()


def put(control, index):
    """Put a control to one of its options without the keyboard."""
    control.evaluate(
        """(one, index) => {
        if (one.type === 'checkbox') one.checked = index === 1;
        else if (one.type === 'range') one.value = index;
        else one.selectedIndex = index;
        one.dispatchEvent(new Event(one.type === 'range' ? 'input' : 'change', { bubbles: true })); }""",
        index,
    )


# --- a sample: one chart on a bare page -----------------------------------------------------------------------


@figures.described("The share in {year}, dots {dots}, {shown}", closed=figures.Empty("How much?"))
def line(ax, table, year, dots, shown):
    ax.plot(table.year, table.share, marker="o" if dots else "")
    return table.query("year == @year")


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """The address of a page with one chart of 1,600 views, of which it holds some."""
    (tmp_path / "frames").mkdir()
    monkeypatch.setenv(without_kernel.VARIABLE, str(tmp_path / "frames"))
    monkeypatch.setattr(without_kernel, "MOST_FRAMES", 12)
    monkeypatch.setattr(without_kernel.held, "__defaults__", (12,))
    cell = []
    monkeypatch.setattr(sealed, "display", lambda thing, display_id=None: cell.append(thing._repr_html_()))
    explore.explore(
        line,
        TABLE,
        year=TABLE.year,
        dots=False,
        shown=["a", "b"],
        after="3.x",
    )
    for name, text in {
        "bg.js": pages.script(),
        "bg.css": pages.style(),
        "page.html": '<!doctype html><html lang="en"><meta charset="utf-8"><title>One chart</title>'
        '<link rel="stylesheet" href="bg.css">'
        f'<script src="bg.js" defer></script><h1>One chart</h1>{cell[0]}</html>',
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return (tmp_path / "page.html").as_uri()


def test_a_chart_answers_to_the_keyboard_without_python(page, bare):
    page.goto(bare)
    assert page.locator(".bg-live .bg-controls").count() == 0, "what is closed doesn't wake"
    page.evaluate("document.dispatchEvent(new CustomEvent('bg:kept', { detail: { id: '3.x' } }))")
    chart = page.locator(".bg-live .bg-chart:has(.bg-controls)")
    chart.wait_for()
    assert settled(chart) == ("The share in 1900, dots False, a", "")
    slider, tick, _ = chart.locator(".bg-controls input, .bg-controls select").all()
    slider.focus()
    page.keyboard.press("End")
    chart.locator("figcaption", has_text="2299").wait_for()
    image = chart.locator(".bg-picture img")
    assert (
        image.get_attribute("alt") == "The share in 2299, dots False, a"
        and image.evaluate("one => one.naturalWidth") == without_kernel.WIDTH
    )
    chart.locator(".bg-numbers summary").click()
    chart.locator(".bg-numbers td", has_text="399").wait_for()
    tick.focus()
    page.keyboard.press("Space")
    chart.locator(".bg-status", has_text="does not hold that combination, so Year went to 1900.").wait_for()
    words, said = settled(chart)
    assert words == "The share in 1900, dots True, a", "the nearest view keeps what was moved last"
    assert tick.evaluate("one => one === document.activeElement && one.checked")
    page.keyboard.press("Space")
    chart.locator("figcaption", has_text="dots False").wait_for()
    assert settled(chart)[1] == "", "and what was said goes with the next move"
    assert "This page holds" in page.locator(".bg-holds").inner_text()
    assert not page.complaints


def test_a_view_can_be_linked_to_and_taken_along_once_it_is_open(page, bare):
    page.goto(f"{bare}#view=1:399,0,0")
    assert page.locator(".bg-take").count() == 0, "a link opens nothing that is closed"
    page.evaluate("document.dispatchEvent(new CustomEvent('bg:kept', { detail: { id: '3.x' } }))")
    chart = page.locator(".bg-live .bg-chart:has(.bg-controls)")
    chart.locator("figcaption", has_text="2299").wait_for()
    chart.get_by_text("Take it with you").click()
    with page.expect_download() as numbers:
        chart.get_by_role("button", name="Download the numbers").press("Enter")
    assert numbers.value.suggested_filename == "the-share-in-2299-dots-false-a.csv"
    assert numbers.value.path().read_bytes() == b"year,share\r\n2299,399\r\n"
    with page.expect_download() as picture:
        chart.get_by_role("button", name="Download the picture").press("Enter")
    assert picture.value.path().stat().st_size > 1000
    chart.locator("input[type=range]").press("Home")
    chart.locator("figcaption", has_text="1900").wait_for()
    chart.get_by_role("button", name="Copy a link to this view").press("Enter")
    said = chart.locator(".bg-take p")
    said.get_by_text("Copied.").or_(said.get_by_text(f"{bare}#view=1:0,0,0")).wait_for()
    assert not page.complaints


@pytest.mark.parametrize("page", [{"color_scheme": "dark"}], indirect=True)
def test_pictures_are_as_dark_as_the_theme_and_light_on_paper_and_where_they_are_taken_along(
    page, bare, ground
):
    page.goto(bare)
    page.add_style_tag(content=(pages.TEMPLATES / "book/static/book.css").read_text(encoding="utf-8"))
    closed = page.locator("img.bg-closed")
    for theme, tone in (("auto", dark.GROUND), ("light", "#ffffff"), ("dark", dark.GROUND)):
        page.evaluate("theme => { document.body.dataset.theme = theme; }", theme)
        assert ground(closed) == tone, theme
    page.evaluate("document.dispatchEvent(new CustomEvent('bg:kept', { detail: { id: '3.x' } }))")
    chart = page.locator(".bg-live .bg-chart:has(.bg-controls)")
    for key, words in (("Home", "1900"), ("End", "2299")):  # a file of its own, and one of many
        chart.locator("input[type=range]").press(key)
        chart.locator("figcaption", has_text=words).wait_for()
        picture = chart.locator(".bg-picture img")
        for theme, tone in (("light", "#ffffff"), ("dark", dark.GROUND)):
            page.evaluate("theme => { document.body.dataset.theme = theme; }", theme)
            assert ground(picture) == tone, (key, theme)
    chart.get_by_text("Take it with you").click()
    with page.expect_download() as taken:
        chart.get_by_role("button", name="Download the picture").press("Enter")
    assert Image.open(taken.value.path()).convert("RGB").getpixel((12, 12)) == (255, 255, 255)
    chart.get_by_role("button", name="Enlarge").press("Enter")
    assert ground(chart.get_by_role("dialog").locator("img")) == dark.GROUND
    page.keyboard.press("Escape")
    page.emulate_media(media="print")
    assert ground(picture) == "#ffffff"
    papers = [
        found
        for stream in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", page.pdf(), re.DOTALL)
        for found in PAPER.findall(unpacked(stream[1]))
    ]
    assert papers and set(papers) == {b"1 1 1"}


@pytest.mark.parametrize(
    "page", [{"viewport": {"width": 360, "height": 740}, "has_touch": True}], indirect=True
)
def test_a_tap_enlarges_a_picture_until_its_letters_can_be_read_on_a_phone(page, bare):
    page.goto(bare)
    page.evaluate("document.dispatchEvent(new CustomEvent('bg:kept', { detail: { id: '3.x' } }))")
    chart = page.locator(".bg-live .bg-chart:has(.bg-controls)")
    chart.locator(".bg-picture img").tap()
    large = chart.get_by_role("dialog", name="The picture, enlarged")
    large.wait_for()
    assert large.locator("img").evaluate("one => one.getBoundingClientRect().width") >= 850
    page.keyboard.press("Escape")
    large.wait_for(state="hidden")
    chart.get_by_text("Take it with you").click()
    chart.get_by_role("button", name="Enlarge").press("Enter")
    large.get_by_role("button", name="Close").tap()
    large.wait_for(state="hidden")
    assert not page.complaints


def test_a_link_to_a_view_that_is_not_there_changes_nothing(page, bare):
    page.goto(f"{bare}#view=1:9999,0")
    page.evaluate("document.dispatchEvent(new CustomEvent('bg:kept', { detail: { id: '3.x' } }))")
    chart = page.locator(".bg-live .bg-chart:has(.bg-controls)")
    chart.locator("figcaption", has_text="1900").wait_for()
    assert settled(chart) == ("The share in 1900, dots False, a", "")
    assert not page.complaints


# --- the whole book -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def book(tmp_path_factory, run_for_pages):
    """The folder of the book."""
    return build(folder=tmp_path_factory.mktemp("book"))


def lesson_pages(book):
    return sorted(book.glob("[0-9][0-9]*_*.html"))


def charts_of(path, monkeypatch):
    """The charts with controls that a lesson shows live, in order, everything opened; computed in this process."""
    found = []

    def keep(thing, **more):
        if isinstance(thing, explore.Chart) and thing.controls:
            found.append(thing)

    def opened(make, after=None, question=None):
        keep(make())

    monkeypatch.delenv(without_kernel.VARIABLE, raising=False)
    for module in (explore, road, sealed):
        monkeypatch.setattr(module, "present", opened)
    monkeypatch.setattr(forms, "show_form", lambda form: None)
    monkeypatch.setattr(IPython.display, "display", lambda *things, **more: None)
    space = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), space)  # our own lesson
    return found


@pytest.mark.slow
def test_every_chart_says_at_both_ends_of_every_control_what_python_says(page, book, monkeypatch):
    monkeypatch.setattr(figures, "to_svg", lambda _: b"a picture")  # here only the words count
    for path in lesson_pages(book):
        with monkeypatch.context() as here:
            live = charts_of(pages.ROOT / "notebooks" / f"{path.stem}.ipynb", here)
        page.goto(path.as_uri())
        wake_all(page)
        charts = page.locator(".bg-chart:has(.bg-controls:not([hidden]))").all()
        assert len(charts) == len(live) > 0, path.name
        for chart, python in zip(charts, live, strict=True):
            chart.scroll_into_view_if_needed()
            opening = list(python._opening_at)
            assert settled(chart) == (python._view(opening)[0]["caption"], "")
            for which, control in enumerate(chart.locator(".bg-controls input, .bg-controls select").all()):
                last = len(python.controls[which]["options"]) - 1
                kind = python.controls[which]["kind"]
                ends = [1 - opening[which], opening[which]] if kind == "tick" else [last, 0]
                for key, index in zip(
                    ["Space", "Space"] if kind == "tick" else ["End", "Home"], ends, strict=True
                ):
                    control.focus()
                    page.keyboard.press(key)
                    at = [index if i == which else there for i, there in enumerate(opening)]
                    assert settled(chart) == (python._view(at)[0]["caption"], ""), f"{path.name}: {at}"
                put(control, opening[which])
            shown = chart.locator(".bg-picture img")
            assert (
                shown.get_attribute("alt") == settled(chart)[0]
                and shown.evaluate("one => one.naturalWidth") >= without_kernel.WIDTH
            )
        assert not page.complaints, path.name


@pytest.mark.slow
def test_scores_and_weights_are_kept_and_the_ranking_follows(page, book):
    page.goto((book / "09_decision_room.html").as_uri())
    wake_all(page)
    for turn, form in enumerate(
        page.locator("fieldset", has_text="how good or bad is each option?").all()[:2]
    ):
        form.scroll_into_view_if_needed()
        for row in range(5):
            form.locator("tbody tr").nth(row).locator("input").nth((turn + row) % 5).check()
        form.get_by_role("button", name="Keep these scores").click()
        form.locator(".bg-kept").wait_for()
    listed = page.locator(".bg-live[data-module=table] tbody tr").first
    listed.scroll_into_view_if_needed()
    listed.locator("td", has_text="-2").wait_for()
    assert listed.locator("td").all_inner_texts()[1:] == ["-2", "–", "-1", "–", "–", "–"]
    chart = page.locator(".bg-chart", has_text="Keep these weights")
    words, _ = settled(chart)
    assert words.startswith("First: Ask him to stay away.") and "fuel and power 5, trade 5" in words
    chart.locator("input[type=range]").first.press("End")
    chart.locator("figcaption", has_text="fuel and power 10, trade 5").wait_for()
    chart.get_by_role("button", name="Keep these weights").press("Enter")
    chart.get_by_role("status").filter(has_text="Kept in this browser").wait_for()
    page.reload()
    wake_all(page)
    assert "fuel and power 10, trade 5" in settled(chart)[0], "it opens with the weights that were kept"
    form = page.locator("fieldset", has_text="how good or bad is each option?").first
    form.get_by_role("button", name="Change these scores").click()
    form.locator("tbody tr").nth(3).locator("input").first.check()
    form.get_by_role("button", name="Keep these scores").click()
    chart.locator(
        "figcaption", has_text="First: Consult the Court first. Weights: fuel and power 10"
    ).wait_for()
    assert not page.complaints


@pytest.mark.slow
@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_a_picture_and_a_table_stand_for_every_chart(page, book, charts_on_paper):
    for path in lesson_pages(book):
        page.goto(path.as_uri())
        for chart in page.locator(".bg-chart").all():
            assert len(chart.locator("img").get_attribute("alt")) > 20
            assert chart.locator("table thead th[scope=col]").count(), path.name
        open_to_all = page.locator("article").inner_text()
        for sealed_words in page.locator(".bg-sealed .bg-picture img").evaluate_all(
            "all => all.map(one => one.alt)"
        ):
            assert sealed_words not in open_to_all, path.name
        pictures = page.locator(".bg-picture img, .bg-first img").count()
        assert charts_on_paper(page.pdf(format="A4")) == pictures > 0, path.name


@pytest.mark.slow
def test_a_printed_page_has_all_its_pictures_also_those_never_scrolled_to(page, book, charts_on_paper):
    for path in lesson_pages(book):
        page.goto(path.as_uri())
        page.wait_for_timeout(300)
        pictures = page.locator(".bg-picture img, .bg-first img").count()
        assert charts_on_paper(page.pdf(format="A4")) == pictures > 0, path.name
        assert page.locator(".bg-sealed[open]").count() == 0


@pytest.mark.slow
def test_a_lesson_weighs_little_before_its_reader_scrolls(page, book):
    for path in lesson_pages(book):
        page.loaded.clear()
        page.goto(path.as_uri(), wait_until="load")
        page.wait_for_timeout(500)
        files = {
            urllib.parse.unquote(urllib.parse.urlsplit(url).path)
            for url in page.loaded
            if url.startswith("file:")
        }
        assert sum(map(os.path.getsize, files)) < HEAVIEST, path.name


@pytest.mark.slow
def test_no_page_is_wider_than_the_screen(page, book):
    for path in [
        *lesson_pages(book),
        *(book / f"{name}.html" for name in ("index", "work", "glossary", "tables/visits")),
    ]:
        page.goto(path.as_uri())
        wake_all(page)
        for wide in (360, 1024, 1920):
            page.set_viewport_size({"width": wide, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
                f"{path.name} at {wide}"
            )


@pytest.mark.slow
@pytest.mark.parametrize("page", [{"reduced_motion": "reduce"}], indirect=True)
def test_no_rule_of_wcag_is_broken_and_the_dark_theme_is_readable(page, book, violations):
    names = ("index", "run", "work", "about", "404", "glossary", "tables/visits", "search")
    others = (book / f"{name}.html" for name in names)
    for path in [*lesson_pages(book), *others]:
        page.goto(path.as_uri())
        wake_all(page)
        assert violations(page) == [], path.name
        page.emulate_media(color_scheme="dark")
        assert violations(page, ["color-contrast"]) == [], f"{path.name}, dark"
        page.emulate_media(color_scheme="light")


@pytest.mark.slow
def test_every_page_allows_nothing_from_elsewhere_and_what_it_needs_still_runs(page, book):
    assert not re.search(r"https?:|//|\*|unsafe-eval", pages.POLICY)
    ours = [path for path in book.rglob("*.html") if "python" not in path.relative_to(book).parts]
    for path in ours:
        assert html.escape(pages.POLICY, quote=False) in path.read_text(encoding="utf-8"), path.name
    page.goto((book / "index.html").as_uri())
    page.locator(".bg-opening .bg-chart").wait_for()
    blocked = (
        "async () => { try { await fetch('https://example.org/'); return 'loaded'; } catch { return 'no'; } }"
    )
    with page.expect_console_message(lambda one: "Content Security Policy" in one.text):
        assert page.evaluate(blocked) == "no"


@pytest.mark.slow
def test_the_front_page_asks_at_once_and_knows_where_its_reader_stopped(page, book):
    page.goto((book / "index.html").as_uri())
    page.locator(".bg-opening .bg-chart input[type=range]").wait_for()
    assert page.locator("[data-begin] a").all_inner_texts() == ["Begin with lesson 0"]
    page.locator(".bg-opening .bg-form input[type=radio]").first.check()
    page.locator(".bg-opening").get_by_role("button", name="Keep").press("Enter")
    page.locator("[data-begin] .bg-go-on").press("Enter")
    page.locator(".bg-top .bg-far", has_text=re.compile(r"1 of \d+ answered in this lesson")).wait_for()
    page.wait_for_function("() => scrollY > 0")
    page.wait_for_function(
        """() => {
        const door = [...document.querySelectorAll('.bg-form')].find(one => one.textContent.includes('C01'));
        const place = door?.getBoundingClientRect();
        return place && place.top < innerHeight && place.bottom > 0; }"""
    )  # the first question that is open is in view
    page.locator(".bg-top a").press("Enter")
    page.locator("#bg-how-far li", has_text=re.compile(r"Start here · 1 of \d+ answered")).wait_for()
    assert page.locator(".bg-form", has_text="Kept so far: 1 prediction").count() == 1
    assert not page.complaints


@pytest.mark.slow
def test_a_worksheet_has_the_questions_and_keeps_closed_what_is_closed(page, book):
    page.goto((book / "03_one_customer.html").as_uri())
    page.evaluate("window.print = () => { window.printed = 'blank' in document.body.dataset; }")
    page.get_by_role("button", name="A worksheet to print").press("Enter")
    assert page.evaluate("printed")
    page.emulate_media(media="print")
    inside = ".bg-sealed > :not(summary)"
    seen = "all => all.filter(one => one.checkVisibility({ contentVisibilityAuto: true })).length"
    assert page.locator(inside).evaluate_all(seen) == 0
    assert page.locator(".bg-sealed img.bg-closed").first.is_visible(), (
        "its empty axes are there to be filled in"
    )
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(inside).evaluate_all(seen) > 0, "else everything is open on paper"


@pytest.mark.slow
def test_search_finds_what_is_open_and_not_what_is_closed(page, book):
    def found(word):
        page.goto(f"{(book / 'search.html').as_uri()}?q={word}")
        page.locator("#search-results .search-summary", has_text=re.compile("found|did not match")).wait_for()
        return page.locator("#search-results li a").all_inner_texts()

    assert any("One customer" in title for title in found("Hirschman"))
    assert "Glossary" in found("abstention")
    assert not any("One customer" in title for title in found("Afghanistan")), (
        "it stands in a chart that is closed"
    )
    assert not page.complaints


@pytest.mark.slow
@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_every_mark_of_a_source_and_every_term_leads_somewhere(page, book):
    anchors = {}
    for path in lesson_pages(book):
        page.goto(path.as_uri())
        links = page.locator("a.bg-source, a:has(> .std-term)").evaluate_all(
            "all => all.map(one => one.getAttribute('href'))"
        )
        assert links, path.name
        for name, anchor in {tuple(link.split("#")) for link in links}:
            if name not in anchors:
                anchors[name] = set(re.findall(r'id="([^"]+)"', (book / name).read_text(encoding="utf-8")))
            assert anchor in anchors[name], f"{path.name}: {name}#{anchor}"
