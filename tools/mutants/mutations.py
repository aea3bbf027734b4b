"""Small lies about a module's functions, one at a time: a comparison turned, an `and` made `or`, a call left out."""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import CodeType

TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
Change = Callable[[ast.AST], None]


@dataclass(frozen=True)
class Mutation:
    """`place`: which node of the tree, in the order of `ast.walk`."""

    place: int
    line: int
    function: str
    what: str
    change: Change


def setting(name: str, value: object) -> Change:
    return lambda node: setattr(node, name, value)


def negating(name: str) -> Change:
    """Whatever is asked there is asked the other way round."""

    def change(node: ast.AST) -> None:
        setattr(node, name, ast.UnaryOp(ast.Not(), getattr(node, name)))

    return change


def comparing(at: int, turned: type[ast.cmpop]) -> Change:
    def change(node: ast.AST) -> None:
        assert isinstance(node, ast.Compare)
        node.ops[at] = turned()

    return change


def of_node(node: ast.AST) -> Iterator[tuple[str, Change]]:
    """Every lie that may be told at this place."""
    match node:
        case ast.Compare():
            for at, each in enumerate(node.ops):
                if turned := TURNED.get(type(each)):
                    yield f"{type(each).__name__} -> {turned.__name__}", comparing(at, turned)
        case ast.BoolOp():
            other = ast.Or if isinstance(node.op, ast.And) else ast.And
            yield f"{type(node.op).__name__} -> {other.__name__}", setting("op", other())
        case ast.BinOp() if type(node.op) in COUNTED:
            other_op = COUNTED[type(node.op)]
            yield f"{type(node.op).__name__} -> {other_op.__name__}", setting("op", other_op())
        case ast.UnaryOp(op=ast.Not()):
            yield "not left out", negating("operand")
        case ast.If() | ast.IfExp() | ast.While():
            yield "condition negated", negating("test")
        case ast.Constant(value=bool(said)):
            yield f"{said} -> {not said}", setting("value", not said)
        case ast.Constant(value=int(number)):
            yield f"{number} -> {number + 1}", setting("value", number + 1)
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield "returns None", setting("value", ast.Constant(None))
        case ast.Expr(value=ast.Call() | ast.Await()):
            yield "call left out", setting("value", ast.Constant(None))
        case ast.Assign(targets=[ast.Attribute()]):
            yield "set to None", setting("value", ast.Constant(None))


def inside(tree: ast.Module) -> dict[int, str]:
    """Nodes that run when a function runs, by identity, with the function's name as the interpreter gives it."""
    found: dict[int, str] = {}

    def look(nodes: list[ast.stmt], within: str) -> None:
        for node in nodes:
            if isinstance(node, ast.ClassDef):
                look(node.body, f"{within}{node.name}.")
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                for each in node.body:
                    found.update((id(part), f"{within}{node.name}") for part in ast.walk(each))

    look(tree.body, "")
    return found


def mutations(tree: ast.Module) -> list[Mutation]:
    within = inside(tree)
    return [
        Mutation(place, getattr(node, "lineno", 0), within[id(node)], what, change)
        for place, node in enumerate(ast.walk(tree))
        if id(node) in within
        for what, change in of_node(node)
    ]


def compiled(tree: ast.Module, path: str, mutation: Mutation | None = None) -> dict[tuple[str, int], CodeType]:
    """The code of every function of a module, with one lie in it, by name and line."""
    lying = copy.deepcopy(tree)
    if mutation:
        mutation.change(list(ast.walk(lying))[mutation.place])
    return codes(compile(ast.fix_missing_locations(lying), path, "exec"))


def codes(code: CodeType) -> dict[tuple[str, int], CodeType]:
    found = {(code.co_qualname, code.co_firstlineno): code}
    for each in code.co_consts:
        if isinstance(each, CodeType):
            found |= codes(each)
    return found
