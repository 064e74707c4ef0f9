"""The words of the third tab, in English and Chinese."""

from __future__ import annotations

ENGLISH = {
    "files.drop": "Drop up to {n} files: txt, md, html, docx, pdf",
    "files.formats": "Formats in the archive",
    "files.terms": "Terms that must be translated so, one a line: Chinese, a comma, English",
    "files.go": "Write briefs",
    "files.clear": "Remove files",
    "files.empty.title": "A brief of each file",
    "files.empty.body": "Each file's headline will appear here as it is done: press it to open the brief. An archive of all comes last.",
    "files.caption": "Files and their briefs",
    "files.comma": ", ",
    "files.file": "File",
    "files.outcome": "Outcome",
    "files.waits": "waits",
    "files.works": "{done} of {total} sentences",
    "files.begins": "being read",
    "files.clean": "no errors left",
    "files.none": "nothing to compare",
    "files.errors": "{n} to put right",
    "files.stopped": "stopped",
    "files.open": "Open the brief of {name}",
    "files.progress": "Files: {done} of {total}",
    "files.totals": "Done. Briefs: {briefs} of {files}; places to put right: {errors}; files that could not be used: {problems}.",
    "files.halted": "Stopped. Briefs: {briefs} of {files}. The archive has those; “Write briefs” goes on with the rest.",
    "files.late": "The time for one run ({minutes} minutes) is over. Briefs: {briefs} of {files}. "
    "The archive has those; “Write briefs” goes on with the rest.",
    "files.archive": "Download the archive",
    "files.gone": "Of the files that were here ({names}) the server has none any more: it keeps them for {minutes} minutes after the "
    "page is closed, and not over its own end. Give them again.",
}

CHINESE = {
    "files.drop": "最多拖入 {n} 个文件：txt、md、html、docx、pdf",
    "files.formats": "压缩包中的格式",
    "files.terms": "必须照此翻译的术语，一行一条：中文、逗号、英文",
    "files.go": "写简报",
    "files.clear": "移除文件",
    "files.empty.title": "每个文件一篇简报",
    "files.empty.body": "每个文件完成后，标题会出现在这里，点击即可打开简报。最后给出全部简报的压缩包。",
    "files.caption": "文件和简报",
    "files.comma": "、",
    "files.file": "文件",
    "files.outcome": "结果",
    "files.waits": "等待中",
    "files.works": "已译 {done}/{total} 句",
    "files.begins": "正在阅读",
    "files.clean": "没有遗留错误",
    "files.none": "没有可核对的内容",
    "files.errors": "{n} 处须改正",
    "files.stopped": "已停止",
    "files.open": "打开 {name} 的简报",
    "files.progress": "已处理 {done}/{total} 个文件",
    "files.totals": "完成：{files} 个文件中有 {briefs} 个已写成简报，{errors} 处须改正，{problems} 个文件无法使用。",
    "files.halted": "已停止：{files} 个文件中有 {briefs} 个已写成简报，压缩包里是这些简报；再按“写简报”可继续其余文件。",
    "files.late": "一次运行的时间（{minutes} 分钟）已到：{files} 个文件中有 {briefs} 个已写成简报，压缩包里是这些简报；"
    "再按“写简报”可继续其余文件。",
    "files.archive": "下载压缩包",
    "files.gone": "原先的文件（{names}）服务器上已经没有了：关闭页面后只保留 {minutes} 分钟，服务器重启后也不保留。请重新添加。",
}
