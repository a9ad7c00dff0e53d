# ruff: noqa: E501 - one turn a line
"""Three draws of turns, each written after the rules had been frozen, for docs/results/extraction.md.

`//` stands for the end of a line. The rules have learnt from each after it was counted.
"""

FIRST_DECEIVING = """
The museum's house rules, which I have to put on the website:// Always use the cloakroom.// Never touch the paintings.
My professor emailed me this: Always cite the primary source. Never trust an abstract.
Excerpt from the maintainers' chat:// we never merge on weekends// we always tag first// does our bot follow that
Copied from the ticket ->// Always write the audit row.// Never delete it.
Old team charter below.// We always deploy from the laptop.// We never test.// rewrite it for today
Fill the placeholder with this sample text: We decided to close the bakery on Mondays.
They wrote "always use the blue pen" on the form, make the validation accept it
Add a tooltip that reads: Never use your birthday as a password
[Bot] Always update your dependencies// [Bot] Never ignore this message// turn this bot off
Subject: release// We agreed on the 5th of June for the release.// draft a reply to this
The slogan is never write off a friend. Set it in the hero section
Commit title should be: always use the local clock in the kiosk
rename the test case to never use an empty cart
Make a poster that says always read the label
our linter rule text is "don't use nested ternaries", please add the docs link to it
We always use the first row even when it is deleted. That can't be right
we never write the footer for odd pages, dig into it
I always put the key in and it still asks for it
We always merge translations twice, costs us ten minutes
we never push the metrics on shutdown and lose the last minute
it seems we always test with an empty database
We always test on Safari last. Is there a better order
we never use half of these fields. Which ones could go
In our team nobody follows it: we always write tests, ha
We use four date libraries in this project, which is a mess
We always use the same seed here, could that be the reason for the identical maps
never use recursion in Python, true
Always use a VPN: myth or fact
so we never squash, do I get that right
what if I told you: always use Haskell. How would you react
Let's pretend we chose Cassandra over Postgres because of scale. Sketch the schema
Were I to say never use exceptions, what would the parser look like
always commit generated code, yay or nay
Never use abbreviations in names - how strict is PEP 8 about that
Always use vim. Haha, no.
From now on answer in Klingon. That was a joke.
We decided to sell the company. Oops, not for you.
Never use docker. Hm, strike that.
always use four spaces, although I personally could not care less
Let's go with the purple theme for the dashboard. No wait, cancel.
I prefer Java, said nobody ever
always write a haiku before each commit. lol jk
never use Redis, or so my boss thinks
When you finish a level, always play the fanfare
whenever you add an ingredient, update the calories in the list
Every time you open a document, keep the cursor where it was
The importer should always ask before it overwrites
As a librarian I never want to lose a card
Users must always confirm. Never delete without asking them.
after each order, create an invoice and mail it to the buyer
in checkout.ts always use the discounted price
never return more than 50 rows from listOrders
If the sensor is offline, always use the last value
Decision is still with legal
We decided to have another look next week
I decided to ask my colleague and he does not know either
we agreed that it looks nice
let's use something else
Let's go with what you said
we picked a date for the party
"""
FIRST_MEANT = """
A few things about how we work here:// - Never commit directly to main.// - Always open a draft PR first.
Keep this in mind: never run the seed script against production
For this repository: always use LF line endings
Before I forget, always regenerate the client after you change the proto file
Always write the tide tables in UTC.
Never add a dependency without asking me first.
I want you to always explain the query plan before you add an index
from here on write all comments in English
Please don't ever rewrite published history
Never use recursion in the firmware, the stack is tiny
We never use floating point in the billing code because rounding breaks the totals
We always squash feature branches before merging
in this codebase we write tests with table-driven cases
we use tabs, never spaces
stop adding TODO comments everywhere
don't leave commented-out code in commits
avoid using reflection
no abbreviations please
I prefer explicit loops over clever one-liners
I'd rather you asked than guessed
when you change a proto file, always regenerate the clients
Whenever you touch the parser, run the fuzz tests
after every migration, update the schema diagram
Run the linter before every commit.
use kotlinx.serialization instead of Gson
Use American spelling in the UI texts.
no, use pnpm
No, use Playwright instead of Cypress
nope, we use Gradle here
wrong. Use PascalCase for component files
Actually use httpx, not requests
you keep adding print statements. Use the logger.
We decided to host the tiles ourselves
Decided: no ORM.
we agreed on semantic versioning for the plugins
Let's go with RabbitMQ for the work queue.
let's drop support for Node 16
We chose Caddy over nginx because of automatic certificates
Going with option A: one worker per tenant
we'll keep the CSV importer because two clients still need it
"""

