"""The endpoints as MCP tools that answer JSON. Gradio's own answer is what Python prints of a value."""

from __future__ import annotations

import json
from typing import Any

from jianbao.errors import InputError
from webdemo.endpoints.api import ENDPOINTS, Endpoint
from webdemo.gate.visitors import LANGUAGE


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
                endpoint = _endpoint(request.params.name)
                for name in request.params.arguments or {}:
                    if endpoint and name not in endpoint.parameters:
                        error = InputError("webdemo.parameter_unknown", name=name[:60]).worded(
                            LANGUAGE.get(), place="page"
                        )
                        refusal = types.CallToolResult(
                            content=[types.TextContent(type="text", text=error)], isError=True
                        )
                        return types.ServerResult(refusal)
                told: types.ServerResult = await call(request)
                result = told.root
                if not isinstance(result, types.CallToolResult) or result.isError:
                    return told
                for content in result.content:
                    assert isinstance(content, types.TextContent)
                    value = json.loads(content.text)
                    result.structuredContent = value if isinstance(value, dict) else {"result": value}
                return told

            tools = server.request_handlers[types.ListToolsRequest]

            async def described(request: types.ListToolsRequest) -> types.ServerResult:
                told: types.ServerResult = await tools(request)
                assert isinstance(told.root, types.ListToolsResult)
                for tool in told.root.tools:
                    tool.outputSchema = _answer(tool.name)
                return told

            server.request_handlers[types.CallToolRequest] = structured
            server.request_handlers[types.ListToolsRequest] = described
            return server

    mcp.GradioMCPServer = Tools


def _endpoint(tool: str) -> Endpoint | None:
    """What a tool asks. Gradio puts the title of the page before the names of the endpoints."""
    known = [e for e in ENDPOINTS.values() if tool == e.name or tool.endswith(f"_{e.name}")]
    return max(known, key=lambda e: len(e.name)) if known else None


def _answer(tool: str) -> dict[str, Any] | None:
    """The schema of what a tool answers."""
    endpoint = _endpoint(tool)
    if endpoint is None:
        return None
    schema = endpoint.answer
    if schema["type"] == "object":
        return dict(schema)
    return {"type": "object", "properties": {"result": schema}, "required": ["result"]}
