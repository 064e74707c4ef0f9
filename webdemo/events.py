"""How the page's events run, and what is said when one fails."""

from __future__ import annotations

import logging
import secrets
import traceback

from jianbao.errors import JianbaoError
from webdemo import limits
from webdemo.i18n.texts import text

_log = logging.getLogger("jianbao.demo")

WORK = {
    "concurrency_id": "work",
    "concurrency_limit": limits.CONCURRENCY,
    "api_visibility": "private",
    "show_progress": "hidden",
}
"""Events that use the model."""
LOOK = {
    "concurrency_id": "look",
    "concurrency_limit": limits.LOOKS,
    "api_visibility": "private",
    "show_progress": "hidden",
}
"""Events that use the processor a moment: reading a file, checking an edited text."""
QUICK = {"queue": False, "api_visibility": "private", "show_progress": "hidden"}
"""Events that are done at once."""

TO_SIGHT = "() => {{ jianbao.toSight('{}'); }}"
"""In the browser: what has this id is scrolled to, where it is out of sight."""


def explain(error: Exception, language: str) -> str:
    """One sentence for the page. What nobody foresaw is logged under a code, without the visitor's text."""
    if isinstance(error, JianbaoError):
        return error.worded(language, place="page")
    code = secrets.token_hex(4)
    log(code, error)
    return text("error.unknown", language, code=code)


def log(code: str, error: Exception) -> None:
    """Note an error that nobody foresaw. Its message is left out, but for that of a process apart: it may have the visitor's text."""
    from webdemo.apart.child import WorkError

    frames = traceback.extract_tb(error.__traceback__)[-6:]
    told = str(error) if isinstance(error, WorkError) else type(error).__name__
    _log.error("%s %s %s", code, told, " ".join(f"{f.filename}:{f.lineno}" for f in frames))
