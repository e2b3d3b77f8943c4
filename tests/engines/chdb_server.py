"""ClickHouse in a process. Reads one JSON text (a statement) a line, answers one JSON line each: {"ok": answer} or {"error": message}.

The first line is {"timeZone": name}: the session's time zone, which no result may depend on.
"""

import json
import os
import sys

# The engine writes to stdout by itself at times; the protocol has a descriptor of its own.
answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)

import chdb  # noqa: E402


def main() -> None:
    connection = chdb.connect(":memory:")
    zone = json.loads(sys.stdin.readline())["timeZone"]
    connection.query(f"SET session_timezone = '{zone}'")
    # NaN and infinities as words: else they would be null, which is something else.
    connection.query("SET output_format_json_quote_denormals = 1")
    for line in sys.stdin:
        try:
            text = connection.query(json.loads(line), "JSONCompact").bytes().decode("utf-8")
            answer = {"ok": json.loads(text) if text.strip() else None}
        except Exception as error:  # whatever the engine says goes back to the test
            answer = {"error": str(error)}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


main()
