"""Lesson 9, “The decision room”."""
