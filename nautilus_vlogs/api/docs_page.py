"""The description of the API as a page: no script, nothing loaded from elsewhere."""

import html
from collections.abc import Iterator
from collections.abc import Mapping
from typing import Any

_STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
code, h2 { font-family: ui-monospace, monospace; }
h2 { font-size: 1rem; margin-top: 2.5rem; border-top: 1px solid #8888; padding-top: 1rem; }
table { border-collapse: collapse; width: 100%; }
td, th { text-align: left; padding: .2rem .8rem .2rem 0; vertical-align: top; }
tr + tr td { border-top: 1px solid #8884; }
del { opacity: .6; }
"""


def render_docs(description: Mapping[str, Any]) -> str:
    """
    Return a page in HTML that lists each path with its parameters and answers.

    Parameters
    ----------
    description : mapping
        The description in OpenAPI.

    """
    parts = "".join(_paths(description))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>vlogs-nt API</title>'
        f"<style>{_STYLE}</style></head><body><h1>vlogs-nt API</h1>"
        f"<p>{_text(description['info'].get('summary', ''))}. For programs: "
        '<a href="openapi.json">openapi.json</a>.</p>'
        f"{parts}</body></html>"
    )


def _paths(description: Mapping[str, Any]) -> Iterator[str]:
    for path, operations in description["paths"].items():
        for method, operation in operations.items():
            yield f"<h2>{method.upper()} {_text(path)}</h2><p>{_text(operation['summary'])}</p>"
            rows = "".join(map(_parameter, operation.get("parameters", [])))
            if rows:
                yield f"<table><tr><th>Parameter</th><th>Meaning</th></tr>{rows}</table>"
            answers = ", ".join(
                f"<code>{code}</code> {_text(answer['description'])}"
                for code, answer in operation["responses"].items()
            )
            yield f"<p>Answers: {answers}</p>"


def _parameter(parameter: Mapping[str, Any]) -> str:
    schema = parameter["schema"]
    name = f"<code>{_text(parameter['name'])}</code>"
    if parameter.get("deprecated") or schema.get("deprecated"):
        name = f"<del>{name}</del>"
    parts = [_text(parameter.get("description") or schema.get("description") or "")]
    if schema.get("default") not in (None, [], ""):
        parts.append(f"default: <code>{_text(schema['default'])}</code>")
    if schema.get("examples"):
        parts.append(f"such as <code>{_text(schema['examples'][0])}</code>")
    return f"<tr><td>{name}</td><td>{'; '.join(part for part in parts if part)}</td></tr>"


def _text(value: object) -> str:
    return html.escape(str(value))
