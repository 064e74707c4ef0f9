"""Gradio's own words (upload boxes, toasts, the footer, names of buttons) in the language of the interface.

Most follow the browser's language, and the settings panel can change them: what it calls is called here. The module is found among those
that the page has loaded, since its name has a hash in it. Words that Gradio says once, or in English only, are put in place by a table.
"""

from __future__ import annotations

import json

from webdemo import limits
from webdemo.i18n import panel

WORDS = {
    "Drop File Here": "将文件拖放到此处",
    "- or -": "或",
    "Click to Upload": "点击上传",
    "Click to upload or drop files": "点击上传或拖入文件",
    "File upload": "上传文件",
    "Uploading...": "上传中……",
    "More tabs": "更多标签页",
    "Reset to default value": "恢复默认值",
    "Gradio footer navigation": "页脚",
    "Copy": "复制",
    "Copied": "已复制",
    "Clear": "清空",
    "Close": "关闭",
    "Error": "出错了",
    "Warning": "请注意",
    "Info": "提示",
    "Success": "完成",
    "Processing": "处理中",
    "processing": "处理中",
    "Loading...": "加载中……",
    "Queue": "排队",
    "Connection errored out.": "连接中断，请重试。",
    "Connection lost. Attempting reconnection...": "连接中断，正在重新连接……",
    "Use via API": "通过 API 使用",
}
"""English -> Chinese, of whole names and texts."""
PATTERNS = {
    "number input for {}": "{}：数值",
    "range slider for {}": "{}：滑块",
    f"Invalid file type: {{}}. Only {', '.join(limits.UPLOADS)} allowed.": "不能使用这种类型的文件：{}。可用：txt、md、html、docx、pdf。",
    f"Invalid file type: {{}}. Only {', '.join(limits.GLOSSARIES)} allowed.": "不能使用这种类型的文件：{}。可用：tsv、csv、txt、tbx、tmx。",
    f"File(s) exceed the maximum allowed size of {limits.MAX_FILE_BYTES / 1024**2:.1f} Mb: {{}}":
        f"文件超过 {limits.MAX_FILE_BYTES / 1024**2:.1f} MB 的上限：{{}}",
}  # fmt: skip
"""The same with a name of ours, or of a file, in it."""

BASH = ("| read EVENT_ID; curl -N ", "/$EVENT_ID", "| xargs -I {} curl -N ", "/{}")
"""Of the calls that "Use via API" shows for bash: what zsh alone runs (a `read` behind a pipe), and what every shell does."""

SPEAK = (
    """(chosen) => {
  const at = performance.getEntriesByType('resource').map((entry) => entry.name)
    .concat([...document.querySelectorAll('link[rel=modulepreload]')].map((link) => link.href))
    .find((name) => /\\/assets\\/core-[\\w-]+\\.js$/.test(name));
  if (at) import(at).then((core) => core.changeLocale?.(chosen === 'zh' ? 'zh-CN' : 'en')).catch(() => {});
  const words = @WORDS, patterns = @PATTERNS;
  const own = (window.jianbaoOwn ??= {});
  const to = chosen === 'zh' ? 1 : 0;
  const known = new Map(words.map((pair) => [pair[1 - to], pair[to]]));
  const said = (text) => {
    const bare = text.trim();
    if (known.has(bare)) return text.replace(bare, known.get(bare));
    for (const pair of patterns) {
      const [start, end] = pair[1 - to].split('{}');
      if (bare.startsWith(start) && bare.endsWith(end) && bare.length > start.length + end.length)
        return pair[to].replace('{}', () => bare.slice(start.length, bare.length - end.length));
    }
    return text;
  };
  const name = (element) => {
    for (const kind of ['aria-label', 'title']) {
      const now = element.getAttribute(kind);
      if (now && said(now) !== now) element.setAttribute(kind, said(now));
    }
  };
  const [read, variable, each, argument] = @BASH;
  const shell = (text) => (text.includes(read) ? text.replaceAll(read, each).replaceAll(variable, argument) : text);
  if (navigator.clipboard && !own.copied) {  // "Copy Page" has the calls too, which are nowhere on the page
    own.copied = navigator.clipboard.writeText.bind(navigator.clipboard);
    navigator.clipboard.writeText = (text) => own.copied(shell(text));
  }
  // The panel "Use via API", where a text may be broken into lines anywhere.
  const told = new Map(@PANEL.map((pair) => [pair[1 - to], pair[to]])), shapes = @SHAPES, returns = @RETURNS, fields = @FIELDS;
  const shown = (text) => {
    const bare = text.replace(/\\s+/g, ' ').trim().replace(new RegExp(@PREFACE), '');
    const parts = bare.split(returns[1 - to]).map((part) => {
      if (told.has(part)) return told.get(part);
      for (const pair of shapes) {
        const [start, end] = pair[1 - to].split('{}');
        if (part.startsWith(start) && part.endsWith(end) && /^[\\w ]+$/.test(part.slice(start.length, part.length - end.length)))
          return pair[to].replace('{}', () => part.slice(start.length, part.length - end.length));
      }
      return part;
    });
    const [open, close] = @BRACKETS[to], [was, over] = @BRACKETS[1 - to];
    if (/^(dict|list)[([]/.test(bare))
      for (const pair of fields) parts[0] = parts[0].replaceAll(was + pair[1 - to] + over, open + pair[to] + close);
    return text.trim() ? text.match(/^\\s*/)[0] + parts.join(returns[to]) + text.match(/\\s*$/)[0] : text;
  };
  const tell = (root) => {
    if (root.nodeType === Node.TEXT_NODE) {
      if (shell(root.data) !== root.data) root.data = shell(root.data);
      if (root.parentElement?.closest('.api-docs') && !root.parentElement.closest('pre, code')) {
        if (shown(root.data) !== root.data) root.data = shown(root.data);
        return;
      }
      if (root.parentElement?.closest('button, footer, .toast-wrap, .progress-text') && said(root.data) !== root.data)
        root.data = said(root.data);
      return;
    }
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest('#sheet')) return;
    name(root);
    // A way that this server does not offer, with advice for whoever writes Gradio apps.
    const tools = root.matches('.api-docs .snippets > *') && root.textContent.trim() === 'MCP';
    if (tools && !window.jianbaoPage?.tools) root.style.display = 'none';
    for (const child of root.childNodes) tell(child);
  };
  own.watch?.disconnect();
  own.watch = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === 'attributes') name(change.target);
      else if (change.type === 'characterData') tell(change.target);
      else change.addedNodes.forEach(tell);
    }
  });
  tell(document.body);
  own.watch.observe(document.body,
    {subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['aria-label', 'title']});
}""".replace("@WORDS", json.dumps(list(WORDS.items()), ensure_ascii=False))
    .replace("@BASH", json.dumps(BASH))
    .replace("@PANEL", json.dumps(list((WORDS | panel.GRADIO | panel.ENDPOINTS).items()), ensure_ascii=False))
    .replace("@SHAPES", json.dumps(list(panel.PATTERNS.items()), ensure_ascii=False))
    .replace("@FIELDS", json.dumps(list(panel.FIELDS.items()), ensure_ascii=False))
    .replace("@BRACKETS", json.dumps([[" (", ")"], ["（", "）"]], ensure_ascii=False))
    .replace("@RETURNS", json.dumps([panel.RETURNS["en"], panel.RETURNS["zh"]], ensure_ascii=False))
    .replace("@PREFACE", json.dumps(panel.PREFACE))
    .replace("@PATTERNS", json.dumps(list(PATTERNS.items()), ensure_ascii=False))
)  # fmt: skip
"""A function of the chosen language, for the browser."""
