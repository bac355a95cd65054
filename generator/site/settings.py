"""How Sphinx builds the site: what a conf.py would say. Nothing here needs the network."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

FONTS = ('"Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, '
         "sans-serif")


def settings(rules: Path | None, as_of: date, version: str) -> dict[str, Any]:
    """Sphinx's configuration for a site of one day."""
    return {
        "extensions": ["myst_parser", "generator.site.extension"],
        "project": "办事指南", "author": "banshi", "version": version, "release": version, "language": "zh_CN",
        "banshi_rules": str(rules) if rules is not None else None, "banshi_as_of": as_of.isoformat(),
        "myst_heading_anchors": 3,
        # Examples of rules leave parts out with "…", which is no YAML.
        "suppress_warnings": ["misc.highlighting_failure"],
        "html_theme": "furo", "html_title": "办事指南", "html_short_title": "办事指南",
        "html_show_sphinx": False, "html_show_copyright": False, "html_show_sourcelink": False,
        "html_copy_source": False, "html_use_index": False, "html_permalinks_icon": "#",
        "html_theme_options": {"light_css_variables": {"font-stack": FONTS}, "top_of_page_buttons": []},
        "html_sidebars": {"**": ["sidebar/brand.html", "sidebar/search.html", "sidebar/scroll-start.html",
                                 "sidebar/navigation.html", "sidebar/scroll-end.html"]},
    }
