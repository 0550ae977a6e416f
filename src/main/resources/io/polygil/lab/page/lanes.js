// Draws the lanes: what each thread does, a little behind the time, so that it moves evenly.
import { text } from "./texts.js";

export const STATES = ["RUNNING", "WAITING", "HELD", "RELEASED", "BLOCKED"];
const DELAY = 150;
const WINDOW = 6000;
const AXIS = 22;
const SUMMARY_EVERY = 4000;
const STILL_EVERY = 500;
const still = matchMedia("(prefers-reduced-motion: reduce)");

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function pattern(context, draw) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8;
  draw(tile.getContext("2d"));
  return context.createPattern(tile, "repeat");
}

function diagonals(context, colour, width) {
  return pattern(context, (tile) => {
    tile.strokeStyle = colour;
    tile.lineWidth = width;
    for (const offset of [-8, 0, 8]) {
      tile.moveTo(offset, 8);
      tile.lineTo(offset + 8, 0);
    }
    tile.stroke();
  });
}

function dots(context, colour) {
  return pattern(context, (tile) => {
    tile.fillStyle = colour;
    for (const [x, y] of [[2, 2], [6, 6]]) {
      tile.beginPath();
      tile.arc(x, y, 1, 0, 7);
      tile.fill();
    }
  });
}

/** How each state looks: by its shape as well as by its colour. */
function painters(context) {
  const colour = Object.fromEntries(
    ["running", "waiting", "held", "held-mark", "released", "released-mark", "blocked", "line", "ink", "quiet"].map((name) => [name, style(`--${name}`)]),
  );
  const hatch = diagonals(context, colour["held-mark"], 1.6);
  const stripes = diagonals(context, colour.waiting, 1.2);
  const spots = dots(context, colour["released-mark"]);
  const box = (x, y, width, height, ...fills) => {
    for (const fill of fills) {
      context.fillStyle = fill;
      context.fillRect(x, y, width, height);
    }
  };
  return {
    colour,
    font: getComputedStyle(document.body).fontFamily,
    RUNNING: (x, y, width, height) => box(x, y, width, height, colour.running),
    HELD: (x, y, width, height) => box(x, y, width, height, colour.held, hatch),
    RELEASED: (x, y, width, height) => box(x, y + height * 0.2, width, height * 0.6, colour.released, spots),
    WAITING: (x, y, width, height) => {
      box(x, y + height * 0.2, width, height * 0.6, stripes);
      context.strokeStyle = colour.waiting;
      context.lineWidth = 1;
      if (width > 2) context.strokeRect(x + 0.5, y + height * 0.2 + 0.5, width - 1, height * 0.6 - 1);
    },
    BLOCKED: (x, y, width, height) => box(x, y + height / 2 - 1.5, width, 3, colour.blocked),
    IDLE: () => {},
  };
}

/** The states with how they look. */
export function legend(list) {
  list.replaceChildren(
    ...STATES.map((state) => {
      const item = document.createElement("li");
      const sample = document.createElement("canvas");
      const scale = devicePixelRatio || 1;
      sample.width = 28 * scale;
      sample.height = 14 * scale;
      const context = sample.getContext("2d");
      context.scale(scale, scale);
      painters(context)[state](0, 0, 28, 14);
      item.append(sample, text(`state.${state}`));
      return item;
    }),
  );
}

/** A thread's name as a reader knows it: those that Python starts, and the lab's own. */
function threadName(name) {
  if (name.startsWith("Polyglot-")) return text("lanes.python");
  if (name === "lab-run") return text("lanes.main");
  return name;
}

export class Lanes {
  constructor(elements) {
    Object.assign(this, elements);
    this.context = this.canvas.getContext("2d");
    new ResizeObserver(() => this.draw()).observe(this.canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.refresh());
    this.width.addEventListener("change", () => this.draw());
    this.position.addEventListener("input", () => this.draw());
    this.clear();
  }

  clear() {
    this.lanes = [];
    this.offset = Infinity;
    this.live = false;
    this.last = 0;
    this.summarized = 0;
    this.frames = 0;
    this.empty.hidden = false;
    this.canvas.hidden = this.details.hidden = this.zoom.hidden = true;
    this.summary.textContent = "";
  }

