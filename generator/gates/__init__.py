"""Quality gates: what must be true of every guide before it is published. One gate a file in `checks/`."""
