"""What is fast, side by side with plain DuckDB and Polars on the same files: ``python -m benchmarks.run``."""
