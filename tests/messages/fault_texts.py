"""Follows the words of faults through the source: to the constants that they come from.

A fault takes its words from a constant, or from a name, whose constants stand in an assignment, in
the calls of its function, or in what another function returns. Here `{}` stands for anything that
is no constant.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, product
from pathlib import Path
from typing import Any

_GAP = "{}"
_DEPTH = 5  # names that are followed, one after the other
_MOST = 60  # texts of one place
_WORDS = re.compile(r"[a-z]+(?: .*)?")  # no name of a file, no sign
_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Source:
    """The functions, calls and constants of some modules, by their names.

    Attributes:
        functions: with the module that each of them is in.
        calls: of a function or method, with the function that the call is in, and the module.
        owners: the function that a node is in.
    """

    functions: dict[str, list[_Function]] = field(default_factory=lambda: defaultdict(list))
    calls: dict[str, list[ast.Call]] = field(default_factory=lambda: defaultdict(list))
    owners: dict[ast.AST, _Function | None] = field(default_factory=dict)
    modules: dict[ast.AST, ast.Module] = field(default_factory=dict)

    @classmethod
    def of(cls, files: Iterable[Path]) -> "Source":
        """Read modules."""
        found = cls()
        for path in files:
            tree = ast.parse(path.read_text("utf-8"))
            found._read(tree, tree, None)
        return found

    def _read(self, node: ast.AST, module: ast.Module, owner: _Function | None) -> None:
        self.owners[node], self.modules[node] = owner, module
        if isinstance(node, _Function):
            self.functions[node.name].append(node)
            owner = node
        elif isinstance(node, ast.Call):
            self.calls[name_of(node)].append(node)
        for child in ast.iter_child_nodes(node):
            self._read(child, module, owner)

    def texts(self, node: ast.AST | None, depth: int = _DEPTH) -> list[str]:
        """The texts that an expression may have; none if it has no constant in it."""
        if isinstance(node, ast.Constant):
            return [node.value] if isinstance(node.value, str) else []
        if depth == 0 or node is None:
            return []
        parts: dict[type[ast.AST], Callable[[Any, int], Iterator[str]]] = {
            ast.JoinedStr: self._joined,
            ast.BinOp: self._sum,
            ast.Name: self._named,
            ast.Call: self._called,
        }
        if read := parts.get(type(node)):
            return list(islice(dict.fromkeys(read(node, depth - 1)), _MOST))
        inside: dict[type[ast.AST], tuple[str, ...]] = {
            ast.IfExp: ("body", "orelse"),
            ast.BoolOp: ("values",),
            ast.Tuple: ("elts",),
            ast.List: ("elts",),
            ast.Dict: ("values",),
            ast.Subscript: ("value",),
            ast.NamedExpr: ("value",),
            ast.Starred: ("value",),
            ast.GeneratorExp: ("elt",),
            ast.ListComp: ("elt",),
        }
        values = [getattr(node, name) for name in inside.get(type(node), ())]
        flat = [one for value in values for one in (value if isinstance(value, list) else [value])]
        return [text for one in flat for text in self.texts(one, depth)]

    def _joined(self, node: ast.JoinedStr, depth: int) -> Iterator[str]:
        values = (one.value if isinstance(one, ast.FormattedValue) else one for one in node.values)
        parts = [self._within(one, depth) for one in values]
        return ("".join(several) for several in product(*parts))

    def _within(self, node: ast.expr, depth: int) -> list[str]:
        """What stands in a text: its constants as they are, and what others say in words."""
        if isinstance(node, ast.Constant):
            return [str(node.value)]
        return [one if _WORDS.fullmatch(one) else _GAP for one in self.texts(node, depth) or [_GAP]]

    def _sum(self, node: ast.BinOp, depth: int) -> Iterator[str]:
        sides = [self._within(one, depth) for one in (node.left, node.right)]
        return ("".join(both) for both in product(*sides))

    def _named(self, node: ast.Name, depth: int) -> Iterator[str]:
        owner = self.owners.get(node)
        for where in (owner, self.modules[node]):
            for value in _assigned(where, node.id):
                yield from self.texts(value, depth) or [_GAP]
        if owner is not None:
            yield from self._given(owner, node.id, depth)

    def _given(self, function: _Function, name: str, depth: int) -> Iterator[str]:
        """What callers give for a parameter."""
        every = [*function.args.posonlyargs, *function.args.args]
        names = [one.arg for one in every if one.arg not in {"self", "cls"}]
        if name not in names + [one.arg for one in function.args.kwonlyargs]:
            return
        for call in self.calls[function.name]:
            if function.name[0] == "_" and self.modules[call] is not self.modules[function]:
                continue
            given = {one.arg: one.value for one in call.keywords}
            given |= dict(zip(names, call.args, strict=False))
            if name in given:
                yield from self.texts(given[name], depth) or [_GAP]

    def _called(self, node: ast.Call, depth: int) -> Iterator[str]:
        """What a function returns; a method of a text gives that text."""
        name = name_of(node)
        if isinstance(node.func, ast.Attribute) and name in {"capitalize", "strip", "format"}:
            yield from self.texts(node.func.value, depth)
            return
        of = getattr(node.func, "value", None)
        own = isinstance(node.func, ast.Name) or getattr(of, "id", "") == "self"
        several = self.functions[name] if own else []
        for function in several if len(several) == 1 else []:
            for one in ast.walk(function):
                if isinstance(one, ast.Return) and self.owners[one] is function:
                    yield from self.texts(one.value, depth)


def name_of(call: ast.Call) -> str:
    """The name of what is called."""
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _assigned(where: ast.AST | None, name: str) -> Iterator[ast.expr]:
    """What a name gets in a function, or at the top of a module."""
    if where is None:
        return
    nodes = ast.walk(where) if not isinstance(where, ast.Module) else iter(where.body)
    for node in nodes:
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AnnAssign | ast.NamedExpr):
            targets = [node.target]
        else:
            continue
        for target in targets:
            yield from _paired(target, node.value, name)


def _paired(target: ast.expr, value: ast.expr | None, name: str) -> Iterator[ast.expr]:
    if value is None:
        return
    if isinstance(target, ast.Name) and target.id == name:
        yield value
    elif isinstance(target, ast.Tuple):
        values = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
        for one in values:
            if isinstance(one, ast.Tuple):
                for place, own in zip(target.elts, one.elts, strict=False):
                    yield from _paired(place, own, name)
