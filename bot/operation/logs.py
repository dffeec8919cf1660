"""One line of JSON an event, without anything a resident said."""

import logging

import structlog


def configure_logs(level: str) -> None:
    """Set up structlog for this process.

    Args:
        level: name of a standard level.
    """
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
