"""Bounds of the demo, tighter than those of `jianbao.limits`: other people wait for the same processor. Enforced on
the server, for the API too."""

MAX_CHARACTERS = 30_000
"""Ten long press releases; two minutes of two cores for a whole translation. The command line takes 200,000."""

MAX_FILE_BYTES = 5_000_000
"""A press release as DOCX or PDF with its pictures."""

MAX_FILES = 20
"""Files in one run of the third tab; the batch command takes any number."""

MAX_BODY_BYTES = 8_000_000
"""Of one request: large enough that a text of two million characters gets a sentence that says it is too long, not a closed connection."""

MAX_TERMS = 500
"""Rows of a user's glossary."""

MAX_TERM_CHARACTERS = 200
"""Of one side of a term."""

MAX_QUEUE = 60
"""Requests that wait; the next one is told to come back. Sixty briefs are some three minutes of two cores."""

CONCURRENCY = 4
"""Requests in work at once: they take turns at the model, a few sentences each, so that a long one does not hold up a short one."""

MAX_SECONDS = 180
"""Of work on one request, waiting not counted."""

MAX_SESSIONS = 200
"""Browser sessions whose last brief is kept in memory; the oldest goes first."""

KEEP_SECONDS = 600
"""How long a file made for a download stays on disk."""

UPLOADS = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
"""Endings of files that are taken; what is in them is looked at too."""
