"""Texts that overlap or are cut, known and waiting: {chart: [(what, one text, the other)]}, texts as patterns."""

KNOWN: dict[str, list[tuple[str, str, str]]] = {}
