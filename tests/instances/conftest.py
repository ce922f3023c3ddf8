"""What the tests of the instances share."""

from __future__ import annotations

import pytest

from instances import default_region
from optimizer.domain.region import Region


@pytest.fixture(scope="session")
def default() -> Region:
    """The shipped default region."""
    return default_region()
