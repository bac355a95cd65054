"""Whole guides against files that people have read. `BANSHI_UPDATE=1 pytest tests/generator` writes them anew."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from guide_samples import SITUATIONS, guide_for

from generator.formats import formats

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("extension", list(formats()))
@pytest.mark.parametrize("name", list(SITUATIONS))
def test_guide_is_the_one_that_was_read(name: str, extension: str) -> None:
    made = stable(formats()[extension].render(guide_for(name)))
    kept = GOLDEN / f"{name}.{extension}"
    if os.environ.get("BANSHI_UPDATE"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(made, encoding="utf-8")
    assert made == kept.read_text(encoding="utf-8")


def stable(text: str) -> str:
    """The document without what changes with every edit of the rule base."""
    return re.sub(r"sha256:[0-9a-f]{64}|(?<=（)[0-9a-f]{12}(?=）)", "指纹", text)
