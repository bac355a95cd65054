"""`abolish`: the step no longer exists."""

from kb.clauses.keyword import step_keyword

KEYWORD = step_keyword("abolish", "取消", "这个环节已经取消，不得再要求。", "abolished", "{}已取消")
