"""What leads into the web book: which questions count, how sources are named, what a page and other sites are told."""

import json
import re
import xml.etree.ElementTree as ET

import pytest

from helpers import registry
from publishing import front, pages, wording


def lesson_of(tmp_path, *cells):
    path = tmp_path / "03_one.ipynb"
    path.write_text(json.dumps({"cells": list(cells)}), encoding="utf-8")
    return path


def text(source):
    return {"cell_type": "markdown", "source": [source]}


def code(source, *shown):
    outputs = [{"output_type": "display_data", "data": {"text/html": [one]}} for one in shown]
    return {"cell_type": "code", "source": source, "outputs": outputs}


def form(offline):
    content = json.dumps({"spec": {}, "offline": offline})
    return (
        f'<div class="bg-live" data-module="forms"><script type="application/json">{content}</script></div>'
    )


def test_what_a_lesson_asks_is_counted_once_each_in_order(tmp_path):
    path = lesson_of(
        tmp_path,
        text("# Lesson 3 · One"),
        code("verdict", form({"kind": "first", "claims": ["C15", "C16"]})),
        code("predict", form({"kind": "prediction", "id": "3.a"}), form({"kind": "look_back", "id": "3.a"})),
        code("check", form({"kind": "check", "id": "3.b"}), form({"kind": "check", "id": "3.b"})),
        code("quiz", form({"kind": "quiz", "feedback": {"3.q1": [], "3.q2": []}})),
        code("verdict", form({"kind": "last", "claims": ["C15"]})),
        code("my_work", form({"kind": "work"}), form(None)),
    )
    asked = [
        ("first", "C15"),
        ("first", "C16"),
        ("predictions", "3.a"),
        ("answers", "3.b"),
        ("quiz", "3.q1"),
        ("quiz", "3.q2"),
        ("last", "C15"),
    ]
    assert front.asked(path) == asked
    script = front.lessons_script([path])
    (told,) = json.loads(re.fullmatch(r"globalThis\.lessonsOfBook = (.*);\n", script)[1])
    assert told == {
        "page": "03_one.html",
        "title": "Lesson 3 · One",
        "asked": [list(one) for one in asked],
    }


def test_the_front_page_shows_what_lesson_0_opens_with_and_nothing_more(tmp_path):
    path = tmp_path / "00_start.ipynb"
    cells = [
        text("# 0"),
        code("a"),
        code("b", "<p>map</p>"),
        code("c", "<p>bet</p>"),
        text("x"),
        code("d", "<p>no</p>"),
    ]
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert front.opening_play([path]) == "<p>map</p>\n<p>bet</p>"
    assert front.opening_play([lesson_of(tmp_path, *cells)]) == ""


def test_a_lesson_shows_its_first_closed_chart_and_leads_to_its_section(tmp_path):
    picture = '<img class="bg-closed" src="frames/a.svg" alt="Who?">'
    closed = f'<details class="bg-sealed"><summary>{picture}</summary></details>'
    path = lesson_of(
        tmp_path, text("# 3\n\n## At the door (2 min)"), text("## Cycle 1 · Who? (9 min)"), code("x", closed)
    )
    picture = front.first_closed_picture({"cells": front.cells_of(path)})
    assert picture == {"url": "frames/a.svg", "alt": "Who?", "anchor": "cycle-1-who-9-min"}
    assert front.first_closed_picture({"cells": [text("# 3")]}) is None


def test_a_lesson_on_another_article_has_its_own_place_on_the_front_page_and_is_not_counted(tmp_path):
    ten, other = tmp_path / "08_eight.ipynb", tmp_path / "08b_town.ipynb"
    cells = [
        text("# Lesson 8b · Town\n\n**What then?**\n\nMore."),
        code("quiz", form({"kind": "quiz", "id": "8b.q"})),
    ]
    ten.write_text(json.dumps({"cells": [text("# Lesson 8 · Eight\n\n**Why?**\n\nMore.")]}), encoding="utf-8")
    other.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert pages.is_outside(other) and not pages.is_outside(ten)
    index = front.pages_of([ten, other], slides=False)["index.md"]
    lessons, others = index.split(":caption: Another article")
    assert "08_eight\n" in lessons and "08b_town\n" in others.split("```")[0]
    assert "outside the ten: [Lesson 8b · Town](08b_town.ipynb). What then?" in index
    assert "08b" not in front.lessons_script([ten, other])
    assert ":caption: Another article" not in front.pages_of([ten], slides=False)["index.md"]


