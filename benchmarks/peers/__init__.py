"""The named peers: scripts as an engineer would write them by hand for one log, without this project."""
