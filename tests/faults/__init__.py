"""Faults of every kind, and the accounts of what became of each record."""
