"""The web book without a browser: what charts hold, what is run again, what is linked, what never leaves the page."""

import base64
import hashlib
import io
import itertools
import json
import re
import tarfile

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from helpers.errors import LessonError
from helpers.pages import without_kernel
from helpers.pictures import explore
from helpers.work import sealed
from helpers.work.sealed import Sealed
from publishing import book, pages
from tools import vendor

TABLE = pd.DataFrame({"year": [2000, 2001, 2002], "share": [10.0, 20.5, 30.0]})


def line(ax, table, year, dots=False):
    rows = table[table.year <= year]
    ax.plot(rows.year, rows.share, marker="o" if dots else "")
    return rows


@pytest.fixture
def shown(monkeypatch):
    """A list that fills with what a cell displays."""
    things = []
    monkeypatch.setattr(sealed, "display", lambda thing, display_id=None: things.append(thing))
    return things


@pytest.fixture
def frames(tmp_path, monkeypatch):
    """The folder of frames, with lessons run as for pages without Python."""
    folder = tmp_path / "frames"
    folder.mkdir()
    monkeypatch.setenv(without_kernel.VARIABLE, str(folder))
    return folder


def content(page):
    return json.loads(re.search(r'<script type="application/json">(.*?)</script>', page, re.DOTALL)[1])


def views(folder, name):
    text = (folder / f"{name}.js").read_text(encoding="utf-8")
    return json.loads(re.fullmatch(rf'betweenGiants\.held\("{name}", (.*)\);\n', text, re.DOTALL)[1])


# --- which views a page holds ---------------------------------------------------------------------------------


def test_all_views_are_held_where_they_are_few():
    positions, said = without_kernel.held([3, 2], [1, 0], ["Year", "Dots"])
    assert positions == [[a, b] for a in range(3) for b in range(2)] and said == ""
    assert without_kernel.held([], [], []) == ([[]], "")


def test_of_many_views_each_control_by_itself_is_held_then_groups_that_fit():
    positions, said = without_kernel.held([100, 6, 5], [7, 2, 0], ["State", "Period", "Issue"])
    held = {tuple(at) for at in positions}
    assert {(i, 2, 0) for i in range(100)} | {(7, i, j) for i in range(6) for j in range(5)} == held
    assert (
        "129 of the 3,000 views" in said
        and "together Period and Issue" in said
        and "State" not in said.split("together")[1]
    )


def test_a_control_that_is_too_long_is_held_in_even_steps_with_both_ends():
    positions, said = without_kernel.held([500, 4], [33, 1], ["Day", "Kind"])
    days = sorted({day for day, kind in positions})
    assert days[0] == 0 and days[-1] == 499 and 33 in days and len(positions) <= without_kernel.MOST_FRAMES
    assert max(b - a for a, b in itertools.pairwise(days)) <= 3
    assert f"Day in {len(days)} of its 500 steps" in said


@pytest.mark.parametrize("most", range(1, 12))
def test_a_limit_of_a_few_views_is_kept_and_holds_the_opening(most):
    positions, said = without_kernel.held([33, 3, 3, 4, 4], [5, 0, 2, 1, 3], list("abcde"), most)
    assert 1 <= len(positions) <= most and [5, 0, 2, 1, 3] in positions and "4,752" in said


def test_a_chart_of_some_hundred_views_is_held_whole_and_of_a_larger_one_less():
    assert len(without_kernel.held([200, 4], [0, 0], ["State", "Period"])[0]) == 800
    assert len(without_kernel.held([201, 4], [0, 0], ["State", "Period"])[0]) <= without_kernel.PART


@given(st.lists(st.integers(1, 400), min_size=1, max_size=5), st.data())
def test_never_too_many_never_without_the_opening_and_the_ends(sizes, data):
    opening = [data.draw(st.integers(0, size - 1)) for size in sizes]
    positions, said = without_kernel.held(sizes, opening, [f"C{i}" for i in range(len(sizes))])
    held = {tuple(at) for at in positions}
    assert len(held) == len(positions) <= without_kernel.MOST_FRAMES
    assert tuple(opening) in held
    for i, size in enumerate(sizes):
        for end in (0, size - 1):
            assert tuple(end if j == i else at for j, at in enumerate(opening)) in held
    every = 1
    for size in sizes:
        every *= size
    assert (said == "") == (len(held) == every)


