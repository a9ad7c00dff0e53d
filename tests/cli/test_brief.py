"""`mem brief` tells what an agent is told as a session begins."""


def test_a_project_is_briefed_on_and_another_is_not(newcomer):
    newcomer.out("add", "We bake with rye flour.", "--kind", "decision", "--project", "shop")
    newcomer.out("add", "The tulips are red.", "--kind", "decision", "--project", "garden")
    told = newcomer.out("brief", "--project", "shop")

    assert told.startswith("<mem-context>\nNotes on shop")
    assert "rye flour" in told
    assert "tulips" not in told
    assert newcomer.json("brief", "--project", "shop")["context"] == told.rstrip("\n")


def test_where_nothing_is_known_nothing_is_told(newcomer):
    done = newcomer.mem("brief")

    assert (done.returncode, done.stdout) == (1, b"")
    assert b"nothing is known" in done.stderr


def test_a_budget_that_is_none_is_refused(newcomer):
    code, error = newcomer.error("brief", "--budget", "many")

    assert code == 2
    assert "--budget" in error["message"]
