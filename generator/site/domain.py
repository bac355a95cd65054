"""The Sphinx domain `banshi`: guides, rules, clauses, materials, authorities, checks; and roles that point to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import Any

from docutils import nodes
from docutils.nodes import Element
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from generator.site.directives import DIRECTIVES
from generator.site.indices import INDICES

KINDS = {"guide": "办事指南", "rule": "规则", "clause": "条款", "material": "材料", "authority": "单位",
         "check": "审查项目"}
log = logging.getLogger(__name__)
Thing = tuple[str, str, str]
"""Where something is described: page, anchor, title."""


class BanshiDomain(Domain):
    """What the rule base is made of, by id."""

    name = "banshi"
    label = "办事规则"
    object_types = {kind: ObjType(title, kind) for kind, title in KINDS.items()}  # noqa: RUF012
    directives = DIRECTIVES
    roles = {kind: XRefRole(warn_dangling=True) for kind in KINDS}  # noqa: RUF012
    indices = INDICES
    initial_data = {"things": {}}  # noqa: RUF012
    data_version = 1

    @property
    def things(self) -> dict[tuple[str, str], Thing]:
        """Everything described on some page, by kind and id."""
        found: dict[tuple[str, str], Thing] = self.data["things"]
        return found

    def note(self, kind: str, name: str, anchor: str, title: str) -> None:
        """Tell that the page now read describes a thing; a warning when another page does too."""
        page = self.env.docname
        other = self.things.get((kind, name))
        if other is not None and other[0] != page:
            log.warning("%s `%s` 在两页上：%s、%s", KINDS[kind], name, other[0], page, location=page)
        self.things[kind, name] = (page, anchor, title)

    def clear_doc(self, docname: str) -> None:
        """Forget what a page described."""
        for key in [key for key, thing in self.things.items() if thing[0] == docname]:
            del self.things[key]

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader found."""
        self.things.update({key: thing for key, thing in otherdata["things"].items() if thing[0] in docnames})

    def resolve_xref(self, env: BuildEnvironment, fromdocname: str, builder: Builder, typ: str, target: str,
                     node: pending_xref, contnode: Element) -> nodes.reference | None:
        """A link to the thing, under its own title unless the role gave another; None, and a warning, without one."""
        thing = self.things.get((typ, target))
        if thing is None:
            return None
        page, anchor, title = thing
        shown = contnode if node.get("refexplicit") else nodes.Text(title)
        return make_refnode(builder, fromdocname, page, anchor, shown, title)

    def resolve_any_xref(self, env: BuildEnvironment, fromdocname: str, builder: Builder, target: str,
                         node: pending_xref, contnode: Element) -> list[tuple[str, nodes.reference]]:
        """Whatever has this id."""
        return [(f"banshi:{kind}", found) for kind in KINDS
                if (found := self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode)) is not None]

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """All things, for inventories."""
        return self._objects()

    def _objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        for (kind, name), (page, anchor, title) in self.things.items():
            yield name, title, kind, page, anchor, 1
