"""Lesson 1, “Between empires”."""
