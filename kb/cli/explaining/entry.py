"""An explanation as a value: parts that are printed as text and given as JSON alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kb.clauses.model import Rule
from kb.clauses.tree import facts_in
from kb.clauses.wording import say
from kb.cli.wide import columns, padded, wrapped
from kb.compiler.knowledge import Knowledge

KINDS = {"rule": "规则", "clause": "条款", "fact": "情况", "step": "环节", "span": "时间段", "material": "材料",
         "practice": "做法", "authority": "单位", "service": "事项", "tension": "文件里的矛盾", "keyword": "规则用词",
         "code": "审查代码", "instrument": "文件"}

@dataclass(frozen=True, slots=True)
class Part:
    """One labelled part: its lines as people read them and the same as data."""

    key: str
    label: str
    lines: tuple[str, ...]
    data: object


@dataclass(frozen=True, slots=True)
class Entry:
    """Everything said about one thing."""

    kind: str
    id: str
    name: str
    parts: tuple[Part, ...]

    def to_json(self) -> dict[str, object]:
        """The entry as one flat object; parts left out are empty."""
        return {"kind": self.kind, "id": self.id, "name": self.name, **{each.key: each.data for each in self.parts}}

    def text(self, width: int) -> Iterator[str]:
        """The entry in lines of at most so many columns."""
        yield from wrapped(f"{KINDS[self.kind]}　{self.name}（{self.id}）", width, 2).split("\n")
        label_width = max((columns(each.label) for each in self.parts), default=0)
        for part in self.parts:
            lead = f"  {padded(part.label, label_width)}  "
            for index, line in enumerate(part.lines):
                before = lead if index == 0 else " " * columns(lead)
                yield from (before + wrapped(line, width, columns(lead), columns(lead))).split("\n")


def one(key: str, label: str, text: object, data: object = None) -> Iterator[Part]:
    """A part of one line; nothing when the text is empty."""
    if text:
        yield Part(key, label, (str(text),), text if data is None else data)


def many(key: str, label: str, lines: Iterable[str], data: object = None) -> Iterator[Part]:
    """A part of several lines; nothing when there are none."""
    every = tuple(lines)
    if every:
        yield Part(key, label, every, list(every) if data is None else data)


def named(pairs: Iterable[tuple[str, str]]) -> tuple[list[str], list[dict[str, str]]]:
    """Things with an id and a name as lines and as data, each once."""
    every = list(dict.fromkeys(pairs))
    return ([f"{name}（{key}）" if key != name else name for key, name in every],
            [{"id": key, "name": name} for key, name in every])


def listing(key: str, label: str, pairs: Iterable[tuple[str, str]]) -> Iterator[Part]:
    """A part that lists things with an id and a name."""
    lines, data = named(pairs)
    return many(key, label, lines, data)


def joined(key: str, label: str, names: Sequence[str]) -> Iterator[Part]:
    """A part that lists short names in one line."""
    return one(key, label, "、".join(names), list(names))


def clause_line(knowledge: Knowledge, clause: str) -> str:
    """A clause as people cite it, with its title and id."""
    title = knowledge.clause_titles.get(clause, "")
    return knowledge.cite(clause) + (f"“{title}”" if title else "") + f"（{clause}）"


def condition(knowledge: Knowledge, node: object) -> str:
    """A condition in Chinese; 任何情形 when it always holds."""
    return say(node, knowledge.facts)  # type: ignore[arg-type]


def uses(node: object, fact: str) -> bool:
    """Whether a condition tests a fact."""
    return node is not None and fact in facts_in(node)  # type: ignore[arg-type]



def mentions(rule: Rule, kind: str, name: str) -> tuple[str, ...]:
    """The keywords with which a rule says something about a step, span, material or authority, sorted."""
    return tuple(sorted({effect.keyword for effect in rule.effects
                         if any(ref.kind == kind and ref.name == name for ref in effect.refs)}))
