"""`banshi lint FILE…`: departmental documents held against the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb.cli.files import documents
from kb.cli.reporting import REPORTS, Report
from kb.findings import Finding, KbError

if TYPE_CHECKING:
    from kb.compiler.knowledge import Knowledge
    from kb.linter.outcome.reviewed import Outcome, Reviewed


def lint_command(reports: Mapping[str, Report]) -> click.Command:
    """`lint` with these forms of report."""
    @click.command("lint", help="对照规则审查部门的办理流程文件（YAML、JSON、XLSX、CSV 或 BPMN 流程图）。"
                                "给出文件夹时，审查里面的全部文件；也可以写 'docs/**/*.xlsx'。")
    @click.argument("files", nargs=-1, required=True, metavar="文件...")
    @click.option("--format", "forms", type=click.Choice(list(reports)), multiple=True, default=("text",),
                  metavar="格式", help=f"输出格式，可以多次使用：{'、'.join(reports)}")
    @click.option("--out", type=click.Path(path_type=Path), metavar="文件",
                  help="报告写到文件；有几种报告时各加后缀")
    @click.option("--fix", is_flag=True, help="能自动改的改好，写成 原名.fixed.后缀，原文件不动")
    @click.option("--fail-on", type=click.Choice(["error", "warning"]), default="error", show_default=True,
                  help="从哪一级起，退出码为 1")
    @click.option("--baseline", "base", type=click.Path(path_type=Path), metavar="文件",
                  help="已有问题的基线；里面的问题不再计入")
    @click.option("--write-baseline", "new_base", type=click.Path(path_type=Path), metavar="文件",
                  help="把现有的问题写成基线，退出码为 0")
    @click.option("--today", metavar="日期", help="按哪一天看保留的偏差有没有过期，默认今天")
    @click.option("--jobs", type=click.IntRange(1, 64), metavar="个数", help="同时用几个进程，默认看文件多少")
    @click.option("--force", is_flag=True, help="覆盖已有的文件")
    @click.pass_context
    def command(ctx: click.Context, /, forms: tuple[str, ...], **given: Any) -> None:
        """Print the findings on each document. Exit 1 when there are violations, 2 when a file could not be read."""
        ctx.exit(_Run(ctx.obj.load(), ctx.obj.rules, {name: reports[name] for name in forms}, **given).done())

    return command


class _Run:
    """One run of the command; what stands in its way is told before anything is reviewed."""

    def __init__(self, knowledge: Knowledge, rules: Path | None, reports: Mapping[str, Report], *,
                 files: Sequence[str], out: Path | None, fix: bool, fail_on: str, base: Path | None,
                 new_base: Path | None, today: str | None, jobs: int | None, force: bool) -> None:
        from kb.cli.options import read_date
        from kb.cli.reporting.targets import clear, targets
        from kb.linter.outcome.baseline import read
        from kb.linter.outcome.review import Wanted

        self.knowledge, self.rules, self.jobs = knowledge, rules, jobs
        self.new_base, self.fail_on, self.force = new_base, fail_on, force
        self.paths = [each for each in documents(files) if not _is_baseline(each, base, new_base)]
        inputs = [each for each in self.paths if isinstance(each, Path)]
        self.targets = targets(reports, out, inputs, force=force)
        clear([new_base] if new_base else [], inputs, force=force or new_base == base)
        self.baseline = read(base) if base else None
        self.wanted = Wanted(read_date(today, "--today") or date.today(), "json" in reports, fix)
        self.printing = any(each.form == "text" and each.path is None for each in self.targets)
        self.failed = False

    def done(self) -> int:
        """Review, tell, write. Returns the exit status."""
        from kb.cli.reporting.targets import deliver
        from kb.cli.reporting.text import ending
        from kb.linter.outcome.run import outcome_of

        outcome = outcome_of(self.knowledge, self.rules, self.paths, self.wanted, self.baseline, self.jobs, self._seen)
        outcome.levels = ("error",) if self.fail_on == "error" else ("error", "warning")
        for each in self.targets:
            if self.printing and each.form == "text":
                for line in ending(self.knowledge, outcome):
                    click.echo(line)
            else:
                deliver(each, self.knowledge, outcome, force=self.force)
        if self.new_base is not None:
            self._write_baseline(self.new_base, outcome)
        return self._status(outcome)

    def _seen(self, result: Reviewed | tuple[Finding, ...]) -> Reviewed | tuple[Finding, ...]:
        """One document is done: its corrected form is written, what is to be printed of it is printed."""
        from kb.cli.reporting.text import document

        if isinstance(result, tuple):
            for each in result:
                click.echo(f"错误：{each}", err=True)
            return result
        if result.mended is not None and result.mended.data is not None:
            result = self._write_mended(result)
        if self.printing:
            for line in document(self.knowledge, result):
                click.echo(line)
        return result

    def _write_mended(self, result: Reviewed) -> Reviewed:
        """The corrected document in its file; the review keeps its name instead of its bytes."""
        from kb.cli.output import write
        from kb.linter.mending.mend import mended_name

        assert result.mended is not None and result.mended.data is not None  # noqa: S101  # asked for by the caller
        path = mended_name(Path(result.file))
        written = str(path)
        try:
            write(result.mended.data, path, force=self.force)
            if not self.printing:
                click.echo(f"已写入 {path}", err=True)
        except KbError as error:
            self.failed, written = True, ""
            for each in error.findings:
                click.echo(f"错误：{each}", err=True)
        return replace(result, mended=replace(result.mended, data=None, written=written))

    def _write_baseline(self, path: Path, outcome: Outcome) -> None:
        from kb.cli.output import write
        from kb.linter.outcome.baseline import written

        write(written(path, outcome), path, force=True)  # whether it may be overwritten was asked at the start
        click.echo(f"已写入 {path}", err=True)

    def _status(self, outcome: Outcome) -> int:
        if outcome.missed or self.failed:
            return 2
        return int(self.new_base is None and outcome.failing())


def _is_baseline(path: Path | Finding, *baselines: Path | None) -> bool:
    """Whether a file met in a folder is this run's baseline and no document."""
    from kb.linter.outcome.baseline import read

    if isinstance(path, Finding) or not any(each and each.exists() and each.samefile(path) for each in baselines):
        return False
    try:
        read(path)
    except KbError:
        return False
    return True


command = lint_command(REPORTS)
