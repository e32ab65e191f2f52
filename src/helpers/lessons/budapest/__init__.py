"""Lesson 8b, “Budapest”: another article, another guest, another host."""
