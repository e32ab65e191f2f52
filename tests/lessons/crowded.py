"""Texts that overlap or are cut, known and waiting: {chart: [(what, one text, the other)]}, texts as patterns."""

KNOWN = {
    # a title of 57 to 64 letters is wider than the figure, and `figures.label` breaks it only after 64
    "third_neighbours.strip": [("cut", r".*: how often does it vote as Mongolia does\?", "")],
    "third_neighbours.through_time": [("cut", r".* and Mongolia: who moved\?", "")],
}
