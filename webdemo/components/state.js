// The brief on the page and what may be done with it. Every change goes through here: it is kept, checked and can be undone.
const S = {
  sheet: null, id: null, run: null, seen: new Set(), ended: false, progress: null, problem: null, seconds: null, undo: [], draft: null, cleared: null, replaced: null,
};
const fresh = () => Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
const working = () => S.progress !== null;
const allLines = () => (S.sheet ? [S.sheet.headline, ...S.sheet.points] : []);
const isOpen = (finding) => finding.accepted === undefined && finding.severity !== 'info';

const withIds = (sheet) => {
  sheet.headline.id ??= 'headline';
  for (const point of [...sheet.points, ...sheet.full]) point.id ??= fresh();
  return sheet;
};

// Kept a moment after a change, and at once when the page is left: a change that comes before does not put it off.
let keeping = null;
const keepNow = () => {
  clearTimeout(keeping);
  keeping = null;
  if (S.sheet) store.put(S.id, { ...S.sheet, partial: false });
};
const keep = () => { keeping ??= setTimeout(keepNow, 250); };
// A page that is left in the middle of a run keeps what is there of it, as a stop would.
const keepWhatWaits = () => {
  if (keeping !== null) keepNow();
  else if (working() && S.sheet?.points.some((p) => p.english)) store.put(S.id, { ...S.sheet, partial: false, stopped: true });
};
// The same brief in another tab: it is shown as it is there, unless it was changed here meanwhile; then both are kept.
const wordsOf = (sheet) => JSON.stringify([sheet.headline, ...sheet.points].map((l) => [l.english, l.findings.map((f) => f.accepted ?? null)]));
addEventListener('storage', (event) => {
  if (event.key !== BRIEFS || !parts || working()) return;
  const kept = S.sheet && store.briefs().find((b) => b.id === S.id);
  if (kept && wordsOf(kept.sheet) !== wordsOf(S.sheet)) {
    if (keeping === null) show(kept.sheet, S.id); else { S.id = fresh(); keepNow(); }
  }
  drawEarlier();
});
addEventListener('pagehide', keepWhatWaits);
addEventListener('beforeunload', keepWhatWaits);
const snapshot = () => {
  S.undo.push(JSON.stringify(S.sheet));
  if (S.undo.length > 30) S.undo.shift();
  S.typing = null;
};
// What is typed on one line in one go is one change.
const typing = (line) => {
  const key = `${S.id} ${line.id ?? 'headline'}`;
  if (S.typing === key) return;
  snapshot();
  S.typing = key;
};
const changed = () => { S.sheet.edited = true; S.sheet.saved = false; keep(); };

const undo = () => {
  const before = S.undo.pop();
  if (!before) return;
  S.sheet = JSON.parse(before);
  for (const line of allLines()) if (line.waiting) line.waiting = false;
  S.typing = null;
  changed(); draw(); announce(say('sheet.undone'));
  if (!S.undo.length) document.querySelector('#sheet .told a, #sheet .told button')?.focus();
};

const find = (id) => S.sheet.points.findIndex((point) => point.id === id);

const move = (id, to, { focus = 'up' } = {}) => {
  const from = find(id);
  if (from < 0 || to < 0 || to >= S.sheet.points.length || from === to) return;
  snapshot();
  S.sheet.points.splice(to, 0, ...S.sheet.points.splice(from, 1));
  changed(); draw(); focusOn(id, focus);
  announce(say('sheet.moved', { n: to + 1, of: S.sheet.points.length }));
};

const removeLine = (id) => {
  const at = find(id);
  snapshot();
  S.sheet.points.splice(at, 1);
  changed(); draw();
  const next = S.sheet.points[Math.min(at, S.sheet.points.length - 1)];
  if (next) focusOn(next.id, 'edit'); else document.querySelector('#sheet .undo')?.focus();
  announce(say('sheet.removed'));
};

const blank = (sources = [], chinese = '') => ({
  id: fresh(), english: '', made: '', chinese, sources, findings: [], marks: { english: [], chinese: [] }, compared: 0, figures: [],
});