def test_only_the_book_has_the_lessons_on_another_article():
    ten, all_of_them = pages.lessons(), pages.lessons(outside=True)
    assert len(ten) == 10 and [path.stem for path in all_of_them if path not in ten] == ["08b_budapest"]
    assert [path.stem for path in pages.lessons(["8"], outside=True)] == ["08_will_they_arrest"]
    assert [path.stem for path in pages.lessons(["8b", "3"], outside=True)] == [
        "03_one_customer",
        "08b_budapest",
    ]
    with pytest.raises(pages.Stop, match="no such lesson"):
        pages.lessons(["8b"])


@pytest.mark.parametrize("path", pages.lessons(outside=True), ids=lambda path: path.stem)
def test_a_page_never_tells_its_reader_to_press_a_notebooks_keys(path):
    texts = ["".join(cell["source"]) for cell in front.cells_of(path) if cell["cell_type"] == "markdown"]
    assert not [found for one in texts for found in re.findall(r"[^\n]*Shift[^\n]*", wording.on_page(one))]


def test_every_sentence_that_a_page_replaces_stands_in_a_lesson():
    texts = "\n".join("".join(cell["source"]) for path in pages.lessons() for cell in front.cells_of(path))
    assert [there for there, _ in wording.ON_PAGES if there not in texts] == []


def test_a_source_is_named_by_who_wrote_or_published_it():
    rows = {row["source_id"]: row for row in pages.rows("sources")}

    def mark(source):
        row = rows[source]
        return wording.mark(source, row["publisher"], row["title"], row["year"])

    assert mark("tong-krusekopf-2024") == "Tong & Krusekopf 2024"
    assert mark("binmore-shaked-sutton-1989") == "Binmore, Shaked & Sutton 1989"
    assert mark("ideal-points-april-2026") == "Bailey, Strezhnev and Voeten 2026"
    assert mark("regimes-of-the-world-2018") == "Politics and Governance 2018"
    assert mark("rome-statute-text") == "International Criminal Court"
    assert all(mark(source) for source in rows)


def test_a_sitemap_lists_the_pages_of_a_book_whose_address_is_known(tmp_path):
    for name in ("index", "03_one", "404", "search"):
        (tmp_path / f"{name}.html").write_text("", encoding="utf-8")
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "visits.html").write_text("", encoding="utf-8")
    front.put_sitemap(tmp_path, "https://example.org/book/")
    places = [one.text for one in ET.parse(tmp_path / "sitemap.xml").findall(".//{*}loc")]
    assert sorted(places) == [
        f"https://example.org/book/{name}" for name in ("", "03_one.html", "tables/visits.html")
    ]
    front.put_sitemap(tmp_path, "")
    assert not (tmp_path / "sitemap.xml").exists(), "an old address is worse than none"


def test_each_lesson_with_a_closed_chart_has_a_picture_for_other_sites(tmp_path):
    front.put_pictures(pages.lessons(), tmp_path)
    made = {path.stem for path in tmp_path.glob("*.png")}
    closed = {
        path.stem for path in pages.lessons() if "Closed until you keep" in path.read_text(encoding="utf-8")
    }
    assert made == closed and len(made) >= 9
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in tmp_path.glob("*.png"))


@pytest.mark.parametrize("asks", ["before", "after"])
def test_the_questions_before_and_after_have_a_page_that_tells_no_answer(asks):
    page = front.questions(asks)
    form = json.loads(front.FORM.search(page)[1])
    questions = {
        id: one
        for number in registry.LESSONS
        for id, one in registry.collection(asks.upper(), number).items()
    }
    assert [one["id"] for one in form["spec"]["fieldsets"]] == list(questions) and len(questions) == 10
    assert form["offline"]["kind"] == "quiz" and form["offline"]["untold"]
    assert not [why for one in questions.values() for why in one.why.values() if why in page]
    replies = [reply for of_each in form["offline"]["feedback"].values() for reply in of_each]
    assert len(replies) == 40 and all(reply["kept"] and not reply["lines"] for reply in replies)
    assert f"# Ten questions {asks} the lessons" in page and "Show what is told" not in page
