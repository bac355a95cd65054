"""`banshi template SERVICE`: a document to fill in, pre-filled from the rule base."""

from __future__ import annotations

from generator.template.command import command

__all__ = ["command"]
