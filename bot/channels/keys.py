"""What the channels find in their application."""

from aiohttp import web

from bot.channels.limits import Limits
from bot.chat.assistant import Assistant
from bot.messengers.courier import Courier
from bot.messengers.store import MessengerStore
from bot.settings import Settings

SETTINGS = web.AppKey("settings", Settings)
ASSISTANT = web.AppKey("assistant", Assistant)
LIMITS = web.AppKey("limits", Limits)
COURIERS = web.AppKey("couriers", dict[str, Courier])
MESSENGER_STORE = web.AppKey("messenger_store", MessengerStore)
