// The page: which lesson is shown, and what Run and Stop do.
import * as editor from "./editor.js";
import { Lanes, legend } from "./lanes.js";
import * as results from "./results.js";
import * as runs from "./runs.js";
import { choose, chosen, fill, paragraph, rowName, text, time } from "./texts.js";

const byId = (id) => document.getElementById(id);
const PLAY = 0;
const MILLISECOND = 1e6;

let lessons = [];
let kernels = [];
let shown = null;
let status = ["status.ready"];
let shared = null;

const lanes = new Lanes({
  canvas: byId("lanes-canvas"),
  empty: byId("lanes-empty"),
  details: byId("lanes-details"),
  table: byId("lanes-table"),
  summary: byId("lanes-summary"),
  zoom: byId("lanes-zoom"),
  width: byId("lanes-width"),
  place: byId("lanes-place"),
  position: byId("lanes-position"),
});

function say(key, ...values) {
  status = [key, ...values];
  const words = text(key, ...values);
  // Set again, it would be read out again.
  if (byId("status").textContent !== words) byId("status").textContent = words;
}

function sayWords(words) {
  status = null;
  byId("status").textContent = words;
}

function code(words) {
  const block = document.createElement("pre");
  block.tabIndex = 0;
  const inner = document.createElement("code");
  inner.textContent = words.trimEnd();
  block.append(inner);
  return block;
}

function heading(level, words) {
  const element = document.createElement(level);
  element.textContent = words;
  return element;
}

function menu() {
  const entries = [...lessons.map((lesson) => [lesson.number, text(`lesson.${lesson.number}.title`)]), [PLAY, text("freePlay")]];
  byId("lessons").replaceChildren(
    ...entries.map(([number, title]) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = number === PLAY ? "#/play" : `#/${number}`;
      const mark = document.createElement("span");
      mark.textContent = number === PLAY ? "▸" : number;
      mark.ariaHidden = "true";
      const name = document.createElement("span");
      name.textContent = title;
      link.append(mark, name);
      if (number === shown?.number) link.ariaCurrent = "page";
      if (number === PLAY) item.className = "apart";
      item.append(link);
      return item;
    }),
  );
}

function side(which, program, says) {
  const box = document.createElement("div");
  box.className = `side ${which}-side`;
  const line = document.createElement("p");
  line.className = "says";
  if (says === undefined) {
    line.textContent = text("sides.wait");
    line.classList.add("quiet");
  } else {
    const quote = document.createElement("q");
    quote.textContent = says;
    line.append(`${text("sides.says")}: `, quote);
  }
  box.append(heading("h2", text(`sides.${which}`)), code(program), line);
  return box;
}

function sides(run) {
  const has = Boolean(shown.wrong);
  byId("sides").hidden = !has;
  if (has) byId("sides").replaceChildren(side("wrong", shown.wrong, run?.wrong), side("right", shown.right, run?.right));
}

function pager() {
  const place = (id, number, key) => {
    const link = byId(id);
    link.hidden = shown.number === PLAY || number < 1 || number > lessons.length;
    link.href = `#/${number}`;
    link.textContent = link.hidden ? "" : `${text(key)}: ${text(`lesson.${number}.title`)}`;
  };
  place("previous", shown.number - 1, "previous");
  place("next", shown.number + 1, "next");
}

/** Writes the lesson that is shown, in the language that is chosen. */
function write() {
  fill();
  menu();
  const isPlay = shown.number === PLAY;
  byId("eyebrow").textContent = isPlay ? text("title") : text("lessonNumber", shown.number);
  byId("title").textContent = isPlay ? text("freePlay") : text(`lesson.${shown.number}.title`);
  document.title = `${byId("title").textContent} · ${text("title")}`;
  byId("text").replaceChildren(...text(isPlay ? "play.text" : `lesson.${shown.number}.text`).split("\n\n").map(paragraph));
  byId("source").textContent = isPlay ? "" : text("fromDocument", shown.document, text(`document.${shown.document}`));
  byId("play").hidden = !isPlay;
  byId("program").hidden = isPlay;
  if (!isPlay) byId("programs").replaceChildren(...shown.programs.flatMap((program) => [heading("h3", program.name), code(program.text)]));
  sides();
  pager();
  legend(byId("legend"));
  byId("progress").ariaLabel = text("progress");
  if (status) say(...status);
  for (const button of document.querySelectorAll("[data-language]")) {
    button.ariaPressed = String(button.dataset.language === chosen());
  }
}

