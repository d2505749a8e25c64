"""The program: `goodterms`, or `python -m goodterms`."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    # not at the top: the process that the demo starts for its server imports this module again
    from goodterms import cli  # noqa: PLC0415

    cli.main()


if __name__ == "__main__":
    main()
