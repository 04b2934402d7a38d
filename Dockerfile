# syntax=docker/dockerfile:1
FROM python:3.11-slim-bookworm AS build
WORKDIR /app
COPY pyproject.toml README.md LICENSE ./
COPY borderwatch ./borderwatch
COPY incidents ./incidents
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir .

FROM python:3.11-slim-bookworm
# GeoDjango loads GDAL and GEOS from the system, the brief as PDF Pango with its fonts; the versions are Debian's own.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends gdal-bin libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-inter fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app borderwatch
WORKDIR /app
COPY --from=build /venv /venv
COPY . /app
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=borderwatch.settings \
    BW_STATIC_ROOT=/app/static-collected \
    OMP_NUM_THREADS=1 \
    OPENBLAS_NUM_THREADS=1
RUN BW_SECRET_KEY=build python manage.py collectstatic --noinput -v 0
USER 10001
EXPOSE 8000 8001
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["gunicorn", "borderwatch.wsgi", "--config", "python:borderwatch.webserver", "--preload", "--bind", "0.0.0.0:8000", "--workers", "2", "--graceful-timeout", "5"]
