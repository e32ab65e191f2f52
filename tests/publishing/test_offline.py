"""Without a network: the book on a device, and that two versions of it never meet."""

import hashlib
import json
import re
import shutil

import pytest
from PIL import Image

from helpers.asking import forms, predict
from helpers.pages import without_kernel
from publishing import offline, pages

ASKED, QUESTION = "3.peers_90", ".bg-form:has(fieldset):has-text('economies without a coast')"
PLACE = "a/book"  # below the address of a host, as with GitHub's pages
VIEWS = "0123456789abcdef"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{name}</title>
<link rel="icon" href="data:,"><body data-version="{version}">
<link rel="stylesheet" href="{up}_static/bg.css"><h1>{name}, version {version}</h1>{more}
<script src="{up}_static/bg.js"></script><script src="{up}_static/said.js"></script>
<script src="{up}_static/device.js"></script><script src="{up}_static/offline.js"></script></html>"""
PANEL = '<div class="bg-device" data-device></div>'
AWAY = '<div data-away="{0}"></div><a data-again href="index.html">again</a>'
MIXED = "() => document.body.dataset.version !== String(globalThis.said)"
WAITS = "async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)"
KEPT = """async (name) => {
  for (const cache of await caches.keys())
    if ((await (await caches.open(cache)).keys()).some(({ url }) => url.includes(name))) return true;
  return false; }"""
UNTIL = """async ([test, given, most]) => {
  for (let i = 0; i < most; i += 1) {
    if (await eval(test)(given)) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`never: ${test}`); }"""


@pytest.fixture
def question(tmp_path, monkeypatch):
    """The form of one prediction, as it stands on a page."""
    caught = []
    with monkeypatch.context() as here:
        here.setenv(without_kernel.VARIABLE, str(tmp_path / "no frames"))
        here.setattr(forms, "show_form", caught.append)
        predict.predict(ASKED)
    return caught[0]._repr_html_()


@pytest.fixture
def publish(tmp_path, question):
    """publish(version): a small book of that version in its folder, in place of what was there; returns the folder."""
    host = tmp_path / "host"

    def put(version):
        site = host / PLACE
        shutil.rmtree(site, ignore_errors=True)
        (site / "frames").mkdir(parents=True)
        (site / "_static").mkdir()
        (site / "tables").mkdir()
        more = {
            "index": PANEL,
            "one": f'{question}<p hidden>"views":"{VIEWS}"</p>',
            "two": "",
            "tables/three": "",
        }
        more |= {name: AWAY.format(name) for name in ("offline", "renewed")}
        if version > 1:
            more["four"] = ""
        for name, text in more.items():
            up = "../" * name.count("/")
            page = PAGE.format(name=name, version=version, up=up, more=text)
            (site / f"{name}.html").write_text(page, encoding="utf-8")
        for name in ("device.js", "offline.js"):
            shutil.copyfile(pages.TEMPLATES / "book" / "static" / name, site / "_static" / name)
        for name, text in (
            ("bg.js", pages.script()),
            ("bg.css", pages.style()),
            ("said.js", f"said = {version};"),
        ):
            (site / "_static" / name).write_text(text, encoding="utf-8")
        (site / "frames" / f"{VIEWS}.js").write_text("views", encoding="utf-8")
        offline.put(site, tmp_path / "weighed.json")
        return host

    return put


# --- without a browser ----------------------------------------------------------------------------------------


def known(site, name):
    text = (site / offline.WORKER).read_text(encoding="utf-8")
    return json.loads(re.search(rf"^const {name} = (.*);$", text, re.MULTILINE)[1])


def test_the_worker_knows_every_file_by_its_content_and_changes_with_each(publish):
    site = publish(1) / PLACE
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert known(site, "FILES").keys() == there - {offline.WORKER}
    assert set(known(site, "AT_ONCE")) >= {"index.html", "offline.html", "renewed.html", "_static/device.js"}
    before = (site / offline.WORKER).read_bytes()
    publish(1)
    assert (site / offline.WORKER).read_bytes() == before, "the same files make the same worker"
    (site / "frames" / f"{VIEWS}.js").write_text("view2", encoding="utf-8")
    (site / "sitemap.xml").write_text("no page asks for it", encoding="utf-8")
    old = known(site, "VERSION"), known(site, "FILES")
    offline.put(site, site.parent / "weighed.json")
    assert known(site, "VERSION") != old[0]
    changed = {path for path, now in known(site, "FILES").items() if now != old[1].get(path)}
    assert changed == {f"frames/{VIEWS}.js"}


def test_the_manifest_leads_to_files_that_are_there(publish):
    site = publish(1) / PLACE
    app = json.loads((site / offline.MANIFEST).read_text(encoding="utf-8"))
    assert (site / app["start_url"]).exists() and app["scope"] == "./" and app["display"] == "standalone"
    for icon in app["icons"]:
        with Image.open(site / icon["src"]) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]
            assert picture.getpixel((0, 0)) == (255, 255, 255)
            assert len(set(picture.get_flattened_data())) > 3, "the sign is drawn"


# --- in a browser ---------------------------------------------------------------------------------------------

in_browser = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]


def marked(test):
    for mark in in_browser:
        test = mark(test)
    return test


def go(page, address):
    """Open a page, and wait until it has come to rest; nothing of it is of another version."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert not page.evaluate(MIXED)
    return page.locator("h1").inner_text()


