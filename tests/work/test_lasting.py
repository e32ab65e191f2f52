"""What lasts in an output: one thing after another, nothing of the next before it is there, and its words beside it."""

import json

import pytest

from helpers import markup
from helpers.asking import forms
from helpers.work import lasting

SPEC = {"fieldsets": [{"id": "90.a", "legend": "Which?", "controls": [forms.reason()]}]}


@pytest.fixture
def screen(monkeypatch):
    """A list of what is displayed; what is updated takes its place."""
    shown = []

    def display(thing, display_id=None):
        shown.append(thing)
        place = len(shown) - 1
        handle = type("Handle", (), {"update": lambda self, new: shown.__setitem__(place, new)})
        return handle() if display_id else None

    monkeypatch.setattr(lasting, "display", display)
    return shown


def test_a_place_holds_one_thing_and_then_another_and_what_it_says_stands_beside_it(screen):
    place = lasting.lasting(markup.Shown("<p>Closed</p>", "Closed"))
    assert (
        screen[0] is place and "<p>Closed</p>" in screen[1].page and "run this cell again" in screen[1].page
    )
    assert place.get_state(["page", "widget"]) == {"page": "<p>Closed</p>", "widget": ""}
    place.update(markup.Shown("<p>Open</p>", "Open"))
    assert place.page == "<p>Open</p>" and repr(screen[1]) == "Open" and len(screen) == 2


def test_a_form_that_takes_the_place_lives_in_it_and_what_is_kept_is_said_beside_it(screen):
    place = lasting.lasting(markup.Shown("<p>Closed</p>", "Closed"))
    form = forms.Form(SPEC, {})
    place.update(form)
    assert place.widget == form.model_id and "Which?" in screen[1].page
    form.state = {"90.a": forms.entry(True, "That one.")}
    assert "✓ Kept. That one." in screen[1].page and "That one." in repr(screen[1])


def test_a_form_is_said_anew_whenever_something_is_kept(screen):
    form = forms.Form(SPEC, {})
    lasting.beside(form)
    assert "That one." not in json.dumps([screen[0].page, repr(screen[0])])
    form.state = {"90.a": forms.entry(True, "That one.")}
    assert "✓ Kept. That one." in screen[0].page
