"""Every fault of a file: its content, and where the fault is then found."""

from __future__ import annotations

from typing import NamedTuple


class FileCase(NamedTuple):
    """The content of ``region.json``, the fault and its place."""

    code: str
    where: str
    content: bytes


FILE_CASES = [
    FileCase("file-empty", "region.json", b""),
    FileCase("file-empty", "region.json", b"\xef\xbb\xbf \n"),
    FileCase("file-not-utf8", "region.json:2", b'{"id":\n"Caf\xe9"}'),
    FileCase("file-not-utf8", "region.json:1", '{"id": "a"}'.encode("utf-16")),
    FileCase("json-syntax", "region.json:3", b'{"id": "a",\n"name": "b"\n"week": "2026-W48"}'),
    FileCase("json-syntax", "region.json:1", b'{"id": "a",}'),
    FileCase("json-syntax", "region.json:1", b"{'id': 'a'}"),
    FileCase("json-syntax", "region.json:2", b'{"id": \n}'),
    FileCase("json-syntax", "region.json:1", b'{"id" "a"}'),
    FileCase("json-syntax", "region.json:2", b"{}\n{}"),
    FileCase("json-syntax", "region.json:1", b'{"id": "a'),
    FileCase("json-syntax", "region.json:1", b'{"id": "a\tb"}'),
    FileCase("json-syntax", "region.json:1", b'{"id": "\\x"}'),
    FileCase("json-too-deep", "region.json", b"[" * 200_000),
    FileCase("json-number-too-long", "region.json", b"[" + b"1" * 5000 + b"]"),
    FileCase("not-an-object", "", b"[]"),
]
"""Faults after which nothing else can be said."""

TEXT_FAULTS = {"json-name-twice", "json-not-finite"}
"""Faults of the text beside which the region is still examined; see `test_json.py`."""

SYSTEM_FAULTS = {"file-missing", "file-is-folder", "file-unreadable", "file-too-large"}
"""Faults of the file system; see `test_json.py`."""
