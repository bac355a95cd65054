"""Units of number facts and their Chinese names."""

from __future__ import annotations

UNIT_NAMES = {
    "m": "米", "kva": "千伏安", "kw": "千瓦", "yuan": "元", "wan_yuan": "万元", "square_m": "平方米",
    "percent": "%", "count": "个", "hour": "小时", "day": "天", "year": "年",
}
