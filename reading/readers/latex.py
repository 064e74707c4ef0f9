"""Formulas that Markdown writes in LaTeX, in one line as they are seen: $1.2\\times10^8$ is 1.2×10⁸."""

from __future__ import annotations

import re

from jianbao import han
from reading.scripts import beside, fraction, lowered, raised, root

_FORMULA = re.compile(
    r"\$\$([^$]{1,400})\$\$"
    rf"|(?<![\\$0-9A-Za-z])\$(?=\S)([^$\n{han.CLASS}]{{1,200}}(?<=\S))\$(?!\d)"
    r"|\\\(([^\n]{1,400}?)\\\)"
)
_TYPED = re.compile(r"[\\^_=]|^\d+(?:\.\d+)?$")
"""What a formula has, and a price between two dollar signs has not."""
_ESCAPED = {
    **{"\\" + mark: mark for mark in "%$&#_"},
    **dict.fromkeys((r"\;", r"\:", r"\ ", "~"), " "),
    **dict.fromkeys((r"\,", r"\!"), ""),
}
_WORDS = {
    "times": "×", "cdot": "·", "div": "÷", "pm": "±", "mp": "∓", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "neq": "≠", "ne": "≠",
    "approx": "≈", "sim": "～", "propto": "∝", "infty": "∞", "sum": "∑", "prod": "∏", "int": "∫", "partial": "∂", "to": "→",
    "rightarrow": "→", "leftarrow": "←", "uparrow": "↑", "downarrow": "↓", "circ": "°", "degree": "°", "permil": "‰", "ldots": "…",
    "cdots": "…", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η", "theta": "θ", "lambda": "λ",
    "mu": "μ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "omega": "ω", "Delta": "Δ", "Sigma": "Σ", "Omega": "Ω",
    "quad": " ", "qquad": " ", "left": "", "right": "", "displaystyle": "", "limits": "",
}  # fmt: skip
_GROUP = r"\{([^{}]*)\}"
_TEXT = re.compile(r"\\(?:text|mathrm|mathbf|mathit|textbf|operatorname|rm|ce|boldsymbol|mbox)\s*" + _GROUP)
_FRACTION = re.compile(r"\\[dt]?frac\s*" + _GROUP + r"\s*" + _GROUP)
_ROOT = re.compile(r"\\sqrt\s*(?:\[([^\[\]]*)\])?\s*" + _GROUP)
_SHIFTED = re.compile(r"([\^_])\s*(?:" + _GROUP + r"|(\\[A-Za-z]+|[^\s{}\\]))")
_DEPTH = 8
"""Groups inside one another."""
_PANDOC = re.compile(r"(?<=[0-9a-zA-Z)）])\^([-−]?\d{1,3})\^|(?<=[A-Za-z])~(\d{1,2})~(?!~)")


def written_out(text: str) -> str:
    """A text with its formulas as they are seen; what is not understood stays as it is written."""
    text = _PANDOC.sub(lambda found: raised(found[1]) if found[1] else lowered(found[2]), text)
    return _FORMULA.sub(lambda found: _formula(found[1] or found[2] or found[3]) or found[0], text)


def _formula(source: str) -> str:
    """A formula in one line; "" where it is none, or has something that is not known."""
    if not _TYPED.search(source.strip()):
        return ""
    text = source.strip()
    for mark, shown in _ESCAPED.items():
        text = text.replace(mark, shown)
    for _ in range(_DEPTH):
        before = text
        text = _TEXT.sub(r"\1", text)
        text = re.sub(r"\^\s*(?:\{\s*)?\\circ\s*\}?", "°", text)
        text = re.sub(r"\\([A-Za-z]+)\s*", lambda found: _WORDS.get(found[1], found[0]), text)
        text = _SHIFTED.sub(
            lambda found: (raised if found[1] == "^" else lowered)(found[2] if found[2] is not None else found[3]), text
        )
        text = _FRACTION.sub(lambda found: beside(found.string[: found.start()], fraction(found[1], found[2])), text)
        text = _ROOT.sub(lambda found: root(found[2], found[1] or ""), text)
        if text == before:
            break
        text = re.sub(r"(?<![\\A-Za-z}\]])\{([^{}]*)\}", r"\1", text)
    return "" if "\\" in text or "{" in text else re.sub(r" ?([×·÷±]) ?", r"\1", " ".join(text.split()))
