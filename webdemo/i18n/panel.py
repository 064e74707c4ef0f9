"""The words of the panel "Use via API": Gradio's, which it says in English only, and what the endpoints say of themselves."""

from __future__ import annotations

PREFACE = r"""^The (input|output) value that (is provided|appears) in the "[^"]*" Api component\. ?"""
"""What Gradio puts before each description: a regular expression of JavaScript. It goes, in either language."""

RETURNS = {"en": " Returns: ", "zh": " 返回："}
"""Between what a tool does and what it answers."""

GRADIO = {
    "documentation": "文档",
    "docs": "文档",
    "API endpoint": "个 API 端点",
    "CLI endpoint": "个命令行端点",
    "MCP Tool": "个 MCP 工具",
    "s": "",
    "Choose one of the following ways to interact with the API.": "可用以下方式调用：",
    "Copy Page": "复制本页",
    "1. Install the": "1. 若尚未安装，请先安装",
    "client (": "客户端（",
    ") if you don't already have it installed.": "）。",
    "1. Install the CLI if you don't already have it installed.": "1. 若尚未安装 CLI，请先安装。",
    "1. Confirm that you have cURL installed on your system.": "1. 请确认系统中已有 cURL。",
    "2. Find the API endpoint below corresponding to your desired function in the app. Copy the code snippet, replacing the "
    "placeholder values with your own input data.": "2. 在下面找到所需的端点，复制代码，并把占位的值换成自己的数据。",
    "Or use the": "或使用",
    "API Recorder": "API 录制器",
    "to automatically generate your API requests.": "自动生成调用代码。",
    "Making a prediction and getting a result requires": "调用并取得结果需要",
    "2 requests": "两次请求",
    ": a": "：先用",
    "and a": "，再用",
    "request. The": "。其中",
    "request returns an": "返回",
    ", which is used in the second": "，用于第二次的",
    "request to fetch the results. In these snippets, we've used": "请求，以取得结果。下面的代码用",
    "and": "和",
    "to parse the results, combining these two requests into one command for ease of use.": "解析结果，把两次请求合为一条命令。",
    "If your endpoint accepts files, you must first upload them via a": "若端点接受文件，须先用",
    "to": "上传到",
    ", then reference the returned path with the": "，再把返回的路径填入键",
    "key:": "：",
    "See": "参见",
    "curl docs": "curl 文档",
    "API name:": "端点：",
    "Required": "必填",
    "Default:": "默认：",
    "Returns": "返回",
    "1 element": "一个值",
    "an array of 1 element": "含一个值的数组",
    "Transport:": "传输方式：",
    "), Resources (": "）、资源（",
    "), and Prompts (": "）和提示（",
    ")": "）",
    "Select All": "全选",
    "Select None": "全不选",
    "Streamable HTTP Transport": "Streamable HTTP 传输",
    "STDIO Transport": "STDIO 传输",
    ": To add this MCP to clients that support Streamable HTTP, simply add the following configuration to your MCP config.": "："
    "支持 Streamable HTTP 的客户端，在 MCP 配置中加入以下内容即可。",
    "Read more about MCP in the Gradio docs": "在 Gradio 的文档中进一步了解 MCP",
}
"""English -> Chinese, of whole texts."""

PATTERNS = {
    "Accepts {} parameter": "接受 {} 个参数",
    "Accepts a JSON object with {} key": "接受 JSON 对象，含 {} 个键",
    "MCP Server URL ({})": "MCP 服务器地址（{}）",
    "{} Available MCP Tools (": "可用的 MCP 工具（{}）（",
}
"""The same with a number or a name in it."""

