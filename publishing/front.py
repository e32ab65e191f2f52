"""What leads a reader into the web book: front page, the page of the reader's work, and what other sites are told."""

from __future__ import annotations

import base64
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bs4 import BeautifulSoup
from docutils.nodes import make_id

from helpers.asking.quiz import page_of_all
from publishing import pages
from publishing.steps import calls

FORM = re.compile(r'data-module="forms"><script type="application/json">(.*?)</script>', re.DOTALL)
# of each kind of form: the part of the workbook in which its answers lie
KEPT_IN = {
    "prediction": "predictions",
    "check": "answers",
    "score": "answers",
    "road": "answers",
    "other": "answers",
    "quiz": "quiz",
    "first": "first",
    "last": "last",
}
COLAB = "colab"  # the folder beside the pages that publishing/colab.py fills
COLAB_OPENS = "https://colab.research.google.com/#fileUrl="
NOT_FOR_SEARCH = {"404", "offline", "renewed", "search", "genindex"}


def pages_of(lessons: list[Path], slides: bool, python: int = 0) -> dict[str, str]:
    """{path in build/book: Markdown} of the pages that aren't lessons and hold no data, filled from README.md.

    lessons, slides, python: as in `book.book`.
    """
    readme = (pages.ROOT / "README.md").read_text(encoding="utf-8")
    stems = {path.stem for path in lessons}
    about = readme.split("\n\n", 1)[1].split("\n## ")[0]
    table = re.findall(r"^\|.*?(?=\n\n|\Z)", about, re.DOTALL | re.MULTILINE)[0]
    said = [part for part in about.split("\n\n") if not part.startswith(("[![", "![", "|"))]
    shown = [
        line
        for line in table.splitlines()
        if not (link := re.search(r"notebooks/(\w+)\.ipynb", line)) or link[1] in stems
    ]
    made = {
        "index": {
            "play": opening_play(lessons),
            "what_it_is": "\n\n".join(said),
            "lessons": re.sub(r"notebooks/(\w+)\.ipynb", r"\1.ipynb", "\n".join(shown)),
            "stems": sorted(path.stem for path in lessons if not pages.is_outside(path)),
            "others": [head_of(path) for path in lessons if pages.is_outside(path)],
            "slides": slides,
            "python": python,
        },
        "run": {
            "binder": re.findall(r"^\[binder\]: (\S+)$", readme, re.MULTILINE)[0],
            "two_commands": section(readme, "## Two commands").split("\n### ")[0],
            "doors": section(readme, "## Two commands")
            .split("\n### Which door\n")[1]
            .split("\n### ")[0]
            .strip(),
            "python": python,
            "colab": [(stem, opens) for stem in sorted(stems) if (opens := in_colab(stem))],
        },
        "work": {"panel": panel(lessons, "my_work"), "ledger": panel(lessons, "my_ledger")},
        "about": {"licences": about_links(section(readme, "## Licences and citing")), "home": repository()},
        "404": {},
        "offline": {},
        "renewed": {},
    }
    texts = {
        f"{name}.md": pages.template(f"book/{name}.md").render(**words).strip() + "\n"
        for name, words in made.items()
    }
    return texts | {f"{form}.md": questions(form) for form in ("before", "after")}


def questions(form: str) -> str:
    """The Markdown of the page that asks the questions "before" or "after" the lessons."""
    asked = page_of_all(form)._repr_html_()
    return pages.template("book/questions.md").render(form=form, asked=asked).strip() + "\n"


def section(text: str, heading: str) -> str:
    """What stands under a heading of a Markdown text, up to the next heading of its level."""
    if f"\n{heading}\n" not in text:
        raise pages.Stop(f"README.md has no part {heading!r}, from which the front page of the book is made.")
    return re.split(r"\n## ", text.split(f"\n{heading}\n", 1)[1])[0].strip()


def about_links(text: str) -> str:
    """A part of the README without links to files that the book doesn't hold, and without the list of addresses."""
    return re.sub(r"\[([^\]]+)\]\((?!https?:)([^)]+)\)", r"\1 (`\2`)", text).split("\n[binder]:")[0].strip()


# --- what is shown of lessons elsewhere ---------------------------------------------------------------------


def cells_of(lesson: Path) -> list[dict]:
    """The cells of a notebook."""
    return json.loads(lesson.read_text(encoding="utf-8"))["cells"]


def head_of(lesson: Path) -> dict[str, str]:
    """stem, title and question of a lesson, as its first cell has them."""
    title, question = "".join(cells_of(lesson)[0]["source"]).split("\n\n")[:2]
    return {"stem": lesson.stem, "title": title.lstrip("# "), "question": question.strip("*")}


def html_of(cell: dict) -> list[str]:
    """What a cell shows, as HTML."""
    found = (output.get("data", {}).get("text/html") for output in cell.get("outputs", []))
    return ["".join(page) for page in found if page]


