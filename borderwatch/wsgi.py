"""Pages and API: synchronous, the fastest way here."""

from __future__ import annotations

import os
from typing import Any

from django.core.wsgi import get_wsgi_application

from borderwatch.webserver import kept_alive

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "borderwatch.settings")
site = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Any) -> Any:
    return kept_alive(site(environ, start_response))