const split = (point, at) => {
  snapshot();
  const rest = { ...blank(structuredClone(point.sources), point.chinese), english: point.english.slice(at).trimStart() };
  if (!rest.english) { rest.sources = []; rest.chinese = ''; }
  point.english = point.english.slice(0, at).trimEnd();
  S.sheet.points.splice(find(point.id) + 1, 0, rest);
  changed(); draw(); focusOn(rest.id, 'edit', 0);
  check(point, 0); if (rest.english) check(rest, 0);
};

const join = (point) => {
  const at = find(point.id), before = S.sheet.points[at - 1];
  snapshot();
  const place = before.english.length + (before.english && point.english ? 1 : 0);
  before.english = [before.english, point.english].filter(Boolean).join(' ');
  const known = new Set(before.sources.map((s) => s.start));
  before.sources.push(...point.sources.filter((s) => !known.has(s.start)));
  S.sheet.points.splice(at, 1);
  changed(); draw(); focusOn(before.id, 'edit', place); check(before, 0);
};

// A line is compared with its source a moment after the last change; an answer to an older text is dropped.
const timers = new Map();
const check = (line, wait = 150) => {
  clearTimeout(timers.get(line.id));
  timers.set(line.id, setTimeout(() => checkNow(line), wait));
};
const checkNow = async (line) => {
  const sheet = S.sheet, english = line.english, asked = JSON.stringify(line.findings);
  if (!english.trim()) {
    Object.assign(line, { findings: [], marks: { english: [], chinese: [] }, compared: 0, figures: [] });
    if (sheet === S.sheet) { drawLine(line); drawVerdict(); drawExtras(); keep(); }
    return;
  }
  const { sources, findings, made } = line;
  const sent = findings.map(({ told: _, use: __, ...finding }) => finding);
  try {
    const answer = await ask('check', sheet, { line: { english, made, sources, findings: sent }, headline: line.id === 'headline' });
    if (line.english !== english || JSON.stringify(line.findings) !== asked) return;
    const before = line.findings.filter(isOpen).length;
    const { findings: found, marks, compared, figures, chinese } = answer.line;
    Object.assign(line, { findings: found, marks, compared, figures, chinese });
    if (sheet !== S.sheet) return;
    drawLine(line); drawVerdict(); drawExtras(); keep();
    const now = found.filter(isOpen);
    if (now.length !== before) announce(now.length ? told(now[0].told) : say('sheet.agrees'));
  } catch (error) { fail(error); }
};

// A sentence of the article becomes a point, in the order of the article.
const add = async (source, { instead = null, after = null } = {}) => {
  const sheet = S.sheet;
  snapshot();
  const point = blank([source], part(sheet.article, source.start, source.end));
  point.waiting = true;
  const points = sheet.points, before = points[find(instead)], at = instead ? find(instead) : after ? find(after) + 1
    : points.filter((p) => p.sources.length && p.sources[0].start < source.start).length;
  points.splice(at, instead ? 1 : 0, point);
  draw(); announce(say('sheet.adding'));
  try {
    const around = points.filter((p) => p !== point).map(({ english, sources }) => ({ english, sources }));
    const answer = await ask('add', sheet, { source, options: sheet.options, around, at: find(point.id) });
    Object.assign(point, answer.line, { waiting: false });
    if (sheet !== S.sheet) return;
    changed(); draw(); focusOn(point.id, 'edit'); announce(say('sheet.added', { n: find(point.id) + 1 }));
  } catch (error) {
    point.waiting = false;
    sheet.points = sheet.points.flatMap((p) => (p !== point ? [p] : before ? [before] : []));
    if (sheet === S.sheet) { draw(); fail(error); }
  }
};

// A fact that was left out and that a point tells by now is left out no more.
const holding = (clause) => (s) => s.start <= clause.start && clause.end <= s.end;
const touching = (clause) => ([a, b]) => a < clause.end && clause.start < b;
const isTold = (clause) => S.sheet.points.some((p) => p.sources.some((s) => holding(clause)(s) && !s.cuts.some(touching(clause))));

