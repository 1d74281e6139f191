"""
The log over HTTP: a router for an app of one's own, or a whole app.

Needs the extra: ``pip install 'vlogs-nt[api]'``.
"""

from nautilus_vlogs.api.app import create_app
from nautilus_vlogs.api.router import create_router

__all__ = ["create_app", "create_router"]
