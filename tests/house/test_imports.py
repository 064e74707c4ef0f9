"""The house as the design has it: imports run one way, and nothing heavy is imported before it is needed. Computed from the source."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("jianbao", "models", "facts", "reading", "summarize", "translate", "brief")
ALLOWED = {
    "jianbao": set(),
    "models": {"jianbao"},
    "facts": {"jianbao"},
    "reading": {"jianbao", "facts", "models"},
    "summarize": {"jianbao", "facts", "models"},
    "translate": {"jianbao", "facts", "models"},
    "brief": {"jianbao", "facts", "models", "reading", "summarize", "translate"},
}
# Command lines may open the demo and run the batch; nobody else looks up.
FACES = {"brief/cli/app.py": {"demo"}}
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
OURS = frozenset([*ROOMS, "demo", "batch", "webdemo", "benchmarks", "training", "tests"])


def imported(tree: ast.AST, *, top_only: bool) -> set[str]:
    """First parts of the names of imported modules; top_only: those that run when the module is imported."""
    found: set[str] = set()

    def visit(node: ast.AST) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                found.update(alias.name.split(".")[0] for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                assert child.level == 0, "relative imports hide which room they come from"
                found.add((child.module or "").split(".")[0])
            if top_only and isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                continue
            if top_only and isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
                continue
            visit(child)

    visit(tree)
    return found


def modules(room: str) -> list[Path]:
    return sorted(path for path in (ROOT / room).rglob("*.py") if "__pycache__" not in path.parts)


ALL = [path for room in ROOMS for path in modules(room)]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_walk_sees_every_form_of_import() -> None:
    source = (
        "import a.b, c as d\nfrom e.f import g\nif TYPE_CHECKING:\n    import h\nelse:\n    import q\n"
        "def i():\n    import j\ntry:\n    import k\nexcept ImportError:\n    pass\n"
        "class L:\n    import m\n    def n(self):\n        from o import p\n"
    )
    tree = ast.parse(source)
    assert imported(tree, top_only=False) == set("acehqjkmo")
    assert imported(tree, top_only=True) >= set("acekm") and not imported(tree, top_only=True) & set("hjo")


@pytest.mark.parametrize("path", ALL, ids=name)
def test_imports_run_one_way(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    ours = imported(ast.parse(path.read_text("utf-8")), top_only=False) & OURS
    assert ours <= ALLOWED[room] | {room} | FACES.get(name(path), set())


@pytest.mark.parametrize("path", ALL, ids=name)
def test_nothing_heavy_is_imported_with_a_module(path: Path) -> None:
    assert imported(ast.parse(path.read_text("utf-8")), top_only=True) & HEAVY == set()


@pytest.mark.parametrize("path", ALL, ids=name)
def test_no_module_has_outgrown_its_name(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 600


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
    assert upward == ["jianbao/__init__.py"]
