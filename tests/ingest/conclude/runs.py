# ruff: noqa: E501 - one case a line
"""Commands that agents run, what they print, and sessions in which they fail and pass; invented."""

import json

from slm.domain.turn import Sort, Turn

# A check, what it prints when it fails, and the file that is then changed.
FAILING = (
    ("cargo test parser", "error[E0308]: mismatched types\n --> src/parser.rs:12:5", "src/parser.rs"),
    ("cargo build --release", "error[E0502]: cannot borrow `stock` as mutable\n --> src/stock.rs:40:9", "src/stock.rs"),
    ("cargo clippy -- -D warnings", "error: this loop could be written as a `for` loop", "src/oven.rs"),
    ("cargo +nightly check", "error[E0277]: `Rc<Oven>` cannot be sent between threads safely", "src/oven.rs"),
    ("pytest -q tests/test_orders.py", "E   AssertionError: assert 12 == 13\nFAILED tests/test_orders.py::test_total", "shop/orders.py"),
    ("python -m pytest tests", "E   KeyError: 'flour'\nFAILED tests/test_stock.py::test_empty", "shop/stock.py"),
    ("uv run pytest", "E   ValueError: negative weight -3\n1 failed, 20 passed", "scales/read.py"),
    ("poetry run pytest -x", "E   TypeError: unsupported operand type(s) for +: 'int' and 'str'", "till/sum.py"),
    (".venv/bin/pytest -k tides", "E   AssertionError: high tide is at 04:12, not 05:12", "tides/zones.py"),
    ("python3 -m unittest discover", "AssertionError: 3.5 != 3.0 within 7 places", "scales/round.py"),
    ("tox -e py311", "ERROR: could not read the schedule of ward 4", "ward/plan.py"),
    ("mypy shop", "shop/till.py:14: error: Incompatible return value type (got None, expected int)", "shop/till.py"),
    ("ruff check .", "shop/till.py:3:1: S608 possible SQL injection by string building", "shop/till.py"),
    ("pyright", "/home/ana/shop/till.py:14:9 - error: \"price\" is possibly unbound", "shop/till.py"),
    ("flake8 shop", "shop/till.py:80:5: B006 mutable default argument in `weigh`", "shop/till.py"),
    ("go test ./...", "--- FAIL: TestTides (0.00s)\n    tides_test.go:31: high tide: got 4, want 5\nFAIL", "tides.go"),
    ("go vet ./...", "tides.go:18:2: fmt.Errorf format %d has arg name of wrong type string", "tides.go"),
    ("go build ./cmd/ferry", "cmd/ferry/main.go:22:9: invalid operation: operator ! not defined on depth (variable of type int)", "cmd/ferry/main.go"),
    ("golangci-lint run", "ferry/dock.go:51:3: error is not nil (line 48) but it returns nil (nilerr)", "ferry/dock.go"),
    ("npm test", "  ● cart > adds two loaves\n\nTypeError: Cannot read properties of undefined (reading 'price')", "src/cart.ts"),
    ("npm run lint", "src/cart.ts:12:7: error: 'total' was shadowed by a parameter", "src/cart.ts"),
    ("pnpm run build", "src/cart.ts(12,7): error TS2322: Type 'string' is not assignable to type 'number'.", "src/cart.ts"),
    ("yarn typecheck", "src/map.tsx(40,3): error TS2741: Property 'zoom' is missing in type 'Props'.", "src/map.tsx"),
    ("bun test", "error: expect(received).toBe(expected): expected 3, received 4", "src/loaf.ts"),
    ("npx tsc --noEmit", "src/loaf.ts(2,14): error TS2345: Argument of type 'null' is not assignable", "src/loaf.ts"),
    ("npx eslint src", "src/loaf.ts:9:1: Error: Unexpected any, give it another type", "src/loaf.ts"),
    ("npx vitest run", "✗ renders the tide table with a time zone\nAssertionError: expected '04:12' to be '05:12'", "src/tides.ts"),
    ("deno check main.ts", "error: TS2322 [ERROR]: Type 'string' is not assignable to type 'Buoy'.", "main.ts"),
    ("make test", "tests/harbour.c:88: error: assertion failed: depth > 0", "src/harbour.c"),
    ("make -j4 check", "src/harbour.c:12:5: error: too few arguments to function 'sound'", "src/harbour.c"),
    ("just lint", "error: this argument is passed by value in harbour.rs", "src/harbour.rs"),
    ("mise run lint", "harbour/depth.go:3:1: exported func Sound should have a comment (revive)", "harbour/depth.go"),
    ("./gradlew test", "OrderTest > total() FAILED\norg.opentest4j.AssertionFailedError: expected: <3> but was: <4>\nAssertionFailedError: expected: <3> but was: <4>", "Order.java"),
    ("mvn -q verify", "ERROR: /shop/Order.java:[12,9] incompatible types: int cannot be converted to String", "Order.java"),
    ("dotnet test", "Order.cs(12,9): error CS0029: cannot implicitly convert type 'int' to 'string'\nerror: cannot implicitly convert", "Order.cs"),
    ("swift test", "/home/ana/Oven.swift:14:8: error: value of optional type 'Int?' must be unwrapped", "Oven.swift"),
    ("cmake --build build", "/home/ana/oven.cpp:9:3: error: no matching function for call to 'bake(int)'", "oven.cpp"),
    ("ctest --test-dir build", "oven_test.cpp:31: Failure: expected 200 to equal 220 degrees", "oven.cpp"),
    ("bundle exec rspec", "spec/loaf_spec.rb:12: expected 3 loaves but got 4 of them", "app/loaf.rb"),
    ("rubocop", "app/loaf.rb:3:8: W: Lint/ShadowedException: Do not shadow rescued exceptions", "app/loaf.rb"),
    ("composer test", "Error: Call to a member function weigh() on null in Loaf.php", "src/Loaf.php"),
    ("phpunit --testdox", "Loaf.php:44: Failed asserting that 3 matches expected 4.", "src/Loaf.php"),
    ("mix test", "test/loaf_test.exs:9: Assertion with == failed for the weight", "lib/loaf.ex"),
    ("zig build test", "src/loaf.zig:12:9: error: expected type 'u8', found 'i32'", "src/loaf.zig"),
    ("terraform validate", "Error: Reference to undeclared resource aws_s3_bucket.tides", "main.tf"),
    ("shellcheck deploy.sh", "deploy.sh:4:6: warning: the exit code of cd is ignored [SC2164]", "deploy.sh"),
    ("pre-commit run --all-files", "shop/till.py:9:1: D103 Missing docstring in public function", "shop/till.py"),
    ("docker build .", "ERROR: failed to solve: the base image has no python3.13", "Dockerfile"),
    ("flutter analyze", "lib/oven.dart:12:9: error: The argument type 'String' can't be assigned to 'int'", "lib/oven.dart"),
    ("bazel test //tides:all", "tides/zone.cc:18:3: error: use of moved value in the loop", "tides/zone.cc"),
    ("cd shop && npm run test:unit", "TypeError: basket.map is not a function in the cart", "src/basket.js"),
    ("CI=1 npm run e2e", "Error: expected the page to have the title 'Tides of Brest'", "src/title.js"),
    ("ruff check . && mypy .", "shop/till.py:20: error: Missing return statement in the branch", "shop/till.py"),
    ("go test ./tides -run TestZones -v -count=1", "    zones_test.go:12: unexpected zone: got UTC, want CET", "zones.go"),
    ("go test ./... 2>&1 | tail -20", "    zones_test.go:12: unexpected zone: got UTC, want CET\nFAIL", "zones.go"),
    ("cargo test 2>&1 | head -50", "error[E0599]: no method named `knead` found for struct `Dough`", "src/dough.rs"),
    ("make lint 2>/dev/null", "src/dough.c:4:2: error: comparison of integers of different signs", "src/dough.c"),
    ("tsc -p .", "src/dough.ts(4,2): error TS18048: 'rise.hours' is possibly 'undefined'.", "src/dough.ts"),
    ("nox -s tests", "E   ZeroDivisionError: float division by zero", "dough/ratio.py"),
    ("npm run check:types", "src/a.ts(1,2): error TS2554: Expected 2 arguments, but got 1.", "src/a.ts"),
    ("actionlint", ".github/workflows/ci.yml:12:9: unexpected key \"runs_on\" for a job", ".github/workflows/ci.yml"),
)  # fmt: skip

