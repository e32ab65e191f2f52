"""Sphinx's settings for the web book; publishing/book.py puts its pages together in build/book and runs Sphinx."""

import html
import textwrap
from pathlib import Path
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx

project = "Between Giants"
language = "en"
html_title = "Between Giants"
html_theme = "furo"
extensions = ["myst_nb"]

# the lessons come executed; nothing is run, fetched or guessed here
nb_execution_mode = "off"
nb_ipywidgets_js = {}
nb_code_prompt_show = "Show the code"
nb_code_prompt_hide = "Hide the code"
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
suppress_warnings = ["mystnb.unknown_mime_type"]

html_js_files = [
    (f"{name}.js", {"defer": "defer"})
    for name in ("between-giants", "lessons", "progress", "book", "device", "offline")
]
html_css_files = ["between-giants.css", "book.css"]
html_favicon = "static/favicon.svg"
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_last_updated_fmt = None
html_use_index = False
html_domain_indices = False
html_permalinks = False
html_theme_options = {"navigation_with_keys": False}
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"


def keep_sealed_from_search(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Leave what stands closed on a page out of the search index; a chart's numbers are no secret."""
    for raw in doctree.findall(nodes.raw):
        if "<details" in raw.astext().replace('<details class="bg-numbers"', ""):
            raw["classes"].append("no-search")


def mend_markup(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Give headings of the sidebar their level, and folded cells the name that is written on them."""
    for name in ("furo_navigation_tree", "body"):
        text = context.get(name) or ""
        text = text.replace('class="caption" role="heading"', 'class="caption" role="heading" aria-level="2"')
        context[name] = text.replace('<summary aria-label="Toggle hidden content">', "<summary>")


def tell_others(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Give a page what search engines and other sites show of it, and lead from it to the reader's work."""
    top = context["pathto"]("work")
    paper = (
        '<button type="button" data-print>A worksheet to print</button>'
        '<button type="button" data-mine>What I answered, to print</button>'
        if pagename[:1].isdecimal()
        else ""
    )
    context["body"] = f'<p class="bg-top">{paper}<a href="{top}">Your work</a></p>' + (
        context.get("body") or ""
    )
    policy = html.escape(context["policy"], quote=False)
    context["metatags"] = f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n' + (
        context.get("metatags") or ""
    )
    if doctree is None:
        return
    paragraphs = [one for one in doctree.findall(nodes.paragraph) if isinstance(one.parent, nodes.section)]
    texts = (
        [text.astext() for text in one.findall(nodes.Text) if not isinstance(text.parent, nodes.raw)]
        for one in paragraphs
    )
    told = [" ".join("".join(parts).split()) for parts in texts]
    words = textwrap.shorten(
        " ".join(text for text in told[: 1 if pagename == "index" else 2] if text), 200, placeholder=" …"
    )
    tags = {"description": words, "og:title": context["title"], "og:description": words, "og:type": "article"}
    base, picture = app.config.html_baseurl, f"{pagename}.png"
    if base:
        tags["og:url"] = base + ("" if pagename == "index" else f"{pagename}.html")
        for static in app.config.html_static_path:
            shown = picture if pagename != "index" else "03_one_customer.png"
            if (Path(app.confdir) / static / shown).exists():
                tags |= {"og:image": f"{base}_static/{shown}", "twitter:card": "summary_large_image"}
    made = "".join(
        f'<meta {"property" if name.startswith("og:") else "name"}="{name}" content="{html.escape(text)}">\n'
        for name, text in tags.items()
    )
    if pagename == "404" and base:
        made = f'<base href="{urlsplit(base).path}">\n' + made
    context["metatags"] += made


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", tell_others, priority=800)
    app.connect("html-page-context", mend_markup, priority=900)  # after the theme has put its part in
    app.connect("doctree-resolved", keep_sealed_from_search)
