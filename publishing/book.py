"""Make the web book: `python3 start.py site` leaves it in build/site; open index.html there, no server needed.

Nothing in the book is written twice: its lessons are the notebooks as publishing/pages.py runs them, its front page
comes from README.md, its glossary, sources and tables from data/. templates/ holds settings, templates and the page's
script.
"""

import argparse
import csv
import html
import json
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from publishing import pages

ROOT = Path(__file__).resolve().parent.parent

TEMPLATES, DATA = ROOT / "publishing" / "templates" / "book", ROOT / "data"
MOST_BYTES = 60_000_000
SOURCE_MARK = re.compile(r"\[\[([\w.-]+)\]\]\(\.\./data/sources\.csv\)")
SLIDES = 'To show a lesson to a class there are <a href="slides/index.html">the same lessons as slides</a>.'
OUTSIDE = re.compile(r"\[([^\]]+)\]\(\.\./([^)]+)\)")
# in prose a term may be linked; in these it may not
NO_PROSE = re.compile(
    r"```.*?```|`[^`]*`|<a [^>]*>.*?</a>|<[^>]+>|!?\[[^\]]*\]\([^)]*\)|^#.*?$", re.DOTALL | re.MULTILINE
)
TABLE = re.compile(r"<table(?P<own>[^>]*)>(?P<rest>.*?)</table>", re.DOTALL)


# --- the pages, as text for Sphinx --------------------------------------------------------------------------


def book(lessons, slides=False):
    """The pages of the book as {path in build/book: text}, from executed lessons (paths); slides: whether decks go with it."""
    terms = glossary()
    texts = {f"{path.stem}.ipynb": lesson(path, terms) for path in lessons}
    texts |= front_pages(lessons, slides)
    texts["glossary.md"] = glossary_page(terms)
    texts["sources.md"] = sources_page()
    texts |= {f"tables/{name}.md": text for name, text in table_pages().items()}
    return texts


def lesson(path, terms):
    """An executed lesson (a path) made ready for the book; the text of a notebook."""
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    known, number, linked = source_titles(), int(path.name[:2]), set()
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            text = SOURCE_MARK.sub(lambda mark: source_link(mark[1], known), cell.source)
            cell.source = with_terms(OUTSIDE.sub(as_path, text), terms, number, linked)
            continue
        if is_imports(cell):
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), "hide-input"]
        for output in cell.outputs:
            _for_reading(output, path.name)
    head, _, rest = notebook.cells[0].source.partition("\n")
    note = (TEMPLATES / "lesson.md").read_text(encoding="utf-8").strip()
    notebook.cells[0].source = f"{head}\n\n{note}\n{rest}"
    return nbformat.writes(notebook) + "\n"


def as_path(link):
    """A link to a file of the project that isn't in the book, as words: "the role cards (`instructors/…`)"."""
    return f"{link[1]} (`{link[2]}`)"


def is_imports(cell):
    """Whether a cell does nothing but import."""
    lines = [line for line in cell.source.splitlines() if line.strip()]
    return bool(lines) and not cell.outputs and all(line.startswith(("from ", "import ")) for line in lines)


def _for_reading(output, name):
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


def readable_tables(page):
    """HTML in which tables have headers with a scope and scroll by themselves, also by keyboard."""
    page = re.sub(r"<style scoped>.*?</style>", "", page, flags=re.DOTALL)
    return TABLE.sub(_readable, page)


def _readable(table):
    if "data-more" in table["own"]:  # a chart's numbers are written that way already
        return table[0]
    head, body = re.match(r"(.*?</thead>)?(.*)", table["rest"], re.DOTALL).groups(default="")
    head = re.sub(r"<th\b[^>]*>\s*</th>", "<td></td>", head)
    head = re.sub(r"<th\b(?![^>]*scope)[^>]*>", '<th scope="col">', head)
    body = re.sub(r"<th\b[^>]*>\s*</th>", "<td></td>", body)
    body = re.sub(r"<th\b(?![^>]*scope)[^>]*>", '<th scope="row">', body)
    names = ", ".join(re.findall(r"<th\b[^>]*>([^<]+)</th>", head)) or "numbers"
    return (
        f'<div class="bg-scroll" tabindex="0" role="region" aria-label="Table: {names}">'
        f"<table>{head}{body}</table></div>"
    )


def source_titles():
    """{source_id: (title, publisher, year)} of data/sources.csv."""
    return {
        row["source_id"]: ", ".join(filter(None, (row["title"], row["publisher"], row["year"])))
        for row in rows("sources")
    }


