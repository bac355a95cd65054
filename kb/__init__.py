"""banshi: policy rules as code for Chinese public services.

The public names: `load` a rule base, `ask` about a situation, `lint` a departmental document, `plan` a network;
the values they work with: `Knowledge`, `Answer`, `Finding`, `Procedure`; and `KbError` for bad input.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.compiler.knowledge import Knowledge as Knowledge
    from kb.compiler.load import load as load
    from kb.engine.answer import Answer as Answer
    from kb.engine.ask import ask as ask
    from kb.findings import Finding as Finding
    from kb.findings import KbError as KbError
    from kb.linter.document import Procedure as Procedure
    from kb.linter.run import lint as lint
    from kb.schedule.network import plan as plan

_HOMES = {
    "load": "kb.compiler.load", "ask": "kb.engine.ask", "lint": "kb.linter.run", "plan": "kb.schedule.network",
    "Knowledge": "kb.compiler.knowledge", "Answer": "kb.engine.answer", "Finding": "kb.findings",
    "KbError": "kb.findings", "Procedure": "kb.linter.document",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(_HOMES[name]), name)
