"""Texts that overlap or are cut, known and waiting: {chart: [(what, one text, the other)]}, texts as patterns."""

# A title of 57 to 64 letters can be wider than the figure; `figures.label` breaks it only after 64.
WIDE_TITLE = ("cut", r".{57,64}", "")

KNOWN = {
    "third_neighbours.strip": [WIDE_TITLE],
    "third_neighbours.through_time": [WIDE_TITLE],
    "third_neighbours.vote_map": [WIDE_TITLE],
}
