"""Takes a workbook apart before anything parses it: nothing comes through that could fill the memory.

A workbook is a zip file. The sizes it declares are added up first; then every part is unpacked by ourselves, no further
than it declared, and packed again without compression. Parsers get that copy, so nothing that this room and a parser
could understand differently reaches them.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from optimizer.domain.fault import Fault

MAX_FILE_BYTES = 32 * 1024 * 1024
"""Largest file that is opened; 2,000 rows take about 200 kB."""
MAX_UNPACKED_BYTES = 128 * 1024 * 1024
MAX_PARTS = 2_000
_MEGABYTE = 1024 * 1024
_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LOCAL_HEADER = 30
_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED


class RefusedError(Exception):
    """A file is no workbook that may be parsed."""

    def __init__(self, code: str, where: str, **facts: object) -> None:
        super().__init__(code)
        self.fault = Fault(code=code, where=where, facts={name: str(value) for name, value in facts.items()})


@dataclass(frozen=True)
class Unpacked:
    """The parts of a workbook, by name."""

    source: str
    parts: dict[str, bytes]

    def repacked(self) -> bytes:
        """Return a zip file of the same parts, without compression."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", _STORED) as archive:
            for name, content in self.parts.items():
                archive.writestr(zipfile.ZipInfo(name), content)
        return buffer.getvalue()

    def part(self, name: str) -> bytes | None:
        """Return a part; capitals in its name do not matter, as they do not to spreadsheet programs."""
        found = self.parts.get(name)
        if found is not None:
            return found
        return next((content for key, content in self.parts.items() if key.lower() == name.lower()), None)


def unpack(path: Path | str) -> Unpacked:
    """Read a file and return its parts.

    Raises
    ------
    RefusedError
        When the file cannot be read, is no .xlsx workbook, is encrypted or damaged, or is too large once unpacked.
    """
    source = Path(path).name
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError:
        raise RefusedError("file-missing", source) from None
    except IsADirectoryError:
        raise RefusedError("file-is-folder", source) from None
    except OSError:
        raise RefusedError("file-unreadable", source) from None
    return unpack_bytes(data, source)


def unpack_bytes(data: bytes, source: str) -> Unpacked:
    """Return the parts of a workbook that is in memory, as `unpack`."""
    if len(data) > MAX_FILE_BYTES:
        raise RefusedError("workbook-too-large", source, limit=MAX_FILE_BYTES // _MEGABYTE)
    if data.startswith(_OLE):
        # an encrypted .xlsx is kept in the container of the old .xls
        raise RefusedError("workbook-encrypted" if _ENCRYPTED in data else "workbook-old-format", source)
    if not data.startswith(_ZIP):
        raise RefusedError("workbook-not-xlsx", source)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError, OverflowError, OSError):
        raise RefusedError("workbook-damaged", source) from None
    _judge(infos, source)
    parts = {info.filename: _content(data, info, source) for info in infos}
    # no part of a workbook has a document type, and it can make a text grow without end
    if any(b"<!DOCTYPE" in content.replace(b"\0", b"") for content in parts.values()):
        raise RefusedError("workbook-damaged", source)
    unpacked = Unpacked(source, parts)
    if unpacked.part("xl/workbook.xml") is None:
        raise RefusedError("workbook-not-xlsx", source)
    return unpacked


def _judge(infos: list[zipfile.ZipInfo], source: str) -> None:
    """Refuse by what the zip file declares, before any of it is unpacked."""
    if any(info.flag_bits & 1 for info in infos):
        raise RefusedError("workbook-encrypted", source)
    if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED_BYTES:
        raise RefusedError("workbook-bomb", source, limit=MAX_UNPACKED_BYTES // _MEGABYTE)
    names = {info.filename.lower() for info in infos}
    if len(names) < len(infos) or any(info.compress_type not in {_STORED, _DEFLATED} for info in infos):
        raise RefusedError("workbook-damaged", source)


def _content(data: bytes, info: zipfile.ZipInfo, source: str) -> bytes:
    """Unpack a part, no further than it declared."""
    at = info.header_offset
    header = data[at : at + _LOCAL_HEADER]
    if len(header) < _LOCAL_HEADER:
        raise RefusedError("workbook-damaged", source)
    start = at + _LOCAL_HEADER + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = data[start : start + info.compress_size]
    if info.compress_type == _STORED:
        content = packed
    else:
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = unpacking.decompress(packed, info.file_size + 1)
        except zlib.error:
            raise RefusedError("workbook-damaged", source) from None
        if len(content) > info.file_size:
            # it declared less than it is: made to deceive
            raise RefusedError("workbook-bomb", source, limit=MAX_UNPACKED_BYTES // _MEGABYTE)
    if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
        raise RefusedError("workbook-damaged", source)
    return content