def opening_play(lessons: list[Path]) -> str:
    """The HTML with which lesson 0 opens, before its second text; nothing if lesson 0 isn't among the lessons."""
    first = [path for path in lessons if path.name.startswith("00_")]
    shown = []
    for cell in cells_of(first[0])[1:] if first else []:
        if cell["cell_type"] == "markdown":
            break
        shown += html_of(cell)
    return "\n".join(shown)


def panel(lessons: list[Path], name: str) -> str:
    """The HTML of the first cell that calls a helper by this name; nothing if no lesson does."""
    for path in lessons:
        for cell in cells_of(path):
            if calls(cell, name) and (shown := html_of(cell)):
                return shown[0]
    return ""


def first_closed_picture(notebook: Any) -> dict[str, str] | None:
    """The first closed chart of an executed lesson: url, alt and the anchor of its section; None if it has none."""
    anchor = ""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            for heading in re.findall(r"^## (.+)$", "".join(cell["source"]), re.MULTILINE):
                anchor = make_id(heading)
            continue
        for page in html_of(cell):
            picture = BeautifulSoup(page, "html.parser").select_one(".bg-sealed img.bg-closed")
            if picture:
                return {"url": str(picture["src"]), "alt": str(picture["alt"]), "anchor": anchor}
    return None


# --- how far a reader is ------------------------------------------------------------------------------------


def asked(lesson: Path) -> list[tuple[str, str]]:
    """What an executed lesson asks, in order, each once: (part of the workbook, id)."""
    found: dict[tuple[str, str], None] = {}
    for cell in cells_of(lesson):
        for page in html_of(cell):
            for content in FORM.findall(page):
                offline = json.loads(content).get("offline") or {}
                part = KEPT_IN.get(offline.get("kind", ""))
                ids = offline.get("claims") or list(offline.get("feedback", {})) or [offline.get("id")]
                found |= {(part, id): None for id in ids if part}
    return list(found)


def lessons_script(lessons: list[Path]) -> str:
    """lessons.js, from which the book's pages know how far the reader is: each lesson's page, title, what it asks.

    Lessons on another article aren't counted.
    """
    known = []
    for path in lessons:
        if pages.is_outside(path):
            continue
        title = "".join(cells_of(path)[0]["source"]).splitlines()[0].lstrip("# ")
        known.append({"page": f"{path.stem}.html", "title": title, "asked": asked(path)})
    return f"globalThis.lessonsOfBook = {json.dumps(known, ensure_ascii=False)};\n"


# --- what other sites are told ------------------------------------------------------------------------------


def address() -> str:
    """Where the book is published, from README.md; "" as long as that is not said there."""
    readme = (pages.ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(r"^\[book\]: (\S+)$", readme, re.MULTILINE)
    return found[1] if found and "OWNER" not in found[1] else ""


def in_colab(stem: str, base: str | None = None) -> str:
    """The address that opens a lesson (the name of its file) in Google Colab; "" while the book isn't published."""
    base = address() if base is None else base
    return base and COLAB_OPENS + quote(f"{base}{COLAB}/{stem}.ipynb", safe="")


def lesson_at(number: int) -> str:
    """Where a lesson's page is published; "" as long as the book isn't."""
    base, (path,) = address(), pages.lessons([str(number)])
    return base and f"{base}{path.stem}.html"


def repository() -> str:
    """Where the repository is, from CITATION.cff; "" as long as that is not said there."""
    found = re.search(
        r'^repository-code: "(\S+)"$', (pages.ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.M
    )
    return found[1] if found and "OWNER" not in found[1] else ""


def put_pictures(notebooks: Iterable[Path], folder: Path) -> None:
    """Put each lesson's first closed chart, as its notebook (a path) was saved, into a folder as stem.png."""
    for path in notebooks:
        outputs = (output for cell in cells_of(path) for output in cell.get("outputs", []))
        data = (output.get("data", {}) for output in outputs)
        closed = (one for one in data if "image/png" in one and "Closed until" in "".join(one["text/plain"]))
        if picture := next(closed, None):
            (folder / f"{path.stem}.png").write_bytes(base64.b64decode("".join(picture["image/png"])))


def put_sitemap(folder: Path, base: str | None = None) -> None:
    """Write the sitemap of the book in a folder; without an address (`base`, or what README.md says) there is none."""
    base, path = address() if base is None else base, folder / "sitemap.xml"
    path.unlink(missing_ok=True)
    if not base:
        return
    urls = ET.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for page in sorted([*folder.glob("*.html"), *folder.glob("tables/*.html")]):
        if page.stem not in NOT_FOR_SEARCH:
            place = page.relative_to(folder).as_posix()
            ET.SubElement(ET.SubElement(urls, "url"), "loc").text = base + place.replace("index.html", "")
    ET.ElementTree(urls).write(path, encoding="utf-8", xml_declaration=True)
