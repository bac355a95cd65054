"""What the name of a material says about its form and number: 身份证复印件（一式两份，加盖公章）."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from kb.clauses.numerals import number_of
from kb.linter.simplified import simplified

FORMS = {"original": ("原件", "正本", "纸质原件"), "copy": ("复印件", "影印件", "复制件", "复印本"),
         "duplicate": ("副本",),
         "electronic": ("电子版", "电子件", "扫描件", "电子文档", "电子材料", "电子证照")}
"""The forms that are told apart, with the words for them: an official duplicate (副本) is no photocopy."""

_WORDS = {word: form for form, words in FORMS.items() for word in words}
_ANY_FORM = "|".join(sorted(_WORDS, key=len, reverse=True))
_COUNT = re.compile("(?:一式|各|共|提供|提交)?([0-9]{1,2}|[一二两三四五六七八九十]{1,3})份")
_SEAL = re.compile("(?:需|须|并|应)?(?:加盖|盖)(.{0,12}?)(?:公章|印章|章)")
_SAID = re.compile(rf"(?:(?:{_ANY_FORM})(?:及|和|或|、|/|与)?)+|{_COUNT.pattern}|{_SEAL.pattern}|[,，;；、\s]+"
                   "|验|核验|校验|交验|收|留存|退还|查验")
_BRACKET = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_TAIL = re.compile(rf"[,，、\s]*(?:的?(?:{_ANY_FORM})|{_COUNT.pattern}|{_SEAL.pattern})$")


@dataclass(frozen=True, slots=True)
class Said:
    """A material's name taken apart: the core of the name, and what it says about form, copies and seal."""

    core: str
    form: str = ""
    copies: int | None = None
    seal: str = ""


def taken_apart(name: str) -> Said:
    """Form, copies and seal split off a name. What is not about these stays in the core, brackets included."""
    text = _plain(name)
    about: list[str] = []
    for match in reversed(list(_BRACKET.finditer(text))):
        inside = match.group(1)
        if inside.strip() and not _SAID.sub("", inside).strip():
            about.append(inside)
            text = text[:match.start()] + text[match.end():]
    while (tail := _TAIL.search(text)) and tail.start() > 1:
        about.append(tail.group())
        text = re.sub(r"(?:及|和|与|/|、)$", "", text[:tail.start()])
    said = " ".join(about)
    forms = {_WORDS[each] for each in re.findall(_ANY_FORM, said)}
    forms -= {"duplicate"} if len(forms) > 1 else set()  # a photocopy of the duplicate is a photocopy
    count = _COUNT.search(said)
    seal = _SEAL.search(said)
    number = number_of(count.group(1)) if count else None
    return Said(text.strip() or name.strip(), forms.pop() if len(forms) == 1 else "",
                int(number) if number is not None else None, seal.group() if seal else "")


def form_of(text: str) -> str:
    """A form as its id: 复印件 is copy; another word as it stands."""
    word = _plain(text)
    return word if word in FORMS else _WORDS.get(word, word)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", simplified(text)).strip()


_RECEIVES = re.compile("收件|接件|受理|收取材料|窗口登记|递交材料|提交材料|报送材料")


def receives(name: str) -> bool:
    """Whether a step's name says that papers are taken in."""
    return _RECEIVES.search(_plain(name)) is not None
