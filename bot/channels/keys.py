"""What the channels find in their application."""

from aiohttp import web

from bot.channels.limits import Limits
from bot.chat.assistant import Assistant

ASSISTANT = web.AppKey("assistant", Assistant)
LIMITS = web.AppKey("limits", Limits)
