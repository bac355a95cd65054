"""The checks. One file each; nothing else needs to know of a new one."""
