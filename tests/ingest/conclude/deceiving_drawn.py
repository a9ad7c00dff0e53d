# ruff: noqa: E501 - one turn a line
"""Turns written after the rules had been frozen: the first draw that docs/results/extraction.md tells of.

`//` stands for the end of a line.
"""

DECEIVING = """
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
MEANT = """
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
