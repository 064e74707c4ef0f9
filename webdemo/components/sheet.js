// The right half: what is being done, the verdict, the lines, what was left out, files, and the briefs of before.
let root = null, parts = null, firstWords = false;

const ago = (when) => new Date(when).toLocaleString(jb.language === 'zh' ? 'zh-CN' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' });

const frame = () => {
  parts = {
    status: h('div', { class: 'status', id: 'status', role: 'status', 'aria-live': 'polite' }),
    bar: h('div', { class: 'top' }),
    lines: h('div', { class: 'lines' }),
    extras: h('div', { class: 'extras' }),
    earlier: h('div', { class: 'earlier' }),
  };
  root.replaceChildren(h('section', { class: 'sheet', 'aria-label': say('sheet.brief') }, Object.values(parts)));
};

const draw = () => {
  if (!root) return;
  cards.clear();
  drawStatus(); drawVerdict(); drawLines(); drawExtras(); drawEarlier(); drawReading();
};

const left = () => {
  const { done, total, since } = S.progress;
  if (!done || done >= total || !since) return '';
  const seconds = Math.round(((Date.now() - since.at) / 1000 / Math.max(1, done - since.done)) * (total - done));
  return done > since.done ? say('sheet.left', { n: Math.max(1, seconds) }) : '';
};

const drawStatus = () => {
  if (!parts) return;
  const out = [];
  if (S.problem) {
    out.push(h('div', { class: 'problem', role: 'alert' }, h('strong', {}, say('error.title')), told(S.problem), ' ',
      button(say('sheet.dismiss'), () => { S.problem = null; drawStatus(); }, { class: 'plain' })));
  }
  if (S.progress) {
    const { step, done, total, place } = S.progress, share = total ? Math.round((100 * done) / total) : null;
    const words = [say(`step.${step}`), total > 1 ? say('sheet.done_of', { done, total }) : '', place ? say('sheet.place', { n: place }) : '', left()];
    out.push(h('div', { class: 'progress' }, h('span', {}, words.filter(Boolean).join(' · ')),
      h('div', { class: share === null ? 'meter unsure' : 'meter', role: 'progressbar', 'aria-label': say(`step.${step}`), 'aria-valuemin': '0',
        'aria-valuemax': '100', 'aria-valuenow': share }, h('i', { style: `width:${share ?? 30}%` })),
      button(say('stop'), () => pressed('stop'), { class: 'halt' })));
  } else if (S.stopped && !S.sheet) {
    if (!S.problem) out.push(h('p', { class: 'note' }, say('sheet.stopped_early')));
  } else if (S.sheet) {
    const words = [S.stopped ? say('step.stopped') : S.seconds ? say('step.done', { seconds: S.seconds.toFixed(1) }) : '',
      S.draft !== null && S.draft.trim() && tidy(S.draft) !== tidy(S.sheet.article) ? say('sheet.other') : ''].filter(Boolean);
    if (words.length) out.push(h('p', { class: 'note' }, words.join(' ')));
    for (const note of S.sheet.notes.filter((n) => n.code !== 'summarize.left_out')) out.push(h('p', { class: 'note' }, told(note.told)));
  }
  if (S.replaced && !S.progress && store.briefs().some((b) => b.id === S.replaced)) {
    out.push(h('p', { class: 'note' }, say('sheet.replaced'), ' ', button(say('sheet.back'), () => openBrief(S.replaced), { class: 'use' })));
  }
  if (S.cleared && !S.sheet && !S.progress) {
    out.push(h('p', { class: 'note' }, say('sheet.cleared'), ' ', button(say('sheet.undo'), () => pressed('unclear'), { class: 'use' })));
  }
  parts.status.replaceChildren(...out);
};
const tidy = (text) => text.replace(/\s+/g, '');

// Where one is among the findings. One that is over has made room for the next at its place.
let spot = -1, spotAt = null, renewed = true;
const placeOf = ({ line, finding }) => JSON.stringify([line?.id, finding.reason, finding.source, finding.values]);
const openPlaces = () => (S.sheet ? [
  ...allLines().flatMap((line) => line.findings.filter(isOpen).map((finding) => ({ line, finding }))),
  ...S.sheet.findings.filter(isOpen).map((finding) => ({ line: null, finding })),
] : []).sort((a, b) => (a.finding.severity !== 'error') - (b.finding.severity !== 'error'));

const nextFinding = (step = 1) => {
  const places = openPlaces();
  if (!places.length) return;
  const all = places.map(placeOf), now = all[spot] === spotAt ? spot : all.indexOf(spotAt);
  const to = spotAt === null ? (step > 0 ? 0 : -1) : now >= 0 ? now + step : step > 0 ? spot : spot - 1;
  spot = (to + places.length) % places.length;
  spotAt = all[spot];
  const { line, finding } = places[spot];
  if (line) go(line, finding); else parts.extras.querySelector('.article-findings li')?.focus();
  renewed = false;
  announce(say('sheet.finding_of', { n: spot + 1, of: places.length, text: told(finding.told) }));
};

const drawVerdict = () => {
  if (!parts) return;
  renewed = true;
  if (!S.sheet) { parts.bar.replaceChildren(); return; }
  const { errors, warnings, compared, accepted } = counts();
  const untranslated = S.sheet.points.filter((p) => p.sources.length && !p.english.trim()).length;
  const kind = working() ? 'neutral' : errors ? 'error' : warnings ? 'warning' : compared && !untranslated ? 'good' : 'neutral';
  const words = working() ? say('sheet.checking') : errors || warnings
    ? [errors ? say('check.errors', { n: errors }) : '', warnings ? say('check.warnings', { n: warnings }) : ''].filter(Boolean).join(say('sheet.comma'))
    : untranslated ? say('sheet.untranslated_left', { n: untranslated }) : compared ? `✓ ${say(accepted ? 'sheet.clean_but' : 'sheet.clean', { n: compared, m: accepted })}` : say('sheet.nothing');
  const verdict = errors + warnings && !working()
    ? button(words, () => { if (renewed) spotAt = null; nextFinding(); }, { class: `verdict ${kind}`, id: 'verdict', title: say('sheet.next') })
    : h('p', { class: `verdict ${kind}`, id: 'verdict', tabindex: '-1' }, words);
  const english = S.sheet.points.filter((p) => p.english.trim());
  const size = english.reduce((sum, p) => sum + (p.english.match(/[\p{L}\p{N}][\p{L}\p{N}'’.,-]*/gu) ?? []).length, 0);
  const facts = [...(english.length || !working() ? [say('points', { n: english.length }), say('words', { n: size })] : []),
    untranslated && (errors || warnings) ? say('sheet.untranslated_left', { n: untranslated }) : '', S.sheet.stopped ? say('sheet.stopped') : '', S.sheet.edited ? say('sheet.edited') : ''].filter(Boolean);
  const [main, ...others] = FORMATS;
  const tools = working() || !english.length ? [] : [
    // On a phone the words for what is left stand in the verdict above, and the number alone on the button.
    button([say(main.label), errors ? [h('span', { class: 'long' }, say('sheet.errors_left', { n: errors })), h('span', { class: 'short', 'aria-hidden': 'true' }, say('sheet.errors_short', { n: errors }))] : ''],
      () => download(main), { id: `get-${main.id}`, class: 'main', title: 'Ctrl+S' }),
    button(say('sheet.copy'), copyAll, { id: 'copy-all' }),
    h('details', { class: 'more', onkeydown: closing }, h('summary', {}, say('sheet.more')),
      h('div', { class: 'menu' }, errors ? h('p', { class: 'note' }, say('check.errors', { n: errors })) : null,
        others.map((f) => button(say(f.label), () => download(f), { id: `get-${f.id}` })),
        h('label', { class: 'note', for: 'author' }, say('sheet.author')),
        h('input', { id: 'author', type: 'text', maxLength: LIMITS.author, value: author(), autocomplete: 'name',
          oninput: (event) => store.write(AUTHOR, event.target.value) }))),
  ];
  const open = parts.bar.querySelector('details')?.open, undoing = document.activeElement?.matches('#sheet .undo');
  parts.bar.replaceChildren(h('div', { class: 'told' }, verdict, h('span', { class: 'note' }, facts.join(' · '))),
    h('div', { class: 'tools' }, tools, S.undo.length && !working() ? button(say('sheet.undo'), undo, { class: 'plain undo' }) : null));
  if (open) parts.bar.querySelector('details').open = true;
  if (undoing) parts.bar.querySelector('.undo')?.focus(); // the keyboard stays where it was
};
const closing = (event) => {
  if (event.key !== 'Escape') return;
  event.currentTarget.open = false; event.currentTarget.querySelector('summary').focus();
};

const drawLines = () => {
  const { lines } = parts;
  if (!S.sheet) {
    lines.replaceChildren(working() ? '' : h('div', { class: 'empty' }, h('div', { class: 'glyph', 'aria-hidden': 'true', lang: 'zh-Hans' }, '简'),
      h('h2', {}, say('empty.title')), h('p', {}, say('empty.body'))));
    return;
  }
  const list = h('ol', { class: 'cards', 'aria-label': say('sheet.points') }, S.sheet.points.map(drawCard));
  lines.replaceChildren(drawHeadline(), list, working() ? '' : h('p', { class: 'own' },
    button(say('sheet.line'), () => {
      snapshot();
      const line = blank();
      S.sheet.points.push(line); changed(); draw(); focusOn(line.id);
    }, { class: 'plain' })), working() ? '' : h('p', { class: 'keys' }, say('sheet.keys')));
};

const section = (id, title, content, open = false) =>
  h('details', { class: 'part', id, open: parts.extras.querySelector(`#${id}`)?.open ?? open }, h('summary', {}, title), content);
// A cell is a text, or texts with their languages.
const cells = (row) => row.map((cell) => (Array.isArray(cell) ? h('td', {}, cell.filter(([text]) => text).map(([text, lang], i) => [i ? ' ' : '', h('span', { lang }, text)])) : h('td', {}, cell)));
const zh = (text) => [text, 'zh-Hans'], en = (text) => [text, 'en'];
const grid = (label, head, rows) => rows.length
  ? h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': label }, h('table', {}, h('thead', {}, h('tr', {}, head.map((t) => h('th', { scope: 'col' }, t)))),
    h('tbody', {}, rows.map((row) => h('tr', {}, cells(row))))))
  : h('p', { class: 'note' }, say('none'));

// A sentence that is offered; what a point tells of it already is paler.
const notTold = (offered) => {
  const { start, end, cuts, fresh, point } = offered;
  const edges = [...new Set([start, end, ...[...cuts, ...fresh].flat()])].filter((at) => start <= at && at <= end).sort((a, b) => a - b);
  const inside = (spans, at) => spans.some(([a, b]) => a <= at && at < b);
  const pieces = edges.slice(0, -1).map((at, i) => [at, edges[i + 1]]).filter(([at]) => !inside(cuts, at))
    .map(([a, b]) => (inside(fresh, a) ? part(S.sheet.article, a, b) : h('span', { class: 'known' }, part(S.sheet.article, a, b))));
  const label = point && untouched(point) ? say('sheet.complete', { n: find(point.id) + 1 }) : say('sheet.add');
  const text = h('span', { lang: 'zh-Hans' }, pieces);
  return h('li', {}, text, ' ', button(label, () => addLeftOut(offered), { class: 'use', 'aria-label': `${label}: ${text.textContent}` }));
};

const drawExtras = () => {
  if (!parts) return;
  const { sheet } = S;
  if (!sheet || working()) { parts.extras.replaceChildren(); return; }
  const said = [sheet.headline.english, ...sheet.points.map((p) => p.english)].join(' ').toLowerCase();
  const there = (english) => (english && said.includes(english.toLowerCase()) ? say('yes') : '');
  const figures = sheet.points.flatMap((p, i) => p.figures.map((f) => [[zh(f.chinese)], [en(f.english)], say(`status.${f.status}`), String(i + 1)]));
  const people = [
    ...sheet.people.map((p) => [[zh(p.chinese)], [en(p.english)], [zh(p.title), en(p.title_english)], there(p.english)]),
    ...sheet.organisations.map((o) => [[zh(o.chinese)], [en(o.english)], '', there(o.english)]),
  ];
  const { accepted } = counts();
  const left_out = leftOut();
  const signed = [sheet.signature, sheet.stopped ? 'stopped' : '', sheet.edited ? 'edited' : '', accepted ? `accepted:${accepted}` : ''].filter(Boolean).join('|');
  parts.extras.replaceChildren(...[
    sheet.findings.length ? h('ul', { class: 'found article-findings' }, sheet.findings.map((f) => found(null, f))) : null,
    left_out.length ? section('left-out', say('sheet.left_out', { n: left_out.length }), h('ul', { class: 'left-out' }, left_out.map(notTold)), true) : null,
    section('figures', say('sheet.counted', { title: say('figures'), n: figures.length }), grid(say('figures'), ['chinese', 'english', 'status', 'point'].map((k) => say(k)), figures)),
    section('people', say('sheet.counted', { title: say('people'), n: people.length }), grid(say('people'), ['chinese', 'english', 'post', 'in_brief'].map((k) => say(k)), people)),
    sheet.full.length ? section('whole', say('full.title'), h('div', { class: 'whole' }, sheet.full.map((line) => h('div', { class: 'pair' },
      h('p', { lang: 'en' }, line.english), h('p', { lang: 'zh-Hans' }, line.chinese),
      line.findings.length ? h('ul', { class: 'found' }, line.findings.map((f) => h('li', { class: f.severity }, h('strong', {}, say(`sheet.severity.${f.severity}`)), ' ', told(f.told)))) : null)))) : null,
    section('signature', say('signature'), [h('p', { class: 'hint' }, say('signature.hint')), h('p', { class: 'signature' }, signed)]),
  ].filter(Boolean));
};

const drawEarlier = () => {
  if (!parts) return;
  const others = store.briefs().filter((b) => b.id !== S.id);
  if (!others.length || working()) { parts.earlier.replaceChildren(); return; }
  const open = parts.earlier.querySelector('details')?.open ?? !S.sheet;
  parts.earlier.replaceChildren(h('details', { class: 'part', id: 'earlier', open }, h('summary', {}, say('sheet.earlier', { n: others.length })),
    h('p', { class: 'hint' }, say('sheet.earlier.hint')),
    h('ul', {}, others.map(({ id, when, sheet }) => h('li', {},
      button(sheet.headline?.english ? h('span', { lang: 'en' }, sheet.headline.english) : say('sheet.untitled'), () => openBrief(id), { class: 'place' }), h('span', { class: 'note' }, ago(when)),
      button('✕', () => { store.drop(id); drawEarlier(); announce(say('sheet.deleted')); },
        { class: 'tool', 'aria-label': say('sheet.delete', { title: sheet.headline?.english ?? '' }), title: say('sheet.delete', { title: '' }) })))),
    button(say('sheet.delete_all'), () => { store.briefs().filter((b) => b.id !== S.id).forEach((b) => store.drop(b.id)); drawEarlier(); announce(say('sheet.deleted')); }, { class: 'plain' })));
};

const show = (sheet, id) => {
  Object.assign(S, { sheet: withIds(sheet), id, replaced: null, progress: null, problem: null, seconds: null, stopped: false, undo: [], editing: false });
  for (const line of allLines()) line.waiting = false;  // what was under way when it was kept
  sentenceAt = 0; spotAt = null;
  draw();
};
const openBrief = (id) => {
  const kept = store.briefs().find((b) => b.id === id);
  if (!kept || working()) return;
  if (S.sheet) store.put(S.id, S.sheet);
  store.write(OPEN, id);
  show(kept.sheet, id);
  setArticle(kept.sheet.article);
  focusOn('headline');
};
const setArticle = (text) => {
  const area = document.querySelector('#article textarea');
  if (!area || area.value === text) return;
  area.value = text;
  area.dispatchEvent(new Event('input', { bubbles: true }));
};
