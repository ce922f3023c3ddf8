"""Verifies a log: any edit, deletion, insertion or new order of lines shows.

That the end was cut off shows by a head that was noted elsewhere.
"""

from __future__ import annotations

import json

from pydantic import ValidationError

from optimizer.decisions.entry import GENESIS, Action, Entry, canonical, sha256
from optimizer.domain.fault import Fault


def verified(text: str, source: str, head: str | None = None) -> tuple[tuple[Entry, ...], tuple[Fault, ...]]:
    """Return the lines of a log and everything that is wrong with it.

    Parameters
    ----------
    text
        The whole file.
    source
        Its name, for ``file:line``.
    head
        The hash of a line, noted elsewhere when it was the last; a log without it lost lines, or is another.
    """
    entries: list[Entry] = []
    faults: list[Fault] = []
    previous, expected = GENESIS, 1
    lines = text.split("\n")
    if lines.pop():  # what stands after the last line end
        faults.append(Fault(code="decide-log-cut", where=f"{source}:{len(lines) + 1}"))
    for number, line in enumerate(lines, 1):
        where = f"{source}:{number}"
        found = _read(line)
        if found is None:
            faults.append(Fault(code="decide-log-line", where=where))
            # what follows may still be whole: it is compared with its own hashes from here on
            previous, expected = "", 0
            continue
        entry, whole = found
        if not whole:
            faults.append(Fault(code="decide-log-edited", where=where))
        elif previous and (entry.previous != previous or entry.seq != expected):
            faults.append(Fault(code="decide-log-chain", where=where, facts={"seq": str(entry.seq)}))
        elif number == 1 and entry.action is not Action.OPEN:
            faults.append(Fault(code="decide-log-begin", where=where))
        previous, expected = entry.hash, entry.seq + 1
        entries.append(entry)
    if head is not None and all(entry.hash != head for entry in entries):
        faults.append(Fault(code="decide-log-head", where=source, facts={"head": head[:12]}))
    return tuple(entries), tuple(faults)


def _read(line: str) -> tuple[Entry, bool] | None:
    """Return a line, and whether it is spelled and hashed as it was written; nothing when it is no line."""
    try:
        data = json.loads(line)
        # the text again: in it dates and words are as JSON has them
        entry = Entry.model_validate_json(line)
    except (ValidationError, ValueError):
        return None
    spelled = canonical(data) == line
    del data["hash"]
    return entry, spelled and sha256(canonical(data)) == entry.hash
