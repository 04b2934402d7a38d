"""Environment variables with types: a wrong value stops the start with its name and the form it should have."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in so many seconds."""

    most: int
    seconds: int


def env_str(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def env_secret(name: str, default: str = "") -> str:
    """The variable itself, or the content of the file that NAME_FILE points to (Docker and systemd secrets)."""
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return env_str(name, default)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE: cannot read {path}: {error.strerror}") from error


def env_bool(name: str, default: bool = False) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in _TRUE:
        return True
    if value.lower() in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={value!r}: give true or false")


def env_int(name: str, default: int, *, least: int = 1) -> int:
    value = os.environ.get(name)
    if value is None:
        return default
    if not value.strip().isdecimal() or int(value) < least:
        raise ImproperlyConfigured(f"{name}={value!r}: give a whole number, {least} or more")
    return int(value)


def env_choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = os.environ.get(name, default).upper()
    if value not in allowed:
        raise ImproperlyConfigured(f"{name}={value!r}: give one of {', '.join(allowed)}")
    return value


def env_list(name: str, default: list[str]) -> list[str]:
    value = os.environ.get(name)
    return default if value is None else [part.strip() for part in value.split(",") if part.strip()]


def env_rate(name: str, default: str) -> Rate | None:
    """ "600/minute" as a rate; "off" is none."""
    value = os.environ.get(name, default).strip().lower()
    if value == "off":
        return None
    most, _, unit = value.partition("/")
    if not (most.isdecimal() and int(most) > 0 and unit in SECONDS):
        raise ImproperlyConfigured(
            f"{name}={value!r}: give a rate such as 600/minute (second, minute, hour, day), or off"
        )
    return Rate(int(most), SECONDS[unit])


def env_origins(name: str) -> list[str]:
    """Scheme, host and port, as a browser sends them; a path or a missing scheme would never match."""
    origins = env_list(name, [])
    for origin in origins:
        parts = urlsplit(origin)
        if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path:
            raise ImproperlyConfigured(f"{name}={origin!r}: give origins such as https://bw.example, without a path")
    return origins


def env_tiles(name: str) -> str:
    """Where a tile server's pictures are; empty without one. Its host has to be told in full, since pages may ask no other."""
    address = env_str(name)
    parts = urlsplit(address)
    is_whole = parts.scheme in {"http", "https"} and parts.netloc and "{" not in parts.netloc
    if address and not (is_whole and all(part in parts.path + parts.query for part in ("{z}", "{x}", "{y}"))):
        raise ImproperlyConfigured(
            f"{name}={address!r}: give an address such as https://tiles.example/{{z}}/{{x}}/{{y}}.png"
        )
    return address


def secret_key() -> str:
    key = env_secret("BW_SECRET_KEY")
    if not key:
        raise ImproperlyConfigured(
            "BW_SECRET_KEY: give a long random text, or BW_SECRET_KEY_FILE a file that holds one"
        )
    return key


def redis_url() -> str:
    url = env_secret("REDIS_URL", "redis://127.0.0.1:6379/0")
    if urlsplit(url).scheme not in {"redis", "rediss"} or _port(url, "REDIS_URL") == 0:
        raise ImproperlyConfigured("REDIS_URL: give redis://:password@host:port/0")
    return url


def _port(url: str, name: str) -> int | None:
    try:
        return urlsplit(url).port
    except ValueError:
        raise ImproperlyConfigured(f"{name}: the port is no number from 1 to 65535") from None


def database() -> dict[str, Any]:
    """DATABASE_URL as Django's DATABASES entry: postgres[ql]|postgis://user:password@host:port/name?option=value."""
    url = env_secret("DATABASE_URL", "postgis://borderwatch@127.0.0.1:5432/borderwatch")
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql", "postgis"} or not parts.path.strip("/"):
        raise ImproperlyConfigured("DATABASE_URL: give postgres://user:password@host:port/name")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.contrib.gis.db.backends.postgis",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(_port(url, "DATABASE_URL") or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
