"""Every bound that input meets, each with its reason. Crossing one raises; nothing is truncated."""

MAX_FILE_BYTES = 20_000_000
"""A press release is a few kilobytes, its PDF or DOCX a few megabytes with pictures; beyond this it is another thing."""

MAX_CHARACTERS = 200_000
"""Some 400 press releases in one; a longer text is a book or a dump, and a 150-word brief of it means nothing."""

MAX_SENTENCES = 3_000
"""The similarity matrix of the condenser is quadratic: 3,000 sentences take 36 MB and a fraction of a second."""

MAX_BRIEF_WORDS = 2_000
"""Longer is a translation: ask for `--full`."""

MIN_BRIEF_WORDS = 20
"""Shorter than one sentence of a press release."""

MIN_HAN_SHARE = 0.2
"""Share of Han characters among letters below which a text is not Chinese; a text thick with product names has 0.4."""

MAX_LOST_SHARE = 0.1
"""Share of characters lost before a text came here above which it is refused: what is left says other things than the article did."""

MAX_UNZIPPED_BYTES = 100_000_000
"""What a DOCX may unpack to: a zip bomb of 42 kB unpacks to petabytes."""

MAX_PDF_PAGES = 200
"""A press release has a handful of pages; page trees can be made to loop."""

MAX_PDF_OBJECTS = 150_000
"""Shapes, pictures and pieces of text on all pages: a full page has some hundreds, a map some ten thousand; 17 kB can draw 600,000."""

MAX_HTML_CHARACTERS = 3_000_000
"""A news page has 50,000 to 500,000 characters of markup; the extraction of the main text is slow on more."""

MAX_HTML_ELEMENTS = 20_000
"""A news page has 1,000 to 5,000; the extraction of the main text grows faster than their number: seconds on 20,000."""

MAX_HTML_DEPTH = 2_048
"""Elements inside each other in a page, which is what libxml2 reads; the pages of papers have 15 to 40."""

MAX_MD_DEPTH = 40
"""Lists and quotations inside each other in a Markdown file, two for each level of a list."""

MAX_DOCX_XML_BYTES = 20_000_000
"""Unpacked size of one XML part of a DOCX: the tree takes some ten times that in memory. 200,000 characters need under 10 MB."""

MAX_XML_ELEMENTS = 1_000_000
"""Elements of all XML parts of a DOCX: a press release has 1,000 to 20,000; 200,000 characters in runs of two have 300,000."""

MAX_XML_DEPTH = 256
"""Elements inside each other in a part of a DOCX, which is what libxml2 reads."""

MAX_DOCX_PARTS = 2_000
"""Files in a DOCX: a press release has about twenty, and one for each picture."""

MAX_READING_SECONDS = 10
"""Time of the processor for parsing one file: a press release takes a few hundredths, a report of 200 pages some 3 seconds."""

MAX_READING_CLOCK = 60
"""Seconds by the clock for the same, where the machine is busy or the system cannot count the time of the processor."""

MAX_READING_MEMORY = 1_500_000_000
"""Bytes of address space of the process that parses: 0.4 billion are the interpreter and its libraries, the tree of
20 MB of XML is another 0.3."""
