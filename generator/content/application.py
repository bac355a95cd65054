"""An application at hand: who applies, for which steps, and what was handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Application:
    """What the window knows. `handed_in`: material id -> what is wrong with it, empty when it is right.

    `steps`: the steps the application is for; empty means all that take place or may. Empty texts are left for the
    window to fill in.
    """

    handed_in: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[str, ...] = ()
    applicant: str = ""
    number: str = ""
    received: date | None = None
    clerk: str = ""
