"""The program: `goodterms`, or `python -m goodterms`."""

from __future__ import annotations

from goodterms.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
