"""A host that still uses the SDK's 1.x client; run by that SDK's own interpreter."""

import asyncio
import json
import os
import sys

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client


async def main(server_python, run, folder):
    server = StdioServerParameters(
        command=server_python, args=["-c", run], env=dict(os.environ), cwd=folder
    )
    async with stdio_client(server) as (reading, writing), ClientSession(reading, writing) as host:
        greeting = await host.initialize()
        tools = [tool.name for tool in (await host.list_tools()).tools]
        kept = await host.call_tool("remember", {"text": "The ferry leaves at six."})
        found = await host.call_tool("recall", {"query": "when does the ferry leave?"})
        wrong = await host.call_tool("show", {"id": "beef0000"})
        (hit,) = found.structuredContent["hits"]
        is_found = hit["id"] == kept.structuredContent["id"]
        json.dump([greeting.protocolVersion, tools, is_found, wrong.isError], sys.stdout)


asyncio.run(main(*sys.argv[1:]))
