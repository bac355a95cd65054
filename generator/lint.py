"""`banshi lint` with the reports that are papers: HTML and the opinion as DOCX."""

from __future__ import annotations

from kb.cli.lint import lint_command
from kb.cli.reporting import REPORTS, Report

command = lint_command({**REPORTS, "html": Report("generator.opinion.page", "html"),
                        "docx": Report("generator.opinion.docx", "docx", binary=True)})
