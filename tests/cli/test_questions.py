"""The interview without a terminal: which question is next, going back, changing, coming to an end."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.clauses.quantity import UNKNOWN
from kb.cli.questions import Interview, Offer, Question, State, choice, choices_of, choose
from kb.compiler.load import load
from kb.engine.ask import ask
from kb.findings import KbError

DAY = date(2018, 11, 5)
DAYS = (date(2018, 9, 20), DAY, date(2019, 3, 1))
NUMBERS = (300, 0, 1, 99, 100, 120, 149, 150, 151, 160, 161, 5000)
WALK = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@cache
def knowledge():
    return load()


SERVICES = sorted(knowledge().services)


def interview(service="power.connect", facts=(), day=DAY):
    return Interview(knowledge(), service, dict(facts), day, "python")


def values_of(fact):
    return choices_of(fact) or list(NUMBERS)


def step(talk, pick):
    """Answer what is asked with what `pick` chooses; what contradicts the rest is left open instead."""
    current = talk.current
    if isinstance(current, Offer):
        talk.go_on(pick([True, False]))
        return
    try:
        talk.put(pick([*values_of(current.fact), UNKNOWN]))
    except KbError:
        talk.put(UNKNOWN)


def same(left, right):
    return left.to_json() == right.to_json()


@WALK
@given(st.data(), st.sampled_from(SERVICES), st.sampled_from(DAYS))
def test_ends_without_asking_twice_in_a_row(data, service, day):
    talk, asked = interview(service, day=day), []
    bound = 2 * len(talk.program.facts) + 1
    while (current := talk.current) is not None:
        if isinstance(current, Question):
            asked.append(current.fact.id)
            assert current.fact.id not in talk.state.facts
        step(talk, lambda options: data.draw(st.sampled_from(options)))
        assert len(asked) <= bound
    assert all(first != then for first, then in pairwise(asked))
    assert max((asked.count(each) for each in asked), default=0) <= 2
    assert same(talk.answer, ask(knowledge(), service, talk.state.facts, day, engine="python"))
    left = {each["fact"] for each in talk.answer.missing if each["decides"]}
    assert left <= set(talk.state.unknown)


@WALK
@given(st.data(), st.sampled_from(["power.connect", "utilities.heat"]))
def test_back_and_change_keep_the_answer_true(data, service):
    def pick(options):
        return data.draw(st.sampled_from(options))

    talk = interview(service)
    for _ in range(15):
        if talk.current is None:
            break
        action = pick(["answer", "answer", "answer", "back", "change"])
        if action == "back":
            before = talk.state.before
            changing = talk.state.changing
            moved = talk.back()
            assert moved is (bool(changing) or before is not None)
            if moved and not changing:
                assert talk.state is before
        elif action == "change" and talk.given():
            fact = pick([fact for fact, _ in talk.given()])
            talk.change(fact.id)
            assert talk.current.fact is fact
        else:
            step(talk, pick)
        assert not set(talk.state.facts) & set(talk.state.unknown)
    assert same(talk.answer, ask(knowledge(), service, talk.state.facts, DAY, engine="python"))
    rounds = 0
    while talk.current is not None:
        step(talk, lambda options: options[0])
        rounds += 1
        assert rounds < 100


def test_best_question_first_and_recomputed():
    talk = interview()
    assert talk.current.fact.id == next(each["fact"] for each in talk.answer.missing if each["decides"])
    first = talk.current.fact.id
    talk.put(False)
    assert first == "external_line"
    assert "line_length_m" not in {each["fact"] for each in talk.answer.missing}


def test_procedure_first_then_the_offer_then_the_rest():
    talk = interview()
    while isinstance(current := talk.current, Question):
        assert current.entry["decides"]
        talk.put("10kv" if current.fact.id == "voltage" else values_of(current.fact)[0])
    assert isinstance(current, Offer)
    assert current.settled
    assert current.questions > current.optional > 0
    talk.go_on(True)
    rest = []
    while (current := talk.current) is not None:
        rest.append(current)
        talk.put(values_of(current.fact)[0])
    assert rest
    assert not any(each.entry["decides"] for each in rest)
    assert [each.optional for each in rest] == sorted(each.optional for each in rest)


def test_declining_the_offer_ends():
    talk = interview("utilities.water")
    assert isinstance(talk.current, Offer)
    talk.go_on(False)
    assert talk.current is None


def entry(fact, *, decides=True, discretion=False, open_=True):
    return {"fact": fact, "decides": decides, "discretion": discretion, "open": open_}


def after(entries, unknown=(), **more):
    return choose(State({}, SimpleNamespace(missing=entries), tuple(unknown), **more))


MIXED = [entry("law", discretion=True), entry("a"), entry("b"), entry("grant", decides=False, open_=False),
         entry("right", decides=False)]


def test_what_an_authority_decides_comes_last():
    order, unknown = [], []
    while not isinstance(found := after(MIXED, unknown), Offer):
        order.append(found[0]["fact"])
        unknown.append(found[0]["fact"])
    assert order == ["a", "b", "law"]
    assert (found.questions, found.optional, found.settled) == (2, 1, False)
    assert [after(MIXED, [*unknown, *done], more=True)[0]["fact"] for done in ([], ["right"])] == ["right", "grant"]
    assert after(MIXED, [*unknown, "right", "grant"], more=True) is None


def test_asked_once_more_only_when_it_is_the_only_thing_left():
    one = [entry("a")]
    assert after(one, ["a"], last="b") == (one[0], True)
    assert after(one, ["a"], last="a") is None
    assert after(one, ["a"], last="b", repeated=frozenset("a")) is None
    assert after([entry("a"), entry("c")], ["a", "c"], last="b") is None
    assert after([entry("a", discretion=True)], ["a"], last="b") is None
    assert after(one, ["a"], last="b", more=False) is None
    later = [entry("a"), entry("r", decides=False)]
    assert after(later, ["a"], last="b", more=True) == (later[1], False)
    assert after(later, ["a", "r"], last="r", more=True) == (later[0], True)


def test_not_known_is_remembered_and_asked_once_more_when_alone():
    talk = interview()
    first = talk.current.fact.id
    talk.put(UNKNOWN)
    assert talk.current.fact.id != first
    seen = []
    while isinstance(current := talk.current, Question):
        seen.append((current.fact.id, current.again))
        talk.put(UNKNOWN if current.again else values_of(current.fact)[-1])
    known_again = [name for name, again in seen if again]
    assert known_again in ([], [first])
    assert [name for name, again in seen if not again].count(first) == 0


def test_contradiction_changes_nothing():
    talk = interview(facts={"line_length_m": 100, "external_line": True})
    talk.change("external_line")
    state = talk.state
    with pytest.raises(KbError, match="S503"):
        talk.put(False)
    assert talk.state is state
    assert talk.current.changing
    talk.put(True)
    assert talk.state.facts == {"line_length_m": 100, "external_line": True}


def test_contradicting_and_unknown_facts_at_the_start():
    with pytest.raises(KbError, match="S503"):
        interview(facts={"line_length_m": 100, "external_line": False})
    with pytest.raises(KbError, match="S504"):
        interview(facts={"voltag": "10kv"})


def test_change_to_not_known_and_back():
    talk = interview(facts={"voltage": "10kv"})
    talk.change("voltage")
    talk.reply("不知道")
    assert "voltage" not in talk.state.facts
    assert talk.state.unknown == ("voltage",)
    assert talk.back()
    assert talk.current.fact.id == "voltage"
    assert talk.current.changing
    assert talk.state.facts == {"voltage": "10kv"}
    assert talk.back()
    assert not talk.back()
    with pytest.raises(KbError):
        talk.change("dual_source")


@pytest.mark.parametrize(("name", "typed", "value"), [
    ("voltage", "2", "10kv"), ("voltage", "2.", "10kv"), ("voltage", "10千伏", "10kv"), ("voltage", "380伏", "low"),
    ("dual_source", "2", False), ("dual_source", "是", True), ("dual_source", "单电源", False),
    ("line_length_m", "150米", 150), ("line_length_m", "0.15千米", 150), ("line_length_m", "１５０", 150),
    ("line_length_m", "2", 2), ("dual_source", "不知道", UNKNOWN),
])
def test_answers_as_people_write_them(name, typed, value):
    talk = interview(facts={name: {"voltage": "35kv_plus", "line_length_m": 7}.get(name, True)})
    talk.change(name)
    assert talk.reply(typed) == value


def test_choice_numbers():
    fact = knowledge().facts["voltage"]
    assert [choice(fact, text) for text in ("0", "1", "3、", "(2)", "4", "x", "", "²", "1000")] == [
        None, "low", "35kv_plus", "10kv", None, None, None, None, None]


def test_outside_the_service_nothing_is_asked():
    talk = interview(facts={"voltage": "35kv_plus"})
    assert talk.current is None
    assert talk.answer.outcome == "not_covered"
