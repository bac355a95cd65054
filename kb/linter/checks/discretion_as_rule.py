"""把个案裁量写成统一规定

查什么：规则让部门按个案认定的事（如是不是具备扩大低压接入的条件、同不同意模拟审批），文件是不是用“一律”“统一”之类的话事先
定死，一律不给或者一律给；文件、环节的适用情况里是不是把它写成已经认定。

为什么：要看个案的事一刀切，符合条件的人没有机会，不符合的人却得到了。

怎样才合规：写明由谁认定、按什么条件认定，逐案决定。

不管什么：个案决定自己的情况里写明认定结果的，正是逐案决定，不算；适用情况里写了认定结果的，也许只是说文件适用于哪些人，
只作提示；没有写“一律”之类的话的，由 P751、P752 判断。
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kb.clauses.logic import residual
from kb.clauses.model import Value
from kb.clauses.tree import NEVER, both
from kb.findings import Finding
from kb.linter.review import Review
from kb.linter.treatment import Treated, discretion, to_be_judged, treated

CODE, NAME = "P753", "discretion-as-rule"


def check(review: Review) -> Iterator[Finding]:
    """Discretion that a document uses up by a rule of its own."""
    for each in treated(review):
        if each.general:
            yield from _fixed(review, each)
    yield from _declared(review)


def _fixed(review: Review, each: Treated) -> Iterator[Finding]:
    """A right that is given or refused to everybody though an authority should look at each case."""
    case, rules = each.review, to_be_judged(each)
    breach = case.breach(rules, *each.steps, assuming=both(each.assuming, case.judge.covers)) if rules else None
    if breach is None:
        return
    names = {name for index, _ in rules for name in discretion(each, index)}
    facts = [case.judge.shown[name] for name in sorted(names)]
    who = "、".join(dict.fromkeys(case.knowledge.who(fact.who) for fact in facts))
    titles = "、".join(fact.title for fact in facts)
    found = case.finding(
        CODE, NAME, breach, review.procedure.place_of(each.part, each.key), each.at,
        f"“{each.text}”：给不给“{each.right.name}”要由{who}逐案认定“{titles}”，"
        f"不能一律{'不给' if each.denied else '给'}",
        "写明由谁认定、按什么条件认定，逐案决定")
    yield found if each.denied or each.right.only else replace(found, severity="note")


def _declared(review: Review) -> Iterator[Finding]:
    """Discretion that the document's or a step's situation takes for granted."""
    yield from _of(review, review.procedure.situation, ("situation",), ())
    for stated in review.procedure.steps:
        yield from _of(review, stated.situation, (*stated.at, "situation"), (stated.id,))


def _of(review: Review, situation: Mapping[str, Value], path: tuple[str | int, ...],
        at: tuple[str, ...]) -> Iterator[Finding]:
    """One note on all that a situation takes for granted."""
    facts = [fact for name, value in situation.items() if (fact := review.judge.shown.get(name)) is not None
             and fact.discretion and isinstance(value, bool) and _granting(review, name)]
    if not facts:
        return
    words = [((fact.yes if situation[fact.id] else fact.no) or fact.title, fact.who) for fact in facts]
    said = "、".join(f"“{word}”（{review.knowledge.who(who)}）" for word, who in words)
    yield Finding(CODE, NAME, "note", review.procedure.place(*path, facts[0].id),
                  f"适用情况里写的{said}要逐案认定；这份文件只适用于已经这样认定的，不能事先一律这样认定",
                  "另外写明由谁认定、按什么条件认定", at=at)


def _granting(review: Review, name: str) -> bool:
    """Whether some rule gives people something only where an authority finds this."""
    return any(residual(fired.condition, {name: False}) == NEVER
               and any(effect.keyword in ("entitle", "waive", "abolish", "defer") for effect in fired.rule.effects)
               for fired in review.run.program.rules)
