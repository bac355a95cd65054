"""The way in: a rule base as Knowledge, from the cache or freshly compiled."""

from __future__ import annotations

from pathlib import Path

from kb.clauses.locate import default_rules
from kb.compiler import cache
from kb.compiler.knowledge import Knowledge


def load(rules: str | Path | None = None, *, use_cache: bool = True) -> Knowledge:
    """The rule base in a folder (the one that came with banshi when left out) as Knowledge.

    KbError with every problem and its place when the YAML or the rules are wrong.
    """
    root = Path(rules) if rules is not None else default_rules()
    root = root.resolve()
    mark = cache.fingerprint(root)
    if use_cache:
        found = cache.fetch(mark)
        if found is not None:
            return found
    from kb.compiler.build import compile_rules  # parser, schemas and networkx: only when compiling

    knowledge = compile_rules(root, mark, cache.package_version())
    if use_cache:
        cache.store(knowledge)
    return knowledge
