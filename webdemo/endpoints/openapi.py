"""The endpoints as an OpenAPI document: parameters with types, bounds and defaults, answers with their fields, errors.

Gradio writes one too, without defaults, without what is needed, and without the fields of an answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jianbao.version import VERSION
from webdemo.endpoints.api import Endpoint

PREFIX = "/gradio_api/call"
_WAY = (
    "A call is posted, and answered with its event_id; the result is fetched with it, within ten seconds of the call, and comes as "
    "server-sent events: the last one is `event: complete` with `data` a list of one answer, or `event: error` with `data` an object "
    "whose `error` is one sentence. It is Chinese where `wording` or the Accept-Language header asks for that."
)
_REFUSED = {
    "description": "One sentence that says why, in `detail`.",
    "content": {
        "application/json": {
            "schema": {"type": "object", "properties": {"detail": {"type": "string"}}, "required": ["detail"]}
        }
    },
}


def document(endpoints: Iterable[Endpoint], *, root: str = "") -> dict[str, Any]:
    """The document. root: the path or address under which a reverse proxy has this server."""
    paths: dict[str, Any] = {}
    for endpoint in endpoints:
        paths[f"{PREFIX}/v2/{endpoint.name}"] = {"post": _asked(endpoint)}
        paths[f"{PREFIX}/{endpoint.name}/{{event_id}}"] = {"get": _told(endpoint)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Jianbao 简报", "description": _WAY, "version": VERSION},
        "servers": [{"url": root or "/"}],
        "paths": paths,
    }


def _asked(endpoint: Endpoint) -> dict[str, Any]:
    event = {
        "type": "object",
        "properties": {"event_id": {"type": "string", "description": "for fetching the result"}},
        "required": ["event_id"],
    }
    return {
        "summary": endpoint.summary,
        "description": f"Answers with an event_id; the result is at {PREFIX}/{endpoint.name}/{{event_id}}.",
        "operationId": endpoint.name,
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {
                        "type": "object",
                        "properties": dict(endpoint.parameters),
                        "required": endpoint.needed,
                        "additionalProperties": False,
                    }
                }
            },
        },
        "responses": {
            "200": {"description": "The call waits or is at work.", "content": {"application/json": {"schema": event}}},
            "400": _REFUSED,
            "413": _REFUSED,
            "415": _REFUSED,
            "503": _REFUSED,
        },
    }


def _told(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "summary": f"The result of /{endpoint.name}",
        "operationId": f"{endpoint.name}_result",
        "parameters": [
            {
                "name": "event_id",
                "in": "path",
                "required": True,
                "schema": {"type": "string"},
                "description": "from the answer to the call",
            }
        ],
        "responses": {
            "200": {
                "description": "Server-sent events. `data` of `event: complete` is a list of one value, whose schema this is.",
                "content": {"text/event-stream": {"schema": endpoint.answer}},
            }
        },
    }
