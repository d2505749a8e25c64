"""Small made-up files to attach: right signatures, next to no content."""

from __future__ import annotations

import base64
import hashlib

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A PNG of one pixel."""

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "csv": "text/csv",
    "zip": "application/zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def media_type(name: str) -> str:
    """Return the media type by the ending of a file name."""
    return MEDIA_TYPES.get(name.rpartition(".")[2], "application/octet-stream")


def content(name: str, salt: str) -> bytes:
    """Return a few hundred bytes that differ by name and `salt`."""
    ending = name.rpartition(".")[2]
    noise = hashlib.sha256(f"{name}{salt}".encode()).hexdigest()
    if ending == "png":
        return PIXEL + noise.encode()
    if ending == "csv":
        return f"article;price\n{noise[:4]};12.00\n{noise[4:8]};9.50\n".encode()
    if ending == "pdf":
        body = f"1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n% {noise}\n"
        return f"%PDF-1.4\n{body}trailer <</Root 1 0 R>>\n%%EOF\n".encode()
    return b"PK\x03\x04" + noise.encode() * 4
