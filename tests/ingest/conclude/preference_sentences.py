"""What people say to agents, invented: standing rules, and what only looks like one."""

RULES = """
from now on use tabs in the makefiles
From now on, please run the linter before you commit.
from here on out always squash the fixups
Going forward, write the migration and the rollback together.
going forward don't touch the generated clients
In future, ask me before you delete anything.
In the future please don't rename public methods
next time run the tests before you tell me it works
as a rule, never mock the database in this service
As a general rule you should write the test first.
please answer in short paragraphs from now on
Run prettier on the templates every time.
always run the unit tests before committing
Always use British spelling in the docs.
please always ask before installing a new dependency
also always write changelog entries in the past tense
you should always add a type annotation to public functions
You must never force push to main.
never commit directly to master
Never use floats for money.
never ever push without asking me
I always want you to explain the plan first
I never want to see TODOs in merged code
make sure you always run terraform fmt
we always use snake_case for table names
We never squash merges in the firmware repo.
I want you to always write docstrings
please never edit the lock file by hand
please don't add co-author lines ever again
don't ever use em-dashes again
Don't put emojis in commit messages again.
stop asking me to run the tests, I hate that, ever
dont refactor stuff I didn't mention again
don't commit unless I ask you to
Do not push unless explicitly told.
please do not install packages without asking me
don't change the schema without my approval
never edit the vendored code unless I say so
Don't deploy to production under any circumstances
stop adding comments to every line
Stop using ternaries, we write plain branches.
Going forward, always use litres and not gallons
Stop apologising all the time.
please stop using any in the types
stop writing tests for getters
quit summarizing what you just did
avoid using global state
Avoid adding new dependencies for small things.
please don't use emojis in the readme
don't add comments that repeat the code
Don't amend commits, it confuses the reviewers
never use wildcard imports
do not write one-letter variable names
don't use abbreviations in variable names
no emojis please
no code comments in the snippets, please
no em-dashes.
I prefer small commits over large ones
I prefer composition over inheritance
i really prefer explicit returns
I generally prefer to read the diff before it's committed
i don't like you guessing at column names
I don't want emojis in commit messages
I'd rather you asked before big refactors
my preference is for pure functions in the rules layer
use pnpm, not npm
please use uv instead of pip
no, use spaces not tabs
use pathlib rather than string joins
Use British spelling, not American.
pytest, not unittest please
in this repo we use conventional commits
In this project, always write migrations by hand.
in our codebase please don't use default exports
in this project never log customer names
we use kebab-case for file names in this repo
we don't use mocks for the store tests
we don't squash in this team
use `just` for that, we don't use make in this repo
I prefer short answers
always use the wrapper to start the oven simulator, since it sets the clock
our convention is one component per file
the house style is no trailing commas
My naming convention is verbs for functions.
whenever you add an endpoint, update the openapi file
every time you change the schema, please bump the version
when you write a migration, always add the down step
When you finish a task, run the whole suite.
after every change run the formatter
before each commit, make sure the linter passes
For every bug fix, write a regression test first.
commit after every step
run the integration tests after each change
please write the error messages in plain English
use the american spelling
follow conventional commits
Write commit messages in the imperative mood
that's wrong, in this project we use poetry
no, never use sudo in the scripts
nope, always put the tests next to the code
I told you already, don't commit without asking
wrong. never hardcode the port
remember to always rebase instead of merging
"""

