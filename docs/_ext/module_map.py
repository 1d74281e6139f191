"""The directive ``module-map``: the modules of the package, by folder, and what each is for."""

import ast
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

_PACKAGE = Path(__file__).parents[2] / "nautilus_vlogs"


class ModuleMap(SphinxDirective):
    """Show a section for each folder: its modules, with the summaries of their docstrings."""

    def run(self) -> list[nodes.Node]:
        """Return the sections."""
        folders = sorted(path.parent for path in _PACKAGE.rglob("__init__.py"))
        return [self._section(folder) for folder in folders]

    def _section(self, folder: Path) -> nodes.section:
        name = folder.relative_to(_PACKAGE.parent).as_posix()
        section = nodes.section(ids=[nodes.make_id(name)], names=[name])
        self.state.document.note_explicit_target(section)
        entries = nodes.definition_list()
        for path in sorted(folder.glob("*.py")):
            self.env.note_dependency(str(path))
            if path.stem != "__init__":
                term = nodes.term("", "", nodes.literal(text=path.stem))
                text = nodes.paragraph(text=_summary(path))
                entries += nodes.definition_list_item("", term, nodes.definition("", text))
        section += nodes.title(text=f"{name}/")
        section += nodes.paragraph(text=_summary(folder / "__init__.py"))
        section += entries
        return section


def _summary(path: Path) -> str:
    docstring = ast.get_docstring(ast.parse(path.read_text())) or ""
    return " ".join(docstring.partition("\n\n")[0].replace("`", "").split())


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("module-map", ModuleMap)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
