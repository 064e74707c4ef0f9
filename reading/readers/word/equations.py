"""Equations of Word (Office Math) in one line: 12.5%, x², (a+b)/c, √(x)."""

from __future__ import annotations

from typing import Any

from reading.readers.word.styles import W, is_on
from reading.scripts import beside, fraction, lowered, raised, root

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_W_T = f"{W}t"
_PROPERTIES = frozenset(M + name for name in ("rPr", "ctrlPr", "argPr"))


def hidden(node: Any) -> str:
    """Why an element of an equation is not seen: deleted, hidden, struck; "" for one that is."""
    if node.tag in (f"{W}del", f"{W}moveFrom"):
        return "deleted"
    if node.tag == f"{M}phant":
        show = node.find(f"{M}phantPr/{M}show")
        return "hidden" if show is not None and show.get(f"{M}val") in ("0", "off", "false") else ""
    looks = node.find(f"{W}rPr") if node.tag == f"{M}r" else None
    if is_on(looks, "vanish"):
        return "hidden"
    return "struck" if is_on(looks, "strike") or is_on(looks, "dstrike") else ""


def equation(node: Any) -> str:
    """The text of an element of an equation, in reading order, without what is not seen."""
    if hidden(node):
        return ""
    kind = node.tag.removeprefix(M) if isinstance(node.tag, str) else ""
    if kind == "t" or node.tag == _W_T:
        return node.text or ""
    if node.tag in _PROPERTIES or kind.endswith("Pr"):
        return ""
    if kind in ("sSup", "sSub", "sSubSup", "sPre"):
        below, above = lowered(_of(node, "sub")), _power(_of(node, "sup"))
        return below + above + _of(node, "e") if kind == "sPre" else _of(node, "e") + below + above
    if kind == "f":
        return fraction(_of(node, "num"), _of(node, "den"))
    if kind == "rad":
        return root(_of(node, "e"), _of(node, "deg"))
    if kind == "nary":
        return _property(node, "chr", "∫") + lowered(_of(node, "sub")) + raised(_of(node, "sup")) + _of(node, "e")
    if kind == "d":
        inside = _property(node, "sepChr", "|").join(equation(child) for child in node if child.tag == f"{M}e")
        return _property(node, "begChr", "(") + inside + _property(node, "endChr", ")")
    if kind == "mr":
        return " ".join(equation(child) for child in node)
    text = ""
    for child in node:
        text += beside(text, equation(child))
    return text


def _power(text: str) -> str:
    """An exponent: one letter has no raised form, and beside its base it would be a factor (10^(x))."""
    above = raised(text)
    return f"^({text})" if above == text and text.isalnum() and text.isascii() else above


def _of(node: Any, name: str) -> str:
    part = node.find(M + name)
    return "" if part is None else equation(part)


def _property(node: Any, name: str, usual: str) -> str:
    """A character that the properties of an element name."""
    found = node.find(f"{node.tag}Pr/{M}{name}")
    return usual if found is None else str(found.get(f"{M}val", ""))
