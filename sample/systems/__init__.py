"""One module per source system of the invented city, with ``write(landing, seed, scale) -> list[Path]``."""
