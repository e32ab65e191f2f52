"""What would give a prediction away stays closed until that prediction is kept, and then opens by itself."""

from collections.abc import Callable

from IPython.display import display

from helpers import markup
from helpers.pages import without_kernel
from helpers.work.lasting import beside, lasting, pictured
from helpers.work.session import soon
from helpers.work.workbook import book


class Sealed(markup.Shown):
    """Stands in the place of something closed: the question it answers, where that is known, and what opens it.

    asks: the question, or nothing. picture: its empty axes as PNG bytes, or nothing.
    """

    sentence = "Closed until you keep your prediction above; then it opens here by itself."

    def __init__(self, asks: str = "", picture: bytes = b"") -> None:
        said = f"{asks} {self.sentence}".strip()
        page = (
            pictured(picture, said).page if picture else markup.fill("<p><em>{{ said }}</em></p>", said=said)
        )
        super().__init__(page, said)


Question = Callable[
    [], tuple[str, bytes]
]  # gives a closed thing's question and the picture of its empty axes


def present(make: Callable[[], object], after: str | None = None, question: Question | None = None) -> None:
    """Display what `make()` returns; with `after`, its question and one sentence until that prediction is kept.

    after: id of a prediction or claim, or None. On a page where no Python runs it stands behind "show".
    """
    if after is not None and without_kernel.folder() is not None:
        display(without_kernel.Sealed(make(), after, *(question() if question else ())))
    elif after is None or book().opened or book().is_kept(after):
        thing = make()
        display(thing)
        beside(thing)
    else:
        place = lasting(Sealed(*(question() if question else ())))
        book().when_kept(after, soon(lambda: place.update(make())))
