"""Gradio's own words (upload boxes, toasts, the footer) in the language of the interface.

They follow the browser's language, and the settings panel can change them: what it calls is called here. The module is found among those
that the page has loaded, since its name has a hash in it. Where Gradio names it otherwise, its words stay in the browser's language.
"""

SPEAK = """(chosen) => {
  const at = performance.getEntriesByType('resource').map((entry) => entry.name)
    .concat([...document.querySelectorAll('link[rel=modulepreload]')].map((link) => link.href))
    .find((name) => /\\/assets\\/core-[\\w-]+\\.js$/.test(name));
  if (at) import(at).then((core) => core.changeLocale?.(chosen === 'zh' ? 'zh-CN' : 'en')).catch(() => {});
}"""
