"""Texts that overlap or are cut, known and waiting: {chart: {(what, kind of text, kind of text)}}."""

KNOWN = {}