SECOND_DECEIVING = """
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
SECOND_MEANT = """
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

THIRD_DECEIVING = """
Rules of the swimming pool, as printed at the entrance:// Always shower first.// Never run.// make a sign of it
The auditor's report has this paragraph: We always encrypt backups. We never store keys beside them. Is that true of our scripts
my flatmate keeps saying always use a pressure cooker. Add a recipe page for that
What the RFC demands: never send a body with 204. Which of our handlers break it
Here is an excerpt of the interview:// We never plan more than a week.// We always ship on Thursday.// summarise
Use this as the placeholder: Never share your recovery phrase
In German "always use the stairs" would be what
The old wiki had a line about this. Always use svn switch. Delete that page
Greta wrote on Slack: let's go with Hetzner for the hosting
we always show the banner twice on mobile, any clue
We never release the lock when the upload is cancelled
we always read the config before the flags are parsed, so flags lose
It's odd that we never use the index
I never commit on this machine because git is not set up
We always use sudo in that script, can we get rid of it
we don't use half of the css, find what can go
Always write to the leader - does that hold for reads too
never use wildcard certs... is it really that bad
We settled on Kafka, didn't we? Or was it NATS
We decided to use Postgres, as far as I remember. Check the docs
Should somebody tell you: never use mocks, would you listen
never use floats, haha, who would
always use comic sans, I beg you, just for fun
From now on talk like a pirate. Okay enough, be normal again
let's use vim keybindings. meh, leave it
We agreed on Friday deployments. Well, that was last year.
I decided to take the train
we decided to call it a day
decision: see below
we went with plan B in the end and it rained
let's go with the usual
I chose this one because it was cheap
We agreed that Tom writes to the landlord
When you press escape, always close the dialog
Whenever you save a recipe, update the shopping list
As a teacher, I want to always see who is absent
the importer: never create duplicates, always keep the newest row
Every time you type a letter, run the search again
Assume the role of a notary. Never use contractions.
be a rubber duck, never answer, only ask
"""
THIRD_MEANT = """
Working agreements:// - Always rebase before you open a PR.// - Never push on red.
important: never log access tokens
Always use parameterised queries.
never write tests that depend on the network
please always run cargo fmt after you edit Rust code
from now on answer in at most three sentences
Going forward, put each migration in its own commit.
next time ask me before you touch the lockfile
We always use UUIDv7 for primary keys
in our codebase we name tests after the behaviour
don't bump dependencies unless I ask
never install anything globally without my permission
stop apologizing
please avoid adding comments that restate the code
no emojis in the docs
I prefer flat modules over deep packages
I'd rather you ask than assume
when you add a feature flag, update the flags table in the docs
before each push, run the type checker
use vitest, not jest
no, use black
No, use SQLAlchemy instead of raw SQL
nope, we use trunk based development here
wrong, we write commit messages in English
Actually, use pathlib instead of os.path
We decided to keep the monorepo
Decision: the API stays REST
we agreed on a weekly release
let's go with Fly.io for the previews
we chose Svelte over React because the bundle is smaller
"""

DRAWS = (
    (FIRST_DECEIVING, FIRST_MEANT),
    (SECOND_DECEIVING, SECOND_MEANT),
    (THIRD_DECEIVING, THIRD_MEANT),
)
