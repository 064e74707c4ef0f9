"""Bounds of the demo, tighter than those of `jianbao.limits`: other people wait for the same processor. Enforced on
the server, for the API too."""

MAX_CHARACTERS = 30_000
"""Ten long press releases; two minutes of two cores for a whole translation. The command line takes 200,000."""

MAX_FILE_BYTES = 5_000_000
"""A press release as DOCX or PDF with its pictures."""

MAX_FILES = 20
"""Files in one run of the third tab; the batch command takes any number."""

MAX_BODY_BYTES = 2_000_000
"""Of one request: 30,000 characters, each written as six in JSON, and a glossary of 500 terms have 600,000."""

MAX_DEPTH = 64
"""Brackets within brackets of a request's JSON; the page's own have ten."""

MAX_UPLOAD_BYTES = 300_000_000
"""Of all uploads that lie here at once, which a disk for temporary files has."""

MAX_UPLOADED = 5_000
"""Files that lie here at once: as many are counted in a few milliseconds."""

MAX_SENT_FILES = 1_500
"""Files that one address may send while kept ones may lie here (SHELF_SECONDS): a third of the room, used up or not."""

MAX_ADDRESS_BYTES = 100_000_000
"""Of one address's uploads that nobody has used yet: they are read, and deleted, by the next request of the page."""

MAX_ADDRESS_FILES = 200
"""Uploads of one address that nobody has used yet: ten pages with twenty files each."""

MAX_QUERY_BYTES = 4_000
"""Of the part of an address behind its question mark: a browser session, a number, a file's."""

MAX_VISITOR_BYTES = 50_000_000
"""Of one visitor's files of the third tab, kept so that they can be run again."""

MAX_NUMBERS = 1_000
"""In one text that is compared: three seconds of the check; a page of a statistical bulletin has 200."""

MAX_FIGURES = 4_000
"""Numbers in a text that is condensed or translated: a statistical bulletin of 30,000 characters has 2,700."""

MAX_UNBROKEN = 5_000
"""Characters without the end of a sentence or a line: the longest of 8,600 sentences in press releases has 174, a list of names 600."""

MAX_LINES = 400
"""Of a brief that is edited: 2,000 words, the longest brief, have some hundred."""

MAX_MEMORY = 2_000_000_000
"""Bytes of address space of a process that does one visitor's work: 0.6 billion are the interpreter, its libraries and the lists."""

MAX_TERMS = 500
"""Rows of a user's glossary."""

MAX_TERMS_BYTES = 600_000
"""Of a glossary's text or file: 500 terms of 200 characters a side, of three bytes each."""

MAX_TERM_CHARACTERS = 200
"""Of one side of a term."""

MAX_QUEUE = 60
"""Requests that wait; the next one is told to come back. Sixty briefs are some three minutes of two cores."""

MAX_OF_ADDRESS = MAX_QUEUE // 3
"""Of them from one address, whatever pages it says that it has open: others find room."""

MAX_WAIT_SECONDS = 600
"""That a request may have to wait for its turn, by what those before it usually take; a longer queue is told, and not joined.
Programs leave room for pages: theirs is two thirds."""

CONCURRENCY = 4
"""Requests in work at once: they take turns at the model, a few sentences each, so that a long one does not hold up a short one."""

LOOKS = 2
"""Requests without a model in work at once: reading a file, comparing, checking an edit."""

MAX_SECONDS = 180
"""Of work on one request; neither its place in the queue counts nor, up to TURNS_SECONDS, its turns at the model."""

TURNS_SECONDS = 540
"""Of waiting while the others at work have the model: three, for the time that one may take."""

BATCH_SECONDS = 900
"""Of work on one run of the third tab; each file has MAX_SECONDS beside it. What is done by then stays, and the next run goes on."""

MAX_BATCHES = 40
"""Visitors of the third tab whose briefs are kept in memory: twenty files of each, some 5 MB."""

MAX_SENTENCE = 800
"""Characters of a sentence that is added to a brief: the longest of 8,600 in press releases has 174; a list of names may have 600."""

ADD_SECONDS = 60
"""Of translating one more sentence for a brief."""

QUICK_SECONDS = 30
"""Of reading a text, comparing a translation, checking an edited brief: most take a tenth of a second."""

MAX_RUNNING = 2
"""Requests of one visitor in work at once, of each kind (with a model, without one)."""

MAX_WAITING = 5
"""Requests of one visitor that wait; the next one is told to wait for these."""

FETCH_SECONDS = 10
"""For fetching the answer to a call, from when it was made; one that nobody waits for is ended."""

GONE_SECONDS = 1
"""Without a connection after which who waited for an answer has left."""

BODY_SECONDS = 60
"""For sending a request's body: five million bytes over a slow line."""

HEAD_SECONDS = 15
"""For saying what a request wants: a head of some hundred bytes over the slowest line."""

MAX_CONNECTIONS = 8_192
"""Files and connections of this process, where the system allows so many; some allow 256 until they are asked."""

MAX_STREAMS = 40
"""Connections of one address that wait for answers: some ten pages, each with three."""

MAX_QUESTIONS = 6
"""Questions of one address at once that are not queued: of a line that was edited, of a file to be made."""

MAX_UPLOADS = 3
"""Uploads of one address at once."""

PATIENCE_SECONDS = 30
"""After which a program's request is as urgent as a page's."""

MAX_SESSIONS = 200
"""Browser sessions whose last brief is kept in memory; the oldest goes first."""

KEEP_SECONDS = 600
"""How long a file made for a download stays on disk."""

UPLOADS = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
"""Endings of files that are taken; what is in them is looked at too."""

GLOSSARIES = (".tsv", ".csv", ".txt", ".tbx", ".tmx")
"""Endings of files with terms."""

SHELF_SECONDS = 3_600
"""How long a visitor's files of the third tab are kept, so that they can be run again without another upload."""

LEFT_SECONDS = 600
"""How long they and their briefs are kept when the page is closed: it may have been a reload."""
