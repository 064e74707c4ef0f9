// What the browser keeps: the draft, the settings, the last briefs. Bounded, and deleted when its owner says so.
const DRAFT = 'jianbao.draft', BRIEFS = 'jianbao.briefs', OPEN = 'jianbao.open', AUTHOR = 'jianbao.author';
const FORMS = { check: 'jianbao.pair', parts: 'jianbao.parts', files: 'jianbao.files' };
const VISITOR = 'jianbao.visitor', HANDED = 'jianbao.handed';
const MOST_BRIEFS = 10, MOST_CHARACTERS = 3_000_000;

// What is kept may be of another version of the page, or damaged: only what can be shown is taken.
const isText = (value) => typeof value === 'string';
const isRow = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const each = (value, test) => Array.isArray(value) && value.every(test);
const isSpan = (value) => Array.isArray(value) && value.length > 1 && value.slice(0, 2).every(Number.isSafeInteger);
const isSource = (value) => isRow(value) && isSpan([value.start, value.end]) && each(value.cuts, isSpan);
const isFinding = (value) => isRow(value) && isText(value.severity);
const isName = (value) => isRow(value) && ['chinese', 'english'].every((side) => isText(value[side]));
const isLine = (value) => isRow(value) && (value.id === undefined || /^\w+$/.test(value.id)) && (value.draft === undefined || isText(value.draft))
  && isText(value.english) && isText(value.chinese)
  && Number.isFinite(value.compared) && isRow(value.marks) && each(value.marks.english, isSpan) && each(value.marks.chinese, isSpan)
  && each(value.sources, isSource) && each(value.findings, isFinding) && each(value.figures, isRow);
const isSheet = (value) => isRow(value) && isText(value.article) && isText(value.signature) && isText(value.dateline)
  && (value.title === null || isSpan(value.title)) && each(value.sentences, isSpan) && each(value.removed, isSpan)
  && isLine(value.headline) && each(value.points, isLine) && each(value.full, isLine) && each(value.left_out, isSource)
  && each(value.findings, isFinding) && ['people', 'organisations'].every((part) => each(value[part], isName)) && each(value.notes, isRow);

// Each tab of the browser has a draft and an open brief of its own; a new tab begins with those of the last one.
const OF_A_TAB = [DRAFT, OPEN, ...Object.values(FORMS)];
// Nobody else's, not even another tab's of the same browser.
const OF_A_TAB_ALONE = [VISITOR, HANDED];

const store = {
  read(key, other) {
    try {
      const alone = OF_A_TAB_ALONE.includes(key);
      const own = alone || OF_A_TAB.includes(key) ? sessionStorage.getItem(key) : null;
      return JSON.parse(own ?? (alone ? null : localStorage.getItem(key))) ?? other;
    } catch { return other; }
  },
  write(key, value) {
    try {
      const alone = OF_A_TAB_ALONE.includes(key);
      if (alone || OF_A_TAB.includes(key)) sessionStorage.setItem(key, JSON.stringify(value));
      if (!alone) localStorage.setItem(key, JSON.stringify(value));
      return true;
    } catch { return false; }
  },
  remove(key) {
    try { if (OF_A_TAB.includes(key)) sessionStorage.setItem(key, 'null'); localStorage.removeItem(key); } catch { /* none is kept */ }
  },
  briefs() {
    const found = store.read(BRIEFS, []);
    return Array.isArray(found) ? found.filter((b) => isRow(b) && isText(b.id) && Number.isFinite(b.when) && isSheet(b.sheet)) : [];
  },
  // The newest first; the oldest go where there is no room.
  put(id, sheet) {
    let kept = [{ id, when: Date.now(), sheet }, ...store.briefs().filter((b) => b.id !== id)].slice(0, MOST_BRIEFS);
    while (kept.length && (JSON.stringify(kept).length > MOST_CHARACTERS || !store.write(BRIEFS, kept))) kept = kept.slice(0, -1);
    store.write(OPEN, id);
  },
  drop(id) { store.write(BRIEFS, store.briefs().filter((b) => b.id !== id)); },
  clear() { for (const key of [DRAFT, BRIEFS, OPEN, ...Object.values(FORMS)]) store.remove(key); },
};
