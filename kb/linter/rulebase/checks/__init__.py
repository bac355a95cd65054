"""One module per check; its docstring is its page."""
