"""A folder for each lesson: items, findings, facts, charts, and what only this lesson has."""
