// Words, nodes, and questions to the server. Text never becomes markup: nodes are made, and text is put into them.
const jb = (window.jianbao = { language: 'en', server: null });
const { words: WORDS, formats: FORMATS, limits: LIMITS } = window.jianbaoPage;

const say = (key, values = {}) =>
  ((values.n === 1 && WORDS[jb.language][`${key}.one`]) || (WORDS[jb.language][key] ?? key)).replace(/\{(\w+)[^}]*\}/g, (_, name) => String(values[name] ?? ''));
const told = (both) => (both ? both[jb.language] ?? both.en ?? '' : '');

const h = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'class') node.className = value;
    else if (typeof value !== 'string' && name in node) node[name] = value;
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false && child !== ''));
  return node;
};
const button = (label, action, attributes = {}) => h('button', { type: 'button', onclick: action, ...attributes }, label);

// The server counts characters, a browser counts halves of those that are rare: both ways between the two.
const RARE = /[\ud800-\udfff]/;
let spelt = { text: '', all: [] };
const characters = (text) => (spelt.text === text ? spelt : (spelt = { text, all: Array.from(text) })).all;
const part = (text, start, end) => (RARE.test(text) ? characters(text).slice(start, end).join('') : text.slice(start, end));
const unit = (text, at) => (RARE.test(text) ? characters(text).slice(0, at).join('').length : at);
const length = (text) => (RARE.test(text) ? characters(text).length : text.length);

// A text with some stretches marked; marks are [start, end, kind] in order, none overlaps another.
const marked = (text, marks, offset = 0) => {
  const out = [];
  let at = 0;
  for (const [start, end, kind] of marks) {
    const a = start - offset, b = end - offset;
    if (a < at || b > length(text) || b <= a) continue;
    out.push(part(text, at, a), h('mark', { class: kind, 'data-at': String(start) }, part(text, a, b)));
    at = b;
  }
  out.push(part(text, at));
  return out;
};

// How to scroll: at once for whom movement makes ill.
const calm = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth');
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

class Told extends Error {
  constructor(both) { super(told(both)); this.both = both; }
}
const failure = (error) => (error instanceof Told ? error.both : { en: WORDS.en['sheet.offline'], zh: WORDS.zh['sheet.offline'] });

// Ask the server about a sheet. It may have forgotten the article, or be busy with others: then it is asked again.
const ask = async (name, sheet, question = {}) => {
  let sent = false;
  for (let turn = 0; turn < 12; turn += 1) {
    const asked = { key: sheet?.key ?? '', ...question };
    if (sent && sheet) asked.article = { text: sheet.article, title: sheet.title, name: sheet.name, terms: sheet.terms };
    const answer = await jb.server[name](asked);
    if (answer.problem) throw new Told(answer.problem);
    if (answer.need) { sent = true; continue; }
    if (answer.busy) { await pause(300 + 200 * turn); continue; }
    if (answer.key && sheet) sheet.key = answer.key;
    return answer;
  }
  throw new Told({ en: WORDS.en['error.busy'], zh: WORDS.zh['error.busy'] });
};

let live;
const announce = (text) => {
  live ??= document.body.appendChild(h('div', { class: 'jb-live', role: 'status', 'aria-live': 'polite' }));
  live.textContent = '';
  setTimeout(() => { live.textContent = text; }, 60);
};

const copy = async (text) => {
  try { await navigator.clipboard.writeText(text); }
  catch {
    const area = document.body.appendChild(h('textarea', { class: 'jb-live' }));
    area.value = text; area.select(); document.execCommand('copy'); area.remove();
  }
};
const name = (headline) => (headline.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60).replace(/^-+|-+$/g, '').toLowerCase() || 'brief');
const save = (file, data, type = 'application/octet-stream') => {
  const url = URL.createObjectURL(new Blob([data], { type }));
  const link = document.body.appendChild(h('a', { href: url, download: file }));
  link.click(); link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
};
const bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
