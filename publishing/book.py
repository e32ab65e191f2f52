"""Make the web book: `python3 start.py site` leaves it in build/site; open index.html there, no server needed.

Nothing in the book is written twice: its lessons are the notebooks as publishing/pages.py runs them, its front page
comes from README.md, its glossary, sources and tables from data/. templates/ holds settings, templates and the page's
script.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from bs4 import BeautifulSoup, SoupStrainer

from helpers.words import citation
from publishing import colab, edition, front, offline, pages, parts, wording

TEMPLATES = pages.TEMPLATES / "book"
MOST_BYTES = 60_000_000
# in prose a term may be linked; in these it may not
NO_PROSE = re.compile(
    r"```.*?```|`[^`]*`|<a [^>]*>.*?</a>|<[^>]+>|!?\[[^\]]*\]\([^)]*\)|^#.*?$", re.DOTALL | re.MULTILINE
)
# what makes a browser load something: these tags, by an address in one of these attributes, and what CSS has for it
LOADING = [
    "img",
    "script",
    "iframe",
    "source",
    "video",
    "audio",
    "embed",
    "track",
    "object",
    "link",
    "image",
    "use",
]
ADDRESSES = ["src", "srcset", "poster", "data", "href", "xlink:href"]
ELSEWHERE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
CSS_LOADS = re.compile(r"@import\s|url\(\s*[\"']?(?:https?:)?//", re.IGNORECASE)


# --- the pages, as text for Sphinx --------------------------------------------------------------------------


def book(lessons: list[Path], slides: bool = False, python: int = 0) -> dict[str, str]:
    """The pages of the book as {path in build/book: text}, from executed lessons (paths).

    slides: whether decks go with it. python: how many megabytes the browser edition beside it has, 0 without one.
    """
    terms = glossary()
    texts = {f"{path.stem}.ipynb": lesson(path, terms, python) for path in lessons}
    texts |= front.pages_of(lessons, slides, python)
    texts["glossary.md"] = glossary_page(terms)
    texts["sources.md"] = sources_page()
    texts |= {f"tables/{name}.md": text for name, text in table_pages().items()}
    return texts


def lesson(path: Path, terms: list[dict], python: int = 0) -> str:
    """An executed lesson (a path) made ready for the book; the text of a notebook. python: as in `book`."""
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    known, number, linked = known_sources(), int(path.name[:2]), set()
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            text = wording.on_page(cell.source)
            text = pages.SOURCE_MARK.sub(lambda mark: source_link(mark[1], known), text)
            cell.source = with_terms(pages.OUTSIDE.sub(pages.AS_PATH, text), terms, number, linked)
            continue
        cell.metadata["tags"] = [*cell.metadata.get("tags", []), "hide-input"]
        for output in cell.outputs:
            _for_reading(output, path.name)
        if python and (task := re.search(r'^check\("([\w.]+)"', cell.source, re.MULTILINE)):
            link = pages.template("book/task.html").render(stem=path.stem, task=task[1]).strip()
            cell.outputs.append(nbformat.v4.new_output("display_data", {"text/html": link}))
    head, question, rest = notebook.cells[0].source.split("\n\n", 2)
    words = {
        "picture": front.first_closed_picture(notebook),
        "stem": path.stem,
        "python": python,
        "colab": front.in_colab(path.stem),
    }
    notebook.cells[0].source = pages.template("book/lesson.md").render(
        head=head, question=question, rest=rest, **words
    )
    return nbformat.writes(notebook) + "\n"


def _for_reading(output: dict, name: str) -> None:
    """Leave one form of an output: HTML with tables that everyone can read, or else text."""
    data = output.get("data")
    if not data:
        return
    page, words = data.get("text/html"), data.get("text/plain", "")
    if page is None and any(kind.startswith("image/") for kind in data):
        raise pages.Stop(f"{name} shows a picture without words: use show(…).")
    data.clear()
    if page is None:
        data["text/plain"] = words
    else:
        data["text/html"] = readable_tables(page)
    output["metadata"] = {}


def readable_tables(page: str) -> str:
    """HTML in which tables have headers with a scope and scroll by themselves, also by keyboard.

    A chart's numbers (`data-more`) are written that way already.
    """
    soup = BeautifulSoup(page, "html.parser")
    tables = soup.select("table:not([data-more])")
    if not tables:
        return page
    for style in soup.select("style[scoped]"):
        style.decompose()
    for table in tables:
        table.attrs = {}
        for head in table.select("th"):
            if not head.get_text(strip=True):
                head.name, head.attrs = "td", {}
            elif "scope" not in head.attrs:
                head.attrs = {"scope": "col" if head.find_parent("thead") else "row"}
        names = ", ".join(head.string for head in table.select("thead th") if head.string) or "numbers"
        scroll = {"class": "bg-scroll", "tabindex": "0", "role": "region", "aria-label": f"Table: {names}"}
        table.wrap(soup.new_tag("div", attrs=scroll))
    return str(soup)


class Known(NamedTuple):
    """How a source is named in a text, and how one cites it."""

    mark: str
    cited: str


def known_sources() -> dict[str, Known]:
    """{source_id: Known} of data/sources.csv."""
    return {
        row["source_id"]: Known(
            wording.mark(row["source_id"], row["publisher"], row["title"], row["year"]),
            citation(row["title"], row["publisher"], row["year"]),
        )
        for row in pages.rows("sources")
    }


def source_link(source: str, known: dict[str, Known]) -> str:
    """The mark of a source in a lesson's text, as a link to its place on the page of sources."""
    if source not in known:
        raise pages.Stop(f"A lesson names the source {source}, which is not in data/sources.csv.")
    mark, cited = (text.replace("\n", " ") for text in known[source])
    return pages.template("book/source.html").render(source=source, mark=mark, title=cited)