def name_of(folder, path):
    """The name under which the browser keeps the content of a file of the book."""
    return hashlib.sha256((folder / PLACE / path).read_bytes()).hexdigest()[:16]


def until(page, test, given=None):
    """Wait until an asynchronous test in the page says yes."""
    page.evaluate(UNTIL, [test, given, 3000])


def panel(page, text):
    page.locator(".bg-device [role=status]", has_text=text).wait_for()


@marked
def test_pages_that_were_opened_open_again_without_a_network_and_others_say_so(page, publish, served):
    folder = publish(1)
    with served(folder) as host:
        book = f"{host}{PLACE}/"
        page.goto(f"{book}one.html")
        until(page, KEPT, name_of(folder, f"frames/{VIEWS}.js"))
        go(page, f"{book}index.html")
        panel(page, "The pages that you open are kept on this device")
    assert go(page, f"{book}one.html") == "one, version 1"
    page.locator(QUESTION).wait_for()
    assert go(page, book) == "index, version 1"
    for other in ("two.html", "tables/three.html", "nowhere/at-all.html"):
        page.goto(f"{book}{other}")
        page.wait_for_url(f"{book}offline.html#**")
        assert page.locator("h1").inner_text() == "offline, version 1"
    page.goto(f"{book}tables/three.html")
    assert page.locator("[data-again]").get_attribute("href") == f"{book}tables/three.html"


@pytest.mark.slow
@marked
def test_the_whole_book_is_kept_when_asked_and_not_before_and_can_be_removed(page, publish, served):
    folder = publish(1)
    with served(folder) as host:
        book = f"{host}{PLACE}/"
        page.goto(f"{book}index.html")
        panel(page, "The pages that you open are kept")
        assert not page.evaluate(KEPT, name_of(folder, "two.html")), "nothing comes unasked"
        page.get_by_role("button", name="Keep the whole book on this device (1 MB)").click()
        panel(page, "The whole book is kept on this device: it opens without a network.")
    page.context.set_offline(True)
    for name in ("index", "one", "two", "tables/three"):
        assert go(page, f"{book}{name}.html") == f"{name}, version 1"
    assert page.evaluate(f"async () => (await fetch('../frames/{VIEWS}.js')).text()") == "views"
    go(page, f"{book}index.html")
    panel(page, "The whole book is kept")
    page.get_by_role("button", name="Remove it").click()
    page.get_by_role("button", name="Keep the whole book").wait_for()
    assert not page.evaluate(KEPT, name_of(folder, "two.html"))


@pytest.mark.slow
@marked
def test_what_does_not_fit_is_said_and_the_book_still_opens(page, publish, served):
    folder = publish(1)
    with served(folder) as host:
        page.goto(f"{host}{PLACE}/index.html")
        panel(page, "The pages that you open are kept")
        tools = page.context.new_cdp_session(page)
        tools.send("Storage.overrideQuotaForOrigin", {"origin": host.rstrip("/"), "quotaSize": 1})
        page.get_by_role("button", name="Keep the whole book").click()
        panel(page, "There is not enough room for all of it on this device.")
        assert go(page, f"{host}{PLACE}/two.html") == "two, version 1"