async function go() {
  const hash = location.hash;
  shared = null;
  if (hash.startsWith("#/shared/")) {
    try {
      shared = await results.decode(hash);
    } catch {
      byId("open-status").textContent = text("open.failed");
      byId("open").open = true;
    }
  }
  const number = shared ? shared.lesson : hash === "#/play" ? PLAY : Number(/^#\/(\d+)$/.exec(hash)?.[1] ?? 1);
  const next = number === PLAY ? { number: PLAY, programs: [] } : (lessons.find((lesson) => lesson.number === number) ?? lessons[0]);
  if (runs.isRunning() && next.number !== shown?.number) await runs.stop();
  const isFirst = shown === null;
  shown = next;
  status = ["status.ready"];
  results.hide();
  lanes.clear();
  byId("output").hidden = true;
  byId("progress").hidden = true;
  write();
  if (shown.number === PLAY) {
    editor.open(byId("play-source"), kernels, run);
    if (shared?.source) editor.show(shared.source);
  }
  if (shared) {
    results.show(shared, true);
    sides(shared);
  }
  if (matchMedia("(max-width: 54rem)").matches) byId("menu").open = false;
  if (!isFirst) {
    byId("lesson").focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

function work() {
  if (shown.number !== PLAY) return { lesson: shown.number };
  return {
    play: {
      source: editor.source(),
      contexts: byId("play-contexts").valueAsNumber,
      threads: byId("play-threads").valueAsNumber,
      policy: byId("play-policy").value,
    },
  };
}

/** Lets the other button be pressed. A keyboard that was on this one goes on to that. */
function running(is) {
  const [used, next] = is ? [byId("run"), byId("stop")] : [byId("stop"), byId("run")];
  const wasFocused = document.activeElement === used;
  next.disabled = false;
  if (wasFocused) next.focus();
  used.disabled = true;
  byId("lesson").ariaBusy = String(is);
}

const ENDS = { stopped: "status.stopped", left: "status.left", closed: "status.closed", python: "status.python", lost: "status.lost" };

function listener(of) {
  const began = performance.now();
  const bar = byId("progress");
  let result = null;
  // A run whose lesson is left behind tells nothing to the next one.
  const forIt = (act) => (data) => of === shown && act(data);
  return {
    queue: forIt(({ place }) => place > 0 && say("status.place", place)),
    phase: forIt(({ name }) => say(`status.${name}`)),
    progress: forIt(({ row, phase, share }) => {
      bar.value = Math.max(bar.value, share);
      say(`status.${phase}`, rowName(row));
    }),
    lanes: forIt((data) => lanes.add(data)),
    output: forIt(({ stream, line, cut }) => {
      byId("output").hidden = false;
      byId("output-text").append(`${line}\n${cut ? `${text("output.cut")}\n` : ""}`);
    }),
    result: forIt((data) => {
      result = data;
    }),
    end: (end) => {
      if (of !== shown) return;
      running(false);
      lanes.finish();
      bar.hidden = true;
      if (result) {
        results.keep(result);
        results.show(result);
        sides(result);
      }
      if (end.outcome === "done") say("status.done", time((performance.now() - began) * MILLISECOND));
      else if (end.outcome === "time") say("status.time", end.seconds);
      else if (end.outcome === "failed") say("status.failed", end.text);
      else say(ENDS[end.outcome]);
      if (end.outcome === "python") {
        byId("output").hidden = false;
        byId("output-text").append(end.text);
      }
    },
  };
}

/** On a small window the lanes would begin below its end. */
function lanesInSight() {
  if (byId("lanes").getBoundingClientRect().top > innerHeight - 200) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    byId("run").parentElement.scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
  }
}

async function run() {
  if (byId("run").disabled) return;
  const of = shown;
  running(true);
  results.hide();
  byId("output").hidden = true;
  byId("output-text").textContent = "";
  byId("progress").hidden = false;
  byId("progress").value = 0;
  say("status.starting");
  lanes.begin();
  lanesInSight();
  try {
    await runs.start(work(), listener(of));
  } catch (e) {
    running(false);
    lanes.finish();
    byId("progress").hidden = true;
    if (e instanceof runs.Refused) say(e.message);
    else say("status.failed", e.message);
  }
}

async function open(words) {
  try {
    const run = await results.decode(words);
    byId("open-status").textContent = "";
    location.hash = `#/shared/${await results.encode(run)}`;
  } catch {
    byId("open-status").textContent = text("open.failed");
  }
}

byId("run").addEventListener("click", run);
byId("stop").addEventListener("click", () => runs.stop());
byId("open-link").addEventListener("change", (event) => event.target.value && open(event.target.value));
byId("open-file").addEventListener("change", async (event) => event.target.files[0] && open(await event.target.files[0].text()));
for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", async () => {
    await choose(button.dataset.language);
    write();
    lanes.refresh();
    results.refresh();
  });
}
document.querySelector(".skip").addEventListener("click", (event) => {
  // The address says which lesson is shown, not where on the page.
  event.preventDefault();
  byId("lesson").focus();
});
results.connect(sayWords);
addEventListener("hashchange", go);

await choose();
const described = await (await fetch("lessons")).json();
lessons = described.lessons;
kernels = described.kernels;
byId("play-contexts").max = described.mostContexts;
byId("play-threads").max = described.mostThreads;
await go();
running(false);
