"""What is refused, as a whole: each fault with its place and, in the catalogue, its mend."""

from __future__ import annotations

from collections.abc import Iterable

from optimizer.domain.fault import Fault


class DecisionRefusedError(ValueError):
    """Nothing was written: the log or store cannot be trusted, or the decision may not be taken so."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(", ".join(fault.code for fault in self.faults))


def refused(code: str, where: str, **facts: str) -> DecisionRefusedError:
    """Return the refusal for one fault."""
    return DecisionRefusedError((Fault(code=code, where=where, facts=facts),))
