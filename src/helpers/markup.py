"""HTML from Jinja2 templates: a value is shown as the text it is, never read as markup.

A template is a file `*.html.j2` in this package, beside the module that renders it, or a line of text where one says
it all. Its line breaks and indentation are for its reader only: nothing of them gets into what it makes, so a sentence
stays on one line. `table.html.j2` holds what all tables share.
"""

from __future__ import annotations

import html
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

HERE = Path(__file__).parent


class Shown:
    """What a notebook shows as HTML (`page`), and as plain text where it can't (`words`).

    what: how the sentence that stands for it while it is closed calls it.
    """

    what = "what stands here"

    def __init__(self, page: str, words: str):
        self.page, self.words = page, words

    def __repr__(self) -> str:
        return self.words

    def _repr_html_(self) -> str:
        return self.page


def render(name: str, **values: object) -> Markup:
    """What the template of this name ("asking/reply.html.j2") makes of the values."""
    return as_it_is(_environment().get_template(name).render(values))


def fill(template: str, **values: object) -> Markup:
    """What a template given as a text makes of the values.

    >>> print(fill("<p>{{ said }}</p>", said='<script> & "so"'))
    <p>&lt;script&gt; &amp; &quot;so&quot;</p>
    """
    return as_it_is(_environment().from_string(_joined(template)).render(values))


def text(name: str, **values: object) -> str:
    """What the template of this name ("x.md.j2") makes of the values where it makes plain text, line by line."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name).render(values).rstrip("\n")


def as_it_is(markup: str) -> Markup:
    """Markup of our own, which a template takes as it is.

    >>> print(fill("<p>{{ said }}</p>", said=as_it_is("<br>")))
    <p><br></p>
    """
    from markupsafe import Markup

    return Markup(markup)


@cache
def _environment() -> Environment:
    import jinja2  # here, because it takes a twentieth of a second, which whoever shows no HTML needn't wait for
    from markupsafe import Markup

    def escaped(value: object) -> Markup:
        """As the standard library does it, which is how the saved lessons hold their quotation marks."""
        return value if isinstance(value, Markup) else Markup(html.escape(str(value)))

    return jinja2.Environment(
        autoescape=True,
        finalize=escaped,
        loader=jinja2.FunctionLoader(lambda name: _joined((HERE / name).read_text(encoding="utf-8"))),
        undefined=jinja2.StrictUndefined,
    )


def _joined(template: str) -> str:
    return "".join(line.strip() for line in template.splitlines())