# --- charts on a page without Python --------------------------------------------------------------------------


def test_a_chart_becomes_frames_and_words_for_the_page(frames, shown):
    explore.explore(line, TABLE, alt="Shares up to {year}", year=[2000, 2002], dots=True)
    page = shown[0]._repr_html_()
    told = content(page)
    assert told["opening"]["key"] == "0,1" and told["opening"]["caption"] == "Shares up to 2000" == repr(
        shown[0]
    )
    held = views(frames, told["views"])
    assert set(held["frames"]) == {"0,0", "0,1", "1,0", "1,1"}
    last = held["frames"]["1,1"]
    assert last["caption"] == "Shares up to 2002" and last["code"] == "year=2002, dots=True"
    assert held["tables"][last["numbers"]]["rows"][-1] == ["2002", "30"]
    assert len(held["tables"]) == 2, "the same numbers are held once"
    fallback = page.split("</script>")[1]
    assert f'<img src="{told["opening"]["url"]}" alt="Shares up to 2000"' in fallback
    assert '<th scope="col">year</th>' in fallback and "<td>2000</td>" in fallback


def test_the_lines_of_the_pictures_are_held_once_and_give_each_picture_whole(frames, shown):
    explore.explore(line, TABLE, year=[2000, 2002])
    (opening,) = frames.glob("*.svg")
    picture = opening.read_bytes()
    assert opening.stem == hashlib.sha256(picture).hexdigest()[:16] and picture.startswith(b"<svg ")
    held = views(frames, content(shown[0]._repr_html_())["views"])
    first, last = ([held["lines"][number] for number in held["frames"][key]["picture"]] for key in ("0", "1"))
    assert first == picture.decode().splitlines() != last and last[-1] == "</svg>"
    assert len(set(held["lines"])) == len(held["lines"]) < (len(first) + len(last)) * 0.9


def test_one_view_needs_no_script(frames, shown):
    explore.show(line, TABLE, alt='A "picture" of <{year}>', year=2002)
    page = shown[0]._repr_html_()
    assert "<script" not in page and "bg-live" not in page
    assert 'alt="A &quot;picture&quot; of &lt;2002&gt;"' in page and not list(frames.glob("*.js"))


def test_text_can_not_break_out_of_the_page(frames, shown):
    explore.explore(line, TABLE, alt="</script><b>{year}", year={"<i>": 2000, "b": 2002})
    page = shown[0]._repr_html_()
    assert page.count("</script>") == 1 and "<b>" not in page and "<i>" not in page
    assert content(page)["controls"][0]["options"] == ["<i>", "b"]


def test_a_view_that_can_not_be_drawn_stops_the_build(frames, shown):
    def breaks(ax, year):
        raise ValueError(year)

    with pytest.raises(RuntimeError, match="could not be drawn"):
        explore.explore(breaks, year=[1, 2])


def test_what_would_give_a_prediction_away_stands_behind_show(frames, shown):
    explore.explore(line, TABLE, year=[2000, 2002], after="3.x")
    explore.show(TABLE, after="C15")
    chart, table = (thing._repr_html_() for thing in shown)
    said = '<details class="bg-sealed" data-after="3.x"><summary><span class="bg-shut">Show the chart'
    assert chart.startswith(said) and "Open: hide the chart again</span></summary>" in chart
    assert "your prediction is kept" in chart and "bg-live" in chart
    assert "Show the table" in table and "your verdict is kept" in table and "20.5" in table
    assert "20.5" not in repr(shown[1])


def test_live_nothing_of_this_happens(monkeypatch, shown):
    monkeypatch.delenv(without_kernel.VARIABLE, raising=False)
    monkeypatch.setattr(without_kernel, "chart", None)
    explore.explore(line, TABLE, year=[2000, 2002])
    explore.show(line, TABLE, year=2002)
    assert [type(thing).__name__ for thing in shown] == ["Chart"] * 2
    monkeypatch.setattr(sealed, "lasting", shown.append)
    explore.show(TABLE, after="3.x")
    assert isinstance(shown[-1], Sealed)


