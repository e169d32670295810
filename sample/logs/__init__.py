"""Invented logs of platforms: government services at any size, construction approvals, one process in XES."""
