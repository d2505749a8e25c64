"""Good Terms: evidence on which client relations cost too much, and help to end them well."""

__version__ = "0.1.0"