def keep_answer(page):
    page.locator(f"{QUESTION} input[type=number]").fill("12")
    page.locator(QUESTION).get_by_role("button", name="Keep").click()
    page.wait_for_function("localStorage['between-giants-workbook']?.includes('peers_90')")


@pytest.mark.slow
@marked
def test_a_new_version_takes_over_whole_and_what_was_kept_is_there(page, publish, served):
    folder = publish(1)
    with served(folder) as host:
        book = f"{host}{PLACE}/"
        go(page, f"{book}one.html")
        keep_answer(page)
        until(page, KEPT, name_of(folder, f"frames/{VIEWS}.js"))
        publish(2)
        assert go(page, f"{book}one.html") == "one, version 1", "the reader has the old, all of it"
        until(page, WAITS)
        page.goto(f"{book}one.html")
        page.locator("h1", has_text="one, version 2").wait_for()
        assert not page.evaluate(MIXED)
        page.locator(QUESTION, has_text="You said 12").wait_for()
        assert go(page, f"{book}four.html") == "four, version 2"


@pytest.mark.slow
@marked
def test_a_page_that_only_the_new_version_has_brings_the_new_version(page, publish, served):
    folder = publish(1)
    with served(folder) as host:
        book = f"{host}{PLACE}/"
        go(page, f"{book}one.html")
        page.wait_for_function("navigator.serviceWorker.controller")
        publish(2)
        page.goto(f"{book}two.html")
        page.wait_for_url(f"{book}two.html")
        page.locator("h1", has_text="two, version 2").wait_for()
        assert not page.evaluate(MIXED)


@marked
@pytest.mark.slow
def test_while_a_second_tab_is_open_both_stay_with_the_old_until_the_reader_says(page, publish, served):
    folder = publish(1)
    with served(folder) as host:
        book = f"{host}{PLACE}/"
        go(page, f"{book}one.html")
        keep_answer(page)
        page.wait_for_function("navigator.serviceWorker.controller")
        tab = page.context.new_page()
        assert go(tab, f"{book}index.html") == "index, version 1"
        publish(2)
        tab.goto(f"{book}two.html")
        tab.wait_for_url(f"{book}renewed.html#two.html")
        button = tab.get_by_role("button", name="Show the new one in every tab")
        button.wait_for()
        assert tab.locator("h1").inner_text() == "renewed, version 1"
        assert go(page, f"{book}one.html") == "one, version 1"
        button.click()
        tab.locator("h1", has_text="two, version 2").wait_for()
        page.locator("h1", has_text="one, version 2").wait_for()
        assert not page.evaluate(MIXED) and not tab.evaluate(MIXED)
        page.locator(QUESTION, has_text="You said 12").wait_for()


@pytest.mark.slow
@marked
def test_a_book_that_was_kept_whole_is_whole_in_its_new_version_before_that_is_shown(page, publish, served):
    folder = publish(1)
    with served(folder) as host:
        book = f"{host}{PLACE}/"
        page.goto(f"{book}index.html")
        page.get_by_role("button", name="Keep the whole book").click()
        panel(page, "The whole book is kept")
        publish(2)
        go(page, f"{book}index.html")
        until(page, WAITS)
    page.goto(f"{book}index.html")
    page.locator("h1", has_text="index, version 2").wait_for()
    panel(page, "The whole book is kept")
    for name in ("one", "two", "tables/three", "four"):
        assert go(page, f"{book}{name}.html") == f"{name}, version 2"


@pytest.mark.slow
@marked
def test_who_saves_data_is_sent_nothing_unasked_and_where_no_worker_can_be_nothing_is_promised(
    page, publish, served
):
    folder = publish(1)
    with served(folder) as host:
        page.goto((folder / PLACE / "index.html").as_uri())
        assert page.locator(".bg-device").inner_html() == ""
        page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
        page.goto(f"{host}{PLACE}/one.html")
        page.goto(f"{host}{PLACE}/index.html")
        page.get_by_role("button", name="Keep the whole book").wait_for()
        assert page.locator(".bg-device [role=status]").inner_text() == ""
        assert not page.evaluate(KEPT, name_of(folder, "one.html"))
        page.add_init_script("Object.defineProperty(navigator, 'serviceWorker', { value: undefined })")
        page.goto(f"{host}{PLACE}/index.html")
        assert page.locator(".bg-device").inner_html() == ""
        assert not page.complaints
