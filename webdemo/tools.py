"""The endpoints as MCP tools that answer JSON. Gradio's own answer is what Python prints of a value."""

from __future__ import annotations

import json
from typing import Any


def answer_json() -> None:
    """Have Gradio's tools answer JSON, as text and as structured content; nothing where MCP is not installed."""
    try:
        from gradio import mcp
        from mcp import types
    except ImportError:
        return

    class Tools(mcp.GradioMCPServer):
        def postprocess_output_data(self, data: Any, root_url: str) -> list[Any]:
            return [types.TextContent(type="text", text=json.dumps(value, ensure_ascii=False)) for value in data]

        def create_mcp_server(self) -> Any:
            server = super().create_mcp_server()
            call = server.request_handlers[types.CallToolRequest]

            async def structured(request: types.CallToolRequest) -> types.ServerResult:
                told: types.ServerResult = await call(request)
                result = told.root
                if not isinstance(result, types.CallToolResult) or result.isError:
                    return told
                for content in result.content:
                    assert isinstance(content, types.TextContent)
                    value = json.loads(content.text)
                    result.structuredContent = value if isinstance(value, dict) else {"result": value}
                return told

            server.request_handlers[types.CallToolRequest] = structured
            return server

    mcp.GradioMCPServer = Tools
