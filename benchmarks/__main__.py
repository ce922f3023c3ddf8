"""Find every benchmark of `benchmarks.quality` and run the one that is asked for."""

from __future__ import annotations

import importlib
import pkgutil

import click

from benchmarks import quality


@click.group(help="Benchmarks of kringplan; each prints what it measured and on what machine.")
def main() -> None:
    """Group of all benchmarks."""


for found in pkgutil.iter_modules(quality.__path__):
    main.add_command(importlib.import_module(f"benchmarks.quality.{found.name}").command, found.name)

if __name__ == "__main__":
    main()
