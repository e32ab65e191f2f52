"""Lesson 7, “The court”."""
