"""Lesson 2, “After 1990”."""
