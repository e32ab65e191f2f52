"""Every view of this lesson's charts that the book holds is true (see tests/lessons/test_views.py)."""

from tests.lessons.test_views import of_the_book

test_pictures_are_true_in_every_view_of_the_book = of_the_book(__file__)
