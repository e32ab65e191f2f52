"""The one error that lessons show: a sentence instead of a traceback."""


class LessonError(Exception):
    """Something a reader can put right, said in one sentence.

    In a notebook only the sentence is shown; in plain Python it is the message of an ordinary exception.
    """

    def _render_traceback_(self) -> list[str]:
        return [str(self)]
