"""`require`: the step is needed."""

from kb.clauses.keyword import step_keyword

KEYWORD = step_keyword("require", "需要办理", "适用时，这个环节必须办理。", "required", "需要办理{}")
