// A line of the brief: the English that is typed over its colours, the Chinese beside it, what was found below.
const cards = new Map();
let dragged = null;

const drawLine = (line) => cards.get(line.id)?.();

const focusOn = (id, what = 'edit', start = null, end = start) => {
  const card = document.querySelector(`#sheet [data-id="${CSS.escape(id)}"]`);
  const node = card?.querySelector(what === 'edit' ? 'textarea' : `.${what}`) ?? card?.querySelector('textarea');
  if (!node) return;
  node.focus({ preventScroll: false });
  if (start !== null && node.setSelectionRange) node.setSelectionRange(start, end);
  card.scrollIntoView({ block: 'nearest', behavior: calm() });
};

// Where a finding is: the words of the English, or the Chinese that they lack.
const go = (line, finding) => {
  if (finding.target) {
    focusOn(line.id, 'edit', unit(line.english, finding.target[0]), unit(line.english, finding.target[1]));
    return;
  }
  focusOn(line.id, 'edit');
  if (!finding.source) return;
  const mark = document.querySelector(`#sheet [data-id="${CSS.escape(line.id)}"] .zh mark[data-at="${finding.source[0]}"]`);
  mark?.classList.remove('flash');
  requestAnimationFrame(() => mark?.classList.add('flash'));
};

const found = (line, finding) => {
  const head = h('strong', {}, say(`sheet.severity.${finding.severity}`));
  if (finding.severity === 'info') return h('li', { class: 'info' }, head, ' ', told(finding.told));
  if (finding.accepted !== undefined) {
    return h('li', { class: 'accepted' }, h('strong', {}, say('sheet.accepted')), ' ', told(finding.told),
      finding.accepted ? h('em', {}, ` ${finding.accepted}`) : null, ' ',
      working() ? null : button(say('sheet.reopen'), () => accept(line, finding, null), { class: 'plain' }));
  }
  const item = h('li', { class: finding.severity, tabindex: '-1' });
  const actions = () => working() ? [] : [
    line && finding.use
      ? button(say(finding.use[0] === null ? 'sheet.insert' : 'sheet.use', { text: finding.use[2] }), () => put(line, finding), { class: 'use' })
      : null,
    button(say('sheet.accept'), ask_why, { class: 'plain accept', 'aria-label': `${say('sheet.accept')}: ${told(finding.told)}` }),
  ];
  const told_by = line
    ? button([head, ' ', told(finding.told)], () => go(line, finding), { class: 'place' })
    : h('span', {}, head, ' ', told(finding.told));
  const ask_why = () => {
    const why = h('input', {
      type: 'text', maxLength: LIMITS.reason, placeholder: say('sheet.why'), 'aria-label': say('sheet.why'),
      onkeydown: (event) => {
        if (event.key === 'Enter' && !event.isComposing) { event.preventDefault(); event.stopPropagation(); accept(line, finding, why.value); }
        if (event.key === 'Escape') { item.replaceChildren(told_by, h('span', { class: 'actions' }, actions())); item.querySelector('.accept').focus(); }
      },
    });
    item.replaceChildren(told_by, h('span', { class: 'actions' }, why, button(say('sheet.accept'), () => accept(line, finding, why.value), { class: 'use' })));
    why.focus();
  };
  item.append(told_by, h('span', { class: 'actions' }, actions()));
  return item;
};

// What was marked stays marked as far as the typing has not touched it, until the check has answered.
const shifted = (line, now) => {
  const old = line.english;
  let a = 0;
  while (a < old.length && a < now.length && old[a] === now[a]) a += 1;
  let b = 0;
  while (b < old.length - a && b < now.length - a && old[old.length - 1 - b] === now[now.length - 1 - b]) b += 1;
  const end = old.length - b, by = now.length - old.length;
  return line.marks.english.flatMap(([x, y, kind]) => (y <= a ? [[x, y, kind]] : x >= end ? [[x + by, y + by, kind]] : []));
};

const editor = (line, label, keys = () => {}, placeholder = null) => {
  const back = h('div', { class: 'back', 'aria-hidden': 'true', lang: 'en' });
  const area = h('textarea', {
    lang: 'en', spellcheck: true, rows: 1, maxLength: LIMITS.line, 'aria-label': label, placeholder, readOnly: working() || Boolean(line.waiting),
    oninput: () => {
      const now = area.value.replace(/[\r\n]+/g, ' ');
      if (now !== area.value) { const at = area.selectionStart; area.value = now; area.setSelectionRange(at, at); }
      typing(line);
      line.marks = { ...line.marks, english: shifted(line, now) };
      line.english = now;
      changed(); paint(); check(line);
    },
    onfocus: () => { showSource(line); },
    onblur: () => { line.caret = area.selectionStart; },
    onkeydown: (event) => { if (!event.isComposing) keys(event, area); },
  });
  const paint = () => {
    if (area.value !== line.english) area.value = line.english;
    // What has no width keeps the height of a line that is empty; a blank would wrap where the text area does not.
    back.replaceChildren(...marked(line.english, line.marks.english), '\u200b');
  };
  paint();
  return { node: h('div', { class: 'editor' }, back, area), paint };
};

