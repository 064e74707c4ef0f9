// What the server tells, what Gradio calls, and the keys of the page.
const receive = (message) => {
  if (!message || !message.kind) return;
  if (message.kind === 'clear') {
    Object.assign(S, { sheet: null, id: null, replaced: null, ended: true, progress: null, problem: null, seconds: null, stopped: false, undo: [], editing: false });
    store.remove(OPEN); draw(); if (S.cleared) announce(say('sheet.cleared')); return;
  }
  if (message.run && message.run !== S.run) {
    if (S.seen.has(message.run)) return;  // of a run that is over
    S.seen.add(message.run);
    const before = S.sheet?.edited ? S.id : null;  // an editor's work makes way, and is told where it went
    if (before) keepNow();
    Object.assign(S, { run: message.run, id: fresh(), sheet: null, replaced: before, ended: false, undo: [], problem: null, stopped: false, editing: false, progress: { step: 'wait', done: 0, total: 0 } });
    firstWords = false; sentenceAt = 0; spotAt = null;
    waiting(message.run);
    if (innerWidth < 820) toResult();
  }
  const over = S.ended;
  if (message.sheet && !(over && S.sheet)) S.sheet = withIds(message.sheet);
  if (message.kind === 'progress' && !over) {
    const { step, done, total } = message;
    const since = S.progress?.step === step && S.progress.since ? S.progress.since : { at: Date.now(), done };
    S.progress = { step, done, total, since };
  }
  if (message.kind === 'stopped' || message.kind === 'problem' || message.kind === 'done') {
    S.problem = message.kind === 'problem' ? tooLong() ?? message.problem : S.problem;
    if (message.run) {
      Object.assign(S, { progress: null, ended: true, stopped: message.kind !== 'done', seconds: message.kind === 'done' ? message.seconds : null });
      if (S.sheet) { S.sheet.partial = false; if (message.kind !== 'done') S.sheet.stopped = true; keep(); }
    }
  }
  draw();
  if (message.kind === 'done') {
    announce([say('step.done', { seconds: message.seconds.toFixed(1) }), document.getElementById('verdict')?.textContent].join(' '));
  }
  // The text area that was written from has made way for the article to be read: the keyboard goes on at the verdict.
  if (S.ended && !over && document.activeElement === document.body && root?.offsetParent) document.getElementById('verdict')?.focus({ preventScroll: true });
  if (!firstWords && S.sheet?.points.some((p) => p.english || p.draft)) {
    firstWords = true;
    if (innerWidth < 820) toResult();
  }
};

// On a phone the brief is below. A brief of another tab is shown before its tab is.
const toResult = (tries = 20) => setTimeout(() => {
  if (root.offsetParent) root.scrollIntoView({ block: 'start', behavior: calm() });
  else if (tries) toResult(tries - 1);
}, 100);
jb.toSight = (id) => {
  const node = document.getElementById(id), { top } = node.getBoundingClientRect();
  if (top < 0 || top > innerHeight - 120) node.scrollIntoView({ block: 'start', behavior: calm() });
};

// While a run waits for its turn: its place, asked now and then.
const waiting = async (run) => {
  while (S.run === run && S.progress?.step === 'wait') {
    try {
      const { place } = await jb.server.model({ place: run });
      if (S.run !== run || S.progress?.step !== 'wait') return;
      S.progress.place = place; drawStatus();
    } catch { return; }
    await pause(1500);
  }
};

