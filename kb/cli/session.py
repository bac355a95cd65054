"""An interview on a terminal, line by line: any terminal, over ssh, or from a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress

import click

from kb.clauses.numerals import plain
from kb.cli import phrasing
from kb.cli.questions import Interview, Offer, Question
from kb.cli.wide import terminal, wrapped
from kb.findings import KbError

WORDS = {"?": "?", "？": "?", "b": "b", "back": "b", "返回": "b", "上一问": "b", "c": "c", "change": "c", "改": "c",
         "e": "e", "why": "e", "为什么": "e", "q": "q", "quit": "q", "结束": "q", "退出": "q",
         "h": "h", "help": "h", "帮助": "h"}


def line_reader() -> Callable[[str], str]:
    """Reads one line after a prompt; EOFError at the end of the input. Lines that were not typed are shown."""
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
    if sys.stdin.isatty():
        with suppress(ImportError):
            import readline  # noqa: F401  (with it, input() edits wide characters properly)
        return input

    def read(prompt: str) -> str:
        click.echo(prompt, nl=False)
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        click.echo(line.rstrip("\r\n"))
        return line

    return read


class Session:
    """One interview on a terminal, line by line."""

    def __init__(self, interview: Interview, read: Callable[[str], str]) -> None:
        self.interview = interview
        self.read = read
        self.width = terminal()
        self.actions = {"b": self._back, "c": self._change, "h": self._keys}

    def run(self) -> None:
        """Ask until the end, `q`, Ctrl-C or the end of the input."""
        program = self.interview.program
        self._say(f"{program.service.name}（{program.service.id}）　按{self.interview.as_of}的规定")
        self._keys()
        for each in self.interview.notices:
            self._say(f"提示：{each}")
        try:
            while self._turn():
                pass
        except (EOFError, KeyboardInterrupt, click.Abort):
            click.echo("\n\n提问中止，下面是到这里为止的结论。")

    def _turn(self) -> bool:
        """Put the current question and take the answer; False at the end."""
        current = self.interview.current
        click.echo()
        if isinstance(current, Question):
            for line in phrasing.question(self.interview, current, self.width):
                click.echo(line)
            return self._answer(current)
        if isinstance(current, Offer):
            self._say(phrasing.offer(current))
            self._say("  1 是　2 否")
            return self._take_offer()
        if not self.interview.state.answered or self.interview.state.more is False:
            return False
        self._say("没有要问的了。回车看结论；b 返回上一问，c 改前面的回答。")
        return self._end()

    def _answer(self, asked: Question) -> bool:
        before = self.interview.state
        while self.interview.state is before:
            typed, key = self._read(phrasing.prompt(asked))
            if key == "q":
                return False
            if key == "e":
                for line in phrasing.why(self.interview, asked):
                    click.echo(phrasing.item("  ", line, self.width))
            elif key in self.actions:
                if self.actions[key]():
                    return True
            elif not typed and asked.changing:
                return self._back()
            elif not typed and not asked.optional:
                self._say("  请回答；不知道就打 ?")
            else:
                self._take(asked, "" if key == "?" else typed)
        return True

    def _take(self, asked: Question, typed: str) -> None:
        before = self.interview.answer
        try:
            value = self.interview.reply(typed)
        except KbError as error:
            self._refuse(error)
            return
        self._say("  " + phrasing.recorded(asked.fact, value))
        for line in phrasing.follows(before, self.interview.answer, self.interview.program):
            click.echo(phrasing.item("  ", line, self.width))

    def _refuse(self, error: KbError) -> None:
        for each in error.findings:
            hint = f"（{each.hint}）" if each.hint else ""
            click.echo(phrasing.item("  ", f"{each.message}{hint}", self.width))
        if any(each.code == "S503" for each in error.findings):
            self._say("  这个回答没有记下。请重新回答这一问，或者打 c 先改前面的回答。")

    def _take_offer(self) -> bool:
        while True:
            typed, key = self._read("（回车＝否）> ")
            if key == "q" or typed in ("", "2", "否", "n", "no", "不", "不用", "不要"):
                return False
            if typed in ("1", "是", "y", "yes", "要", "好"):
                self.interview.go_on(True)
                return True
            if key in self.actions:
                if self.actions[key]():
                    return True
            else:
                self._say("  打 1 接着问，打 2 或回车看结论。")

    def _end(self) -> bool:
        while True:
            typed, key = self._read("（回车＝看结论）> ")
            if not typed or key == "q":
                return False
            if key in ("b", "c"):
                if self.actions[key]():
                    return True
            else:
                self._say("  回车看结论；b 返回上一问，c 改前面的回答。")

    def _back(self) -> bool:
        if self.interview.back():
            return True
        self._say("  这是第一问，前面没有可以返回的。")
        return False

    def _change(self) -> bool:
        given = self.interview.given()
        if not given:
            self._say("  还没有回答过。")
            return False
        self._say("回答过的：")
        for line in phrasing.answers(self.interview, self.width):
            click.echo(line)
        while True:
            typed, _ = self._read("改第几项？（回车＝不改）> ")
            if not typed:
                return True
            if typed.isdecimal() and 0 < int(typed) <= len(given):
                self.interview.change(given[int(typed) - 1][0].id)
                return True
            self._say(f"  打1到{len(given)}的编号，或者直接回车。")

    def _keys(self) -> bool:
        self._say(phrasing.KEYS)
        return False

    def _read(self, prompt: str) -> tuple[str, str]:
        """A line as typed and the command it is, if any."""
        typed = plain(self.read(prompt).strip())
        return typed, WORDS.get(typed.lower(), "")

    def _say(self, text: str) -> None:
        click.echo(wrapped(text, self.width, 2))
