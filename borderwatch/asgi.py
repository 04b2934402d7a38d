"""The live stream, in a process of its own: an open stream would hold a synchronous worker for as long as a page is open."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "borderwatch.settings")
application = get_asgi_application()