// What is not told yet, each as it would be added: always a sentence that can stand alone. One that a point tells in part comes whole
// into that point, or beside it where somebody has worked on the point. cuts: what stays out of it. fresh: what is new of it.
const leftOut = () => {
  const seen = new Map();
  for (const clause of S.sheet.left_out.filter((c) => !isTold(c))) {
    const holds = holding(clause), touches = touching(clause);
    const holder = S.sheet.points.find((p) => p.sources.some(holds)), told = holder?.sources.find(holds);
    const [start, end] = told ? [told.start, told.end] : S.sheet.sentences.find(([a, b]) => a <= clause.start && clause.end <= b) ?? [clause.start, clause.end];
    const one = seen.get(start) ?? { start, end, cuts: told?.cuts ?? [], fresh: [], point: holder ?? null };
    one.fresh.push(...(told ? one.cuts.filter(touches) : [[start, end]]));
    one.cuts = one.cuts.filter((cut) => !touches(cut));
    seen.set(start, one);
  }
  return [...seen.values()];
};
const untouched = (point) => point.english === point.made && point.sources.length === 1;
const addLeftOut = ({ start, end, cuts, point }) => add({ start, end, cuts }, !point ? {} : untouched(point) ? { instead: point.id } : { after: point.id });

const put = (line, finding) => {
  const [start, end, text] = finding.use;
  snapshot();
  const from = start === null ? null : unit(line.english, start);
  if (start !== null) line.english = line.english.slice(0, from) + text + part(line.english, end);
  else {
    const close = line.english.search(/[.!?]?\s*$/), at = Math.min(line.caret ?? close, close);
    const before = line.english.slice(0, at), gap = before && !/\s$/.test(before) ? ' ' : '';
    const behind = line.english.slice(at);
    line.english = before + gap + text + (behind && /^\w/.test(behind) ? ' ' : '') + behind;
  }
  const at = from ?? line.english.indexOf(text);
  line.marks = { ...line.marks, english: [] };
  changed(); drawLine(line); focusOn(line.id, 'edit', at, at + text.length); check(line, 0);
};

// The small model's draft becomes a line that somebody has put there: compared like what is typed.
const adopt = (line) => {
  snapshot();
  line.english = line.draft.slice(0, LIMITS.line);
  delete line.draft;
  changed(); draw(); focusOn(line.id); check(line, 0); announce(say('sheet.draft.used'));
};

const accept = (line, finding, reason) => {
  snapshot();
  if (reason === null) delete finding.accepted; else finding.accepted = reason.trim().slice(0, LIMITS.reason);
  changed();
  if (line) { drawLine(line); check(line, 0); }
  draw();
  // The button that was pressed is gone: the keyboard goes on at its line; on a phone nothing is to open its own.
  if (line && matchMedia('(hover: hover)').matches) focusOn(line.id);
  announce(say(reason === null ? 'sheet.reopened' : 'sheet.accepted.said'));
};

// Who signs Word files: kept with the briefs.
const author = () => { const kept = store.read(AUTHOR, ''); return isText(kept) ? kept.slice(0, LIMITS.author) : ''; };

const download = async (format) => {
  const points = S.sheet.points.filter((p) => p.english.trim());
  const plain = (line) => ({ ...line, findings: line.findings.map(({ told: _, use: __, ...f }) => f) });
  const sheet = { ...S.sheet, points: points.map(plain), headline: plain(S.sheet.headline), full: S.sheet.full.map(plain),
    findings: S.sheet.findings.map(({ told: _, use: __, ...f }) => f), article: undefined };
  const current = S.sheet;
  try {
    const answer = await ask('file', current, { sheet, format: format.id, language: jb.language, author: author() });
    save(`${name(current.headline.english)}${format.tail}`, bytes(answer.data));
    current.saved = true; keep(); announce(say('sheet.downloaded'));
  } catch (error) { fail(error); }
};

const copyAll = async () => {
  const { headline, dateline, points } = S.sheet;
  await copy([headline.english, dateline, '', ...points.map((p) => p.english)].filter((t, i) => t || i === 2).join('\n').trim() + '\n');
  S.sheet.saved = true; keep(); announce(say('sheet.copied'));
};

const fail = (error) => { S.problem = failure(error); drawStatus(); };
const counts = () => {
  const all = S.sheet ? [...allLines().flatMap((l) => l.findings), ...S.sheet.findings] : [], open = all.filter(isOpen);
  const errors = open.filter((f) => f.severity === 'error').length;
  const compared = allLines().reduce((sum, l) => sum + l.compared + l.findings.filter((f) => f.kind !== 'unsourced').length, 0);
  return { errors, warnings: open.length - errors, compared, accepted: all.filter((f) => f.accepted !== undefined).length };
};
