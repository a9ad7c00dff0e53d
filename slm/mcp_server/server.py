"""Answer for the tools through the official SDK, which speaks both eras of the protocol."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

import anyio
import anyio.to_thread
import mcp_types as types
import msgspec
from mcp.server.caching import CacheHint
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError

from slm import __version__, errors
from slm.config import working_folder
from slm.mcp_server.ending import end_now
from slm.mcp_server.lines import lines
from slm.mcp_server.schema import schema
from slm.mcp_server.tools import TOOLS, Caller, Reply, Tool

INSTRUCTIONS = (
    "Memory of earlier sessions, project files and notes on this machine. It gives quotations of "
    "what was said or written then, each with id, date, author and source."
)
# The tools of a release do not change while it runs.
TOOLS_STAY = CacheHint(ttl_ms=3_600_000, scope="public")

BY_NAME = {tool.name: tool for tool in TOOLS}


def run() -> None:
    """Answer until the input closes."""
    # The SDK logs tracebacks, arguments in them, to standard error, which hosts keep.
    logging.getLogger("mcp").addHandler(logging.NullHandler())
    try:
        anyio.run(_serve)
    except* (BrokenPipeError, ConnectionResetError):  # the agent does not read answers any more
        end_now()


async def _serve() -> None:
    server = build(Caller(working_folder()))
    async with lines() as (requests, answers):
        await server.run(requests, answers, server.create_initialization_options())


def build(caller: Caller) -> Server[Any]:
    """The server, with its tools for this caller."""
    listed = types.ListToolsResult(tools=[describe(tool) for tool in TOOLS])

    async def list_tools(
        _context: ServerRequestContext[Any], _page: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        return listed

    async def call_tool(
        _context: ServerRequestContext[Any], call: types.CallToolRequestParams
    ) -> types.CallToolResult:
        tool = BY_NAME.get(call.name)
        if tool is None:
            wrong = errors.unknown("tool", call.name, BY_NAME)
            raise MCPError(types.INVALID_PARAMS, f"{wrong.message}; {wrong.hint}")
        carry_out = partial(answer, tool, caller, call.arguments or {})
        return await anyio.to_thread.run_sync(carry_out, abandon_on_cancel=True)

    server: Server[Any] = Server(
        "mem",
        version=__version__,
        instructions=INSTRUCTIONS,
        cache_hints={"tools/list": TOOLS_STAY},
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )
    server.middleware.clear()  # OpenTelemetry's: nothing here is reported to anybody
    return server


def describe(tool: Tool[Any]) -> types.Tool:
    """What a host is told of a tool."""
    return types.Tool(
        name=tool.name,
        description=tool.description,
        input_schema=schema(tool.takes),
        output_schema=schema(tool.gives),
        annotations=types.ToolAnnotations(
            read_only_hint=tool.only_reads,
            destructive_hint=tool.takes_away,
            idempotent_hint=tool.twice_is_once,
            open_world_hint=False,
        ),
    )


def answer(tool: Tool[Any], caller: Caller, arguments: dict[str, Any]) -> types.CallToolResult:
    """Carry out a call; whatever goes wrong becomes an answer too."""
    try:
        return _given(tool.call(caller, arguments))
    except errors.MemError as error:
        return _failed(error.message, error.hint)
    except Exception as exc:  # noqa: BLE001 - a bug fails this call, never the agent's session
        return _failed(f"internal error: {type(exc).__name__}", "mem doctor")


def _given(reply: Reply) -> types.CallToolResult:
    return types.CallToolResult(
        content=[types.TextContent(text=text) for text in reply.texts],
        structured_content=msgspec.to_builtins(reply.content),
    )


def _failed(message: str, hint: str) -> types.CallToolResult:
    text = f"{message}\nhint: {hint}" if hint else message
    return types.CallToolResult(content=[types.TextContent(text=text)], is_error=True)
