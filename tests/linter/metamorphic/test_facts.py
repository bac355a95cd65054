"""More facts known: what turned on one is settled by it, both ways, and nothing that was settled is accused."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import KNOWLEDGE, LONG, SOURCES, Told, known, name_of, told, tree_of
from statements import stating

MAY_APPEAR = {
    "P108": "a department's seal on a permit that the document has it give itself is its own until it is said that "
            "the permit has gone to another",
    "P301": "a document for several cases may list what any of them needs; one for a single case may not",
    "P503": "a document that says for which cases it is meant is held to be complete for them; before, it is noted",
}
OPEN = [each for each in SOURCES if any(one.severity == "warning" for one in known(each))]


def _facts(source: Path | str) -> list[str]:
    """The facts on which the document's warnings turn, as far as its own situation can state them."""
    found = {name for each in known(source) if each.severity == "warning" and each.part[0] != "decisions"
             for name in each.depends_on}
    return sorted(found & KNOWLEDGE.facts.keys() - set(tree_of(source).get("situation", {})))


def _same(one: Told, other: Told) -> bool:
    """Whether two findings are about one thing: a span is as long as its path in the case, wherever that ends."""
    return one.code == other.code and (one.part == other.part or (one.code == "P402" and one.clauses == other.clauses))


@pytest.mark.parametrize("source", OPEN[:: 1 if LONG else 4], ids=name_of)
def test_a_stated_fact_settles_what_turned_on_it(source: Path | str) -> None:
    before = known(source)
    for fact in _facts(source):
        turning = [each for each in before if each.severity == "warning" and fact in each.depends_on
                   and each.part[0] != "decisions"]
        outcomes: dict[Told, set[str]] = {each: set() for each in turning}
        for more in stating(tree_of(source), fact):
            after = told(more)
            if any(each.code == "P001" for each in after):
                continue  # no case of this service any more
            for each in after:
                if each.severity != "note" and each.code not in MAY_APPEAR:
                    assert any(_same(each, other) for other in before), (fact, more["situation"][fact], each)
            for each in turning:
                there = [other for other in after if _same(each, other)]
                assert all(fact not in other.depends_on for other in there if other.part[0] != "decisions"), there
                outcomes[each].add(max((other.severity for other in there), key=_weight, default="gone"))
        for each, seen in outcomes.items():
            assert len(seen) < 2 or seen - {"gone"}, each
            if each.depends_on == {fact} and len(seen) > 1 and each.code not in MAY_APPEAR:
                assert "error" in seen and seen & {"gone", "note", "warning"}, (each, seen)


def _weight(severity: str) -> int:
    return ("note", "warning", "error").index(severity)


@pytest.mark.parametrize("source", [each for each in SOURCES if isinstance(each, str)][::6], ids=name_of)
def test_a_lawful_document_stays_lawful(source: str) -> None:
    """What the rules' answer says with less known says nothing unlawful when more is known."""
    tree = tree_of(source)
    facts = KNOWLEDGE.program(tree["document"]["service"], tree["document"]["as_of"]).facts
    for fact in sorted(facts.keys() - tree.get("situation", {}).keys() - {"as_of"})[:: 1 if LONG else 4]:
        for more in stating(tree, fact):
            for each in told(more):
                known_before = any(_same(each, other) for other in known(source))
                assert each.severity == "note" or known_before or each.code in MAY_APPEAR, (
                    fact, more["situation"][fact], each)
