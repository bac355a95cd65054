"""A code of a problem means one thing wherever it is told."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r'"(S[0-9]{3})",\s*"([a-z-]+)"')


def told(*folders: str) -> set[tuple[str, str]]:
    return {(code, name) for folder in folders for path in (ROOT / folder).rglob("*.py")
            for code, name in NAMED.findall(path.read_text(encoding="utf-8"))}


def test_reading_a_document_and_writing_an_output_share_no_code() -> None:
    reading, writing = told("kb/linter"), told("kb/cli", "generator")
    assert {code for code, _ in reading} >= {"S601", "S602", "S603"}
    assert {code for code, _ in writing} >= {"S661", "S662", "S663"}
    both = {code for code, _ in reading} & {code for code, _ in writing}
    assert {each for each in reading if each[0] in both} == {each for each in writing if each[0] in both}