# What says nothing about a project when it ends with 1, or is nothing that checks.
NO_CHECKS = """
ls build
ls -la /tmp
grep -rn TODO src
rg tides
cat missing.txt
sed -n 1,20p main.go
find . -name "*.test"
diff a.txt b.txt
test -f config.json
[ -d build ]
which cargo
pwd && ls scripts
git status
git push
git diff main...HEAD
git commit -m "fix the tests"
git merge origin/main
git rebase main
git show HEAD:check.py
git cherry-pick abc123
gh pr checks
gh pr view 12
curl -s localhost:8080/health
wget https://example.org/lint.tar
ssh ferry uptime
docker ps
docker compose up -d
kubectl get pods
psql -c "select 1"
sqlite3 a.db .tables
redis-cli ping
node server.js
python serve.py
python3 -c "print(1)"
ruby script.rb
go run ./cmd/ferry
go mod tidy
cargo run
cargo add serde
npm install
npm ci
npm start
pnpm add react
yarn dev
pip install -r requirements.txt
uv sync
poetry lock
bundle install
brew install jq
apt-get update
make install
make clean
make run
mkdir -p build
rm -rf build
cp a b
mv test.txt spec.txt
touch tests/new_test.py
chmod +x build.sh
echo "running tests"
echo pytest
sleep 5
kill 1234
ps aux
df -h
du -sh .
tar xzf lint.tgz
unzip build.zip
jq .scripts package.json
head -5 pytest.ini
tail -f test.log
wc -l tests/*.py
awk '{print $1}' check.txt
env
export CI=1
date
ping -c1 example.org
terraform apply
ansible-playbook site.yml
systemctl status ferry
journalctl -u ferry
tmux ls
vim tests/test_a.py
code .
open coverage/index.html
say done
""".strip().split("\n")


class Session:
    """Turns of a made session, in order."""

    def __init__(self):
        self.turns = []
        self._calls = 0

    def say(self, text, author="assistant"):
        self._add(Sort.SPEECH, text, author)
        return self

    def run(self, command, output, *, failed):
        self._called(
            "Bash", {"command": command}, f"Exit code 1\n{output}" if failed else output, failed
        )
        return self

    def edit(self, path, *, failed=False, was="a", becomes="b"):
        given = {"file_path": path, "old_string": was, "new_string": becomes}
        self._called("Edit", given, "done", failed)
        return self

    def _called(self, tool, given, output, failed):
        self._calls += 1
        call = f"call-{self._calls}"
        self._add(Sort.CALL, f"{tool} {json.dumps(given)}", "assistant", call=call)
        self._add(Sort.RESULT, output, "user", call=call, failed=failed)

    def _add(self, sort, text, author, **more):
        record = str(len(self.turns))
        self.turns.append(Turn(sort, text, session="s1", record=record, author=author, **more))
