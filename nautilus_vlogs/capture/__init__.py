"""Where log lines come from: files, log calls, Python's own logging."""