def source_link(source, known):
    """The mark of a source in a lesson's text, as a link to its place on the page of sources."""
    if source not in known:
        raise pages.Stop(f"A lesson names the source {source}, which is not in data/sources.csv.")
    title = html.escape(known[source]).replace("\n", " ")
    return f'<a class="bg-source" href="sources.html#{source}" title="{title}">[{source}]</a>'


def rows(table):
    """The rows of a table of data/ as dictionaries of texts."""
    with open(DATA / f"{table}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --- the glossary -------------------------------------------------------------------------------------------


def glossary():
    """The rows of data/glossary.csv, the longest term first, so that "trade share" is found before "share"."""
    return sorted(rows("glossary"), key=lambda row: (-len(row["term"]), row["term"]))


def with_terms(text, terms, number, linked):
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


def glossary_page(terms):
    """The page of the glossary."""
    entries = []
    for row in sorted(terms, key=lambda row: row["term"].casefold()):
        also = [f"{{term}}`{name}`" for name in row["see_also"].split("; ") if name]
        see = f" See also {', '.join(also)}." if also else ""
        entries.append(f"{row['term']}\n  {escaped(row['definition'])}{see}\n")
    return (
        "# Glossary\n\nThe words of the lessons, in ours.\n\n:::{glossary}\n" + "\n".join(entries) + ":::\n"
    )


def escaped(text):
    """Plain text as Markdown that shows just that."""
    return re.sub(r"([\\`*_{}\[\]<>|#$~^])", r"\\\1", text)


# --- sources and tables -------------------------------------------------------------------------------------


def sources_page():
    """The page of sources, each with an anchor of its name."""
    entries = []
    for row in sorted(rows("sources"), key=lambda row: row["source_id"]):
        cells = {key: html.escape(value or "") for key, value in row.items()}
        where = cells["address"]
        if where.startswith(("http://", "https://")):
            where = f'<a href="{where}">{where}</a>'
        parts = [
            ", ".join(filter(None, (cells["publisher"], cells["year"]))),
            where,
            cells["licence"],
            cells["how_obtained"],
            cells["unconfirmed"],
        ]
        said = " ".join(part if part.endswith((".", "?", "!")) else part + "." for part in parts if part)
        entries.append(
            f'<p class="bg-entry" id="{cells["source_id"]}"><code>{cells["source_id"]}</code> '
            f"<strong>{cells['title']}.</strong> {said}</p>"
        )
    body = "\n".join(entries)
    return (
        "# Sources\n\nWhat the lessons and tables rest on: data/sources.csv, one paragraph each.\n\n"
        f"<div>\n{body}\n</div>\n"
    )


def table_pages():
    """{name: Markdown}: data/README.md cut into one page a table, and `index` with what stands before them."""
    head, *parts = re.split(r"^## ", (DATA / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    named = dict(part.split("\n", 1) for part in parts)
    contents = named.pop("Contents")
    to_page = re.compile(r"\]\(#(\w+)\)")
    toctree = "\n".join(named)
    result = {name: f"# {name}\n" + to_page.sub(r"](\1.md)", text) for name, text in named.items()}
    result["index"] = (
        to_page.sub(r"](\1.md)", re.sub(r"<!--.*?-->\n*", "", head, flags=re.DOTALL))
        + "## The tables\n"
        + to_page.sub(r"](\1.md)", contents)
        + f"\n```{{toctree}}\n:hidden:\n\n{toctree}\n```\n"
    )
    return result


# --- the front page -----------------------------------------------------------------------------------------


def front_pages(lessons, slides):
    """{path: Markdown} of the front page and of "Run it yourself": templates/book/index.md and run.md, filled from README.md."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    stems = {path.stem for path in lessons}
    about = readme.split("\n\n", 1)[1].split("\n## ")[0]
    table = re.search(r"^\|.*?(?=\n\n|\Z)", about, re.DOTALL | re.MULTILINE)[0]
    said = [part for part in about.split("\n\n") if not part.startswith(("[![", "![", "|"))]
    shown = [
        line
        for line in table.splitlines()
        if not (link := re.search(r"notebooks/(\w+)\.ipynb", line)) or link[1] in stems
    ]
    address = re.search(r"^\[binder\]: (\S+)$", readme, re.MULTILINE)[1]
    run = template(
        "run.md",
        {
            "binder": f"**On Binder**, with nothing to install: [open the lessons]({address}).",
            "two commands": section(readme, "## Two commands").split("\n### ")[0],
        },
    )
    index = template(
        "index.md",
        {
            "what it is": "\n\n".join(said),
            "lessons": re.sub(r"notebooks/(\w+)\.ipynb", r"\1.ipynb", "\n".join(shown)),
            "list of lessons": "\n".join(sorted(stems)),
            "run": re.sub(r"^#", "##", run, flags=re.MULTILINE),
            "slides": SLIDES if slides else "",
        },
    )
    return {"index.md": index, "run.md": run}


def template(name, parts):
    """A text of templates/book/ with its {parts} filled in."""
    return (TEMPLATES / name).read_text(encoding="utf-8").format_map(parts)


def section(text, heading):
    """What stands under a heading of a Markdown text, up to the next heading of its level."""
    if f"\n{heading}\n" not in text:
        raise pages.Stop(f"README.md has no part {heading!r}, from which the front page of the book is made.")
    return re.split(r"\n## ", text.split(f"\n{heading}\n", 1)[1])[0].strip()


# --- building -----------------------------------------------------------------------------------------------


def build(numbers=(), folder=pages.BUILD, out=None, slides=False):
    """Build the book from the lessons with these numbers, or all, and return its folder: `out`, or `folder`/site.

    folder: for what Sphinx works on. slides: whether decks will stand beside the book, in slides/, so that it leads to
    them. Stop with one sentence where it can't be done.
    """
    began = time.monotonic()
    lessons = pages.executed(numbers)
    source, static, out = folder / "book", folder / "book-static", out or folder / "site"
    fill(source, book(lessons, slides))
    own = {path.name: path.read_text(encoding="utf-8") for path in (TEMPLATES / "static").iterdir()}
    fill(static, own | {"between-giants.js": pages.script(), "between-giants.css": pages.style()})
    run_sphinx(source, static, folder / "book-doctrees", out)
    put_frames(lessons, out / "frames")
    look_elsewhere(out)
    weight = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    print(
        f"{out / 'index.html'}: {len(lessons)} lessons, {weight / 1e6:.1f} MB, {time.monotonic() - began:.0f} s"
    )
    if weight > MOST_BYTES:
        raise pages.Stop(
            f"The book weighs {weight / 1e6:.0f} MB, more than {MOST_BYTES / 1e6:.0f}: hold fewer views."
        )
    return out


def fill(folder, texts):
    """Make a folder hold these texts, {path: text}, and nothing else; what hasn't changed isn't written again."""
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        if path.relative_to(folder).as_posix() not in texts:
            path.unlink()
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")


def run_sphinx(source, static, doctrees, out):
    """Have Sphinx make pages in `out`, in a process of its own; Stop where it warns."""
    quietly = ["-q", "-W", "--keep-going", "-b", "html", "-c", TEMPLATES, "-d", doctrees]
    arguments = [*quietly, "-D", f"html_static_path={static}", source, out]
    if subprocess.run([sys.executable, "-P", "-m", "sphinx", *arguments]).returncode:
        raise pages.Stop("Sphinx found something wrong with the book; what, stands above.")
    for page in [page for page in out.rglob("*.html") if not _source_of(page, source, out)]:
        page.unlink()


def _source_of(page, source, out):
    """Whether a page of the book still has something it is made from."""
    stem = source / page.relative_to(out).with_suffix("")
    return (
        page.name == "search.html" or stem.with_suffix(".md").exists() or stem.with_suffix(".ipynb").exists()
    )


def put_frames(lessons, folder):
    """Put the frames of these lessons (paths) into a folder beside the pages, and take away what others left."""
    folder.mkdir(exist_ok=True)
    needed = set()
    for path in lessons:
        needed |= set(json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["frames"])
    there = {path.name for path in folder.iterdir()}
    for name in needed - there:
        shutil.copyfile(pages.FRAMES / name, folder / name)
    for name in there - needed:
        (folder / name).unlink()


LOADS = re.compile(
    r"<(?:img|script|iframe|source|video|audio|object|embed)\b[^>]*\b(?:src|data)\s*=\s*[\"'](?:https?:)?//[^>]*>"
    r"|<link\b[^>]*\bhref\s*=\s*[\"'](?:https?:)?//[^>]*>|@import\s|url\(\s*[\"']?(?:https?:)?//",
    re.IGNORECASE,
)


def look_elsewhere(folder):
    """Stop where a page would load something from another place; links that a reader follows may lead anywhere."""
    for path in [*folder.rglob("*.html"), *folder.rglob("*.css")]:
        found = LOADS.search(path.read_text(encoding="utf-8"))
        if found:
            raise pages.Stop(
                f"{path.relative_to(folder)} would load something from elsewhere: {found[0][:120]}"
            )


def main():
    parser = argparse.ArgumentParser(prog="start.py site", description="Make the web book in build/site.")
    parser.add_argument("numbers", nargs="*", help="numbers of lessons, for trying; all where none is given")
    try:
        build(parser.parse_args().numbers)
    except pages.Stop as problem:
        return str(problem)
    return None


if __name__ == "__main__":
    sys.exit(main())
