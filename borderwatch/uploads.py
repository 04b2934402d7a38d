"""What uploads may take of the disk: a file that is too large is counted to its end and not kept."""

from __future__ import annotations

import io
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

FILES_AT_ONCE = 10  # largest files that one request may hold


class Capped(FileUploadHandler):
    """Stands before the handlers that keep files; what it holds back they never see."""

    def handle_raw_input(
        self, input_data: Any, META: dict[str, str], content_length: int, boundary: bytes, encoding: str | None = None
    ) -> None:
        if content_length > settings.MAX_UPLOAD_BYTES * FILES_AT_ONCE:
            raise RequestDataTooBig(f"The request has {content_length:,} bytes.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= settings.MAX_UPLOAD_BYTES else None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """The file without its content but with its true size, for whoever says that it is too large."""
        if file_size <= settings.MAX_UPLOAD_BYTES:
            return None
        return UploadedFile(io.BytesIO(), self.file_name, self.content_type, file_size, self.charset)