# --- what is run again ----------------------------------------------------------------------------------------


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A small copy of the project's form, in which running a lesson only counts."""
    for name in ("src/helpers/atlas", "data", "notebooks", "build/frames"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "src/helpers/a.py").write_text("1", encoding="utf-8")
    (tmp_path / "src/helpers/a.js").write_text("1", encoding="utf-8")
    (tmp_path / "data/t.csv").write_text("a\n1\n", encoding="utf-8")
    (tmp_path / "notebooks/00_a.ipynb").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(pages, "ROOT", tmp_path)
    monkeypatch.setattr(pages, "HELPERS", tmp_path / "src/helpers")
    monkeypatch.setattr(pages, "DATA", tmp_path / "data")
    monkeypatch.setattr(pages, "BUILD", tmp_path / "build")
    monkeypatch.setattr(pages, "LESSONS", tmp_path / "build/lessons")
    monkeypatch.setattr(pages, "FRAMES", tmp_path / "build/frames")
    monkeypatch.setattr(pages, "__file__", str(tmp_path / "src/helpers/a.py"))
    runs = []

    def run(path):
        runs.append(path.name)
        (tmp_path / "build/frames/0123456789abcdef.svg").write_bytes(b"x")
        return '{"x": "<img src=\\"frames/0123456789abcdef.svg\\">"}'

    monkeypatch.setattr(pages, "_run", run)
    return tmp_path, runs


def made(house):
    """How often lessons were run by bringing them up to date now."""
    _, runs = house
    before = len(runs)
    pages.executed(tell=lambda *words, **more: None)
    return len(runs) - before


def test_a_lesson_is_run_again_only_if_what_it_shows_may_have_changed(house):
    root, _ = house
    assert [made(house), made(house)] == [1, 0]
    for name, again in [
        ("src/helpers/a.js", 0),
        ("src/helpers/a.py", 1),
        ("data/t.csv", 1),
        ("notebooks/00_a.ipynb", 1),
    ]:
        path = root / name
        path.write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")
        assert [made(house), made(house)] == [again, 0], name


def test_a_lost_frame_is_made_again_and_a_needless_one_goes(house):
    root, _ = house
    made(house)
    (root / "build/frames/0123456789abcdef.svg").unlink()
    (root / "build/frames/ffffffffffffffff.svg").write_bytes(b"old")
    assert made(house) == 1
    assert [path.name for path in (root / "build/frames").iterdir()] == ["0123456789abcdef.svg"]


# --- the text of the book -------------------------------------------------------------------------------------

TERMS = [
    {"term": "Trade share", "first_lesson": "3"},
    {"term": "Claim", "first_lesson": "0"},
    {"term": "Share", "first_lesson": "0"},
]


def test_a_term_is_linked_where_it_first_stands_in_prose():
    text = "# A claim\n\nNo `claim`, no [claim](x.md); two **claims**, one claim. A trade share."
    assert book.with_terms(text, TERMS, 3, set()) == (
        "# A claim\n\nNo `claim`, no [claim](x.md); two **{term}`claims <Claim>`**, one claim. "
        "A {term}`trade share <Trade share>`."
    )


def test_a_term_of_a_later_lesson_or_linked_before_is_left_alone():
    assert (
        book.with_terms("A trade share, a claim.", TERMS, 0, {"Claim"})
        == "A trade {term}`share <Share>`, a claim."
    )


def test_a_link_to_a_file_outside_the_book_becomes_its_path():
    assert pages.OUTSIDE.sub(pages.AS_PATH, "See [the *cards*](../instructors/a.md), [b](08_b.ipynb).") == (
        "See the *cards* (`instructors/a.md`), [b](08_b.ipynb)."
    )


def test_an_unknown_source_stops_the_build():
    link = BeautifulSoup(book.source_link("a", {"a": book.Known("A 2020", 'The "A"')}), "html.parser").a
    assert (link["href"], link["title"], link.text) == ("sources.html#a", 'The "A"', "[A 2020]")
    with pytest.raises(pages.Stop, match="nobody"):
        book.source_link("nobody", {})


def test_pandas_tables_get_headers_that_a_screen_reader_can_use():
    [scroll] = BeautifulSoup(book.readable_tables(TABLE.head(1).to_html()), "html.parser").contents
    named = {"role": "region", "aria-label": "Table: year, share", "tabindex": "0", "class": ["bg-scroll"]}
    assert scroll.attrs == named and scroll.table.attrs == {}
    assert [(head.text, head["scope"]) for head in scroll.find_all("th")] == [
        ("year", "col"),
        ("share", "col"),
        ("0", "row"),
    ]
    assert scroll.thead.tr.find(True).name == "td", "nothing stands in the corner, so it heads nothing"
    own = explore.Table(TABLE)._repr_html_()
    assert book.readable_tables(own).count('scope="col"') == own.count('scope="col"')


