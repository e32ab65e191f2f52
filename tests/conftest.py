"""Every test starts from an empty workbook of its own; `shown` catches what a cell would display."""

import contextlib
import functools
import http.server
import io
import os
import re
import socket
import sys
import threading
import types
import zlib

import pytest
from hypothesis import settings
from PIL import Image

from helpers import registry
from helpers.asking import forms
from publishing import pages
from tools import vendor
from tools.browser import FLAGS, find_browser

HERE = ("about:", "file:", "blob:", "data:", "http://127.0.0.1:", "ws://127.0.0.1:")

# The same examples every time, and no clock: a busy machine is slow, not wrong. `start.py test --search` looks
# for new ones; `start.py mutants` runs each test a thousand times and takes few.
settings.register_profile("same", deadline=None, derandomize=True, database=None)
settings.register_profile("search", deadline=None, max_examples=1000, print_blob=True)
settings.register_profile("few", settings.get_profile("same"), max_examples=20)
settings.load_profile("same")
# Milliseconds that a browser may take for a step, where both cores are kept busy by others.
PATIENCE = 180_000


@pytest.fixture(autouse=True)
def workbook_file(tmp_path, monkeypatch):
    """The path of this test's workbook, which doesn't exist yet."""
    path = tmp_path / "work" / "workbook.json"
    monkeypatch.setenv("BETWEEN_GIANTS_WORKBOOK", str(path))
    return path


@pytest.fixture
def shown(monkeypatch):
    """A list that fills with the forms a test displays."""
    caught = []
    monkeypatch.setattr(forms, "show_form", caught.append)
    return caught


@pytest.fixture
def lesson(monkeypatch):
    """A lesson number 90 without items; a test sets its PREDICTIONS, CHECKS, QUIZ or CLAIMS."""
    module = types.ModuleType("helpers.lessons.made_up")
    for room in ("items", "findings"):
        monkeypatch.setitem(sys.modules, f"helpers.lessons.made_up.{room}", module)
    monkeypatch.setitem(registry.LESSONS, 90, "made_up")
    return module


@pytest.fixture
def ground():
    """ground(picture): the colour near the corner of a picture (a locator) as it is seen, "#rrggbb"."""

    def look(picture):
        picture.evaluate("one => one.decode()")
        shot = Image.open(io.BytesIO(picture.screenshot())).convert("RGB")
        return "#" + "".join(f"{one:02x}" for one in shot.getpixel((12, 12)))

    return look


@pytest.fixture
def calls():
    """calls(function, *given): how many functions it calls until it returns. A count says what a clock can't."""

    def count(function, *given):
        number = 0

        def notice(_frame, event, _argument):
            nonlocal number
            number += event in ("call", "c_call")

        function(*given)  # what is made once and kept is made before
        sys.setprofile(notice)
        try:
            function(*given)
        finally:
            sys.setprofile(None)
        return number

    return count


def pytest_collection_modifyitems(items):
    """The files with slow tests come first, so that none is left alone at the end.

    Without a Chromium the tests marked `browser` are skipped; `start.py test` says so in its last lines.
    """
    long = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in long)
    if not find_browser():
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason="no Chromium or Chrome on this machine"))


@pytest.fixture(scope="module")
def browser():
    """A running Chromium, one for a file of tests: where Playwright runs, no notebook can run beside it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(browser, request):
    """An empty page that notes what is complained of (`page.complaints`) and loaded (`page.loaded`).

    A module's PAGE_SETTINGS or an `indirect` parameter holds settings for `browser.new_context`. Afterwards
    nothing may have been loaded from another machine.
    """
    settings = {**getattr(request.module, "PAGE_SETTINGS", {}), **getattr(request, "param", {})}
    context = browser.new_context(**{"viewport": {"width": 1024, "height": 768}, **settings})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.complaints, page.loaded = [], []
    page.on(
        "console", lambda message: page.complaints.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda asked: page.loaded.append(asked.url))
    yield page
    context.close()
    assert not [url for url in page.loaded if not url.startswith(HERE)]


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing, also where a browser hangs up."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        del self.headers[
            "If-Modified-Since"
        ]  # it counts in seconds, and a test may change a file twice in one
        super().do_GET()

    def log_message(self, *_):
        pass

    def handle(self):
        self.server.open.add(self.connection)
        with contextlib.suppress(OSError):
            super().handle()


@pytest.fixture(scope="session")
def served():
    """served(folder): within a `with`, a server for the files of a folder; gives its address."""

    @contextlib.contextmanager
    def serve(folder):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
        server.open = set()
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            server.server_close()
            for connection in server.open:  # else a browser goes on asking through one that is open
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
            thread.join()

    return serve


WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = """async ([rules, include]) => {
  const options = { runOnly: rules, preload: false, resultTypes: ["violations"] };
  const { violations } = await axe.run(include ? { include } : document, options);
  return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 100)}`)); }"""


@pytest.fixture(scope="session")
def violations(tmp_path_factory):
    """violations(page, rules=WCAG, include=None): what axe-core finds there, a text each; include: selectors."""
    try:
        folder = vendor.vendored("axe-core", tmp_path_factory.mktemp("npm") / "axe-core")
    except vendor.Stop as problem:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(problem))
    script = (folder / "axe.min.js").read_text(encoding="utf-8").removesuffix(";")

    def look(page, rules=WCAG, include=None):
        page.evaluate(script)
        return page.evaluate(AXE, [rules, include])

    return look


@pytest.fixture(scope="session")
def charts_on_paper():
    """How many pictures of charts a PDF holds (bytes): the paper that each is drawn on, drawn in full."""
    paper = re.compile(rb"(?<!\d)0 3240 m\s5760 3240 l\s5760 0 l\s")

    def count(pdf):
        found = 0
        for stream in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
            with contextlib.suppress(zlib.error):  # not packed: no drawing
                found += len(paper.findall(zlib.decompressobj().decompress(stream[1])))
        return found

    return count


@pytest.fixture(scope="module")
def run_for_pages():
    """The lessons run for pages.

    As `start.py site` left them where that is up to date; else, since that takes minutes, with fewer views of
    each chart, in build/tested. Until the end of the module `publishing.pages` works with these.
    """
    with pytest.MonkeyPatch.context() as here:
        if not all(map(pages.is_up_to_date, pages.lessons())):
            thin = pages.BUILD / "tested"
            here.setenv("BETWEEN_GIANTS_MOST_FRAMES", "26")
            for name, folder in (("BUILD", thin), ("LESSONS", thin / "lessons"), ("FRAMES", thin / "frames")):
                here.setattr(pages, name, folder)
        yield pages.executed()
