"""The subcommands of vlogs-nt, one a module: `configure` takes its parser and returns its run."""
