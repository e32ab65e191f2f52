"""What would give a prediction away stays closed until that prediction is kept, and then opens by itself."""

from collections.abc import Callable

from IPython.display import display

from helpers import markup
from helpers.pages import without_kernel
from helpers.work.session import soon
from helpers.work.workbook import book


class Sealed(markup.Shown):
    """Stands in the place of something closed: one sentence."""

    sentence = "Closed until you keep your prediction above; then it opens here by itself."

    def __init__(self) -> None:
        super().__init__(markup.fill("<p><em>{{ said }}</em></p>", said=self.sentence), self.sentence)


def present(make: Callable[[], object], after: str | None = None) -> None:
    """Display what `make()` returns; with `after`, one sentence instead until that prediction is kept.

    after: id of a prediction or claim, or None. On a page where no Python runs it stands behind "show".
    """
    if after is not None and without_kernel.folder() is not None:
        display(without_kernel.Sealed(make(), after))
    elif after is None or book().opened or book().is_kept(after):
        thing = make()
        display(thing)
        if hasattr(thing, "in_words"):
            display(thing.in_words)
    else:
        handle = display(Sealed(), display_id=True)
        book().when_kept(after, soon(lambda: handle.update(make())))
