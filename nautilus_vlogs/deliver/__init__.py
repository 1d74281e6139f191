"""Rows to the store, and the verification that it holds them."""