def test_a_picture_without_words_stops_the_build():
    with pytest.raises(pages.Stop, match=r"show\("):
        book._for_reading(
            {"output_type": "display_data", "data": {"image/png": "x", "text/plain": "<Figure>"}}, "x.ipynb"
        )


def test_the_book_holds_a_page_for_every_table_and_an_anchor_for_every_source():
    tables = book.table_pages()
    assert {
        row["name"]
        for row in json.loads((pages.DATA / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    } <= set(tables)
    assert not re.search(r"\]\(#", "".join(tables.values()))
    page = book.sources_page()
    for source in book.known_sources():
        assert f'id="{source}"' in page


@pytest.mark.parametrize(
    "line, bad",
    [
        ('<script src="https://x.org/a.js">', True),
        ('<link rel="stylesheet" href="//x.org/a.css">', True),
        ("@import 'a.css'", True),
        ('<img alt="a" src="http://x.org/a.png">', True),
        ("a { background: url(https://x.org/a.png) }", True),
        ('<a href="https://x.org">', False),
        ('<script src="_static/a.js">', False),
        ('<img src="frames/a.svg">', False),
        ('<object data="https://x.org/a.svg"></object>', True),
        ('<svg><script SRC=" //x.org/a.js"></script></svg>', True),
        ('<style>a { background: url("//x.org/a.png") }</style>', True),
        ('<p>&lt;img src="https://x.org/a.png"&gt;</p>', False),
    ],
)
def test_a_page_that_loads_from_elsewhere_stops_the_build(tmp_path, line, bad):
    (tmp_path / "a.html").write_text(line, encoding="utf-8")
    if bad:
        with pytest.raises(pages.Stop, match="elsewhere"):
            book.look_elsewhere(tmp_path)
    else:
        book.look_elsewhere(tmp_path)


# --- JavaScript of others -------------------------------------------------------------------------------------


@pytest.fixture
def registry(tmp_path, monkeypatch):
    """A registry of one package; what it gives can be changed: {"text": …}."""
    given_ = {"text": "good", "asked": 0}

    def archive():
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w:gz") as tar:
            info = tarfile.TarInfo("package/a.js")
            info.size = len(given_["text"])
            tar.addfile(info, io.BytesIO(given_["text"].encode()))
        return out.getvalue()

    content_ = archive()
    pinned = "sha512-" + base64.b64encode(hashlib.sha512(content_).digest()).decode()

    def pack(package, folder):
        given_["asked"] += 1
        path = folder / "a-1.0.0.tgz"
        path.write_bytes(content_ if given_["text"] == "good" else archive())
        return path

    monkeypatch.setattr(vendor, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(vendor, "PACKAGES", {"a": vendor.Package("1.0.0", pinned, "MIT")})
    monkeypatch.setattr(vendor, "_pack", pack)
    return given_


def test_what_is_pinned_is_fetched_once_and_unpacked(registry, tmp_path):
    for _ in range(2):
        folder = vendor.vendored("a", tmp_path / "out" / "a")
        assert (folder / "a.js").read_text(encoding="utf-8") == "good"
    assert registry["asked"] == 1


def test_anything_else_is_refused_and_not_kept(registry, tmp_path):
    registry["text"] = "evil"
    with pytest.raises(vendor.Stop, match="not what is pinned"):
        vendor.vendored("a", tmp_path / "a")
    assert not (tmp_path / "a").exists() and not list(vendor.CACHE.glob("*"))


def test_a_damaged_copy_is_fetched_again(registry, tmp_path):
    vendor.fetched("a").write_bytes(b"half")
    vendor.vendored("a", tmp_path / "a")
    assert registry["asked"] == 2


def test_without_npm_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(vendor, "CACHE", tmp_path)
    monkeypatch.setattr(vendor.shutil, "which", lambda name: None)
    with pytest.raises(vendor.Stop, match="install Node.js"):
        vendor.fetched("axe-core")
    assert not isinstance(vendor.Stop("x"), LessonError)
