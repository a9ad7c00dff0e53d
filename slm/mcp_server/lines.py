"""Carry lines between the agent and the SDK, and keep the way out open for the last answers."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeAlias

import anyio
import mcp_types as types
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from mcp.server.stdio import stdio_server
from mcp.shared.message import SessionMessage
from pydantic import ValidationError

from slm.mcp_server.ending import Unanswered, end_now

if TYPE_CHECKING:
    from mcp.shared._stream_protocols import ReadStream, WriteStream

# Hosts wait two seconds after closing the input before they kill.
LAST_ANSWERS_S = 1.0

Read: TypeAlias = SessionMessage | Exception


@asynccontextmanager
async def lines() -> AsyncIterator[
    tuple[MemoryObjectReceiveStream[Read], MemoryObjectSendStream[SessionMessage]]
]:
    """What comes in and where answers go; input that ends is only seen to when all is answered.

    The SDK itself drops, at the end of input, what it is still working on.
    """
    unanswered = Unanswered()
    async with stdio_server() as (lines_in, lines_out), anyio.create_task_group() as tasks:
        seen, requests = anyio.create_memory_object_stream[Read]()
        answers, given = anyio.create_memory_object_stream[SessionMessage]()
        tasks.start_soon(_bring_in, lines_in, seen, answers.clone(), unanswered)
        tasks.start_soon(_bring_out, given, lines_out, unanswered)
        try:
            yield requests, answers
        except anyio.get_cancelled_exc_class():
            # The way out is closed; what reads the input would wait on, and cannot be stopped.
            end_now()


async def _bring_in(
    lines_in: ReadStream[Read],
    seen: MemoryObjectSendStream[Read],
    answers: MemoryObjectSendStream[SessionMessage],
    unanswered: Unanswered,
) -> None:
    async with lines_in, answers, seen:
        async for read in lines_in:
            line = _mended(read) if isinstance(read, ValidationError) else read
            if isinstance(line, Exception):
                await answers.send(_not_understood())
                continue
            if isinstance(line.message, types.JSONRPCRequest):
                unanswered.add(line.message.id)
            await seen.send(line)
        await unanswered.wait(LAST_ANSWERS_S)
        if unanswered:
            end_now()


async def _bring_out(
    given: MemoryObjectReceiveStream[SessionMessage],
    lines_out: WriteStream[SessionMessage],
    unanswered: Unanswered,
) -> None:
    async with lines_out, given:
        async for answer in given:
            await lines_out.send(answer)
            if isinstance(answer.message, types.JSONRPCResponse | types.JSONRPCError):
                unanswered.discard(answer.message.id)


def _mended(refused: ValidationError) -> Read:
    """The line with a mark for each half character, such as JavaScript leaves of a cut emoji.

    The SDK takes no such line, and who sent it would wait for its answer.
    """
    line = refused.errors()[0]["input"]
    try:
        whole = json.dumps(json.loads(line), ensure_ascii=False).encode(errors="replace")
        return SessionMessage(types.jsonrpc_message_adapter.validate_json(whole, by_name=False))
    except (ValueError, TypeError, RecursionError):  # something else is wrong with it
        return refused


def _not_understood() -> SessionMessage:
    """JSON-RPC 2.0 wants an answer even to a line that cannot be read."""
    error = types.ErrorData(code=types.PARSE_ERROR, message="not a JSON-RPC message")
    return SessionMessage(types.JSONRPCError(jsonrpc="2.0", id=None, error=error))
