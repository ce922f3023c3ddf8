"""What a command wrote, and what it could not write."""

from __future__ import annotations

import errno
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from cli.views.tables import note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.text import Text

    from cli.output import Outputs
    from cli.texts import Texts

FEW = 3
"""Files of one folder that fail for one reason and are named; more are counted."""
_REASONS = {
    "busy": (errno.EACCES, errno.EPERM, errno.EBUSY),
    "full": (errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
    "no_folder": (errno.ENOENT, errno.ENOTDIR),
    "is_folder": (errno.EISDIR, errno.ENOTEMPTY, errno.EEXIST),
    "read_only": (errno.EROFS,),
    "long_name": (errno.ENAMETOOLONG,),
}


def written_view(outputs: Outputs, folder: str, say: Texts) -> Text | None:
    """Return which files for people this run wrote; nothing when there are none."""
    from cli.rosters import AGENDA, is_workbook

    lines: list[str] = []
    names = [path for path in outputs.written if path.parent == Path(folder)]
    for path in names:
        if path.suffix == ".html":
            lines.append(say("written.page", file=path))
        elif is_workbook(str(path)):
            lines.append(say("written.workbook", file=path))
    if any(path.parent == Path(folder, AGENDA) for path in outputs.written):
        lines.append(say("written.agenda", file=Path(folder, AGENDA)))
    return note(f"{say('written.for_people')} {', '.join(lines)}.") if lines else None


def failures(failed: Sequence[tuple[Path, OSError]], say: Texts) -> Iterator[str]:
    """Yield what was not written: where, why, and what to do."""
    groups: dict[tuple[Path, str], list[tuple[Path, OSError]]] = defaultdict(list)
    for path, error in failed:
        groups[path.parent, _reason(error)].append((path, error))
    for (folder, reason), ones in groups.items():
        why = say(f"written.why.{reason}", number=errno.errorcode.get(ones[0][1].errno or 0, "?"))
        mend = say(f"written.mend.{reason}")
        if len(ones) > FEW:
            yield say("written.failed_many", n=say.number(len(ones)), folder=folder, why=why, mend=mend)
            continue
        for path, _ in ones:
            yield say("written.failed", file=path, why=why, mend=mend)


def _reason(error: OSError) -> str:
    return next((name for name, numbers in _REASONS.items() if error.errno in numbers), "other")
