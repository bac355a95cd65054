"""The families of checks, by the first letters of their codes: what a reviewer looks for together."""

FAMILIES = {
    "P0": "适用范围", "P1": "审批", "P2": "前置条件", "P3": "材料", "P4": "时限", "P5": "办理顺序",
    "P60": "认不准的名称", "P61": "认不准的名称", "P64": "文件质量", "P65": "文件质量", "P70": "窗口和告知",
    "P75": "待遇和裁量", "P80": "收费", "P90": "做法", "P95": "公开和报送", "R": "规则库", "G": "办事指南"}


def family(code: str) -> str:
    """The family of a check; 其他 for any other code."""
    return next((FAMILIES[code[:length]] for length in (3, 2, 1) if code[:length] in FAMILIES), "其他")
