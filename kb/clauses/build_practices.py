"""Practices of the vocabulary, with the phrases by which sentences show them. Codes S310, S312, S313."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kb.clauses.model import Practice
from kb.clauses.phrases import Phrase, PhraseError, check_word, phrase
from kb.findings import Finding, problem

if TYPE_CHECKING:
    from kb.clauses.located import Located
    from kb.clauses.located import Step as Part
    from kb.clauses.rulebook import Source

Files = Sequence[tuple["Source", "Located"]]
Words = Mapping[str, tuple[str, ...]]


def practices_of(files: Files, findings: list[Finding]) -> Iterator[Practice]:
    """The practices of all vocabulary files; a phrase that can't be read is a finding and left out."""
    words = _words(files, findings)
    for _, located in files:
        for index, each in enumerate(_top(located).get("practices") or ()):
            base = ("practices", index)
            phrases, doubtful, unless = (tuple(_phrases(each, located, (*base, key), words, findings))
                                         for key in ("phrases", "doubtful", "unless"))
            yield Practice(each["id"], each["name"], each["group"], tuple(map(str, each.get("aliases") or ())),
                           located.place_of((*base, "id")), phrases, doubtful, unless, each.get("provided") or "")


def _words(files: Files, findings: list[Finding]) -> Words:
    """The word lists of all vocabulary files. Words hold no lists of their own."""
    found: dict[str, tuple[str, ...]] = {}
    for _, located in files:
        for name, words in (_top(located).get("words") or {}).items():
            if name in found:
                findings.append(problem("S310", "duplicate-id", f"词表 `{name}` 重复",
                                        located.key_place_of(("words", name)), "换一个名称，或者合成一个"))
                continue
            good = []
            for index, word in enumerate(words):
                try:
                    check_word(str(word))
                    good.append(str(word))
                except PhraseError as error:
                    findings.append(_wrong(error, located, ("words", name, index), str(word)))
            if good:
                found[name] = tuple(good)
    return found


def _phrases(each: Mapping[str, Any], located: Located, path: tuple[Part, ...], words: Words,
             findings: list[Finding]) -> Iterator[Phrase]:
    seen: set[str] = set()
    for index, text in enumerate(each.get(str(path[-1])) or ()):
        try:
            found = phrase(str(text), words)
        except PhraseError as error:
            findings.append(_wrong(error, located, (*path, index), str(text)))
            continue
        if found.pattern in seen:
            findings.append(problem("S313", "phrase-twice", f"说法“{text}”写了两遍",
                                    located.place_of((*path, index)), "删去一个"))
        seen.add(found.pattern)
        yield found


def _wrong(error: PhraseError, located: Located, path: tuple[Part, ...], text: str) -> Finding:
    return problem("S312", "malformed-phrase", f"说法“{text}”读不懂：{error.message}",
                   located.text_place_of(path).shifted(error.position), error.hint)


def _top(located: Located) -> dict[str, Any]:
    return located.value if isinstance(located.value, dict) else {}
