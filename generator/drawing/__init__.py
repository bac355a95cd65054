"""Pictures as SVG: text stays text, sizes are computed here, no font is needed to draw."""
