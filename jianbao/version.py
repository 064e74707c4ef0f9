"""The version of the package, which signatures record."""

VERSION = "0.8.0"
