"""A promise table made from the rule base's own answers is lawful; half a day more is told, in every worked case."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from kb.compiler.load import load
from kb.engine.answer import Answer, SpanAnswer, plain
from kb.engine.ask import ask
from kb.findings import Finding
from kb.linter.run import lint

KNOWLEDGE = load()
CASES = {each.id: each for each in KNOWLEDGE.rulebook.cases}
UNITS = {"working_day": "个工作日", "day": "日", "hour": "小时", "month": "个月"}
CODES = ("P401", "P402", "P403", "P404", "P405", "P407", "P613")


def table(answer: Answer, more: Decimal = Decimal(0)) -> list[dict[str, str]]:
    """The times of an answer's steps and spans, as a table that promises them, or longer ones."""
    rows = [(each.name, each.limit) for each in answer.steps if each.limit and each.status == "required"]
    for span in answer.spans:
        firm = [each for each in span.declared if each["measure"] == "max"]
        if firm and all(each["settled"] for each in firm):
            rows.append((span.name, min(firm, key=lambda one: one["value"])))
    return [{"item": name, "duration": f"{limit['value'] + _step(limit['unit'], more):f}{UNITS[limit['unit']]}"}
            for name, limit in rows]


def _step(unit: str, more: Decimal) -> Decimal:
    return more if unit == "working_day" or not more else Decimal(1)


def told(tmp_path: Path, answer: Answer, promises: list[dict[str, str]]) -> list[Finding]:
    stated = {"document": {"service": answer.service, "as_of": answer.as_of.isoformat()},
              "situation": plain(answer.facts), "promises": promises}
    path = tmp_path / "document.yaml"
    path.write_text(yaml.safe_dump(stated, allow_unicode=True), encoding="utf-8")
    return [each for each in lint(KNOWLEDGE, path) if each.code in CODES and each.severity != "note"]


@pytest.mark.parametrize("name", CASES)
def test_own_times_may_be_promised_and_half_a_day_more_may_not(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    answer = ask(KNOWLEDGE, case.service, case.facts, case.as_of, engine="python")
    found = [each for each in told(tmp_path, answer, table(answer))
             if each.severity == "error" or answer.outcome == "determined"]
    assert not found, [str(each) for each in found]
    steps = {each.name: each.because for each in answer.steps}
    spans = {each.name: each for each in answer.spans}
    longer = [row for row in table(answer, Decimal("0.5"))
              if row["item"] not in spans or not _loose(spans[row["item"]])]
    found = told(tmp_path, answer, longer)
    assert all(each.code == "P404" for each in found), [str(each) for each in found]
    for index, row in enumerate(longer):
        because = steps[row["item"]] if row["item"] in steps else spans[row["item"]].because
        planned = any(each.force == "plan" for each in because)  # done before its date
        assert planned or any(each.at == (f"/promises/{index}",) for each in found), row


def _loose(span: SpanAnswer) -> bool:
    """Whether the text's own steps add up to more than its total, so that the promise may be longer."""
    return span.high > 2 * min(each["value"] for each in span.declared)
