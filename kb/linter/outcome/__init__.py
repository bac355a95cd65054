"""What becomes of findings: told, accepted, known from a baseline; over many documents at once."""
