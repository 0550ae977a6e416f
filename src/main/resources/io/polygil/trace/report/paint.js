// Draws the lanes: bars for what is wide enough, and for the rest, column by column, how much of
// each state is in it.
const WIDE = 2;
const LABEL = 34;
// The bar's part that each state takes, so that shapes tell them apart as well.
const TOPS = [0, 0, 0, 4, 8];
const LEAST = [2, 8, 7, 2, 2];
const DIM = 0.22;

function makePainter(scene, canvas) {
  const { timeline, view, layout } = scene;
  const widths = new Map();
  let shares = [];
  let matched = new Uint8Array(0);
  // Rectangles by state, and then those that a search has left out: a colour is set once for all.
  let rects = [];
  let labels = [];
  let marks = [];

  function reserve(width) {
    if (matched.length !== width) {
      shares = STATES.map(() => new Float32Array(width));
      matched = new Uint8Array(width);
    }
  }

  function collect(row, top) {
    const { lane } = row;
    const flags = scene.matches?.flags[lane.index];
    const named = scene.matches?.lanes[lane.index];
    const scale = layout.width / view.span;
    const last = layout.width - 1;
    let low = last + 1;
    let high = -1;
    for (let i = firstAfter(lane, view.from); i < lane.count && lane.from[i] < view.to; i++) {
      const x0 = Math.max(0, (lane.from[i] - view.from) * scale);
      const x1 = Math.min(layout.width, (lane.to[i] - view.from) * scale);
      const state = lane.state[i];
      const hit = !scene.matches || named || flags[i] === 1;
      if (x1 - x0 >= WIDE) {
        wide(lane, i, Math.round(x0), Math.round(x1), top, hit);
        continue;
      }
      const first = Math.min(last, Math.floor(x0));
      const end = Math.min(last, Math.floor(x1));
      for (let x = first; x <= end; x++) {
        // The shortest counts for something too.
        shares[state][x] += Math.max(1e-4, Math.min(x1, x + 1) - Math.max(x0, x));
        matched[x] |= hit ? 1 : 0;
      }
      low = Math.min(low, first);
      high = Math.max(high, end);
    }
    columns(low, high, top);
  }

  function wide(lane, i, x0, x1, top, hit) {
    const state = lane.state[i];
    const inset = TOPS[state];
    // Neighbours of one state are told apart by a gap.
    const gap = x1 - x0 > 5 ? 1 : 0;
    push(state, hit, x0, top + inset, x1 - x0 - gap, BAR - 2 * inset);
    if (scene.matches && hit) {
      marks.push(x0, top - 4, x1 - x0 - gap);
    }
    if (x1 - x0 > LABEL && state !== BLOCKED && hit) {
      labels.push({ lane, i, x0, x1, top });
    }
  }

  function columns(low, high, top) {
    for (let x = low; x <= high; x++) {
      const waits = height(WAITING, x, BAR);
      const held = height(HELD, x, BAR - waits);
      const rest = shares[RUNNING][x] + shares[RELEASED][x] + shares[BLOCKED][x];
      const room = BAR - waits - held;
      const part = rest === 0 ? 0 : Math.min(room, Math.max(LEAST[RUNNING], rest * BAR));
      const hit = matched[x] === 1;
      let bottom = top + BAR;
      for (const state of [BLOCKED, RELEASED, RUNNING]) {
        const tall = rest === 0 ? 0 : (part * shares[state][x]) / rest;
        push(state, hit, x, bottom - tall, 1, tall);
        bottom -= tall;
      }
      push(HELD, hit, x, bottom - held, 1, held);
      push(WAITING, hit, x, top, 1, waits);
      if (scene.matches && hit) {
        marks.push(x, top - 4, 1);
      }
      shares.forEach((share) => {
        share[x] = 0;
      });
      matched[x] = 0;
    }
  }

  function height(state, x, room) {
    const share = shares[state][x];
    return share === 0 ? 0 : Math.min(room, Math.max(LEAST[state], share * BAR));
  }

  function push(state, hit, x, y, width, tall) {
    if (tall > 0) {
      rects[hit ? state : state + STATES.length].push(x, y, width, tall);
    }
  }

  function fill(pen) {
    const origin = (-view.from * layout.width) / view.span;
    rects.forEach((list, key) => {
      const state = key % STATES.length;
      const texture = scene.theme.patterns[state];
      texture?.at(origin % PERIOD);
      pen.globalAlpha = key < STATES.length ? 1 : DIM;
      pen.fillStyle = scene.theme.fill[state];
      for (let k = 0; k < list.length; k += 4) {
        // A texture that is a few pixels wide is noise.
        if (texture && list[k + 2] > 5) {
          pen.fillStyle = texture.made;
          pen.fillRect(list[k], list[k + 1], list[k + 2], list[k + 3]);
          pen.fillStyle = scene.theme.fill[state];
          if (state === WAITING) {
            pen.fillRect(list[k], list[k + 1], list[k + 2], 1.5);
            pen.fillRect(list[k], list[k + 1] + list[k + 3] - 1.5, list[k + 2], 1.5);
          }
        } else {
          pen.fillRect(list[k], list[k + 1], list[k + 2], list[k + 3]);
        }
      }
    });
    pen.globalAlpha = 1;
    pen.fillStyle = scene.theme.mark;
    for (let k = 0; k < marks.length; k += 3) {
      pen.fillRect(marks[k], marks[k + 1], Math.max(2, marks[k + 2]), 2.5);
    }
  }

  function width(pen, text) {
    let known = widths.get(text);
    if (known === undefined) {
      known = pen.measureText(text).width;
      widths.set(text, known);
    }
    return known;
  }

  function fitting(pen, texts, room) {
    return texts.find((text) => text !== "" && width(pen, text) <= room) ?? cut(pen, texts.at(-1), room);
  }

  function cut(pen, text, room) {
    const share = room / width(pen, text);
    const kept = Math.floor(text.length * share) - 2;
    return kept < 3 ? "" : `${text.slice(0, kept)}\u2026`;
  }

  function text(pen) {
    pen.font = scene.theme.font;
    pen.textBaseline = "middle";
    for (const { lane, i, x0, x1, top } of labels) {
      const state = lane.state[i];
      const words = fitting(pen, titles(scene.timeline, lane, i), x1 - x0 - 12);
      if (words === "") {
        continue;
      }
      if (state === WAITING || state === HELD) {
        pen.fillStyle = state === WAITING ? scene.theme.tint[state] : scene.theme.fill[state];
        pen.fillRect(x0 + 2, top + 3, width(pen, words) + 8, BAR - 6);
      }
      pen.fillStyle = scene.theme.text[state];
      pen.fillText(words, x0 + 6, top + BAR / 2 + 0.5);
    }
  }

  return () => {
    const pen = sized(canvas, layout.width, layout.height);
    reserve(layout.width);
    rects = Array.from({ length: 2 * STATES.length }, () => []);
    labels = [];
    marks = [];
    const scroll = scene.scroller.scrollTop;
    backdrop(scene, pen, scroll);
    for (const row of layout.rows) {
      if (row.lane && row.y + row.height > scroll && row.y < scroll + layout.height) {
        collect(row, row.bar - scroll);
      }
    }
    fill(pen);
    text(pen);
    highlight(scene, pen, scroll);
  };
}

// What a bar says of itself, the longest first.
function titles(timeline, lane, i) {
  const line = lane.line[i] ? short(lane.line[i]) : "";
  const kernel = lane.kernel[i];
  if (lane.state[i] === WAITING) {
    const wait = waitAt(timeline, { lane, i });
    const by = wait?.holderKernel ?? wait?.holder;
    return by ? [`waits: ${by}`, "waits"] : ["waits"];
  }
  if (kernel) {
    const function_ = kernel.slice(kernel.lastIndexOf(".") + 1);
    return line ? [`${kernel}  ${line}`, kernel, function_] : [kernel, function_];
  }
  return line ? [`Python  ${line}`, line, "Python"] : ["Python"];
}

// A line's file without its folders.
function short(line) {
  return line.slice(Math.max(line.lastIndexOf("/"), line.lastIndexOf("\\")) + 1);
}
