"""Reads SQL back with sqlglot. One JSON text {"dialect", "text"} a line in, one JSON line out:
{"statements": n, "kind": "select", "tree": text with each literal as ?, "literals": [...], "names": [...]} or {"error": message}.
"""

import json
import sys

import sqlglot
from sqlglot import exp

NAMES = {"mssql": "tsql"}
CALLS = ("CHAR", "CHR", "NCHAR")


def is_text(node):
    """A literal however it is written: '…', N'…', E'…', U&'…', x'…'."""
    if isinstance(node, exp.Literal):
        return node.is_string
    return isinstance(node, (exp.National, exp.ByteString, exp.UnicodeString, exp.RawString, exp.HexString, exp.Introducer))


def call_name(node):
    if isinstance(node, exp.Anonymous):
        return str(node.this).upper()
    return node.sql_name().upper() if isinstance(node, exp.Func) else ""


def is_put_back(node):
    """REPLACE('…', '…', CHAR(n)): a literal whose hidden characters are put back."""
    if not (isinstance(node, exp.Func) and call_name(node) == "REPLACE"):
        return False
    parts = [child for child in node.iter_expressions()]
    if len(parts) != 3 or call_name(parts[2]) not in CALLS:
        return False
    inner = parts[0].this if isinstance(parts[0], exp.Collate) else parts[0]
    return is_text(parts[1]) and (is_text(inner) or is_put_back(inner))


def main():
    for line in sys.stdin:
        try:
            asked = json.loads(line)
            dialect = NAMES.get(asked["dialect"], asked["dialect"])
            if "to" in asked:
                answer = {"sql": sqlglot.transpile(asked["text"], read=dialect, write=asked["to"])[0]}
                print(json.dumps(answer), flush=True)
                continue
            found = [one for one in sqlglot.parse(asked["text"], read=dialect) if one is not None]
            literals = [n.this for n in found[0].find_all(exp.Literal) if n.is_string]
            literals += [n.this for n in found[0].find_all(exp.National)]
            hole = exp.Placeholder()
            tree = found[0].transform(lambda n: hole.copy() if is_put_back(n) or is_text(n) else n)
            for node in tree.walk():
                node.comments = None
            answer = {
                "statements": len(found),
                "kind": found[0].key,
                "tree": repr(tree),
                "literals": literals,
                "names": sorted({n.this for n in found[0].find_all(exp.Identifier) if n.args.get("quoted")}),
            }
        except Exception as error:  # whatever the parser says goes back to the test
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
