"""What runs were made from, kept beside the log under the hash of its own content."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from optimizer.decisions.refused import refused
from optimizer.io.atomic import write_bytes

_SHORTEST = 6
"""Characters of a hash that are enough to name a file by."""


class Store:
    """Files by the SHA-256 of their content; made when the first one is kept, for its owner only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def beside(cls, log: Path) -> Store:
        """Return the store of a log: a folder with the log's name and ``.store`` behind it."""
        return cls(log.with_name(f"{log.name}.store"))

    def keep(self, data: bytes) -> str:
        """Keep something and return its name.

        Raises
        ------
        OSError
            When it cannot be written.
        """
        name = hashlib.sha256(data).hexdigest()
        self.folder.mkdir(mode=0o700, exist_ok=True)
        path = self.path(name)
        if not path.exists():
            write_bytes(path, data)
            path.chmod(0o600)
        return name

    def path(self, name: str) -> Path:
        """Return where something is, or would be."""
        return self.folder / name

    def get(self, name: str) -> bytes:
        """Return what is kept under a name.

        Raises
        ------
        DecisionRefusedError
            When it is not there, or has been changed.
        """
        try:
            data = self.path(name).read_bytes()
        except OSError:
            raise refused("decide-store-missing", self.folder.name, name=name[:12]) from None
        if hashlib.sha256(data).hexdigest() != name:
            raise refused("decide-store-changed", self.folder.name, name=name[:12])
        return data

    def named(self, begin: str, names: frozenset[str]) -> str:
        """Return which of some names is meant by its first characters.

        Raises
        ------
        DecisionRefusedError
            When none is, or several are.
        """
        wanted = begin.strip().lower()
        enough = len(wanted) >= _SHORTEST and re.fullmatch(r"[0-9a-f]+", wanted)
        found = [name for name in names if name.startswith(wanted)] if enough else []
        if len(found) != 1:
            raise refused("decide-run-unknown", self.folder.name)
        return found[0]
