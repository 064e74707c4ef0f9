// What the browser keeps: the draft, the settings, the last briefs. Bounded, and deleted when its owner says so.
const DRAFT = 'jianbao.draft', BRIEFS = 'jianbao.briefs', OPEN = 'jianbao.open';
const MOST_BRIEFS = 10, MOST_CHARACTERS = 3_000_000;

const store = {
  read(key, other) {
    try { return JSON.parse(localStorage.getItem(key)) ?? other; } catch { return other; }
  },
  write(key, value) {
    try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; }
  },
  remove(key) { try { localStorage.removeItem(key); } catch { /* none is kept */ } },
  briefs() {
    const found = store.read(BRIEFS, []);
    return Array.isArray(found) ? found.filter((b) => b && typeof b.id === 'string' && b.sheet && Array.isArray(b.sheet.points)) : [];
  },
  // The newest first; the oldest go where there is no room.
  put(id, sheet) {
    let all = [{ id, when: Date.now(), sheet }, ...store.briefs().filter((b) => b.id !== id)].slice(0, MOST_BRIEFS);
    while (all.length && (JSON.stringify(all).length > MOST_CHARACTERS || !store.write(BRIEFS, all))) all = all.slice(0, -1);
    store.write(OPEN, id);
  },
  drop(id) { store.write(BRIEFS, store.briefs().filter((b) => b.id !== id)); },
  clear() { for (const key of [DRAFT, BRIEFS, OPEN]) store.remove(key); },
};
