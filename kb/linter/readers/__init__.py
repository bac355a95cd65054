"""Readers of departmental documents: each turns one kind of file into the tree that the YAML would have."""
