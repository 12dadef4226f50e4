"""The DuckDB door: nothing outside this package opens the warehouse for writing."""
