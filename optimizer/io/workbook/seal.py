"""A seal on a workbook of ours: whether anybody has changed or filled in anything since it was written.

The seal is a digest of all parts of the file, kept among its own properties. Whatever program saves the workbook again
writes other parts, so a file without a seal that fits counts as somebody's work.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from optimizer.io.workbook.safety import RefusedError, unpack

PROPERTY = "kringplan_seal"
"""Name of the property that holds the seal; set it to `BLANK` before `sealed`."""
BLANK = "0" * 64
_PART = "docProps/custom.xml"
_SEAL = re.compile(rb'name="' + PROPERTY.encode() + rb'"[^<>]*><vt:lpwstr>([0-9a-f]{64})</vt:lpwstr>')


def sealed(data: bytes) -> bytes:
    """Return a workbook that has the property `PROPERTY` with its seal in it.

    Raises
    ------
    ValueError
        When it lacks the property.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        infos = book.infolist()
        parts = {info.filename: book.read(info) for info in infos}
    at = _SEAL.search(parts.get(_PART, b""))
    if at is None:
        message = f"the workbook has no property {PROPERTY}"
        raise ValueError(message)
    parts[_PART] = _with(parts[_PART], at, _digest(_blank(parts, at)))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as book:
        for info in infos:
            book.writestr(info, parts[info.filename])
    return buffer.getvalue()


def untouched(path: Path | str) -> bool:
    """Tell whether a file is a sealed workbook as it was written; what cannot be read is not."""
    try:
        parts = unpack(path).parts
    except RefusedError:
        return False
    at = _SEAL.search(parts.get(_PART, b""))
    return at is not None and at[1].decode() == _digest(_blank(parts, at))


def _blank(parts: Mapping[str, bytes], at: re.Match[bytes]) -> dict[str, bytes]:
    return {**parts, _PART: _with(parts[_PART], at, BLANK)}


def _with(part: bytes, at: re.Match[bytes], seal: str) -> bytes:
    return part[: at.start(1)] + seal.encode() + part[at.end(1) :]


def _digest(parts: Mapping[str, bytes]) -> str:
    found = hashlib.sha256()
    for name in sorted(parts):
        for piece in (name.encode(), parts[name]):
            found.update(len(piece).to_bytes(8, "big") + piece)
    return found.hexdigest()
