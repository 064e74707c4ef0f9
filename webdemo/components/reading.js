// The article as it is read: what the brief uses is marked, a sentence that is pressed becomes a point.
let readingRoot = null, sentenceAt = 0;

const usedBy = (start, end) =>
  S.sheet.points.findIndex((p) => p.sources.some((s) => s.start < end && start < s.end));

const press = (start, end) => {
  const at = usedBy(start, end);
  if (at >= 0) { focusOn(S.sheet.points[at].id, 'edit'); return; }
  if (!working()) add({ start, end, cuts: [] });
};

// The stretches of a sentence that points tell, and those that condensing cut.
const told_of = (start, end) => {
  const marks = [];
  for (const point of S.sheet.points) for (const s of point.sources) {
    if (s.end <= start || end <= s.start) continue;
    let at = Math.max(start, s.start);
    for (const [a, b] of [...s.cuts].sort((x, y) => x[0] - y[0]).concat([[s.end, s.end]])) {
      if (Math.min(a, end) > at) marks.push([at, Math.min(a, end), 'in']);
      at = Math.max(at, b);
    }
  }
  return marks.sort((a, b) => a[0] - b[0]);
};

const drawReading = () => {
  if (!readingRoot) return;
  document.body.classList.toggle('jb-reading', Boolean(S.sheet) && !S.editing);
  if (!S.sheet) { readingRoot.replaceChildren(); return; }
  const { article, sentences, removed, title } = S.sheet;
  const pieces = [...sentences.map(([a, b]) => [a, b, 'sentence']), ...removed.map(([a, b]) => [a, b, 'removed'])]
    .sort((a, b) => a[0] - b[0]);
  const paragraphs = [];
  let start = 0, next = 0, number = 0;
  for (const text of article.split('\n')) {
    const end = start + length(text), isTitle = title && title[0] < end && start < title[1];
    const paragraph = h(isTitle ? 'h3' : 'p', {});
    let at = start;
    while (next < pieces.length && pieces[next][0] < end) {
      const [a, b, kind] = pieces[next];
      next += 1;
      if (a < at) continue;
      const stop = Math.min(b, end);
      paragraph.append(part(article, at, a));
      const inner = part(article, a, stop);
      if (kind === 'removed') paragraph.append(h('del', {}, inner));
      else {
        const by = usedBy(a, stop), n = number;
        number += 1;
        paragraph.append(h('span', {
          class: by >= 0 ? 'sentence used' : 'sentence', role: 'button', tabindex: n === sentenceAt ? '0' : '-1', 'data-n': String(n),
          title: say(by >= 0 ? 'sheet.sentence.used' : 'sheet.sentence.add', { n: by + 1 }), 'aria-disabled': working() ? 'true' : null,
          'data-start': String(a), onclick: () => { sentenceAt = n; press(a, stop); },
        }, by >= 0 ? marked(inner, told_of(a, stop), a) : inner, by >= 0 ? ['\u2060', h('sup', {}, String(by + 1))] : null));
      }
      at = stop;
    }
    paragraph.append(part(article, at, end));
    if (text.trim()) paragraphs.push(paragraph);
    start = end + 1;
  }
  const scroll = readingRoot.querySelector('.article')?.scrollTop ?? 0;
  readingRoot.replaceChildren(h('section', { class: 'reading', 'aria-label': say('article') },
    h('div', { class: 'titlebar' }, h('h2', {}, say('article')),
      button(say('sheet.edit'), () => { S.editing = true; drawReading(); document.querySelector('#article textarea')?.focus(); },
        { class: 'plain edit-article' })),
    h('p', { class: 'hint' }, say('sheet.reading.hint')),
    h('div', { class: 'article', lang: 'zh-Hans', role: 'group', 'aria-label': say('sheet.sentences'), onkeydown: alongSentences }, paragraphs)));
  readingRoot.querySelector('.article').scrollTop = scroll;
};

// One stop for the Tab key; the arrows go from sentence to sentence, Enter or the space bar presses one.
const alongSentences = (event) => {
  const all = [...event.currentTarget.querySelectorAll('.sentence')];
  const at = all.indexOf(document.activeElement);
  if (at < 0) return;
  if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); all[at].click(); return; }
  const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined || !all[to]) return;
  event.preventDefault();
  all[at].tabIndex = -1; all[to].tabIndex = 0; all[to].focus(); sentenceAt = to;
};

const showSource = (line) => {
  const first = line.sources[0];
  if (!first || !readingRoot) return;
  for (const node of readingRoot.querySelectorAll('.sentence')) {
    node.classList.toggle('here', line.sources.some((s) => s.start <= Number(node.dataset.start) && Number(node.dataset.start) < s.end));
  }
  const node = readingRoot.querySelector('.sentence.here'), box = readingRoot.querySelector('.article');
  if (!node || !box || box.scrollHeight <= box.clientHeight) return;
  const [a, b] = [node.getBoundingClientRect(), box.getBoundingClientRect()];
  if (a.top < b.top || a.bottom > b.bottom) box.scrollTop += a.top - b.top - b.height / 3;
};
