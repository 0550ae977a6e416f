// Finds segments by kernel or line, and lanes by name.
function makeSearch(scene, { form, query, found, previous, next }) {
  let current = -1;

  function find(words) {
    const wanted = words.trim().toLowerCase();
    if (wanted === "") {
      return null;
    }
    // There are few different texts, in many segments.
    const known = new Map();
    const holds = (text) => {
      if (text === undefined) {
        return false;
      }
      let answer = known.get(text);
      if (answer === undefined) {
        answer = text.toLowerCase().includes(wanted);
        known.set(text, answer);
      }
      return answer;
    };
    const matches = { flags: [], lanes: [], list: [] };
    for (const lane of scene.timeline.lanes) {
      const flags = new Uint8Array(lane.count);
      const named = holds(lane.name);
      if (named) {
        matches.list.push({ lane, i: -1 });
      }
      for (let i = 0; i < lane.count; i++) {
        if (holds(lane.kernel[i]) || holds(lane.line[i])) {
          flags[i] = 1;
          matches.list.push({ lane, i });
        }
      }
      matches.flags.push(flags);
      matches.lanes.push(named);
    }
    const start = ({ lane, i }) => (i < 0 ? -1 : lane.from[i]);
    matches.list.sort((a, b) => start(a) - start(b) || a.lane.index - b.lane.index);
    return matches;
  }

  function tell() {
    const count = scene.matches?.list.length ?? 0;
    found.textContent = !scene.matches
      ? ""
      : count === 0
        ? "none"
        : current < 0
          ? `${count} found`
          : `${current + 1} of ${count}`;
    previous.disabled = count === 0;
    next.disabled = count === 0;
    for (const row of scene.layout.rows) {
      row.element.classList.toggle("found", Boolean(row.lane && scene.matches?.lanes[row.lane.index]));
    }
  }

  function update() {
    scene.matches = find(query.value);
    current = -1;
    tell();
    scene.draw();
  }

  function go(by) {
    const list = scene.matches?.list ?? [];
    if (list.length === 0) {
      return;
    }
    current = current < 0 && by < 0 ? list.length - 1 : (current + by + list.length) % list.length;
    tell();
    const match = list[current];
    if (match.i < 0) {
      scene.select(null);
      scene.layout.reveal(match.lane);
      scene.draw();
    } else {
      scene.select(match);
    }
  }

  let later = 0;
  query.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(update, 80);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  query.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      clearTimeout(later);
      if (!scene.matches) {
        update();
      }
      go(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape" && query.value !== "") {
      event.preventDefault();
      query.value = "";
      update();
    }
  });
  previous.addEventListener("click", () => go(-1));
  next.addEventListener("click", () => go(1));

  return {
    focus() {
      query.focus();
      query.select();
    },

    look(words) {
      query.value = words;
      update();
      go(1);
    },
  };
}
