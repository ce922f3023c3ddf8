"""What is drawn on the sheets of a workbook: pictures, charts and shapes, which a copy by openpyxl may lose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from optimizer.io.workbook.safety import Unpacked
from optimizer.language import DEFAULT_LANGUAGE, text

_PICTURE = re.compile(rb"<(?:\w+:)?pic[\s>]")
_SHAPE = re.compile(rb"<(?:\w+:)?(?:sp|cxnSp)[\s>]")
_DRAWING = re.compile(r"xl/drawings/[^/]+\.xml", re.IGNORECASE)
_MEDIA, _CHARTS = "xl/media/", ("xl/charts/chart", "xl/chartsheets/")
_SHAPES = ("xl/diagrams/", "xl/ctrlprops/", "xl/activex/")


def lost_kinds(source: Unpacked, copy: Any) -> tuple[str, ...]:  # noqa: ANN401 -- openpyxl has no types
    """Return what a workbook has and its copy lacks or has otherwise: ``pictures``, ``charts``, ``shapes``.

    Pictures are kept whole or not at all. Charts are made anew, and shapes are never kept.

    Parameters
    ----------
    source
        The parts of the workbook.
    copy
        What openpyxl read of it.
    """
    names = [name.lower() for name in source.parts]
    drawings = [content for name, content in source.parts.items() if _DRAWING.fullmatch(name)]
    pictures = max(
        sum(len(_PICTURE.findall(content)) for content in drawings),
        int(any(name.startswith(_MEDIA) for name in names)),
    )
    found = {
        "pictures": pictures > sum(len(sheet._images) for sheet in copy.worksheets),  # noqa: SLF001 -- no other way
        "charts": any(name.startswith(_CHARTS) for name in names),
        "shapes": any(_SHAPE.search(content) for content in drawings)
        or any(name.startswith(_SHAPES) for name in names),
    }
    return tuple(kind for kind, lost in found.items() if lost)


def lost_text(kinds: Sequence[str], lang: str = DEFAULT_LANGUAGE) -> str:
    """Return in a sentence what a copy lacks; nothing when it lacks nothing."""
    words = [text(f"workbook.drawn.{kind}", lang) for kind in kinds]
    if not words:
        return ""
    *some, last = words
    lost = text("workbook.drawn.and", lang, some=", ".join(some), last=last) if some else last
    return text("workbook.drawn.lost", lang, lost=lost)
