"""Everything that speaks HTTP to VictoriaLogs."""
