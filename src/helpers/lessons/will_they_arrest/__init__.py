"""Lesson 8, “Will they arrest him?”."""