ENDPOINTS = {
    "Write a checked English brief of a Chinese press release.": "把一篇中文新闻稿写成核对过的英文简报。",
    "Translate a text, sentence by sentence, with nothing left out, and compare every figure, name and term.": "逐句翻译一段文字，"
    "不遗漏内容，并核对每个数字、姓名和术语。",
    "Choose the sentences of a press release that matter; they stay in their language.": "选出新闻稿中重要的句子，语言不变。",
    "Check a whole translation against its source: aligned sentence by sentence, every fact compared, a small model's second "
    "opinion.": "把整篇译文与原文核对：逐句对齐，核对每处事实，并请小模型再看一遍。",
    "Compare an English translation with its Chinese source: figures, amounts, dates, names, terms. No model runs.": "把英文译文与"
    "中文原文比较：数字、金额、日期、姓名、术语。不运行模型。",
    "The press release in Chinese, title first if it has one, at most 30,000 characters.": "中文新闻稿，有标题的标题在前，最多 30,000 字。",
    "English words of the brief, 20 to 2000; it may be a tenth longer.": "简报的英文词数，20 至 2000，可超出十分之一。",
    "How to condense: extract takes the sentences that matter most; written has a model write (which way goes by the model); abstract, "
    "translate-first and direct each are one way to write.": "如何压缩："
    "extract 选取最重要的句子；written 由模型撰写（方式视模型而定）；abstract、translate-first 和 direct 各是一种撰写方式。",
    "Name of a model that is on the server; auto takes the best one.": "服务器上某个模型的名称；auto 取最好的。",
    "The whole translation under the brief.": "是否在简报之后附全文翻译。",
    "Terms that must be translated so, one a line: Chinese, a tab, English.": "必须照此翻译的术语，一行一条：中文、制表符、英文。",
    "Language of the messages of findings, notes and errors: en or zh; left empty, that of the Accept-Language header, and English "
    "without one.": "核对结果、说明和错误所用的语言：en 或 zh；留空则按 Accept-Language 标头，没有标头时用英文。",
    "The text, at most 30,000 characters.": "文字，最多 30,000 字。",
    "Language of the text: zh, or another that a model on the server reads.": "原文的语言：zh，或服务器上的模型能读的其他语言。",
    "Language to translate into: en, or another that a model on the server writes.": "译文的语言：en，或服务器上的模型能写的其他语言。",
    "Name of a model that is on the server; auto takes the best one that there is for the two languages.": "服务器上某个模型的名称；"
    "auto 取这两种语言之间最好的。",
    "Terms that must be translated so, one a line: source, a tab, target.": "必须照此翻译的术语，一行一条：原文、制表符、译文。",
    "About how many words the summary would have in English.": "摘要译成英文约有多少词。",
    "Language of the text: zh or en.": "文字的语言：zh 或 en。",
    "The Chinese text, at most 30,000 characters and 1,000 numbers.": "中文原文，最多 30,000 字、1,000 个数字。",
    "Its English translation, whoever made it.": "它的英文译文，不论出自谁手。",
    "The Chinese sentence or paragraph, at most 30,000 characters and 1,000 numbers.": "中文句子或段落，最多 30,000 字、1,000 个数字。",
    "The English of it.": "它的英文。",
    "The brief: headline, text, points with their Chinese sources and findings, figures, people, organisations, signature.": "简报："
    "标题、正文、要点及其中文依据和核对结果、数字、人物、机构、签名。",
    "text: the translation in paragraphs; sentences: source, target and findings of each.": "text：分段的译文；sentences：每句的原文、"
    "译文和核对结果。",
    "The sentences, in the order of the text.": "选出的句子，按原文顺序。",
    "verdict: errors, warnings, clean or nothing; how many sentences, facts compared, errors and warnings; pairs; notes; "
    "signature.": "verdict：errors、warnings、clean 或 nothing（没有可核对的事实）；"
    "句数、核对的事实数、错误数和须留意数；pairs；notes；signature。",
    "ok: true, false, or null where nothing was compared; compared: how many facts; findings; links: where the English has "
    "each.": "ok：true、false，没有可核对的内容时为 null；compared：核对了多少处；findings；links：每处事实在英文中的位置。",
}
"""What the endpoints, their parameters and their answers are said to be (`webdemo.endpoints.api`). A test holds the two together."""

FIELDS = {
    "name and version of this form": "本格式的名称和版本",
    "of the file, or empty": "文件名，可为空",
    "language of the article": "原文语言",
    "language of the brief": "简报语言",
    "in English": "英文",
    "place and day, or empty": "地点和日期，可为空",
    "the sentences of the brief, in order": "简报的句子，按顺序",
    "of the brief as a whole": "针对整篇简报",
    "the whole translation, where it was asked for": "全文翻译（如有要求）",
    "facts for which there was no room, the most important first": "因篇幅未写入的内容，重要的在前",
    "what the brief was made with": "简报的生成条件",
    "the points as one paragraph": "各要点连成一段",
    "English words of the points": "要点的英文词数",
    "in paragraphs": "分段",
    "nothing: no fact was compared": "nothing 表示没有可核对的事实",
    "how many have a translation": "有译文的句数",
    "how many facts were compared": "核对的事实数",
    "how many findings are errors": "错误数",
    "how many are warnings": "须留意数",
    "what the check was made with": "核对的生成条件",
    "true where no finding is an error, null where there was nothing to compare": "没有错误为 true，没有可核对的内容为 null",
}
"""What the fields of an answer are said to be, in brackets behind their types (`webdemo.endpoints.answers`)."""
