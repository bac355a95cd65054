"""A document that says what the rule base itself answers is never accused."""

from pathlib import Path

import pytest
import yaml

from kb.compiler.load import load
from kb.engine.answer import Answer, plain
from kb.engine.ask import ask
from kb.linter.document import read_procedure
from kb.linter.run import lint

KNOWLEDGE = load()
CODES = {f"P3{number:02d}" for number in range(1, 13)}
CASES = {each.id: each for each in KNOWLEDGE.rulebook.cases}


def written(answer: Answer) -> dict:
    """The answer's required steps as a department would publish them."""
    listed = {each.id for each in answer.steps if each.status == "required"}
    steps = []
    for each in answer.steps:
        if each.id in listed:
            after = [name for name in each.needs if name in listed]
            step: dict = {"id": each.id, "name": each.name, "authority": each.authority_name, "after": after}
            if each.limit:
                unit = {"working_day": "个工作日", "day": "日", "hour": "小时", "month": "个月"}[each.limit["unit"]]
                step["duration"] = f"{each.limit['value']:g}{unit}"
                step["counted"] = bool(each.limit["counted"])
            steps.append(step)
    return {"document": {"service": answer.service, "as_of": answer.as_of.isoformat()},
            "situation": plain(answer.facts), "steps": steps}


@pytest.mark.parametrize("name", CASES)
def test_own_answer_is_lawful(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    answer = ask(KNOWLEDGE, case.service, case.facts, case.as_of, engine="python")
    path = tmp_path / "document.yaml"
    path.write_text(yaml.safe_dump(written(answer), allow_unicode=True), encoding="utf-8")
    open_ = {f"`is: {each.id}`" for each in answer.steps if each.status == "depends"}
    found = [each for each in lint(KNOWLEDGE, path) if (each.severity == "error"
             or (each.severity == "warning" and answer.outcome == "determined"))
             and not (each.code == "P503" and any(name in each.hint for name in open_))]  # not written above
    assert not found, [str(each) for each in found]


@pytest.mark.parametrize("name", CASES)
def test_materials_of_an_answer(name: str, tmp_path: Path) -> None:
    """What the answer says to bring may be asked for; what it says is fetched, waived or forbidden may not."""
    case = CASES[name]
    answer = ask(KNOWLEDGE, case.service, case.facts, case.as_of, engine="python")
    stated = written(answer)
    steps = {each["id"]: each.setdefault("materials", []) for each in stated["steps"]}
    asked = {}
    for each in answer.materials:
        if each.step in steps and each.status != "depends":
            group = {"any_of": each.any_of} if each.any_of else {}
            steps[each.step].append({"name": each.name, "is": each.id, **group})
            asked[each.step, len(steps[each.step]) - 1] = each
    path = tmp_path / "document.yaml"
    path.write_text(yaml.safe_dump(stated, allow_unicode=True), encoding="utf-8")
    procedure = read_procedure(KNOWLEDGE, path)
    found = lint(KNOWLEDGE, procedure)
    for step in procedure.steps:
        for number, material in enumerate(step.materials):
            each = asked[step.id, number]
            place = procedure.place_of(material, "name")
            told = {one.severity for one in found if one.code in CODES and one.place == place}
            others = {one.status for one in asked.values() if one is not each and one.any_of
                      and (one.step, one.any_of) == (each.step, each.any_of)}
            planned = any(one.force == "plan" and one.truth == "true" for one in each.because)  # done before its date
            choice = each.status != "later" and others & {"bring", "later"}  # something else may be handed in instead
            lawful = choice or each.status in ("bring", "later")  # demanding at once what may follow: P704
            wanted = set() if lawful else {"note" if planned else "error"}
            assert told == wanted, (step.id, each.id, each.status, [str(one) for one in found])


@pytest.mark.parametrize("name", CASES)
def test_half_a_day_more_is_told(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    answer = ask(KNOWLEDGE, case.service, case.facts, case.as_of, engine="python")
    stated = written(answer)
    for index, step in enumerate(stated["steps"]):
        limit, because = next((each.limit, each.because) for each in answer.steps if each.id == step["id"])
        if not limit or limit["unit"] != "working_day":
            continue
        longer = [dict(each) for each in stated["steps"]]
        longer[index]["duration"] = f"{float(limit['value']) + 0.5:g}个工作日"
        path = tmp_path / "document.yaml"
        path.write_text(yaml.safe_dump({**stated, "steps": longer}, allow_unicode=True), encoding="utf-8")
        found = [each for each in lint(KNOWLEDGE, path) if each.code == "P401" and each.at == (step["id"],)]
        planned = any(reason.force == "plan" and reason.truth == "true" for reason in because)  # done before its date
        assert [each.severity for each in found] == ["note" if planned else "error"], [str(each) for each in found]