# --- the glossary -------------------------------------------------------------------------------------------


def glossary() -> list[dict[str, str]]:
    """The rows of data/glossary.csv, the longest term first, so that "trade share" is found before "share"."""
    return sorted(pages.rows("glossary"), key=lambda row: (-len(row["term"]), row["term"]))


def with_terms(text: str, terms: list[dict], number: int, linked: set[str]) -> str:
    """Markdown in which each term of the glossary is a link where it first stands in prose.

    terms: as `glossary` gives them; only those of this lesson (`number`) or an earlier one. linked: the terms that the
    page has linked already; grows.
    """
    for row in terms:
        term = row["term"]
        if term in linked or int(row["first_lesson"]) > number:
            continue
        word = re.compile(rf"(?<![\w-])({re.escape(term)}(?:s|es)?)(?![\w-])", re.IGNORECASE)
        at = 0
        for protected in [*NO_PROSE.finditer(text), None]:
            found = word.search(text, at, protected.start() if protected else len(text))
            if found:
                text = f"{text[: found.start()]}{{term}}`{found[1]} <{term}>`{text[found.end() :]}"
                linked.add(term)
                break
            at = protected.end() if protected else at
    return text


def glossary_page(terms: list[dict]) -> str:
    """The page of the glossary."""
    by_name = sorted(terms, key=lambda row: row["term"].casefold())
    return pages.template("book/glossary.md").render(terms=by_name, escaped=escaped)


def escaped(text: str) -> str:
    """Plain text as Markdown that shows just that."""
    return re.sub(r"([\\`*_{}\[\]<>|#$~^])", r"\\\1", text)


# --- sources and tables -------------------------------------------------------------------------------------


def sources_page() -> str:
    """The page of sources, each with an anchor of its name."""
    sources = sorted(pages.rows("sources"), key=lambda row: row["source_id"])
    return pages.template("book/sources.md").render(sources=sources)


def table_pages() -> dict[str, str]:
    """{name: Markdown}: data/README.md cut into one page a table, and `index` with what stands before them."""
    readme = (pages.DATA / "README.md").read_text(encoding="utf-8")
    head, *parts = re.split(r"^## ", re.sub(r"\]\(#(\w+)\)", r"](\1.md)", readme), flags=re.MULTILINE)
    named = dict(part.split("\n", 1) for part in parts)
    contents = named.pop("Contents")
    head = re.sub(r"<!--.*?-->\n*", "", head, flags=re.DOTALL)
    index = pages.template("book/tables.md").render(head=head.strip(), contents=contents.strip(), names=named)
    return {"index": index, **{name: f"# {name}\n{text}" for name, text in named.items()}}


# --- building -----------------------------------------------------------------------------------------------


