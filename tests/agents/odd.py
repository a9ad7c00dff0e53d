"""Files as people and programs leave them, and JSON in every spacing there is."""

from hypothesis import strategies as st

# Of others: a hook before ours, a hook in an event of ours, keys and values that tempt a scanner.
OTHERS_HOOK = '{"hooks": [{"type": "command", "command": "lint --fast"}]}'

SETTINGS = {
    "plain": '{\n  "model": "opus"\n}\n',
    "no final line end": '{\n  "model": "opus"\n}',
    "on one line": '{"model": "opus", "env": {"A": "1"}}',
    "minified": '{"model":"opus","env":{"A":"1"}}',
    "empty object": "{}",
    "empty object with a blank": "{ }\n",
    "empty object over lines": "{\n\n}\n",
    "four spaces": '{\n    "model": "opus",\n    "env": {\n        "A": "1"\n    }\n}\n',
    "tabs": '{\n\t"env": {\n\t\t"A": "1"\n\t}\n}\n',
    "windows": '{\r\n  "model": "opus",\r\n  "n": [1,\r\n2]\r\n}\r\n',
    "byte order mark": '\ufeff{\n  "model": "opus"\n}\n',
    "line comment at the end": '{\n  "model": "opus" // the large one\n}\n',
    "comments everywhere": '// top\n{ /* a */ "model" /* b */ : // c\n "opus" /* d */ , // e\n}'
    " // f\n",
    "spare comma": '{\n  "model": "opus",\n}\n',
    "spare comma and comment": '{\n  "model": "opus", // large\n  // "old": 1,\n}\n',
    "only a comment inside": "{\n  // nothing yet\n}\n",
    "block comment inside": "{ /* nothing yet */ }",
    "brackets in strings": '{"a": "}{][\\"", "b//": "/* no comment */", "hooks\\\\": 1}',
    "escapes": '{\n  "\\u0061": "\\ud83d\\ude00 \\/ \\n", "grüße": "日本語"\n}\n',
    "same key twice": '{"model": 1, "model": 2,\n "env": {"A": "1", "A": "2"}}\n',
    "hooks twice": f'{{"hooks": {{"Stop": [{OTHERS_HOOK}]}},\n "hooks": {{"Stop": []}}}}\n',
    "hooks by an escape": f'{{\n  "\\u0068ooks": {{"Stop": [{OTHERS_HOOK}]}}\n}}\n',
    "hooks empty": '{\n  "hooks": {}\n}\n',
    "hooks with a blank": '{\n  "hooks": {   },\n  "model": "opus"\n}\n',
    "event empty": '{\n  "hooks": {"Stop": [ ], "PreCompact": [\n  ]}\n}\n',
    "others' hooks": f'{{\n  "hooks": {{\n    "Stop": [\n      {OTHERS_HOOK}\n    ],\n'
    f'    "PostToolUse": [{{"matcher": "Write|Edit", "hooks": []}}]\n  }}\n}}\n',
    "others' hooks with commas": f'{{\n"hooks": {{\n"Stop": [\n{OTHERS_HOOK}, // mine\n],\n}},\n}}',
    "closed on the last line": '{ "model": "opus",\n  "env": {"A":"1"} }',
    "brace on its own line": '{\n  "hooks":\n  {\n    "Stop":\n    [\n    ]\n  }\n}\n',
    "large numbers": '{"a": 1e400, "b": -0.0, "c": 123456789012345678901234567890, "d": 1E+2}',
    "blank lines around": '\n\n{\n\n  "model": "opus"\n\n}\n\n\n',
    "lines as on old Macs": '{\r  "model": "opus" // large\r}\r',
    "nothing": "",
    "nothing but blank": " \n\n",
    "nothing but a mark": "\ufeff",
}

OTHER_SERVER = '"docs": {"command": "docs-mcp", "args": ["--stdio", "mcp"], "env": {"mem": "1"}}'

SERVERS = {
    **{name: text for name, text in SETTINGS.items() if "hook" not in text},
    "servers empty": '{\n  "numStartups": 3,\n  "mcpServers": {}\n}',
    "servers with a blank": '{"mcpServers": { }, "numStartups": 3}',
    "servers over lines": '{\n  "mcpServers": {\n  },\n  "numStartups": 3\n}',
    "another server": f'{{\n  "mcpServers": {{\n    {OTHER_SERVER}\n  }}\n}}',
    "another server, minified": f'{{"mcpServers":{{{OTHER_SERVER}}},"projects":{{}}}}',
    "servers of a project": '{"projects": {"/w": {"mcpServers": {"mem": {"command": "x"}}}}}',
    "servers twice": f'{{"mcpServers": {{}},\n "mcpServers": {{{OTHER_SERVER}}}}}',
}

