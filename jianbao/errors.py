"""The exceptions that a user may see."""


class JianbaoError(Exception):
    """Something is wrong that the person at the keyboard can put right.

    The message says what is wrong, the value, the limit, and how to go on. The command line and the demo show it
    as it is, without a traceback.
    """


class InputError(JianbaoError):
    """The text or file given cannot be used."""


class ModelError(JianbaoError):
    """The model or engine asked for cannot be had or cannot do what was asked."""
