"""Lesson 5, “Leverage”."""
