"""Lesson 6, “Third neighbours”."""
