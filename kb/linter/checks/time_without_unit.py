"""时间没有写单位

查什么：时间是不是只写了数字，没有写是工作日、自然日还是小时。

为什么：7个工作日和7日差着双休日，遇上放假差得更多；没有单位就没有办法同时限比。

怎样才合规：写成“7个工作日”“7日”或者“24小时”。

不管什么：不替您补单位；写了单位、同时限的单位不一样的由 P403 报告。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.quality import times, together
from kb.linter.review import Review

CODE, NAME = "P642", "time-without-unit"


def check(review: Review) -> Iterator[Finding]:
    """Times that are a bare number; one finding for all of them."""
    found = [said for _, said, time in times(review.procedure) if time.flaw == "unit"]
    if found:
        number = found[0].text
        yield together(CODE, NAME, "warning", found, f"{{names}}的时间只写了“{number}”，没有写单位，没有审查",
                       f"写成“{number}个工作日”或者“{number}日”")
