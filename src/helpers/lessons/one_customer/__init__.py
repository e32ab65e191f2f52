"""Lesson 3, “One customer”."""