  begin() {
    this.clear();
    this.live = true;
    const frame = (now) => {
      if (!this.live) return;
      if (!still.matches || now - this.last >= STILL_EVERY) {
        this.last = now;
        this.draw();
      }
      this.summarize(now);
      this.frames += 1;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  /** What the lab has told: new lanes or names, and changes of state. */
  add({ t, lanes, changes }) {
    this.offset = Math.min(this.offset, performance.now() - t);
    this.end = t;
    for (const { slot, context, name } of lanes) {
      this.lanes[slot] ??= { spans: [], context };
      this.lanes[slot].name = name;
    }
    for (const { t: from, slot, state, kernel } of changes) {
      const { spans } = this.lanes[slot];
      const open = spans.at(-1);
      if (open && open.to === null) open.to = from;
      if (state !== "IDLE") spans.push({ from, to: null, state, kernel });
    }
    if (this.lanes.length && this.canvas.hidden) {
      this.empty.hidden = true;
      this.canvas.hidden = this.details.hidden = false;
    }
  }

  /** The run has ended: shows all of it. */
  finish() {
    this.live = false;
    this.zoom.hidden = this.lanes.length === 0;
    this.label();
    this.tabulate();
    this.draw();
    this.summarize(Infinity);
  }

  refresh() {
    this.paint = null;
    this.label();
    this.tabulate();
    this.draw();
  }

  /** The lanes by context, as they are shown, with their names. */
  ordered() {
    const shown = this.lanes.filter((lane) => lane?.spans.length);
    shown.sort((one, other) => one.context - other.context);
    const numbers = new Map();
    return shown.map((lane) => {
      const own = threadName(lane.name);
      const key = `${lane.context} ${own}`;
      const number = (numbers.get(key) ?? 0) + 1;
      numbers.set(key, number);
      return { lane, name: `${text("lanes.context", lane.context)} · ${own}${/\d$/.test(own) || own === text("lanes.main") ? "" : ` ${number}`}` };
    });
  }

  /** The time that is shown while the run runs. */
  now() {
    const until = performance.now() - this.offset - DELAY;
    return { from: Math.max(0, until - WINDOW), until, span: WINDOW };
  }

  /** The time that is shown once it has ended: all of it, or the part that is chosen. */
  chosen() {
    const all = Math.max(1, this.end ?? 0);
    const wanted = Number(this.width.value);
    this.place.hidden = wanted === 0 || wanted >= all;
    if (this.place.hidden) return { from: 0, until: all, span: all };
    const from = ((all - wanted) * this.position.valueAsNumber) / 1000;
    return { from, until: from + wanted, span: wanted };
  }

  draw() {
    if (this.canvas.hidden) return;
    const lanes = this.ordered();
    const scale = devicePixelRatio || 1;
    const width = this.canvas.clientWidth;
    const narrow = width < 520;
    const row = narrow ? 40 : 27;
    const height = AXIS + Math.max(1, lanes.length) * row + 8;
    if (this.canvas.style.height !== `${height}px`) this.canvas.style.height = `${height}px`;
    if (this.canvas.width !== Math.round(width * scale) || this.canvas.height !== Math.round(height * scale)) {
      this.canvas.width = Math.round(width * scale);
      this.canvas.height = Math.round(height * scale);
    }
    const { context } = this;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    const paint = (this.paint ??= painters(context));
    const left = narrow ? 10 : 190;
    const right = width - 12;
    const { from, until, span } = this.live ? this.now() : this.chosen();
    const x = (t) => left + ((Math.min(t, until) - from) / span) * (right - left);
    this.axis(paint, x, from, from + span, height, left, right);
    context.textBaseline = "middle";
    lanes.forEach(({ lane, name }, index) => {
      const top = AXIS + index * row + (narrow ? 18 : 4);
      const bar = narrow ? 18 : row - 8;
      context.fillStyle = paint.colour.ink;
      context.font = `13px ${paint.font}`;
      context.fillText(name, 10, narrow ? top - 9 : top + bar / 2, narrow ? width - 20 : left - 20);
      context.save();
      context.beginPath();
      context.rect(left, top, right - left, bar);
      context.clip();
      for (let i = lane.spans.length - 1; i >= 0; i -= 1) {
        const { from: begin, to, state } = lane.spans[i];
        if ((to ?? until) < from) break;
        if (begin < until) {
          const start = x(begin);
          paint[state](start, top, Math.max(x(to ?? until) - start, 0.75), bar);
        }
      }
      context.restore();
    });
  }

  axis(paint, x, from, to, height, left, right) {
    const { context } = this;
    const steps = [100, 200, 500, 1000, 2000, 5000, 10000, 20000];
    const step = steps.find((each) => ((right - left) * each) / (to - from) > 64) ?? 30000;
    context.font = `12px ${paint.font}`;
    context.textBaseline = "top";
    context.strokeStyle = paint.colour.line;
    context.fillStyle = paint.colour.quiet;
    context.lineWidth = 1;
    for (let t = Math.ceil(from / step) * step; t <= to; t += step) {
      const at = left + ((t - from) / (to - from)) * (right - left);
      context.beginPath();
      context.moveTo(at, AXIS);
      context.lineTo(at, height);
      context.stroke();
      const words = `${t / 1000} s`;
      if (at + context.measureText(words).width < right) context.fillText(words, at, 5);
    }
  }

  /** Each lane's shares of the time from its first to its last state. */
  shares() {
    const until = this.end ?? 0;
    return this.ordered().map(({ lane, name }) => {
      const total = Math.max(1, (lane.spans.at(-1).to ?? until) - lane.spans[0].from);
      const shares = Object.fromEntries(STATES.map((state) => [state, 0]));
      for (const { from, to, state } of lane.spans) shares[state] += ((to ?? until) - from) / total;
      return { name, shares };
    });
  }

  tabulate() {
    const head = document.createElement("thead");
    const row = head.insertRow();
    for (const words of [text("lanes.thread"), ...STATES.map((state) => text(`state.${state}`))]) {
      const cell = document.createElement("th");
      cell.scope = "col";
      cell.textContent = words;
      row.append(cell);
    }
    const body = document.createElement("tbody");
    for (const { name, shares } of this.shares()) {
      const line = body.insertRow();
      const cell = document.createElement("th");
      cell.scope = "row";
      cell.textContent = name;
      line.append(cell);
      for (const state of STATES) {
        const figure = line.insertCell();
        figure.className = "figure";
        figure.textContent = `${Math.round(shares[state] * 100)} %`;
      }
    }
    this.table.replaceChildren(head, body);
  }

  label() {
    this.canvas.setAttribute("aria-label", text("lanes.label", this.ordered().length, ((this.end ?? 0) / 1000).toFixed(1)));
  }

  /** Now and then, for those who do not see the canvas: what each thread does. */
  summarize(now) {
    if (now - this.summarized < SUMMARY_EVERY) return;
    this.summarized = now;
    this.label();
    this.tabulate();
    const busy = this.ordered()
      .map(({ lane, name }) => ({ name, open: lane.spans.at(-1) }))
      .filter(({ open }) => open.to === null);
    this.summary.textContent = this.live ? busy.map(({ name, open }) => `${name}: ${text(`state.${open.state}`)}`).join("; ") : "";
  }
}
