"""The corpus: what reviewers wrote down before the linter saw the documents, and how much of it the linter finds."""

import sys
from pathlib import Path

import pytest

from kb.compiler.load import load

CORPUS = Path(__file__).parents[1] / "corpus"
sys.path.insert(0, str(CORPUS))
from measure import Score, measure  # noqa: E402

KNOWLEDGE = load()


@pytest.fixture(scope="module")
def score() -> Score:
    return measure(KNOWLEDGE)


def test_every_document_is_read(score: Score) -> None:
    assert score.documents >= 60
    assert score.unread == []


def test_what_is_found_stays_found(score: Score) -> None:
    """A step back needs a reason; these numbers only go up."""
    assert score.recall >= 0.93, score.missed
    assert score.precision >= 0.98, score.false


def test_every_family_is_found_mostly(score: Score) -> None:
    poor = {family: f"{score.found[family]} of {wanted}" for family, wanted in score.expected.items()
            if score.found[family] < 0.65 * wanted}
    assert poor == {}
