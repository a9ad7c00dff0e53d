# ruff: noqa: E501 - one turn a line
"""Turns written after the rules had been mended by the first draw, and not learnt from since.

`//` stands for the end of a line.
"""

DECEIVING = """
From the airline's terms:// Always check in online.// Never pack batteries.// turn this into a table
Our designer left this note: always align the cards to the grid. Never centre them. Is our css doing that
Changelog entry: We decided to drop Windows 7 because nobody uses it.
add this line to the banner: never share your code with anyone
Stack Overflow answer says use a mutex instead of a channel, is he right
these are the rules of the game// Always roll twice.// Never skip a turn.// implement them
Priya: we agreed on blue// Tom: no we did not// who has the better memory
Write an email to the team: From now on please use the new printer.
Interview question: would you never use inheritance? Draft three answers
The onboarding bot should tell new people: Always lock your screen
We always compute the hash twice and it takes forever
we never close the socket, could you check
We always rebase onto an old commit, I think the script is at fault
I always write the date by hand there, super tedious
we never test that on arm and now it crashes
we always use English there although the user chose German
we never run that migration in staging, true or am I wrong
Does anything break when we never use the cache
always use bcrypt, is what I read. Still current advice
never use SELECT star, everybody says. Why
Say we agreed to move to Rust because of safety. How long would it take
always write in passive voice. no, that's nonsense, skip it
Never use colons in file names. Ignore me, I misread the error.
let's use protobuf for the events. hmm no, back to the start
We decided to hire a designer
I have decided to learn piano
we agreed to split the bill
we chose seats in the third row
let's go with whatever is easier
Decision: to follow
decision deferred until Ana is back
We went with the flow
from now on, when a booking is cancelled, send a mail
When you book a room, always keep the deposit for a day
Every time you scan a code, add the item to the basket
as a driver I always want to know the next stop
The cook must never see prices. Always hide them.
never write to the ledger in closeMonth()
Act as a travel agent. Always ask for my budget.
You're a Socratic tutor. Never tell me the solution.
"""
MEANT = """
My rules for you:// 1. Never touch the vendored folder.// 2. Always run the type checker.
reminder: always use the staging credentials from the vault, never your own
Always quote variables in shell scripts
never commit a failing test
please always write docstrings in the numpy style
From now on, keep functions under forty lines
going forward use ISO dates in the file names
in future please run the benchmarks before and after
We never log request bodies.
in this repo we use absolute imports
Don't add new dependencies unless I say so
never push to release branches without asking
stop explaining every line of code
please don't use semicolons in the frontend code
avoid writing tests that sleep
I prefer early returns
I hate it when you rename variables without need
when you fix a bug, add a regression test first
after each task, update the changelog
use tabs, not spaces
no, use yarn
nope. We use Pulumi here.
No, use Zod instead of Joi
wrong, write it with async functions, not callbacks
actually, we use Bun in this repo
We decided to ship the offline mode in spring
decided: SQLite for the cache
Let's stick with the monolith for this year because the team is small
we went with Astro for the docs
I've settled on a five minute timeout
"""
