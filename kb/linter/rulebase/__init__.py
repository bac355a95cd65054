"""Checks of the rule base itself that need a solver: gaps, conflicts, rules that never matter. One file per check."""
