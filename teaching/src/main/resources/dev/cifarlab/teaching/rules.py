"""What of a student's file is run: the classes that are marked and what they use, without what is not open to them."""
import ast
import symtable

OPEN = {
    "__future__", "abc", "collections", "copy", "dataclasses", "enum", "functools", "itertools", "math", "numbers",
    "numpy", "numpy.lib.stride_tricks", "numpy.linalg", "numpy.random", "numpy.typing", "operator", "random",
    "statistics", "time", "typing", "warnings",
}
FRAMEWORKS = {
    "autograd", "cupy", "jax", "keras", "mxnet", "paddle", "pytorch_lightning", "scipy", "sklearn", "tensorflow",
    "theano", "torch", "torchvision",
}
SHUT = {
    "__builtins__", "__import__", "breakpoint", "compile", "delattr", "eval", "exec", "exit", "globals", "input",
    "locals", "memoryview", "open", "quit", "vars",
}
SHUT_OF_NUMPY = {
    "ctypeslib", "distutils", "f2py", "fromfile", "genfromtxt", "load", "loadtxt", "memmap", "open_memmap", "os",
    "save", "savetxt", "savez", "savez_compressed", "sys", "testing",
}
SHUT_OF_ANY = {
    "_os", "_sys", "builtins", "ctypes", "dump", "f_back", "f_builtins", "f_globals", "gi_frame", "importlib",
    "inspect", "modules", "posix", "socket", "subprocess", "tb_frame", "threading", "tofile",
}
OPEN_MAGIC = {
    "__add__", "__call__", "__class__", "__doc__", "__future__", "__getitem__", "__init__", "__len__", "__name__",
    "__post_init__", "__repr__", "__setitem__", "__str__",
}
LAYERS = "write the layers by hand"
NOT_OPEN = "not open to a solution"


class Refused(Exception):
    """What may not be named, and where."""


def pruned(source, wanted):
    """The definitions of the wanted names and all that they use, to be run; Refused where it may not be."""
    tree = ast.parse(source)
    kept = [s for s in tree.body if isinstance(s, ast.ImportFrom) and s.module == "__future__"]
    names = set(wanted)
    while True:
        more = [s for s in tree.body if s not in kept and bound(s) & names]
        if not more:
            break
        kept += more
        for s in more:
            names |= set(used(symtable.symtable(ast.unparse(s), "solution", "exec")))
    tree.body = [s for s in tree.body if s in kept]
    for node in ast.walk(tree):
        check(node)
    return tree


def bound(statement):
    """Names that a statement of the file's outermost level gives a meaning; none where it is only run."""
    if isinstance(statement, (ast.Expr, ast.For, ast.While)):
        return set()
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
        return {statement.name}
    names = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.alias):
            names.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, (ast.Attribute, ast.Subscript)) and isinstance(node.ctx, ast.Store):
            names |= {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
    return names


def used(scope):
    """Global names that a scope or one within it reads."""
    for symbol in scope.get_symbols():
        if symbol.is_referenced() and (symbol.is_global() or scope.get_type() == "module"):
            yield symbol.get_name()
    for inner in scope.get_children():
        yield from used(inner)


def check(node):
    """Refuses what one node names."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            module(alias.name, node)
    elif isinstance(node, ast.ImportFrom):
        module(node.module or ".", node)
        for alias in node.names:
            if alias.name == "*":
                refuse(f"from {node.module} import *", "name what is imported", node)
            member(alias.name, node)
    elif isinstance(node, ast.Name):
        if node.id in SHUT:
            refuse(node.id, NOT_OPEN, node)
        magic(node.id, node)
    elif isinstance(node, ast.Attribute):
        member(node.attr, node)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("getattr", "setattr"):
        of_self = node.args and isinstance(node.args[0], ast.Name) and node.args[0].id == "self"
        if not of_self:
            refuse(node.func.id, "open for self alone", node)


def module(name, node):
    if name.split(".")[0] in FRAMEWORKS:
        refuse(name, LAYERS, node)
    if name not in OPEN:
        refuse(name, NOT_OPEN, node)


def member(name, node):
    if name in SHUT_OF_NUMPY | SHUT_OF_ANY:
        refuse(name, NOT_OPEN, node)
    magic(name, node)


def magic(name, node):
    if name.startswith("__") and name.endswith("__") and name not in OPEN_MAGIC:
        refuse(name, NOT_OPEN, node)


def refuse(name, why, node):
    raise Refused(f"{name}: {why} (line {node.lineno})")