// What the small model made of a line that has no English yet; it is never a part of the brief.
const drafted = (line, edit) => {
  const node = h('div', { class: 'draft' });
  const paint = () => {
    const shown = Boolean(line.draft) && !line.english && !line.waiting;
    node.replaceChildren(...(shown ? [
      h('p', { lang: 'en' }, line.draft),
      h('p', { class: 'note' }, working() ? say('sheet.draft', { model: S.sheet.model }) : say('sheet.draft.left'), ' ',
        working() ? null : button(say('sheet.draft.use'), () => adopt(line), { class: 'use adopt' })),
    ] : []));
    node.hidden = !shown;
    edit.node.hidden = shown && working();
  };
  return { node, paint };
};

const drawCard = (point, index) => {
  const n = index + 1, busy = working();
  const keys = (event, area) => {
    if (busy) return;
    const alone = area.selectionStart === area.selectionEnd;
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault(); move(point.id, find(point.id) + (event.key === 'ArrowUp' ? -1 : 1), { focus: 'edit' });
    } else if (event.altKey && (event.key === 'Delete' || event.key === 'Backspace')) {
      event.preventDefault(); removeLine(point.id);
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault(); split(point, area.selectionStart);
    } else if (event.key === 'Backspace' && alone && area.selectionStart === 0 && find(point.id) > 0) {
      event.preventDefault(); join(point);
    }
  };
  const edit = editor(point, say('sheet.point', { n }), keys, busy ? null : say(point.sources.length ? 'sheet.untranslated' : 'sheet.write'));
  const draft = drafted(point, edit);
  const zh = h('div', { class: 'zh', lang: 'zh-Hans' });
  const list = h('ul', { class: 'found' });
  const handle = h('span', { class: 'handle', draggable: !busy, title: say('sheet.drag'), 'aria-hidden': 'true' }, '⠿');
  const tool = (text, label, action, kind, off = false) =>
    button(text, action, { class: `tool ${kind}`, 'aria-label': label, title: label, disabled: off || busy });
  const card = h('li', { class: 'card', 'data-id': point.id },
    h('span', { class: 'n' }, String(n)),
    h('div', { class: 'both' }, h('div', { class: 'en' }, edit.node, draft.node), zh), list,
    // Behind the text for the Tab key, left of it for the eye.
    h('div', { class: 'side' }, handle,
      tool('↑', say('sheet.up', { n }), () => move(point.id, find(point.id) - 1, { focus: 'up' }), 'up', n === 1),
      tool('↓', say('sheet.down', { n }), () => move(point.id, find(point.id) + 1, { focus: 'down' }), 'down', n === S.sheet.points.length),
      tool('✕', say('sheet.remove', { n }), () => removeLine(point.id), 'remove')));
  const paint = () => {
    edit.paint(); draft.paint();
    card.classList.toggle('waiting', Boolean(point.waiting) || (busy && !point.english && !point.draft));
    zh.replaceChildren(...(point.chinese ? marked(point.chinese, point.marks.chinese) : [h('span', { class: 'note' }, say('sheet.unsourced'))]));
    const more = !busy && !point.waiting && !point.english && point.sources.length === 1
      ? [h('li', { class: 'info' }, button(say('sheet.translate'), () => add(point.sources[0], { instead: point.id }), { class: 'use translate' }))] : [];
    list.replaceChildren(...more, ...point.findings.map((finding) => found(point, finding)));
    list.hidden = !list.children.length;
    card.classList.toggle('wrong', point.findings.some((f) => isOpen(f) && f.severity === 'error'));
  };
  cards.set(point.id, paint);
  paint();
  handle.addEventListener('dragstart', (event) => {
    dragged = point.id; event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', String(n)); event.dataTransfer.setDragImage(card, 20, 20);
    requestAnimationFrame(() => card.classList.add('dragged'));
  });
  handle.addEventListener('dragend', () => { dragged = null; card.classList.remove('dragged'); });
  card.addEventListener('dragover', (event) => {
    if (!dragged || dragged === point.id) return;
    event.preventDefault(); card.classList.add('over');
  });
  card.addEventListener('dragleave', () => card.classList.remove('over'));
  card.addEventListener('drop', (event) => {
    if (!dragged) return;
    event.preventDefault(); card.classList.remove('over');
    const id = dragged; dragged = null;
    move(id, find(point.id), { focus: 'edit' });
  });
  return card;
};

const drawHeadline = () => {
  const line = S.sheet.headline;
  const edit = editor(line, say('headline'), (event) => {
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (S.sheet.points.length) focusOn(S.sheet.points[0].id, 'edit', 0);
    }
  }, working() ? null : say('headline'));
  const draft = drafted(line, edit);
  const list = h('ul', { class: 'found' });
  const paint = () => {
    edit.paint(); draft.paint();
    list.replaceChildren(...line.findings.map((finding) => found(line, finding)));
    list.hidden = !list.children.length;
  };
  cards.set(line.id, paint);
  paint();
  return h('div', { class: working() && !line.english && !line.draft ? 'head waiting' : 'head', 'data-id': line.id }, edit.node, draft.node,
    S.sheet.dateline ? h('p', { class: 'dateline', lang: 'en' }, S.sheet.dateline) : null, list);
};
