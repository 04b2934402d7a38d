"""Every knob of the site: an environment variable with a sane default; a wrong value stops the start with its name."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from whitenoise.compress import Compressor

from borderwatch import env

BASE_DIR = Path(__file__).resolve().parent.parent
VERSION = "0.1.0"

DEBUG = env.env_bool("BW_DEBUG", False)
SECRET_KEY = env.secret_key()
# Health checks ask from the machine itself, by its loopback address, whatever name the site has.
ALLOWED_HOSTS = [*env.env_list("BW_ALLOWED_HOSTS", ["localhost", "[::1]"]), "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = env.env_origins("BW_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "incidents",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.gis",
    "django.contrib.postgres",
    "django_htmx",
    "django_filters",
    "leaflet",
    "rest_framework",
    "rest_framework_gis",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "incidents.views.misplaced.KeyInAddress",
    "incidents.views.policy.Policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "incidents.reads.Audit",
    "incidents.views.busy.Busy",
]

ROOT_URLCONF = "borderwatch.urls"
WSGI_APPLICATION = "borderwatch.wsgi.application"
ASGI_APPLICATION = "borderwatch.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "incidents.views.context.frame",
            ],
        },
    }
]

DATABASES = {"default": env.database()}
REDIS_URL = env.redis_url()
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

AUTH_USER_MODEL = "incidents.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "incidents.accounts.People"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "dashboard"
LOGOUT_REDIRECT_URL = "login"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Debian 12 brings GDAL 3.6. The check is about geometries that strangers send as GML or WKT with a reference to a file;
# none is ever read here.
SILENCED_SYSTEM_CHECKS = ["gis.W001"]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.env_str("BW_STATIC_ROOT", str(BASE_DIR / "var" / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "borderwatch.storage.HashedStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
COMPRESS = env.env_bool("BW_COMPRESS", True)
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")  # maps are for debuggers

# Behind TLS the cookies are bound to the host and HTTPS is enforced; on loopback there is no certificate to ask for.
BEHIND_TLS = env.env_bool("BW_TLS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_NAME = "__Host-session" if BEHIND_TLS else "bw_session"
CSRF_COOKIE_NAME = "__Host-csrf" if BEHIND_TLS else "bw_csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_USE_SESSIONS = False
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked from inside, where no proxy adds TLS
SECURE_HSTS_SECONDS = 63072000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None

# Five wrong passwords lock an account and address for a while (django-axes).
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "incidents/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

# Reading may be opened to visitors without an account; writing never is.
PUBLIC_READING = env.env_bool("BW_PUBLIC_READING", False)
# How often one may ask the API: by token, by account with all its tokens and pages, by address of a visitor.
RATES = {
    "token": env.env_rate("BW_RATE_TOKEN", "600/minute"),
    "account": env.env_rate("BW_RATE_ACCOUNT", "1200/minute"),
    "address": env.env_rate("BW_RATE_ADDRESS", "600/minute"),
}
PROXIES = env.env_int(
    "BW_PROXIES", 0, least=0
)  # before the site; the address of who asks is told by the outermost of them
AUDIT_READS_DAYS = env.env_int(
    "BW_AUDIT_READS_DAYS", 0, least=0
)  # days that it is kept who read which address; 0: it is not
# Counts, histograms, facets and tiles from columns in memory, one copy a web process; off: SQL answers the same, slower.
CUBE = env.env_bool("BW_CUBE", True)
SQL_SECONDS = env.env_int(
    "BW_SQL_SECONDS", 20
)  # for all that a page asks where SQL answers; after that it is told to come again
# How far back the list of changes reaches; who was away for longer starts anew.
CHANGES_DAYS = env.env_int("BW_CHANGES_DAYS", 30)
KEPT_BYTES = env.env_int("BW_KEPT_MB", 256) * 1_000_000  # answers that a web process may keep for the next who asks
MAX_UPLOAD_BYTES = env.env_int("BW_MAX_UPLOAD_BYTES", 20_000_000)
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_UPLOAD_BYTES + 1_000_000
FILE_UPLOAD_HANDLERS = [
    "borderwatch.uploads.Capped",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# The lease outlives the hard time limit, so that no report is read by two workers at once.
PARSE_TIME_LIMIT = env.env_int("BW_PARSE_TIME_LIMIT", 60)
LEASE_SECONDS = PARSE_TIME_LIMIT + env.env_int("BW_LEASE_MARGIN", 15)
PARSE_MEMORY_BYTES = 1 << 30  # what reading one report may take beyond the language model
MAX_ATTEMPTS = 3

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# One short try when a page wakes a worker: the row is the promise, and nobody should wait for a Redis that is down.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 2, "socket_timeout": 10, "visibility_timeout": 3600,
    "max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.1,
}  # fmt: skip
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = env.env_int("BW_WORKER_MEMORY_KB", 1_500_000)
# A fresh process loads the language model before it reports in; the default of 4 s would kill it on a slow disk, again and again.
CELERY_WORKER_PROC_ALIVE_TIMEOUT = 60.0
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_TASK_TIME_LIMIT = PARSE_TIME_LIMIT + 5
CELERY_TASK_SOFT_TIME_LIMIT = PARSE_TIME_LIMIT
CELERY_TASK_DEFAULT_QUEUE = "reports"
CELERY_TASK_PUBLISH_RETRY = False
CELERY_ACCEPT_CONTENT = ["json"]

# Where webhooks may go, "hooks.example.org" or "*.example.org"; empty: to any host whose addresses are all public ones.
WEBHOOK_HOSTS = env.env_list("BW_WEBHOOK_HOSTS", [])
# Seconds before a delivery that failed is tried again; each further wait is four times as long.
WEBHOOK_PAUSE = env.env_int("BW_WEBHOOK_PAUSE", 30)

# The live stream answers on a port of its own; pages of these origins may listen to it.
LIVE_URL = env.env_str("BW_LIVE_URL", "")
LIVE_ORIGINS = env.env_origins("BW_LIVE_ORIGINS")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "borderwatch.redacting.Formatter", "format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": env.env_choice("BW_LOG_LEVEL", "INFO", env.LEVELS)},
}

# Another base map over our own, from a tile server that says whom to credit.
TILES_URL = env.env_tiles("BW_TILES_URL")
TILES_CREDIT = env.env_str("BW_TILES_CREDIT")
LEAFLET_CONFIG = {
    "TILES": [("tiles", TILES_URL, {})] if TILES_URL else [],
    "RESET_VIEW": False,
    "SCALE": None,
    "ATTRIBUTION_PREFIX": False,
    "NO_GLOBALS": False,
}

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "incidents.api.negotiation.NamedFormats",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "NUM_PROXIES": PROXIES,
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Borderwatch API",
    "DESCRIPTION": "Reports in, incidents and statements out, every value with the words it rests on.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "incidents.api.document.completed",
        "incidents.api.examples.with_examples",
    ],
    "ENUM_NAME_OVERRIDES": {
        "ClaimKind": "incidents.models.choices.claim_kinds",
        "StatementKind": "incidents.models.choices.statement_kinds",
        "ActorRole": "incidents.models.choices.actor_roles",
        "ReportRole": "incidents.models.choices.report_roles",
        "Sector": "incidents.models.choices.sectors",
        "JobState": "incidents.models.report.JobState",
        "NearDuplicateKind": "incidents.models.report.ReportLink.Kind",
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", *filter(None, ["/".join(TILES_URL.split("/", 3)[:3])])],
        "font-src": [SELF],
        "connect-src": [SELF, *filter(None, [LIVE_URL.partition("/live/")[0]])],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
