"""Directives of the domain: each describes one thing by what the rule base or the guide already says of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from docutils import nodes
from docutils.nodes import Element, Node
from docutils.parsers.rst import Directive
from sphinx.util.docutils import SphinxDirective

from generator.site.collection import Collection, collection_of
from generator.site.entries import described, linked_list, linked_names
from generator.site.page import filtering, heading, offered
from kb.cli.explaining.codes import LABELS, code_entry
from kb.cli.explaining.rules import clause_entry, rule_entry
from kb.cli.explaining.things import authority_entry, material_entry
from kb.findings import nearest
from kb.linter.pages import all_pages

RULE_PARTS = ("condition", "effects", "force", "from", "until", "due", "overrides", "overridden_by", "note")
CHECK_PARTS = (*LABELS.values(), "more", "name_in_reports")
CLAUSE_PARTS = ("status", "reason", "tensions", "unavailable")


class Described(SphinxDirective):
    """A directive whose argument is the id of one thing."""

    required_arguments = 1
    final_argument_whitespace = True
    kind: ClassVar[str]

    @property
    def collection(self) -> Collection:
        return collection_of(self.env.app)

    def run(self) -> list[Node]:
        """The nodes; an error with the nearest ids when nothing has this one."""
        name = self.arguments[0].strip()
        known = self.known()
        if name not in known:
            hint = nearest(name, known) or "用 banshi explain 查编号"
            raise self.error(f"没有这个编号：`{name}`（{hint}）")
        return list(self.told(name))

    def known(self) -> Any:
        """The things of this kind by id."""
        raise NotImplementedError

    def told(self, name: str) -> Iterator[Node]:
        """What is said of the thing."""
        raise NotImplementedError

    def section(self, name: str, title: str, *content: Node) -> nodes.section:
        """A section with an anchor of its own, known to the domain."""
        anchor = nodes.make_id(f"{self.kind}-{name}")
        found = nodes.section("", nodes.title(title, title), *content, ids=[anchor], names=[])
        self.env.get_domain("banshi").note(self.kind, name, anchor, title)  # type: ignore[attr-defined]
        return found


class Guide(Described):
    """`banshi:guide`: the whole guide to a service, its questions and what can be downloaded."""

    kind = "guide"

    def known(self) -> Any:
        """Services that have a guide on the day of the site."""
        return self.collection.guides

    def told(self, name: str) -> Iterator[Node]:
        """Questions, head, downloads, chapters."""
        guide = self.collection.guides[name]
        self.env.get_domain("banshi").note(  # type: ignore[attr-defined]
            self.kind, name, "", self.collection.knowledge.services[name].name)
        self.env.note_dependency(self.collection.folders[name] / "guide.json")
        up = "../" * self.env.docname.count("/")
        yield _raw(filtering(self.collection.narrowed(name), f"{up}narrowed/{name}.json"))
        yield _raw(heading(guide))
        yield _raw(offered(guide, name, f"{up}files/"))
        for each in guide["chapters"]:
            yield nodes.section("", nodes.title(each["title"], each["title"]), _raw(each["html"]),
                                ids=[each["id"]], names=[], classes=["chapter"])


class Rule(Described):
    """`banshi:rule`: a rule with its condition, its effects, and the guides that rest on it."""

    kind = "rule"

    def known(self) -> Any:
        """All rules."""
        return self.collection.rules

    def told(self, name: str) -> Iterator[Node]:
        """A section; rules are also told inside their clause."""
        rule = self.collection.rules[name]
        entry = rule_entry(self.collection.knowledge, rule, cases=False)
        yield self.section(name, rule.title, described(
            entry, RULE_PARTS, self.collection,
            ("依据", linked_names("clause", (rule.clause, *rule.also), self.collection)),
            ("用到它的办事指南", linked_names("guide", self.collection.guides_of("rules", name), self.collection)),
            ("编号", [nodes.literal(name, name)])))


class Clause(Described):
    """`banshi:clause`: a clause, how it is accounted for, the guides that rest on it, and its rules below."""

    kind = "clause"

    def known(self) -> Any:
        """All clauses of all instruments."""
        return self.collection.clauses

    def told(self, name: str) -> Iterator[Node]:
        """A section, with a section for each rule that the clause itself says."""
        knowledge = self.collection.knowledge
        instrument, clause = self.collection.clauses[name]
        entry = clause_entry(knowledge, instrument, clause)
        rules = self.collection.rules_of(name)
        elsewhere = [each.id for each in rules if each.clause != name]
        below = [each["id"] for part in entry.parts if part.key == "below" for each in part.data]  # type: ignore[attr-defined]
        content = described(
            entry, CLAUSE_PARTS, self.collection,
            ("用到它的办事指南", linked_names("guide", self.collection.guides_of("clauses", name), self.collection)),
            ("下级条款", linked_list("clause", below, self.collection)),
            ("也以它为依据的规则", linked_list("rule", elsewhere, self.collection)))
        cited = knowledge.cite(name)
        found = self.section(name, f"{cited}　{clause.title}" if clause.title else cited, content)
        for each in rules:
            if each.clause == name:
                found += self.child(Rule, each.id)
        yield found

    def child(self, directive: type[Described], name: str) -> list[Node]:
        """What another directive tells."""
        made = directive(directive.kind, [name], {}, self.content, self.lineno, self.content_offset, self.block_text,
                         self.state, self.state_machine)
        return list(made.told(name))


class Material(Described):
    """`banshi:material`: a material, who issues it, which services ask for it at which step."""

    kind = "material"

    def known(self) -> Any:
        """All materials."""
        return self.collection.materials

    def told(self, name: str) -> Iterator[Node]:
        """A section."""
        material = self.collection.materials[name]
        entry = material_entry(self.collection.knowledge, material)
        yield self.section(name, material.name, described(entry, (), self.collection))


class Authority(Described):
    """`banshi:authority`: who does something, its steps, and what only it can answer."""

    kind = "authority"

    def known(self) -> Any:
        """All authorities."""
        return self.collection.authorities

    def told(self, name: str) -> Iterator[Node]:
        """A section."""
        authority = self.collection.authorities[name]
        entry = authority_entry(self.collection.knowledge, authority)
        yield self.section(name, authority.name, described(entry, (), self.collection))


class Check(Described):
    """`banshi:check`: a check of documents, of the rule base or of guides: its page, as `banshi explain` prints it."""

    kind = "check"

    def known(self) -> Any:
        """All checks by code."""
        return {each.code: each for each in all_pages()}

    def told(self, name: str) -> Iterator[Node]:
        """A section."""
        entry = code_entry(name)
        yield self.section(name, f"{name}　{entry.name}", described(entry, CHECK_PARTS, self.collection))


def _raw(html: str) -> Element:
    return nodes.raw("", html, format="html")


DIRECTIVES: dict[str, type[Directive]] = {each.kind: each for each in (
    Guide, Rule, Clause, Material, Authority, Check)}
