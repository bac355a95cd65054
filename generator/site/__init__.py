"""`banshi site OUT`: all guides, clauses and indices as one searchable site, by Sphinx."""

from __future__ import annotations

from generator.site.command import command

__all__ = ["command"]
