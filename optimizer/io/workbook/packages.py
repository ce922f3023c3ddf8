"""The packages that workbooks need; the base install does without them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

EXTRA = "excel"


class MissingExtraError(ImportError):
    """An optional part of the installation is asked for and not there."""

    def __init__(self, extra: str) -> None:
        self.extra = extra
        super().__init__(f'install "kringplan[{extra}]"')


def needed(module: str, extra: str = EXTRA) -> Any:  # noqa: ANN401 -- packages without types
    """Return a module of an optional package.

    Raises
    ------
    MissingExtraError
        When the package is not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError:
        raise MissingExtraError(extra) from None
