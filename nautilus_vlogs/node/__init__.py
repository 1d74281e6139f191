"""Everything that depends on NautilusTrader's internals, and one node's session."""
