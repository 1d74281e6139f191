"""A log line in, a row out."""
