"""Hold the size limits: files under 300 lines, functions under 40; part of `make check`."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

FILE_LINES = 300
FUNCTION_LINES = 40
BANNED = ("util", "utils", "helper", "helpers", "manager", "processor")


def problems(folder: Path) -> list[str]:
    found = []
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(folder.parent)
        if (lines := text.count("\n")) > FILE_LINES:
            found.append(f"{name}: {lines} lines, at most {FILE_LINES}")
        if path.stem in BANNED:
            found.append(f"{name}: name files by noun")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = body_lines(node)
                if length > FUNCTION_LINES:
                    found.append(f"{name}:{node.lineno}: {node.name} has {length} lines")
    return found


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function without its docstring and decorators."""
    first = node.body[0]
    is_documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    start = first.end_lineno if is_documented else node.lineno
    return (node.end_lineno or node.lineno) - (start or node.lineno)


if __name__ == "__main__":
    root = Path(__file__).parent.parent
    listed = problems(root / "service")
    print("\n".join(listed) or "sizes: fine")
    sys.exit(bool(listed))