def build(
    numbers: Iterable[str] = (),
    folder: Path = pages.BUILD,
    out: Path | None = None,
    slides: bool = False,
    python: bool = False,
) -> Path:
    """Build the book from the lessons with these numbers, or all, and return its folder: `out`, or `folder`/site.

    folder: for what Sphinx works on. slides: whether decks will stand beside the book, in slides/, so that it leads to
    them. python: whether the browser edition goes with it. Stop with one sentence where it can't be done.
    """
    began = time.monotonic()
    lessons, notebooks = pages.executed(numbers, outside=True), pages.lessons(numbers, outside=True)
    source, static, out = folder / "book", folder / "book-static", out or folder / "site"
    weight = edition.put(notebooks, out) if python else edition.take_away(out)
    fill(source, book(lessons, slides, weight))
    own = {path.name: path.read_text(encoding="utf-8") for path in (TEMPLATES / "static").iterdir()}
    own["lessons.js"] = front.lessons_script(lessons)
    fill(static, own | {"between-giants.js": pages.script(), "between-giants.css": pages.style()})
    front.put_pictures(notebooks, static)
    run_sphinx(source, static, folder / "book-doctrees", out)
    front.put_sitemap(out)
    colab.put(notebooks, out)
    needed = pages.put_frames(lessons, out / "frames")
    for frame in (out / "frames").iterdir():
        if frame.name not in needed:
            frame.unlink()
    look_elsewhere(out)
    offline.put(out, folder / "weighed.json")
    weight = sum(
        path.stat().st_size for path in out.rglob("*") if path.is_file() and not edition.holds(out, path)
    )
    print(
        f"{out / 'index.html'}: {len(lessons)} lessons, {weight / 1e6:.1f} MB, {time.monotonic() - began:.0f} s"
    )
    if weight > MOST_BYTES:
        raise pages.Stop(
            f"The book weighs {weight / 1e6:.0f} MB, more than {MOST_BYTES / 1e6:.0f}: hold fewer views."
        )
    return out


def fill(folder: Path, texts: dict[str, str]) -> None:
    """Make a folder hold these texts, {path: text}, and nothing else; what hasn't changed isn't written again."""
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        if path.relative_to(folder).as_posix() not in texts:
            path.unlink()
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")


def run_sphinx(source: Path, static: Path, doctrees: Path, out: Path) -> None:
    """Have Sphinx make pages in `out`, in a process of its own; Stop where it warns."""
    quietly: list[str | Path] = ["-q", "-W", "--keep-going", "-b", "html", "-c", TEMPLATES, "-d", doctrees]
    address = front.address()
    options = ["-D", f"html_static_path={static}", "-D", f"html_context.policy={pages.POLICY}"]
    options += ["-D", f"html_baseurl={address}"] if address else []
    arguments: list[str | Path] = [*quietly, *options, source, out]
    if subprocess.run([sys.executable, "-P", "-m", "sphinx", *arguments]).returncode:
        raise pages.Stop("Sphinx found something wrong with the book; what, stands above.")
    made_from = {path.relative_to(source).with_suffix(".html") for path in source.rglob("*.*")}
    for page in list(out.rglob("*.html")):  # what an earlier book had besides
        ours = page.name == "search.html" or edition.holds(out, page)
        if not ours and page.relative_to(out) not in made_from:
            page.unlink()


def look_elsewhere(folder: Path) -> None:
    """Stop where a page would load something from another place; links that a reader follows may lead anywhere."""
    for path in [*folder.rglob("*.html"), *folder.rglob("*.css")]:
        if edition.holds(folder, path):
            continue  # its pages have a policy that the browser keeps
        text = path.read_text(encoding="utf-8")
        found = [found[0] for found in CSS_LOADS.finditer(text)]
        if path.suffix == ".html":
            tags = BeautifulSoup(text, "html.parser", parse_only=SoupStrainer(LOADING)).find_all(LOADING)
            held = [(tag, str(tag.get(name, "")).strip()) for tag in tags for name in ADDRESSES]
            found += [str(tag) for tag, address in held if ELSEWHERE.match(address)]
        if found:
            raise pages.Stop(
                f"{path.relative_to(folder)} would load something from elsewhere: {found[0][:120]}"
            )


def main() -> None:
    """Carry out the command."""
    parser = argparse.ArgumentParser(prog="start.py site", description="Make the web book in build/site.")
    parser.add_argument("numbers", nargs="*", help="numbers of lessons, for trying; all where none is given")
    parser.add_argument("--without-python", action="store_true", help="leave out Python in the browser")
    given = parser.parse_args()
    build(given.numbers, python=not given.without_python and parts.can_be_had())


if __name__ == "__main__":
    pages.carry_out(main)
