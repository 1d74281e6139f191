"""The subcommands of vlogs-nt, one a module: each adds its options to a parser and runs."""
