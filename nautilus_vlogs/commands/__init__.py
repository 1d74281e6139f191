"""The commands that read the store: each module adds its options to a parser and runs."""
