"""The house as the design has it: imports run one way, and nothing heavy is imported before it is needed. Computed from the source."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.support.imports import Import, cycles, imports, module_name, targets

ROOT = Path(__file__).parents[2]
GROUND = {"jianbao"}
TEXT = {"reading", "summarize", "translate"}
ALLOWED: dict[str, set[str]] = {
    "jianbao": set(),
    "models": GROUND,
    "facts": GROUND,
    "reading": {"facts", "models"} | GROUND,
    "summarize": {"facts", "models"} | GROUND,
    "translate": {"facts", "models"} | GROUND,
    "brief": {"facts", "models"} | TEXT | GROUND,
    "webdemo": {"facts", "models", "brief"} | TEXT | GROUND,
    "training": {"facts", "models", "brief", "benchmarks"} | TEXT | GROUND,
    "batch": {"brief"} | GROUND,
    "demo": {"brief", "webdemo"} | GROUND,
}
"""Room -> the rooms that it may import from, however late."""
ROOMS = ("jianbao", "models", "facts", "reading", "summarize", "translate", "brief", "webdemo")
# The command line opens the demo; nobody else looks up but the public face, which has names of all rooms.
FACES = {"brief.cli.app": {"demo"}, "jianbao": {"brief", "reading", "summarize", "translate"}}
LONGEST = 400
"""Lines of a module."""
HEAVY = frozenset(
    [
        "torch",
        "transformers",
        "ctranslate2",
        "gradio",
        "jieba",
        "pypinyin",
        "opencc",
        "trafilatura",
        "docx",
        "pypdf",
        "pypdfium2",
        "pyarrow",
        "ray",
        "lxml",
        "sklearn",
        "huggingface_hub",
        "tokenizers",
        "sentencepiece",
        "sacrebleu",
        "rouge_score",
        "markdown_it",
    ]
)


def modules(room: str) -> list[Path]:
    folder = ROOT / room
    if not folder.is_dir():
        return [folder.with_suffix(".py")]
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def name(path: Path) -> str:
    return module_name(path, ROOT)


ALL = [path for room in ROOMS for path in modules(room)]
"""Modules of the product."""
SOURCES = {name(path): path for room in [*ALLOWED, "benchmarks", "examples"] for path in modules(room)}
IMPORTS = {module: tuple(imports(ast.parse(path.read_text("utf-8")))) for module, path in SOURCES.items()}
NAMES = frozenset(SOURCES)


def room(module: str) -> str:
    return module.partition(".")[0]


def upward(module: str, found: Iterable[Import]) -> set[str]:
    """Modules of rooms that `module` may not import from."""
    allowed = ALLOWED[room(module)] | {room(module)} | FACES.get(module, set())
    return {reached for reached in targets(found, NAMES) if room(reached) not in allowed}


def private(found: Iterable[Import]) -> set[str]:
    """Private names of modules of ours that are imported."""
    ours = [one for one in found if room(one.module) in ALLOWED or room(one.module) == "benchmarks"]
    parts = {f"{one.module}.{one.name or ''}": (*one.module.split("."), one.name or "") for one in ours}
    return {whole for whole, names in parts.items() if any(n.startswith("_") and not n.startswith("__") for n in names)}


def reached_into(tree: ast.AST) -> set[str]:
    """`module._name`, where `module` is imported."""
    known = {
        alias.asname or alias.name
        for n in ast.walk(tree)
        if isinstance(n, ast.Import | ast.ImportFrom)
        for alias in n.names
    }
    return {
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in known & MODULES
        and node.attr.startswith("_")
        and not node.attr.startswith("__")
    }


MODULES = frozenset(module.rpartition(".")[2] for module in NAMES)


def test_the_walk_sees_every_form_of_import() -> None:
    source = (
        "import a.b, c as d\nfrom e.f import g\nif TYPE_CHECKING:\n    import h\nelse:\n    import q\n"
        "def i():\n    import j\n    import_module('r.s')\ntry:\n    import k\nexcept ImportError:\n    pass\n"
        "class L:\n    import m\n    def n(self):\n        from o import p\n"
    )
    found = {one.module: (one.lazy, one.checked) for one in imports(ast.parse(source))}
    assert found == {
        **dict.fromkeys(["a.b", "c", "e.f", "q", "k", "m"], (False, False)),
        **dict.fromkeys(["j", "o", "r.s"], (True, False)),
        "h": (False, True),
    }


def test_the_rules_see_what_breaks_them() -> None:
    def seen(source: str) -> tuple[Import, ...]:
        return tuple(imports(ast.parse(source)))

    assert upward("facts.document", seen("def f():\n    from translate.check import report")) == {
        "translate.check.report"
    }
    assert upward("reading.article", seen("if TYPE_CHECKING:\n    import brief.brief")) == {"brief.brief"}
    assert upward("webdemo.app", seen("import demo")) == {"demo"}
    assert private(seen("def f():\n    from facts.document import _thing")) == {"facts.document._thing"}
    assert reached_into(ast.parse("from facts import document\ndocument._thing()")) == {"document._thing"}
    assert cycles({"a": ["b"], "b": ["c"], "c": ["a", "d"], "d": [], "e": ["e"]}) == [["a", "b", "c"], ["e"]]
    assert cycles({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}) == []


@pytest.mark.parametrize("module", [m for m in SOURCES if room(m) in ALLOWED])
def test_imports_run_one_way(module: str) -> None:
    """Lazy imports, and those for type checkers, included."""
    assert upward(module, IMPORTS[module]) == set()


def test_there_is_no_cycle() -> None:
    """Lazy imports included: of two modules that need each other, neither can be read alone."""
    graph = {m: targets((i for i in found if not i.checked), NAMES) - {m} for m, found in IMPORTS.items()}
    for module, path in SOURCES.items():
        if path.name == "__init__.py":  # names that it exports when they are asked for stand in a table of strings
            strings = [n.value for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Constant)]
            graph[module] |= {one for one in strings if isinstance(one, str) and one in NAMES} - {module}
    assert cycles(graph) == []


@pytest.mark.parametrize("module", SOURCES)
def test_private_names_stay_in_their_module(module: str) -> None:
    assert private(IMPORTS[module]) | reached_into(ast.parse(SOURCES[module].read_text("utf-8"))) == set()


@pytest.mark.parametrize("path", ALL, ids=name)
def test_nothing_heavy_is_imported_with_a_module(path: Path) -> None:
    at_once = {room(one.module) for one in IMPORTS[name(path)] if not one.lazy and not one.checked}
    # The page is made of gradio; demo.py imports the page when it is asked to.
    assert at_once & HEAVY <= ({"gradio"} if room(name(path)) == "webdemo" else set())


@pytest.mark.parametrize("module", [m for m in SOURCES if room(m) in ALLOWED])
def test_no_module_has_outgrown_its_name(module: str) -> None:
    assert len(SOURCES[module].read_text("utf-8").splitlines()) <= LONGEST


def test_every_room_is_here() -> None:
    assert all(len(modules(room)) >= 4 for room in ROOMS)


@pytest.mark.parametrize(
    "statement",
    [
        "import brief.cli.app",
        "import reading.article, brief.pipeline, brief.render.formats, brief.render.page, brief.cli.batch",
        "import translate.translator, summarize, facts.quantities, facts.names.people, facts.glossary.glossary, models",
        "from reading.article import from_text; from_text('会议今天在成都举行。')",
    ],
)
def test_starting_up_loads_nothing_heavy(statement: str) -> None:
    """What the interpreter says: the graph above cannot see what a library imports."""
    code = f"import sys; {statement}; print(*sorted({set(HEAVY)!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_no_remote_code_is_ever_trusted() -> None:
    """No call passes trust_remote_code as anything but False."""
    for path in ALL:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "trust_remote_code":
                assert isinstance(node.value, ast.Constant) and node.value.value is False, name(path)


@pytest.mark.parametrize("room", ["brief", "jianbao"])
def test_every_public_name_is_what_it_says_however_often_it_is_asked_for(room: str) -> None:
    """A submodule of the same name as a function would take its place in the package once it is imported."""
    face = importlib.import_module(room)
    for name in face.__all__ * 2:
        assert not isinstance(getattr(face, name), type(pytest)), name
    with pytest.raises(AttributeError, match="nosuch"):
        face.nosuch  # noqa: B018


def test_the_public_face_is_the_only_one_that_looks_up_and_it_does_so_when_it_is_asked() -> None:
    code = (
        "import sys, jianbao; print(*sorted({m.split('.')[0] for m in sys.modules} & {'brief', 'reading', "
        "'translate', 'facts', 'models'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout.split() == []
    upward = [name(path) for path in modules("jianbao") if "import_module(" in path.read_text("utf-8")]
    assert upward == ["jianbao"]
