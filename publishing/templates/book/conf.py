"""Sphinx's settings for the web book; publishing/book.py puts its pages together in build/book and runs Sphinx."""

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
nb_code_prompt_show = "Show what this cell imports"
nb_code_prompt_hide = "Hide it"
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
suppress_warnings = ["mystnb.unknown_mime_type"]

html_js_files = [("between-giants.js", {"defer": "defer"}), ("book.js", {"defer": "defer"})]
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


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", mend_markup, priority=900)  # after the theme has put its part in
    app.connect("doctree-resolved", keep_sealed_from_search)
