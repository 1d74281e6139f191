"""Metrics of delivery in Prometheus's text format, served over HTTP."""
