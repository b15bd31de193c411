"""The errors that a user meets. Each message says where, what and what to do."""


class StemmaError(Exception):
    """Misuse or an impossible request; the command line prints it and exits with status 2."""


class PackError(StemmaError):
    """A language pack or one of its tables is not valid; names the file, the key and the reason."""


class InputError(StemmaError):
    """An input path that does not exist or cannot be opened."""


class OutputError(StemmaError):
    """An output path that cannot be written."""


class UnknownLanguage(StemmaError):
    """A language code for which a pack was asked and none is there."""
