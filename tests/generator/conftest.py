"""The rule base and the guides, made once for all tests here."""

from __future__ import annotations

import pytest
from guide_samples import every_guide, loaded

from generator.gates.proof import Proof
from kb import Knowledge


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return loaded()


@pytest.fixture(scope="session")
def guides() -> list[tuple[str, Proof]]:
    return list(every_guide())
