"""An Answer as text for a person in a hurry: what to do, what not, how long, why, what is still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click

from kb.clauses.model import Limit
from kb.clauses.quantity import show_limit, show_value
from kb.cli.grounds import before, cited, planned
from kb.cli.wide import columns, padded, terminal, wrapped
from kb.compiler.knowledge import Knowledge
from kb.engine.answer import Answer, MaterialAnswer, Reason, SpanAnswer, StepAnswer, days

STATUS = {"waived": "不办", "abolished": "已取消", "merged": "并入其他环节", "depends": "看情况"}
MATERIALS = {"bring": "自己带或填", "fetched": "办理机关自己取，不用带", "later": "承诺后可以补交", "waived": "不用交",
             "forbidden": "不得要求提交", "depends": "看情况"}
SECTIONS = {"entitlements": "可以要求", "prohibitions": "不得", "fees": "收费", "disclosures": "应当公开或告知",
            "duties": "单位应当做到", "reports": "报送"}
FORCE = {"law": "法定", "promise": "承诺", "plan": "计划", "kpi": "平均值或考核目标", "principle": "原则"}


def show(answer: Answer, knowledge: Knowledge, *, full: bool = False) -> None:
    """Print an answer; `full` adds the lists of rights, duties and bans and both sides of each contradiction."""
    for line in lines(answer, knowledge, terminal(), full=full):
        click.echo(line)


def lines(answer: Answer, knowledge: Knowledge, width: int = 80, *, full: bool = False) -> Iterator[str]:
    """The lines of an answer, each at most `width` columns wide."""
    page = _Page(answer, knowledge, width)
    yield from page.head()
    if answer.outcome == "not_covered":
        return
    yield from page.steps()
    yield from page.materials()
    yield from page.spans()
    yield from page.missing()
    yield from page.lists(full)
    yield from page.tensions(full)
    yield from page.gaps(full)
    yield from page.considered()
    yield from page.foot()


class _Page:
    def __init__(self, answer: Answer, knowledge: Knowledge, width: int) -> None:
        self.answer, self.knowledge, self.width = answer, knowledge, width
        self.names = {each.id: each.name for each in answer.steps}

    def item(self, text: str, indent: int = 2, mark: str = "") -> str:
        """One entry, wrapped, its later lines under its first."""
        lead = " " * indent + mark
        return lead + wrapped(text, self.width, columns(lead), columns(lead))

    def head(self) -> Iterator[str]:
        answer = self.answer
        yield f"{answer.service_name}（{answer.service}）　按{answer.as_of}的规定"
        facts = [self._fact(name, value) for name, value in answer.facts.items()]
        yield wrapped("情况：" + ("；".join(facts) if facts else "没有给出"), self.width, 6)
        grouped: dict[tuple[str, str], list[str]] = {}
        for each in answer.derived:
            kind = "按文件用语推定" if each["presumed"] else "由此可知"
            grouped.setdefault((kind, each["because"]), []).append(self._fact(each["fact"], each["value"]))
        for (kind, reason), found in grouped.items():
            yield self.item(f"{kind}：{'、'.join(found)}（{reason}）", 6)
        words = {"determined": "办理流程已经确定", "depends": "有些内容取决于还没有给出的情况",
                 "not_covered": f"文件没有规定：{answer.outcome_note}"}
        yield wrapped("结论：" + words[answer.outcome], self.width, 6)
        for notice in answer.notices:
            yield wrapped("提示：" + notice, self.width, 6)

    def _fact(self, name: str, value: Any) -> str:
        fact = self.knowledge.facts.get(name)
        if fact is None:
            return f"{name}={value}"
        shown = show_value(fact, value)
        return shown if fact.type == "boolean" else f"{fact.title}{shown}"

    def steps(self) -> Iterator[str]:
        needed = [each for each in self.answer.steps if each.status == "required"]
        yield from ("", f"要办的环节（{len(needed)}个）")
        number = {each.id: index for index, each in enumerate(needed, 1)}
        for each in needed:
            yield from self._needed(each, number)
        for status in ("depends", "waived", "abolished", "merged"):
            group = [each for each in self.answer.steps if each.status == status]
            if group:
                yield from ("", f"{STATUS[status]}的环节（{len(group)}个）" if status != "merged" else "并入其他环节的")
            for each in group:
                yield self.item(each.name + (f" → {self.names[each.into]}" if each.into else ""), 2, "· ")
                for reason in each.because:
                    if reason.truth == "grantable" and status != "depends":
                        if self._requires(reason, each.id):
                            yield self.item(f"{self._unless(reason)}，那样仍要办", 6)
                    elif reason.rule and (status == "depends" or reason.truth == "true"):
                        yield self.item(self._why(reason), 6)

    def _needed(self, each: StepAnswer, number: Mapping[str, int]) -> Iterator[str]:
        after = before(each, {one.id: one for one in self.answer.steps}, number)
        waits = f"在{'、'.join(str(one) for one in sorted(after))}之后" if after else ""
        first = sorted(number[name] for name in each.issue_after if name in number and number[name] not in after)
        result = f"结果在{'、'.join(str(one) for one in first)}之后出" if first else ""
        parts = (each.authority_name, self._time(each), waits, result, self._dates(each))
        facts = "；".join(part for part in parts if part)
        clauses = dict.fromkeys(cited(self.knowledge, reason) for reason in each.because if reason.truth == "true")
        yield self.item(f"{each.name}　{facts}〔{'；'.join(clauses)}〕", 2, padded(f"{number[each.id]}", 2) + " ")
        for reason in each.because:
            if reason.truth == "grantable" and not self._requires(reason, each.id):
                yield self.item(f"{self._unless(reason)}，那样就不办", 8)

    def _time(self, each: StepAnswer) -> str:
        if each.limit:
            counted = "" if each.limit["counted"] else "（不计入总时长）"
            legal = [one for one in each.statutory if _limit(one) != _limit(each.limit)]
            law = f"（{'、'.join(f'法定{_limit(one)}' for one in legal)}）" if legal else ""
            return _limit(each.limit) + law + counted
        if each.limits:
            values = sorted({_limit(one) for one in each.limits})
            return "、".join(values) + "（看情况）"
        return f"包含在“{self.names[each.part_of]}”里" if each.part_of else "没有规定时限"

    def _dates(self, each: StepAnswer) -> str:
        if not each.dates or not each.limits or any(one["unit"] not in ("working_day", "day") for one in each.limits):
            return ""
        mark = "（暂定）" if each.dates["provisional"] else ""
        return f"最迟{each.dates['due']}{mark}"

    def _requires(self, reason: Reason, step: str) -> bool:
        """Whether the rule of a reason asks for a step, and does not spare it."""
        effects = next((rule.effects for rule in self.knowledge.rulebook.rules if rule.id == reason.rule), ())
        return any(each.keyword == "require" and each.data["it"] == step for each in effects)

    def _unless(self, reason: Reason) -> str:
        return f"除非{reason.condition}（{cited(self.knowledge, reason)}）"

    def _why(self, reason: Reason) -> str:
        plan = f"{planned(self.knowledge, reason)}；" if reason.force == "plan" else ""
        if reason.truth == "unknown":
            return f"如果{reason.condition}：{reason.title}（{plan}{cited(self.knowledge, reason)}）"
        condition = f"{reason.condition}；" if reason.condition else ""
        return f"{condition}{reason.title}（{plan}{cited(self.knowledge, reason)}）"

    def materials(self) -> Iterator[str]:
        if not self.answer.materials:
            return
        yield from ("", "材料")
        for status, title in MATERIALS.items():
            rows = [each for each in self.answer.materials if each.status == status]
            if rows:
                yield self.item(f"{title}：" + "；".join(self._material(each) for each in rows), 2)

    def _material(self, each: MaterialAnswer) -> str:
        where = f"（{self.names[each.step]}）" if each.step in self.names else ""
        return each.name + where + ("，任选其一" if each.any_of else "")

    def spans(self) -> Iterator[str]:
        if not self.answer.spans:
            return
        yield from ("", "时间（工作日）")
        width = max(columns(each.name) for each in self.answer.spans)
        for each in self.answer.spans:
            yield from self._span(each, width)

    def _span(self, each: SpanAnswer, width: int) -> Iterator[str]:
        total = _total(each)
        path = "→".join(self.names[name] for name in each.critical_path)
        declared = self._declared(each)
        only = bool(declared) and not each.known
        text = f"{padded(each.name, width)}  " + (declared if only else "　".join(filter(None, (total, declared))))
        yield self.item(text, 2)
        if len(each.critical_path) > 1:
            yield self.item(f"{each.arithmetic}（{path}）", width + 4)
        if each.untimed:
            names = "、".join(self.names[name] for name in each.untimed)
            told = "只有总的时限，没有分到这些环节" if only else "没有规定时限、没有算进去"
            yield self.item(f"{told}：{names}", width + 4)
        if each.uncounted:
            names = "、".join(self.names[name] for name in each.uncounted)
            yield self.item(f"有的情形没有工作日时限，没有算进去：{names}", width + 4)
        if each.dates:
            mark = "（暂定）" if each.dates["provisional"] else ""
            yield self.item(f"{each.dates['start']} 至 {each.dates['due']}{mark}", width + 4)

    def _declared(self, span: SpanAnswer) -> str:
        """The totals that are written down: the policy's, then the law's."""
        found: dict[str, list[str]] = {"文件写": [], "法定": []}
        for one in span.declared:
            instrument = self.knowledge.instruments[one["clause"].partition("/")[0]]
            found["法定" if instrument.is_law else "文件写"].append(_declared(one))
        return "；".join(f"{who}：{'；'.join(dict.fromkeys(each))}" for who, each in found.items() if each)

    def missing(self) -> Iterator[str]:
        deciding = [each for each in self.answer.missing if each["decides"]]
        others = [each for each in self.answer.missing if not each["decides"] and each["open"]]
        grants = [each for each in self.answer.missing if not each["open"]]
        if deciding:
            yield from ("", "还要问清（影响大的在前）")
        for index, each in enumerate(deciding, 1):
            who = each["who_name"] + ("裁量" if each["discretion"] else "回答")
            yield self.item(f"{each['question']}（{who}；--set {each['fact']}=…）", 2, padded(f"{index}", 2) + " ")
        if others:
            names = "、".join(self.knowledge.facts[each["fact"]].title if each["fact"] in self.knowledge.facts
                             else each["question"] for each in others)
            yield ""
            yield wrapped("不影响办理流程，只影响权利、义务或收费的情况：" + names, self.width, 2)
        if grants:
            titles = ((self.knowledge.facts[each["fact"]].title, each["who_name"]) for each in grants)
            names = "；".join(f"{title}（{who}认定）" for title, who in titles)
            yield ""
            yield wrapped("还没有认定、认定了才有变化的情况：" + names, self.width, 2)

    def lists(self, full: bool) -> Iterator[str]:
        shown = SECTIONS if full else {key: SECTIONS[key] for key in ("prohibitions", "fees")}
        for key, title in shown.items():
            items = self.answer.items.get(key, ())
            if any(full or each.status == "applies" for each in items):
                yield from ("", title)
            for each in items:
                if not full and each.status == "depends":
                    continue
                reason = each.because[0]
                condition = f"（如果{reason.condition}）" if each.status == "depends" else ""
                plan = f"（{planned(self.knowledge, reason)}）" if reason.force == "plan" else ""
                yield self.item(f"{each.text}{condition}{plan}〔{cited(self.knowledge, reason)}〕", 2, "· ")
        rest = [f"“{SECTIONS[key]}”{len(self.answer.items.get(key, ()))}项" for key in SECTIONS
                if key not in shown and self.answer.items.get(key)]
        if rest:
            yield from ("", wrapped("另有" + "、".join(rest) + "，加 --full 查看", self.width, 2))

    def tensions(self, full: bool) -> Iterator[str]:
        if not self.answer.tensions:
            return
        yield from ("", f"文件里的矛盾（{len(self.answer.tensions)}处，本答复的读法）")
        for each in sorted(self.answer.tensions, key=lambda one: not one["computed"]):
            if not full and not each["procedure"]:
                continue
            if full:
                yield self.item(each["title"], 2, "· ")
                for one in each["readings"]:
                    yield self.item(f"{one['text']}〔{self.knowledge.cite(one['clause'])}〕", 6, "- ")
                used = f"采用：{each['used']}" + (f"。理由：{each['because']}" if each["because"] else "")
                yield self.item(used if each["readings"] else each["note"], 6)
            elif each["computed"]:
                yield self.item(each["note"], 2, "· ")
            else:
                yield self.item(f"{each['title']}：{each['used']}", 2, "· ")
        hidden = sum(not each["procedure"] for each in self.answer.tensions)
        if hidden and not full:
            yield self.item(f"另有{hidden}处只涉及权利、义务或收费，加 --full 查看", 2)

    def gaps(self, full: bool) -> Iterator[str]:
        gaps = self.answer.unavailable
        if not gaps:
            return
        if not full:
            yield from ("", wrapped(f"文件没有给出的内容有{len(gaps)}项，加 --full 查看要问谁", self.width, 2))
            return
        yield from ("", f"文件没有给出的内容（{len(gaps)}项）")
        for each in gaps:
            yield self.item(f"{each['what']}（问{each['holder_name']}）", 2, "· ")

    def considered(self) -> Iterator[str]:
        if not self.answer.considered:
            return
        words = {"true": "成立", "unknown": "未定", "false": "不成立", "grantable": "要主管部门同意"}
        yield from ("", "考虑过的规则")
        for each in self.answer.considered:
            why = f"；{each.why_not}" if each.why_not else f"；条件：{each.condition}" if each.condition else ""
            yield self.item(f"{words[each.truth]}　{each.title}（{FORCE.get(each.force, each.force)}，"
                            f"{self.knowledge.cite(each.clause)}，{each.rule}）{why}", 2, "· ")

    def foot(self) -> Iterator[str]:
        known = self.answer.knowledge
        titles = [self.knowledge.instruments[name].title for name in known["instruments"]]
        yield ""
        yield wrapped(f"依据：{'、'.join(titles)}；规则库 {known['version']}（{known['fingerprint'][7:19]}）；"
                      f"引擎：{self.answer.engine}", self.width, 6)


def _limit(data: Mapping[str, Any]) -> str:
    return show_limit(Limit(data["value"], data["unit"], data["measure"]))


def _declared(data: Mapping[str, Any]) -> str:
    bound = "" if not data["value"] else "平均不超过" if data["measure"] == "average" else "不超过"
    return f"{bound}{_limit(data)}" + ("" if data["settled"] else "（看情况）")


def _total(span: SpanAnswer) -> str:
    if not span.known:
        return "没有规定"
    low, high = f"{days(span.low):g}", f"{days(span.high):g}"
    shown = low if low == high else f"{low}至{high}"
    if span.uncounted:
        shown = f"至少{low}" + (f"，算得出的最长{high}" if low != high else "")
    return shown + ("" if span.exact else "（估计的上下限）")