TOML = {
    "plain": 'model = "gpt-5"\n',
    "no final line end": 'model = "gpt-5"',
    "comment at the end": 'model = "gpt-5"\n# the end',
    "windows": 'model = "gpt-5"\r\n\r\n[features]\r\nhooks = true\r\n',
    "windows, no final line end": 'model = "gpt-5"\r\n[features]\r\nhooks = true',
    "mixed line ends": 'model = "gpt-5"\r\n[features]\nhooks = true\n',
    "blank lines at the end": 'model = "gpt-5"\n\n\n',
    "byte order mark": '\ufeffmodel = "gpt-5"\n',
    "byte order mark and table": "\ufeff[features]\nhooks = true\n",
    "another server": '[mcp_servers.docs]\ncommand = "docs"\nargs = ["mcp"]\n\n'
    '[mcp_servers.docs.env]\nA = "1"\n',
    "dotted": 'mcp_servers.docs.command = "docs" # mine\nmodel = "gpt-5"\n',
    "quoted names": '["mcp_servers" . "docs.x"]\ncommand = "docs"\n',
    "on one line": 'mcp_servers = { docs = { command = "docs" } } # mine\nmodel = "gpt-5"\n',
    "one line, empty": "mcp_servers = {}\n[features]\nhooks = true\n",
    "in its table": '[mcp_servers]\ndocs = { command = "docs" }\n\n[features]\nhooks = true\n',
    "header in a string": 'note = """\n[mcp_servers.mem]\ncommand = "no"\n"""\n',
    "header in a literal": "note = '''\n[mcp_servers.mem]\n'''\nother = '['\n",
    "header in a list": "rows = [\n[1, 2],\n[ # ]\n3]\n]\n",
    "header in a comment": '# [mcp_servers.mem]\nmodel = "gpt-5"\n',
    "indented": "  [features]\n    hooks = true\n\n  [[rows]]\n    a = 1\n",
    "list of tables": "[[rows]]\na = 1\n[[rows]]\na = 2\n",
    "odd spacing": 'model="gpt-5"   # x\n\n\n\tb    =  1\n[ features ]\nhooks=true\n',
    "moments and numbers": "at = 2026-11-23T17:00:00Z\nn = 1_000\nf = [inf, nan]\n",
    "only comments": "# nothing yet\n",
    "nothing": "",
    "nothing but blank": "\n\n",
}

GAPS = st.sampled_from(
    ["", "", "", " ", "\n", "\n  ", "\n    ", "\r\n\t", "\n\n", " /* , } */ ", ' // ] "\n', "\t"]
)
NAMES = st.sampled_from(["a", "model", "hooks", "mcpServers", "Stop", "mem", "}", '"', "é\n", "//"])
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-9, 9**20), st.text(max_size=4), st.just("/* x */")
)


@st.composite
def rendered(draw, value):
    """A value as JSON, with any gap where one may be, and perhaps a spare comma."""
    import json

    if isinstance(value, dict):
        items = [
            f"{json.dumps(name, ensure_ascii=draw(st.booleans()))}{draw(GAPS)}:{draw(GAPS)}"
            + draw(rendered(inner))
            for name, inner in value.items()
        ]
        return draw(_joined("{", items, "}"))
    if isinstance(value, list):
        return draw(_joined("[", [draw(rendered(inner)) for inner in value], "]"))
    return json.dumps(value, ensure_ascii=draw(st.booleans()))


@st.composite
def _joined(draw, opening, items, closing):
    spare = "," if items and draw(st.booleans()) and draw(st.booleans()) else ""
    text = opening
    for at, item in enumerate(items):
        comma = "," if at < len(items) - 1 else spare
        text += draw(GAPS) + item + draw(GAPS) + comma
    return text + draw(GAPS) + closing


VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
_HANDLERS = st.lists(
    st.sampled_from(
        [{"type": "command", "command": "lint"}, {"type": "command", "command": "x hook codex"}]
    ),
    max_size=2,
)
_EVENTS = st.dictionaries(
    st.sampled_from(["Stop", "PreCompact", "PostToolUse"]),
    st.lists(st.fixed_dictionaries({"hooks": _HANDLERS}), max_size=2),
    max_size=3,
)
_ONES = st.dictionaries(st.sampled_from(["model", "a", "b"]), VALUES, max_size=3)


@st.composite
def documents(draw, table, inside):
    """An object in any spacing, sometimes with a table of what may stand in it."""
    value = draw(_ONES)
    if draw(st.booleans()):
        value = {**value, table: draw(inside)}
    if draw(st.booleans()):
        value = {**value, "last": draw(VALUES)}
    text = draw(GAPS) + draw(rendered(value)) + draw(GAPS)
    return value, text


def settings_documents():
    return documents("hooks", _EVENTS)


def server_documents():
    servers = st.dictionaries(
        st.sampled_from(["docs", "mem2"]), st.just({"command": "docs", "args": ["mcp"]}), max_size=2
    )
    return documents("mcpServers", servers)
