"""Find the files that ship with the program: in the wheel, or in the checkout it runs from."""

from __future__ import annotations

from importlib import resources
from pathlib import Path


def bundled(relative: str) -> Path:
    """Return the path of a shipped file.

    Two bases, one name: a wheel carries ``goodterms/_bundled/``, which mirrors the repository
    root; a checkout is the repository root itself.

    Args:
        relative: Path below the repository root, for example ``models/tone/manifest.json``.
    """
    package = Path(str(resources.files("goodterms")))
    base = package / "_bundled"
    return (base if base.is_dir() else package.parent.parent) / relative
