"""The gates; each module has CODE, NAME, a Chinese page as docstring, and `check(proof)`."""
