"""Import onnxruntime with its telemetry off; nothing else may import it."""

from __future__ import annotations

import os

# Since 1.29 the official wheels send events to their maker and leave a device id in the user's
# cache folder, on Linux and macOS too. Only this, before the import, keeps it from both
# (microsoft/onnxruntime pull request 27379).
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime  # type: ignore[import-untyped]  # ships no types; comes second

__all__ = ["onnxruntime"]
