"""文件写明的情形不归本事项管

查什么：文件的 situation 写明的情形，是不是在本事项规则的适用范围以内。

为什么：规则没有管的情形，规则就没有话说；拿它来审查只会误伤。

怎样才合规：不用改。想审查别的情形，就改 situation，或者另写一份文件。

不管什么：situation 没有写全、适用与否还不清楚的文件，照常审查。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.review import Review

CODE, NAME = "P001", "not-covered"


def check(review: Review) -> Iterator[Finding]:
    """Say that nothing was reviewed."""
    if not review.judge.covered:
        service = review.procedure.service
        yield Finding(CODE, NAME, "note", review.procedure.place("situation"),
                      f"这种情形不归“{service.name}”的规则管，没有审查", "改 situation，或者换一个事项",
                      why=service.not_covered)
