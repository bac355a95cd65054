"""Every answer is JSON that fits the published schema."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from jsonschema import Draft202012Validator

from kb.clauses.locate import default_rules
from kb.compiler.load import load
from kb.engine.ask import ask

RULES = load()
CASES = {case.id: case for case in RULES.rulebook.cases}
SCHEMA = json.loads((default_rules() / "schema" / "answer.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
DAYS = [date(2018, 9, 14), date(2018, 9, 30), date(2018, 12, 30), date(2019, 1, 2), date(2030, 5, 1)]
PROMISED = ("service", "as_of", "facts", "knowledge", "outcome", "steps", "materials", "spans", "duties",
            "entitlements", "prohibitions", "fees", "disclosures", "missing", "tensions", "unavailable")


def document(answer):
    """The answer as a reader of the JSON gets it."""
    text = json.dumps(answer.to_json(), ensure_ascii=False, allow_nan=False)
    return json.loads(text, parse_float=Decimal)


def check(answer):
    found = document(answer)
    errors = [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(json.loads(
        json.dumps(answer.to_json(), ensure_ascii=False)))]
    assert errors == []
    assert set(PROMISED) <= set(found)
    return found


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_refuses_what_is_no_answer():
    sound = ask(RULES, "power.connect", {}, DAYS[3], engine="python").to_json()
    assert VALIDATOR.is_valid(sound)
    for key in PROMISED:
        assert not VALIDATOR.is_valid({name: each for name, each in sound.items() if name != key}), key
    assert not VALIDATOR.is_valid({**sound, "outcome": "perhaps"})
    assert not VALIDATOR.is_valid({**sound, "steps": [{**sound["steps"][0], "status": "maybe"}]})


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("service", RULES.services)
def test_with_no_facts(service, day):
    check(ask(RULES, service, {}, day, explain="all"))


@pytest.mark.parametrize("service", RULES.services)
def test_with_dates(service):
    found = check(ask(RULES, service, {}, date(2018, 11, 5), start=date(2018, 11, 5)))
    assert any(step["dates"] for step in found["steps"])


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_every_case(case):
    answer = ask(RULES, case.service, case.facts, case.as_of, explain="all", engine="python")
    found = check(answer)
    assert found["service"] == case.service
    assert found["as_of"] == case.as_of.isoformat()
    assert found["facts"].keys() == answer.facts.keys()
    for step, own in zip(found["steps"], answer.steps, strict=True):
        assert (step["id"], step["status"]) == (own.id, own.status)
    for span, own in zip(found["spans"], answer.spans, strict=True):
        if own.known:
            assert span["total"]["min"] * 2 == own.low
            assert span["total"]["max"] * 2 == own.high


def test_numbers_and_days_in_facts_come_out_as_given():
    facts = {"voltage": "10kv", "line_length_m": Decimal("149.90"), "requested_capacity_kva": "100.1", "park": None}
    found = check(ask(RULES, "power.connect", facts, DAYS[3]))
    assert found["facts"] == {"voltage": "10kv", "line_length_m": Decimal("149.9"),
                              "requested_capacity_kva": Decimal("100.1")}
