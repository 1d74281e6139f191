"""Checks and programs around a store: audit, diagnosis, a local server."""
