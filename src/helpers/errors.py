"""The one error that lessons show: a sentence instead of a traceback."""


class LessonError(Exception):
    """Something a reader can put right, said in one sentence.

    In a notebook only the sentence is shown; in plain Python it is the message of an ordinary exception.
    """

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence

    def _render_traceback_(self) -> list[str]:
        return [self.sentence]
