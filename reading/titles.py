"""The title of an article that is plain text: which of its first lines is the headline, if one is."""

import re

MAX_TITLE_CHARACTERS = 80
"""Chinese headlines have 10 to 45 characters; 80 leaves room for a headline of two parts."""
MAX_TITLE_CHARACTERS_ENGLISH = 200

# Lines that pages put above the headline: section and page of the paper, navigation, source, time of publication, reads.
_KICKER = re.compile(
    r"^(?:第?\s*[0-9A-Z]{1,3}\s*版\b.{0,12}|.{0,6}首页\s*[>＞›»].*|(?:当前|您的)位置\s*[:：].*|"
    r"(?:来源|信息来源|发布时间|发布日期|时间|日期|浏览次数|阅读次数|字号|字体|索引号|文号|栏目)\s*[:：].*|"
    r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?(?:\s*星期.)?(?:\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?(?:\s*(?:来源|浏览)\s*[:：].*)?)$"
)
_LABEL = re.compile(r"^(?:原?标题|題目|题目|新闻标题)\s*[:：]\s*")
# How the first line of a body begins: a dateline, a credit, or the numbering of a list.
_BODY_START = re.compile(
    r"^(?:本报|本刊|本网|本台|新华社|中新社|中新网|人民网|人民日报|央视网|.{2,8}[讯电]\s|.{0,20}[(（]记者|记者|通讯员|作者|编辑|图[:：/]|文[:：/]|"
    r"\d{1,2}月\d{1,2}日[,，、]|近日[,，]|日前[,，]|(?:问|答|.{0,8}记者)[:：]|[“‘「][^”’」]*[？！?!。][”’」]$)"
)
_ENDING = re.compile(r"[。；;：:，,、…]$")
_INSIDE = re.compile(r"。.")


def find_title(text: str, *, language: str = "zh") -> tuple[int, int] | None:
    """Span of the headline in a text of non-empty lines, or None where no line looks like one.

    Up to five lines that pages put above a headline are passed over. `原标题：` is left outside the span.
    """
    start = 0
    for _ in range(6):
        end = text.find("\n", start)
        last = end < 0
        line = text[start:] if last else text[start:end]
        if not _KICKER.match(line):
            break
        if last:
            return None
        start = end + 1
    else:
        return None
    label = _LABEL.match(line)
    if label and label.end() < len(line):
        return start + label.end(), start + len(line)
    return (start, start + len(line)) if looks_like_title(line, alone=last, language=language) else None


def looks_like_title(line: str, *, alone: bool = False, language: str = "zh") -> bool:
    """Whether a line can be a headline: short, and not a sentence. A line that is `alone` must be shorter still."""
    if sum(map(str.isalnum, line)) < 2:
        return False
    if language != "zh":
        limit = MAX_TITLE_CHARACTERS_ENGLISH // 2 if alone else MAX_TITLE_CHARACTERS_ENGLISH
        return len(line) <= limit and not re.search(r"[.;:,]$", line) and not re.search(r"[.] [A-Z].*[a-z]{4}", line)
    if len(line) > (MAX_TITLE_CHARACTERS // 2 if alone else MAX_TITLE_CHARACTERS):
        return False
    return not (_ENDING.search(line) or _INSIDE.search(line) or _BODY_START.match(line))


# What sites append to the <title> of a page: "_新闻_四川网", " - 温江区人民政府", "|澎湃新闻".
_SITE = re.compile(
    r"\s*(?:[_|｜]|\s[-–—]+\s|-{2,}|[-–—](?=[^-–—]{2,20}(?:网|政府|新闻|大学|频道|门户|日报|集团|官网)$)).*$"
)


def clean_page_title(title: str) -> str:
    """A page's <title> without the names of the section and the site."""
    short = _SITE.sub("", title.strip(), count=1).strip()
    return short if len(short) >= 4 else title.strip()


_SITE_NAME = re.compile(
    r"^[^，。：！？“”《》\s\d]{0,14}(?:人民政府|门户网站|官方网站|官网|政府网|信息网|新闻网|新闻中心|信息公开|集团|大学|学院|(?<!互联)网)$|"
    r"^(?:新闻|信息|文章|内容|公告|通知|动态|资讯)?(?:详情|正文|内容页?|页面|首页|列表)页?$|"
    r"^(?:无标题|未命名)(?:文档|页面)?$|^untitled(?: document)?$",
    re.IGNORECASE,
)


def is_site_name(title: str) -> bool:
    """Whether a page's title names its site or its kind alone, and no article (某县人民政府, 新闻详情)."""
    return bool(_SITE_NAME.search(title.strip()))
