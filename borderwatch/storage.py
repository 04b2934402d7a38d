"""Static files under names that carry their content's hash, ES module imports included."""

from django.contrib.staticfiles.storage import ManifestFilesMixin
from whitenoise.storage import CompressedStaticFilesMixin

from django.contrib.staticfiles.storage import StaticFilesStorage  # isort: skip


class HashedStorage(CompressedStaticFilesMixin, ManifestFilesMixin, StaticFilesStorage):
    support_js_module_import_aggregation = True
