"""Does a translation say what its source says? `comparison.check` compares, `report` holds what it found, `messages` puts that into words.

What `check` looks at stands in modules of its own: `guards` (decoding), `rates`, `coverage`, `invented`. `plain` gives the JSON forms.
"""
