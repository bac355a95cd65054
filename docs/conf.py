"""How Sphinx builds these pages: `make docs`. Nothing here needs the network."""

from importlib.metadata import version as installed

project = "banshi"
author = "banshi contributors"
release = version = installed("banshi")
language = "zh_CN"

extensions = ["myst_parser"]
myst_heading_anchors = 3
exclude_patterns = ["_build", "samples"]
# Examples of rules leave parts out with "…", which is no YAML.
suppress_warnings = ["misc.highlighting_failure"]

html_theme = "furo"
html_title = "banshi 办事规则"
html_show_sphinx = False
html_show_copyright = False
