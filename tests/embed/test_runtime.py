"""The library that runs the model tells nobody about it."""

import os
import subprocess
import sys
import time


def test_importing_the_encoder_leaves_no_trace_and_sends_nothing(tmp_path):
    """Its telemetry would leave a device id and a queue of events under the user's cache."""
    code = (
        "import slm.embed.encoder as e; e.onnxruntime.SessionOptions(); import time; time.sleep(1)"
    )
    # A bare environment: on a build server, which it knows by a variable, it keeps still.
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)

    assert list(tmp_path.rglob("*")) == []


def test_without_our_import_it_would_leave_one(tmp_path):
    """The control: once this fails, the telemetry is gone and the test above tests nothing."""
    code = "import onnxruntime; onnxruntime.SessionOptions(); import time; time.sleep(1)"
    # A bare environment: on a build server, which it knows by a variable, it keeps still.
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", code], env=environment) as process:
        while process.poll() is None and not list(tmp_path.rglob("deviceid")):
            time.sleep(0.01)
        process.kill()

    assert list(tmp_path.rglob("deviceid"))
