"""A model that always says the same, over the Responses API on loopback: no account, no network."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

USAGE = {
    "input_tokens": 1, "input_tokens_details": {"cached_tokens": 0},
    "output_tokens": 1, "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": 2,
}  # fmt: skip


class Stub:
    """What it says, and what it was asked."""

    def __init__(self):
        self.answer = "Noted."
        self.asked = []
        self.port = 0

    def developer_words(self):
        """What the host told the model beside what was typed, in the last request."""
        items = json.loads(self.asked[-1])["input"]
        return "\n".join(
            part.get("text", "")
            for item in items
            if item.get("role") == "developer"
            for part in item["content"]
        )


@contextmanager
def serving():
    """Serve until the block ends."""
    stub = Stub()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(stub))
    stub.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(stub):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def do_GET(self):
            self._send("application/json", json.dumps({"models": [], "data": []}))

        def do_POST(self):
            length = int(self.headers.get("content-length") or 0)
            stub.asked.append(self.rfile.read(length).decode("utf-8", "replace"))
            self._send("text/event-stream", "".join(_events(stub.answer)))

        def _send(self, kind, body):
            raw = body.encode()
            self.send_response(200)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

    return Handler


def _events(answer):
    item = {
        "type": "message", "role": "assistant", "id": "msg_stub", "status": "completed",
        "content": [{"type": "output_text", "text": answer, "annotations": []}],
    }  # fmt: skip
    done = {"id": "resp_stub", "status": "completed", "output": [item], "usage": USAGE}
    for event in (
        {"type": "response.created", "response": {"id": "resp_stub", "status": "in_progress"}},
        {"type": "response.output_item.done", "output_index": 0, "item": item},
        {"type": "response.completed", "response": done},
    ):
        yield f"event: {event['type']}\ndata: {json.dumps(event)}\n\n"