# Tasks, questions, facts, things for once, descriptions of programs, pasted and foreign words.
NO_RULES = """
use the second file
Use the helper from utils instead of writing your own
can you always show the agent name?
should we always run the linter here?
Do you never cache the results?
why does it always fail on CI?
it never works on the first try
The build always breaks on Fridays.
the session is never closed
The hook never fires when the terminal is killed
never mind
nevermind, found it
Never seen this error before.
I never said that
I've never used Rust before
we never figured out why it leaks
we always get this timeout in staging
we always run into the same deadlock
always on
the button should always be visible
The header must always show the total
always show the user's name in the sidebar
always return an array from this endpoint
the cron job should never run twice
users never see this page
make sure the list is always sorted
don't change anything, just let me know
Do not make code changes.
don't make any changes yet
dont fix it, just tell me what you see
don't commit yet
don't push for now
please don't touch this file
don't worry about the tests
don't worry about the warnings, they're old
I don't think so
I don't know why it fails
I don't understand the second option
i don't see anything in the logs
I don't get it
we don't need the flag any more
we don't have a staging database
we don't use that endpoint any more
we don't use sorting for anything other than the menu
don't you think this is too complex?
don't forget the semicolon on line 12
don't run the migration in this branch
stop
stop the server
Stop.
stop it
stop doing it if possible
stop for a second, what was the cause
please stop here
stop the container and delete the volume
avoid the race in the scheduler
avoid this
I'd prefer option B
i prefer the second one
I prefer this layout
I would prefer that we wait
I prefer option 2
which do you prefer?
do you prefer tabs or spaces?
they prefer to pay by invoice
instead of a modal use a drawer here
use foo_bar instead of fooBar in handler.py
Use `parse()` instead of `load()` in the reader
use the existing enum rather than the string
let's use the new API
could you use pnpm instead of npm?
maybe use redis instead of memcached?
in this repo there is a folder called fixtures
in this project the tests are slow
in this project we will build a shop for bicycles
In our repo we have one workflow, why?
I prefer to talk about the prices later
Do not search the web
In our codebase nobody understands the billing part
in the future we might need sharding
In the future this could become a service
we want to support windows in the future
Add a hook so that we can swap the backend in the future
from now on the server rejects old tokens
going forward is there a way to see the queue length?
next time I'll check the logs first
every time I open the page it crashes
Every time the user clicks, a new socket is opened
each time we deploy, the cache is cold
when you click on save, the form should close
whenever a device goes offline, send an email
When the queue is full, drop the oldest message
after each request the counter should be reset
before every test the database is cleaned by the fixture
for each row, print the id
for every user in the list, add a link
before you do anything else, explain the error
is it a convention to put the tests there?
our policy is up for renewal in March
the rule says: if amount > 100, ask for approval
what is our convention for naming branches?
if we always ran the linter, this would not happen
if you never commit, how does it get there?
It would be nice to always have a backup
I wish it would stop doing that
I think we should never have merged that
maybe we should always use UTC?
perhaps never delete rows, not sure
"always use the newest version" is what the docs say
> never commit directly to main
- [ ] always validate input
# Always validate
// never call this twice
[2026-01-02] always restart on failure
the reviewer wrote that we should avoid globals, what do you think?
no
no, the other one
no, it still fails
no, don't
No, that's not what happens.
nope, same error
no errors
no tests failed
no changes
no idea
there are no comments in that file
no comments on the PR so far
please fix the spelling in the README
the english translation is missing
write the README in English first, then translate it
commit this
commit and push
run the tests
Run the tests again, please
write a test for the parser
add a comment explaining the regex
rename the variable
create the endpoint and document it
after this, commit
after the review we can merge
ask me anything
I want to always be logged in
the user wants to never be asked again
you should never have to restart it, right?
remember the bug from yesterday?
remember that the queue was full on Monday
keep going
use 8 workers for this run
use staging for now
just this once skip the linter
for this task, don't write tests
today don't deploy anything
please don't stop until the tests pass
do not include line numbers in this output
the docs say we should avoid recursion
don't use the cache in this test
ab jetzt immer die Tests laufen lassen
toujours utiliser des guillemets simples
nunca hagas commit sin preguntar
从现在开始使用制表符
mai usare le variabili globali
altijd eerst de tests draaien
всегда запускай тесты
常にテストを実行してください
You are a careful reviewer. Always answer in JSON.
Implement the following plan: always validate the input
High severity: avoid using eval here.
"""
