"""Errors of the release room. Both mean: the former release is still the current one."""


class ReleaseError(Exception):
    """A release could not be written or read; the message names the place and the remedy."""


class ReleaseRefused(ReleaseError):
    """The gate is closed: the build, its audit and its facts do not allow a release."""
