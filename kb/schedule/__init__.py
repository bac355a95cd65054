"""Critical path and working-day calendar."""
