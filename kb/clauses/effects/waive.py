"""`waive`: the step is needed otherwise, but not in this situation."""

from kb.clauses.keyword import step_keyword

KEYWORD = step_keyword("waive", "免予办理", "一般要办的环节，在这种情形下不办。", "waived", "不办{}")
