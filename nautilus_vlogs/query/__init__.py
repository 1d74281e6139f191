"""Guarded reading."""