jb.sheet = (element, props, server, watch) => {
  jb.server = server;
  root = element.querySelector('.mount') ?? element;
  frame();
  const id = store.read(OPEN, null), kept = store.briefs().find((b) => b.id === id);
  // What was kept may be of another version in ways that nobody has thought of: then the page is there without it.
  try { if (kept) show(kept.sheet, id); else draw(); } catch { Object.assign(S, { sheet: null, id: null }); store.remove(OPEN); draw(); }
  watch('value', () => { if (typeof props.value === 'string') receive(JSON.parse(props.value)); });
  drawModel();
};
jb.reading = (element) => {
  readingRoot = element.querySelector('.mount') ?? element;
  const area = document.querySelector('#article textarea');
  if (area) area.lang = 'zh-Hans';
  drawReading();
};
jb.speak = (language) => {
  if (language === jb.language || !WORDS[language]) return;
  jb.language = language;
  if (root) { frame(); draw(); drawModel(); }
};
// What Clear takes away can be had back until something else is there: the text, the terms, and the brief.
jb.clearing = (values) => {
  const brief = S.sheet && { sheet: { ...S.sheet, partial: false, stopped: S.sheet.stopped || working() }, id: S.id };
  S.cleared = (values[0] ?? '').trim() || brief ? { values, brief } : null;
  return [];
};
jb.uncleared = (values) => {
  const kept = S.cleared;
  S.cleared = null;
  if (!kept) return values;
  if (kept.brief) { show(kept.brief.sheet, kept.brief.id); keepNow(); }
  S.draft = kept.values[0];
  draw(); announce(say('sheet.undone'));
  setTimeout(() => document.querySelector(S.sheet ? '#sheet .card textarea' : '#article textarea')?.focus(), 100);
  return kept.values;
};
const tooLong = () => {
  const n = S.draft?.length ?? 0;
  const both = (language) => WORDS[language]['sheet.too_long'].replace('{n}', n.toLocaleString('en')).replace('{limit}', LIMITS.article.toLocaleString('en'));
  return n > LIMITS.article ? { en: both('en'), zh: both('zh'), long: true } : null;
};
// What is far too long is not sent whole: the server would close the door on it without a word.
jb.bounded = (text) => (text.length > LIMITS.article ? text.slice(0, LIMITS.article + 1) : text);
jb.keep = (values) => {
  S.draft = values[0] ?? '';
  if (S.draft.trim()) S.cleared = null;
  if (tooLong() || S.problem?.long) S.problem = tooLong();
  store.write(DRAFT, { values: S.draft.length > LIMITS.article ? ['', ...values.slice(1)] : values });
  if (!working()) drawStatus();
};
jb.restored = (values) => {
  const found = had(DRAFT, values);
  S.draft = found[0];
  return found;
};
// What was typed and chosen in the other tabs: kept where it is not far too long.
jb.keepForm = (form, values) => { if (values.every((value) => !isText(value) || value.length <= LIMITS.article)) store.write(FORMS[form], { values }); };
jb.formRestored = (form, values) => had(FORMS[form], values);
// Who a tab's visitor is to the server, which keeps files for him: a secret that a reload does not change. And what files those are.
jb.visitor = () => {
  const known = store.read(VISITOR, null);
  const id = isText(known) && /^[0-9a-f]{32}$/.test(known) ? known
    : Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (id !== known) store.write(VISITOR, id);
  const files = store.read(HANDED, []);
  return [id, JSON.stringify(each(files, isText) ? files : [])];
};
jb.handed = (names) => { store.write(HANDED, JSON.parse(names || '[]')); };
const had = (key, values) => {
  const kept = store.read(key, null);
  const kinds = (one) => (one === null ? 'null' : Array.isArray(one) ? 'list' : typeof one);
  const same = Array.isArray(kept?.values) && kept.values.length === values.length;
  // A box of text that nobody has shown yet has no value.
  const fits = (one, value) => kinds(one) === kinds(value) || (value === null && isText(one));
  return values.map((value, n) => (same && fits(kept.values[n], value) ? kept.values[n] : value));
};

// The model that runs, what keeps the better one from it, and its first fetch.
const drawModel = async (asked = {}) => {
  const place = document.querySelector('#model-state .mount');
  if (!place || !jb.server) return;
  let state;
  try { state = await jb.server.model(asked); } catch { return; }
  if (state.problem && !state.model) { S.problem = state.problem; drawStatus(); return; }
  const share = state.total ? Math.round((100 * state.done) / state.total) : 0;
  const size = (n) => (n / 1e6).toLocaleString(undefined, { maximumFractionDigits: 0 });
  const gap = jb.language === 'zh' ? '' : ' ';
  place.replaceChildren(h('p', { class: 'hint' }, say('sheet.model', { model: state.model }), gap, say(`sheet.cost.${state.model === 'press' ? 'press' : 'other'}`), ' ', told(state.missing), ' ',
    state.fetchable && state.may_fetch && !state.fetching ? button(say('sheet.fetch'), () => drawModel({ fetch: true }), { class: 'use', id: 'fetch' }) : null),
  ...(state.fetching ? [h('p', { class: 'hint' }, say('sheet.fetching', { done: size(state.done), total: size(state.total) })),
    h('div', { class: 'meter', role: 'progressbar', 'aria-label': say('sheet.fetch'), 'aria-valuemin': '0', 'aria-valuemax': '100', 'aria-valuenow': String(share) }, h('i', { style: `width:${share}%` }))] : []),
  ...(state.problem ? [h('p', { class: 'problem', role: 'alert' }, told(state.problem))] : []));
  if (state.fetching) setTimeout(drawModel, 1000);
};

addEventListener('beforeunload', (event) => {
  if (S.sheet && (working() || ((S.sheet.edited || S.sheet.stopped) && !S.sheet.saved))) { event.preventDefault(); event.returnValue = ''; }
});
const pressed = (id) => {
  const found = document.getElementById(id);
  const target = found && (found.matches('button') ? found : found.querySelector('button'));
  if (target && !target.disabled && (target.offsetParent || id === 'unclear')) { target.click(); return true; }
  return false;
};
document.addEventListener('keydown', (event) => {
  const inside = (id) => Boolean(event.target.closest?.(`#${id}`));
  const command = event.ctrlKey || event.metaKey;
  if (event.key === 'Enter' && command) {
    const id = inside('tab-parts') ? 'parts-go' : inside('tab-files') ? 'files-go' : inside('tab-check') ? 'check-go' : inside('tab-brief') ? 'write' : '';
    if (id) { event.preventDefault(); event.target.blur(); event.target.focus(); setTimeout(() => pressed(id), 60); }
  } else if (event.key.toLowerCase() === 's' && command && !event.shiftKey && !event.altKey && S.sheet && document.getElementById('sheet')?.offsetParent) {
    event.preventDefault(); if (!working()) download(FORMATS[0]);
  } else if (event.key === 'F8' && S.sheet && document.getElementById('sheet')?.offsetParent) {
    event.preventDefault(); nextFinding(event.shiftKey ? -1 : 1);
  } else if (event.key === 'Escape' && working() && !inside('glossary')) {
    if (pressed('stop')) event.preventDefault();
  }
});
document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll('#sheet details.more[open]')) if (!menu.contains(event.target)) menu.open = false;
});
