"""What the formats look like: templates and style sheets, one per format, for an office to change."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
