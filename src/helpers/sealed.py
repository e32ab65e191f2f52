"""What would give a prediction away stays closed until that prediction is kept, and then opens by itself."""

from IPython.display import display

from .workbook import book


class Sealed:
    """Stands in the place of something closed: one sentence."""

    sentence = "Closed until you keep your prediction above; then it opens here by itself."

    def __repr__(self):
        return self.sentence

    def _repr_html_(self):
        return f"<p><em>{self.sentence}</em></p>"


def present(make, after=None):
    """Display what `make()` returns; with `after`, one sentence instead until that prediction is kept.

    after: id of a prediction or claim, or None.
    """
    if after is None or book().opened or book().is_kept(after):
        display(make())
        return
    handle = display(Sealed(), display_id=True)
    book().when_kept(after, lambda: handle.update(make()))
