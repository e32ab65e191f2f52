"""Lesson 4, “Fuel and rails”."""
