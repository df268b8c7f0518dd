"""The version of the library, in one place for packages and provenance."""

VERSION = "0.1.0"
