"""Zip files that are the same bytes for the same content."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MOMENT = (1980, 1, 1, 0, 0, 0)
"""The date of every member, the first a zip file knows: a file shall not tell when it was made, only what it holds."""


def repacked(raw: bytes) -> bytes:
    """The same members in the same order with one date and one compression."""
    made = BytesIO()
    with ZipFile(BytesIO(raw)) as old, ZipFile(made, "w") as new:
        for each in old.infolist():
            info = ZipInfo(each.filename, MOMENT)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, old.read(each))
    return made.getvalue()
