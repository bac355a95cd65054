"""The command line. Each command is one module; it is imported only when it is called."""
