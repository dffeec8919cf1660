"""The errors of the project: what was wrong, where, and what to do."""


class LotseError(Exception):
    """Base of all errors that somebody outside may see.

    Args:
        message: a sentence for the person who sees it, in German.
        code: a constant for programs; the class's own unless given.
    """

    status = 500
    code = "internal"

    def __init__(self, message: str, code: str | None = None):
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code


class BadRequest(LotseError):
    """The request has the wrong form."""

    status = 400
    code = "bad_request"


class Forbidden(LotseError):
    """It does not come from where it says."""

    status = 403
    code = "forbidden"


class NotFound(LotseError):
    """There is no such thing."""

    status = 404
    code = "not_found"


class TooLarge(LotseError):
    """The text or the body exceeds the limit."""

    status = 413
    code = "too_large"


class NotJson(LotseError):
    """The body is not declared as JSON."""

    status = 415
    code = "not_json"


class TooMany(LotseError):
    """A rate limit was reached.

    Args:
        retry_after: seconds until the next try makes sense.
    """

    status = 429
    code = "too_many_requests"

    def __init__(self, message: str, retry_after: int):
        super().__init__(message)
        self.retry_after = retry_after


class Unavailable(LotseError):
    """A part that is needed does not answer."""

    status = 503
    code = "unavailable"


class NotReached(Unavailable):
    """Nothing has arrived at a part that is needed, so it may be tried again."""


class ContentError(LotseError):
    """Content that staff maintain does not fit its schema."""

    code = "content"


class SettingsError(LotseError):
    """An environment variable has the wrong form."""

    code = "settings"
