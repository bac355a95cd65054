"""A lawful document with one defect gets exactly the finding that the defect deserves, and loses it with the defect."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import defects
import defects2
import pytest
from defects import Case, Seed, case_of
from forms import plain
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from papers import CASES, KNOWLEDGE, LONG, Told, difference, known, lawful, told, tree_of

from kb.linter.document import read_procedure
from kb.linter.mending.mend import mend

Defect = Callable[[Case], Iterator[Seed]]
FAMILIES: dict[str, tuple[Defect, ...]] = {
    "time": (defects.over_limit, defects.promised_longer),
    "approvals": (defects.lifted_step, defects.merged_alone),
    "order": (defects.circle, defects.parallel_in_a_row),
    "prerequisites": (defects2.countersigned, defects2.paid_first),
    "materials": (defects2.waived_paper, defects2.fetched_paper),
    "window-notice": (defects2.told_in_pieces, defects2.not_deferred),
    "money": (defects2.forbidden_fee, defects2.unpublished_fee),
    "practice": (defects2.forbidden_practice, defects2.posted_only),
    "treatment": (defects2.right_denied, defects2.held_back),
    "publication-reports": (defects2.kept_secret, defects2.late_report),
    "quality": (defects2.dangling, defects2.no_number, defects2.twice)}
DEFECTS = [each for family in FAMILIES.values() for each in family]
TOGETHER = {"P643", "P646"}
"""Notes on all steps that leave something open: one more step in them is no further note."""
SOME = settings(max_examples=60 if LONG else 5, deadline=None, derandomize=not LONG, database=None,
                phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))


@cache
def fitting(name: str) -> tuple[str, ...]:
    """The worked cases into whose lawful document a defect can be put."""
    defect = next(each for each in DEFECTS if each.__name__ == name)
    cases = [*lawful(), *[each for each in CASES if each.startswith(("power.", "construction.", "credit."))][::9]]
    return tuple(each for each in dict.fromkeys(cases) if next(_seeds(defect, each), None))


def _seeds(defect: Defect, case: str) -> Iterator[Seed]:
    made = _case(case)
    return defect(made) if made.answer.outcome != "not_covered" else iter(())


@cache
def _case(name: str) -> Case:
    return case_of(name, tree_of(name))


def expected(found: Told, seed: Seed) -> bool:
    """Whether a finding is the one that a defect deserves; a right may turn on what an authority finds in the case."""
    facts = [KNOWLEDGE.facts[name] for name in found.depends_on if name in KNOWLEDGE.facts]
    found_open = found.severity == "warning" and "/" in seed.severity
    return (found.code in seed.code.split("/") and found.part[:len(seed.part)] == seed.part
            and found.severity in seed.severity.split("/") and (not seed.clauses or bool(found.clauses & seed.clauses))
            and (not found_open or all(each.discretion for each in facts)))


def counted(found: Counter[Told]) -> Counter[Told]:
    """The findings without the notes on all steps alike."""
    return Counter({each: times for each, times in found.items() if each.code not in TOGETHER})


def test_every_family_has_two_kinds() -> None:
    assert len(FAMILIES) == 11 and min(map(len, FAMILIES.values())) >= 2
    assert all(fitting(each.__name__) for each in DEFECTS)


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda each: each.__name__)
def test_one_defect_adds_its_finding(defect: Defect) -> None:
    @SOME
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(fitting(defect.__name__)))
        seed = data.draw(st.sampled_from(list(_seeds(defect, name))))
        before, after = counted(known(name)), counted(told(seed.tree))
        own = [each for each in after - before if expected(each, seed)]
        assert len(own) == 1, (name, seed.code, seed.part, difference(before, after))
        more = [each for each in after - before if each not in own and each.code not in seed.also]
        assert not more and not before - after, (name, seed.code, difference(before, after))

    holds()


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda each: each.__name__)
def test_a_fix_takes_it_away_and_brings_no_other(defect: Defect, tmp_path: Path) -> None:
    """What `--fix` makes of the document with the defect has no finding that the lawful one has not."""
    names = fitting(defect.__name__)
    for name in names[::max(1, len(names) // (9 if LONG else 2))]:
        seed = next(_seeds(defect, name))
        path = tmp_path / "a.json"
        path.write_text(json.dumps(plain(seed.tree), ensure_ascii=False, indent=1), encoding="utf-8")
        mended = mend(KNOWLEDGE, path, date(2018, 11, 5))
        made = {each.code for each in mended.made}
        if not made & set(seed.code.split("/")):
            continue
        assert mended.data is not None
        path.write_bytes(mended.data)
        after = counted(told(read_procedure(KNOWLEDGE, path).data.value))  # type: ignore[arg-type]
        new = after - counted(known(name))
        assert not [each for each in new if each.code in seed.code.split("/") or each.severity != "note"], (name, new)


def test_two_defects_add_both_findings() -> None:
    """Defects in different parts of one document do not hide each other."""
    tried = 0
    for name in lawful():
        one = next(_seeds(defects2.kept_secret, name), None)
        other = next(_seeds(defects.over_limit, name), None)
        if one is None or other is None:
            continue
        both = {**other.tree, "disclosures": one.tree["disclosures"]}
        before = known(name)
        assert told(both) == before + (told(one.tree) - before) + (told(other.tree) - before), name
        tried += 1
    assert tried >= 5
