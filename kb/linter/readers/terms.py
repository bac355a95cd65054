"""The rule base's names as people write them in tables and diagrams: services, facts, materials."""

from __future__ import annotations

import re
import unicodedata

from kb.compiler.knowledge import Knowledge
from kb.findings import KbError

_ASKING = re.compile("^(?:是否|是不是|有没有|有无|属于)")
_ID = re.compile(r"[(（]([a-z][a-z0-9_.-]*)[)）]")


class Terms:
    """Look-ups from a written name to an id. What is not known stays as written, for later stages to report."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.facts: dict[str, set[str]] = {}
        for fact in knowledge.facts.values():
            for name in (fact.id, fact.title, fact.question):
                self.facts.setdefault(_plain(name), set()).add(fact.id)
        self.names = {_plain(name) for each in knowledge.materials.values() for name in (each.name, *each.aliases)}

    def service(self, text: str) -> str:
        """A service's id from its id, name or alias, or from `名称（id）`."""
        for name in (text, *_ID.findall(text), text.partition("（")[0].partition("(")[0].strip()):
            try:
                return self.knowledge.service(name.strip()).id
            except KbError:
                continue
        return text

    def fact(self, text: str) -> str:
        """A fact's id from its id, title or question, or from `名称（id）`."""
        for name in (*_ID.findall(text), text, _ASKING.sub("", text)):
            found = self.facts.get(_plain(name), set())
            if len(found) == 1:
                return next(iter(found))
        # Whether a reform is done is a fact of some days only; the template writes its id behind its title.
        return next((name for name in _ID.findall(text) if name.startswith("done_")), text)

    def is_name(self, text: str) -> bool:
        """Whether a text as a whole is a material's name, whatever signs it holds."""
        return _plain(text) in self.names


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold().rstrip("?")
