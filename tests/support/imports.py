"""The import graph of the house, computed from the source: lazy imports included, those for type checkers left out."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Import:
    """`from module import name` (name None: `import module`); lazy: inside a function; checked: for type checkers only."""

    module: str
    name: str | None = None
    lazy: bool = False
    checked: bool = False


def module_name(path: Path, root: Path) -> str:
    """The dotted name of a source file; of a package, that of its folder."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(tree: ast.AST) -> Iterator[Import]:
    """Every import of a source, wherever it stands. Relative ones are refused: they hide which room they come from.

    `import_module` of a literal name is an import as well.
    """

    def visit(node: ast.AST, lazy: bool, checked: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                yield from (Import(alias.name, None, lazy, checked) for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                assert child.level == 0 and child.module, "relative imports hide which room they come from"
                yield from (Import(child.module, alias.name, lazy, checked) for alias in child.names)
            elif isinstance(child, ast.Call) and ast.unparse(child.func).endswith("import_module"):
                first = child.args[0] if child.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield Import(first.value, None, lazy, checked)
            if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
                for statement in child.body:
                    yield from visit(ast.Module([statement], []), lazy, True)
                for statement in child.orelse:
                    yield from visit(ast.Module([statement], []), lazy, checked)
                continue
            function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from visit(child, lazy or function, checked)

    return visit(tree, False, False)


def targets(found: Iterable[Import], modules: Iterable[str]) -> set[str]:
    """The modules that imports reach: `from a import b` is a.b where that is a module, else a."""
    known = set(modules)
    reached: set[str] = set()
    for one in found:
        whole = f"{one.module}.{one.name}" if one.name else one.module
        reached |= {whole} & known or {one.module} & known
    return reached


def cycles(graph: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Groups of modules each of which reaches every other: strongly connected components of more than one (Tarjan 1972)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(node: str) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in sorted(graph.get(node, ())):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            at = stack.index(node)
            group, stack[at:] = sorted(stack[at:]), []
            if len(group) > 1 or node in graph.get(node, ()):
                found.append(group)

    for node in sorted(graph):
        if node not in index:
            visit(node)
    return sorted(found)
