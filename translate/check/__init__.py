"""Does a translation say what its source says? `comparison.check` compares, `report` holds what it found, `messages` puts that into words.

What `check` looks at has rooms: `figures` (what stands around their values), `names`, `polarity` (directions, denials, plans) and `opinion`
(what a second model thinks); `guards` looks at decoding, `turned` at Chinese made from English. `plain` gives the JSON forms.
"""
