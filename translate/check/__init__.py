"""Does a translation say what its source says? `comparison.check` compares, `report` holds what it found, `messages` puts that into words.

What `check` looks at stands in modules of its own: `guards` (decoding), `rates`, `names`, `invented`..., and in the room `polarity`
(directions, denials, plans). The room `opinion` is what a second model thinks. `plain` gives the JSON forms.
"""
