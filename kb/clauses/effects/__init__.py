"""The closed set of effect keywords: one file each."""
