"""The command line: thin, each command one call into a room."""
