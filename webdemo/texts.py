"""The words of the interface in English and Chinese, and findings as sentences of either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.page import say as say_english
from brief.page import translated

if TYPE_CHECKING:
    from brief.brief import Point
    from brief.page import Say
    from translate.findings import Finding

LANGUAGES = {"English": "en", "中文": "zh"}

ENGLISH = {
    "title": "Jianbao 简报",
    "tagline": "A Chinese press release in, a checked English brief out. Nothing leaves this machine.",
    "language": "Interface language",
    "tab.brief": "Brief",
    "tab.parts": "Translate or summarize",
    "tab.files": "Several files",
    "tab.models": "Models",
    "article": "Press release",
    "article.placeholder": "Paste a Chinese press release here, drop a file below, or pick an example.",
    "article.file": "Or drop a file: txt, md, html, docx, pdf",
    "example": "Example",
    "example.none": "Pick an example…",
    "length": "Length (English words)",
    "strategy": "Strategy",
    "strategy.extract": "The sentences that matter most",
    "model": "Model",
    "full": "Translate the whole article too",
    "glossary": "Your glossary",
    "glossary.table": "Terms that must be translated so",
    "glossary.file": "Or a TSV file: Chinese, tab, English",
    "glossary.read": "{n} terms read.",
    "write": "Write brief",
    "write.hint": "Ctrl+Enter",
    "stop": "Stop",
    "clear": "Clear",
    "empty.title": "Your brief will appear here",
    "empty.body": "Each English sentence will stand beside the Chinese sentence that it came from, with every figure, name and term compared.",
    "headline": "Headline",
    "brief": "Brief, one point a line: edit it, and the check runs again",
    "dateline": "Dateline",
    "check": "Check",
    "check.clean": "Every figure, name and term that was compared agrees with the source.",
    "check.errors": "{n} to put right",
    "check.warnings": "{n} to look at",
    "check.edited": "Edited by hand and checked again.",
    "words": "{n} words",
    "points": "{n} points",
    "evidence": "Evidence",
    "evidence.hint": "The same colour marks the same fact on both sides; a red frame, a fact that the English lacks.",
    "source": "The full article",
    "source.hint": "Green: used for the brief. Struck through: left out as page furniture.",
    "figures": "Figures",
    "people": "People and organisations",
    "full.title": "Full translation",
    "none": "None found.",
    "chinese": "Chinese",
    "english": "English",
    "status": "Status",
    "point": "Point",
    "post": "Post",
    "kind": "Kind",
    "in_brief": "In the brief",
    "yes": "yes",
    "status.agrees": "agrees",
    "status.repaired": "repaired",
    "status.noted": "added in brackets",
    "status.differs": "differs",
    "status.missing": "missing",
    "download": "Download",
    "download.docx": "Word",
    "download.md": "Markdown",
    "download.html": "HTML",
    "download.json": "JSON",
    "signature": "Signature",
    "signature.hint": "What made this brief, so that it can be made again.",
    "step.wait": "Waiting for a turn…",
    "step.load": "Loading the model…",
    "step.clean": "Reading and condensing…",
    "step.headline": "Translating the headline…",
    "step.translate": "Translating and checking the points…",
    "step.full": "Translating the rest…",
    "step.done": "Done in {seconds:.1f} s",
    "step.stopped": "Stopped. What was ready is below.",
    "error.title": "This did not work",
    "error.unknown": "Something went wrong on the server. It has been noted there; try again, and if it happens again, tell whoever runs this page ({code}).",
    "error.busy": "Many people are here just now. Try again in a minute.",
    "parts.task": "What to do",
    "parts.translate": "Translate",
    "parts.summarize": "Summarize",
    "parts.direction": "Direction",
    "parts.text": "Text",
    "parts.placeholder": "Paste a text. A translation leaves nothing out; a summary keeps the sentences that matter, in their own language.",
    "parts.go": "Go",
    "parts.output": "Result",
    "parts.findings": "What the check says",
    "parts.empty": "The result will appear above.",
    "files.drop": "Drop up to {n} files: txt, md, html, docx, pdf",
    "files.formats": "Formats in the archive",
    "files.go": "Write briefs",
    "files.zip": "Archive of the briefs",
    "files.empty": "Each file's headline will appear here as it is done, and then an archive of all briefs.",
    "files.file": "File",
    "files.outcome": "Outcome",
    "files.clean": "no errors left",
    "files.errors": "{n} findings to put right",
    "models.name": "Model",
    "models.directions": "Directions",
    "models.size": "Size",
    "models.licence": "Licence",
    "models.scores": "Scores",
    "models.here": "On this machine",
    "models.absent": "no: `jianbao models pull {name}` brings it here",
    "models.hint": "Nothing is downloaded by this page. Models that are not here can be fetched on the command line.",
    "lang.zh": "Chinese",
    "lang.en": "English",
    "severity.error": "Error",
    "severity.warning": "Warning",
    "severity.info": "Note",
    "headline.prefix": "Headline: ",
}

CHINESE = {
    "title": "简报 Jianbao",
    "tagline": "中文新闻稿进，核对过的英文简报出。文字不离开本机。",
    "language": "界面语言",
    "tab.brief": "写简报",
    "tab.parts": "单独翻译或摘要",
    "tab.files": "批量文件",
    "tab.models": "模型",
    "article": "新闻稿",
    "article.placeholder": "在此粘贴中文新闻稿，或在下面拖入文件，或选一个示例。",
    "article.file": "或拖入文件：txt、md、html、docx、pdf",
    "example": "示例",
    "example.none": "选一个示例……",
    "length": "篇幅（英文词数）",
    "strategy": "方法",
    "strategy.extract": "选取最重要的句子",
    "model": "模型",
    "full": "同时翻译全文",
    "glossary": "我的术语表",
    "glossary.table": "必须照此翻译的术语",
    "glossary.file": "或 TSV 文件：中文、制表符、英文",
    "glossary.read": "读入 {n} 条术语。",
    "write": "写简报",
    "write.hint": "Ctrl+Enter",
    "stop": "停止",
    "clear": "清空",
    "empty.title": "简报会出现在这里",
    "empty.body": "每句英文旁边是它所依据的中文原句，数字、姓名和术语逐一核对。",
    "headline": "标题",
    "brief": "简报，一行一个要点：可直接修改，改后自动重新核对",
    "dateline": "电头",
    "check": "核对",
    "check.clean": "核对过的数字、姓名和术语都与原文一致。",
    "check.errors": "{n} 处须改正",
    "check.warnings": "{n} 处须留意",
    "check.edited": "已手工修改，并重新核对。",
    "words": "{n} 词",
    "points": "{n} 个要点",
    "evidence": "依据",
    "evidence.hint": "两边同色表示同一事实；红框表示英文里没有的事实。",
    "source": "全文",
    "source.hint": "绿色：写入简报的句子。删除线：作为页面杂项删去的文字。",
    "figures": "数字",
    "people": "人物和机构",
    "full.title": "全文翻译",
    "none": "没有找到。",
    "chinese": "中文",
    "english": "英文",
    "status": "状态",
    "point": "要点",
    "post": "职务",
    "kind": "类别",
    "in_brief": "见于简报",
    "yes": "是",
    "status.agrees": "一致",
    "status.repaired": "已修正",
    "status.noted": "已加括注",
    "status.differs": "不一致",
    "status.missing": "缺失",
    "download": "下载",
    "download.docx": "Word",
    "download.md": "Markdown",
    "download.html": "HTML",
    "download.json": "JSON",
    "signature": "签名",
    "signature.hint": "记录简报由什么生成，以便重现。",
    "step.wait": "排队中……",
    "step.load": "正在载入模型……",
    "step.clean": "正在阅读和压缩……",
    "step.headline": "正在翻译标题……",
    "step.translate": "正在翻译并核对要点……",
    "step.full": "正在翻译其余部分……",
    "step.done": "完成，用时 {seconds:.1f} 秒",
    "step.stopped": "已停止。已完成的部分在下面。",
    "error.title": "没有成功",
    "error.unknown": "服务器出错，已记录。请重试；若再次出现，请告知管理员（{code}）。",
    "error.busy": "现在使用的人很多，请一分钟后再试。",
    "parts.task": "做什么",
    "parts.translate": "翻译",
    "parts.summarize": "摘要",
    "parts.direction": "方向",
    "parts.text": "文本",
    "parts.placeholder": "粘贴文本。翻译不遗漏内容；摘要保留最重要的句子，语言不变。",
    "parts.go": "开始",
    "parts.output": "结果",
    "parts.findings": "核对结果",
    "parts.empty": "结果会出现在上面。",
    "files.drop": "最多拖入 {n} 个文件：txt、md、html、docx、pdf",
    "files.formats": "压缩包中的格式",
    "files.go": "写简报",
    "files.zip": "简报压缩包",
    "files.empty": "每个文件完成后，标题会出现在这里，最后给出全部简报的压缩包。",
    "files.file": "文件",
    "files.outcome": "结果",
    "files.clean": "没有遗留错误",
    "files.errors": "{n} 处须改正",
    "models.name": "模型",
    "models.directions": "方向",
    "models.size": "大小",
    "models.licence": "许可证",
    "models.scores": "得分",
    "models.here": "本机是否已有",
    "models.absent": "没有：可用 jianbao models pull {name} 取得",
    "models.hint": "本页不下载任何东西。没有的模型可在命令行取得。",
    "lang.zh": "中文",
    "lang.en": "英文",
    "severity.error": "错误",
    "severity.warning": "留意",
    "severity.info": "说明",
    "headline.prefix": "标题：",
}

TEXTS = {"en": ENGLISH, "zh": CHINESE}


def text(key: str, language: str, **values: object) -> str:
    """A text of the interface."""
    return TEXTS[language][key].format(**values) if values else TEXTS[language][key]


def sayer(language: str) -> Say:
    """How findings are worded in a language."""
    return say_chinese if language == "zh" else say_english


def say_chinese(finding: Finding, point: Point | None) -> tuple[str, str]:
    """A finding in Chinese, from its kind and spans; as the check words it where there is no rule for the kind."""
    severity = CHINESE[f"severity.{finding.severity}"]
    if point is None:
        prefix = finding.message.startswith("Headline: ")
        return severity, CHINESE["headline.prefix"] + finding.message[10:] if prefix else finding.message
    source = translated(point)[slice(*finding.source)] if finding.source else ""
    target = point.english[slice(*finding.target)] if finding.target else ""
    right = next((link.expected for link in point.links if finding.source and link.source == finding.source), "")
    right = f"（{right}）" if right else ""
    match finding.kind, bool(source), bool(target):
        case "quantity", True, True:
            return severity, f"原文是“{source}”{right}，英文写作“{target}”，不一致。"
        case (("quantity" | "name"), True, False):
            return severity, f"英文里缺少“{source}”{right}，或写法不同。"
        case "hedge", True, True:
            return severity, f"原文是“{source}”{right}，英文“{target}”没有同样的限定语。"
        case "invented", _, True:
            return severity, f"英文里有“{target}”，原文没有。"
        case "term", True, _:
            return severity, f"“{source}”在术语表中译作{right.strip('（）')}，英文里没有。"
        case "untranslated", _, True:
            return severity, f"英文里留有中文：{target}"
        case "repetition", _, True:
            return severity, f"英文重复：“{target}”"
        case "length", _, _:
            long = "long for its source" in finding.message
            return severity, "英文相对原文偏长，可能添加了内容。" if long else "英文相对原文偏短，可能遗漏了内容。"
        case "incomplete", _, _:
            return severity, "模型没有把这句话译完。"
        case "empty", _, _:
            return severity, "模型没有给出译文。"
        case "unsourced", _, _:
            return severity, "这一行在原文中没有依据，无法核对。"
        case "repair", _, _:
            return severity, "已自动修正：" + finding.message.removeprefix("Repaired: ")
    return severity, finding.message
