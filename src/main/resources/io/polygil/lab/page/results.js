// Shows results, keeps them, compares them, and hands them on.
import { advised, draw } from "./charts.js";
import { date, ratio, rowName, text, time } from "./texts.js";

const KEPT = "polygil.runs";
const MOST = 40;

const byId = (id) => document.getElementById(id);

function make(name, words, className) {
  const element = document.createElement(name);
  if (words !== undefined) element.textContent = words;
  if (className) element.className = className;
  return element;
}

/** The earlier runs of this browser, newest first. */
function earlier() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? [];
  } catch {
    return [];
  }
}

const withoutPictures = ({ before, after, ...rest }) => rest;

/** Keeps a run, to be compared with later ones. */
export function keep(run) {
  const runs = [withoutPictures(run), ...earlier()].slice(0, MOST);
  localStorage.setItem(KEPT, JSON.stringify(runs));
}

const isSame = (one, other) => one.taken === other.taken && one.lesson === other.lesson;

let current = null;
let isShared = false;

/** The sentence with the figures that decided. */
function finding(run) {
  if (run.lesson === 0) {
    const [alone, together] = run.rows;
    return together
      ? text("play.finding", run.threads, run.contexts, ratio(together.median / alone.median))
      : text("play.finding.alone");
  }
  const values = run.verdict.claims.map((claim) => ratio(claim.ratio));
  const named = { ...values };
  if (run.lesson === 10) named.advised = advised(run.rows);
  return text(`lesson.${run.lesson}.finding`, named);
}

function outcome({ verdict, worthOfTwoCores }) {
  if (!verdict) return "";
  if (verdict.outcome === "unclear") return text(`verdict.unclear.${verdict.why}`, ratio(worthOfTwoCores ?? 1));
  return verdict.outcome === "holds" && verdict.claims.length === 0 ? text("verdict.none") : text(`verdict.${verdict.outcome}`);
}

function verdict(run) {
  const element = byId("verdict");
  element.className = `verdict ${run.verdict?.outcome ?? ""}`;
  const isRight = run.rows.every((row) => row.right);
  element.replaceChildren();
  if (run.verdict) element.append(make("strong", outcome(run)), " ");
  if (isRight) element.append(finding(run));
}

function table(run, other) {
  const head = make("thead");
  const names = ["row", "answer", "cold", "least", "median", "rounds"];
  if (other) names.push("earlier", "change");
  // A visitor's own program has no answer to be checked.
  if (run.lesson === 0) names.splice(1, 1);
  if (run.rows.some((row) => row.documented)) names.push("document");
  const line = head.insertRow();
  for (const name of names) {
    const cell = make("th", text(`table.${name}`), ["row", "answer", "document"].includes(name) ? "" : "figure");
    cell.scope = "col";
    line.append(cell);
  }
  const body = make("tbody");
  for (const row of run.rows) body.append(tableRow(row, names, other?.rows.find((each) => each.id === row.id)));
  byId("paired").hidden = !run.verdict?.claims.length;
  byId("table").replaceChildren(make("caption", text("table.caption")), head, body);
}

function tableRow(row, names, before) {
  const line = make("tr");
  const cells = {
    answer: () => make("td", row.right ? `✓ ${text("table.right")}` : text("table.wrong", row.expected, row.answer), row.right ? "right" : "wrong"),
    cold: () => figure(row.cold),
    least: () => figure(row.least),
    median: () => {
      const cell = figure(row.median);
      cell.classList.add("median");
      if (row.unstable) {
        const mark = make("span", text("table.unstable"), "spread");
        mark.title = text("table.unstable.title");
        cell.append(" ", mark);
      }
      return cell;
    },
    rounds: () => make("td", row.rounds ? String(row.rounds.length) : "", "figure"),
    earlier: () => figure(before?.median),
    change: () => make("td", before?.median && row.median ? `× ${ratio(row.median / before.median)}` : "", "figure"),
    document: () => make("td", row.documented),
  };
  const name = make("th", rowName(row.id));
  name.scope = "row";
  line.append(name);
  for (const key of names.slice(1)) line.append(cells[key]());
  return line;
}

const figure = (nanos) => make("td", nanos === undefined ? "" : time(nanos), "figure");

function choices(run) {
  const select = byId("compare");
  const others = earlier().filter((each) => each.lesson === run.lesson && !isSame(each, run));
  const none = new Option(others.length ? "—" : text("compare.none"), "");
  select.replaceChildren(none, ...others.map((each, index) => new Option(date(each.taken), String(index))));
  select.disabled = others.length === 0;
  select.onchange = () => table(run, select.value === "" ? undefined : others[Number(select.value)]);
}

function pictures(run) {
  const place = byId("pictures");
  place.hidden = !run.before;
  if (!run.before) return;
  place.replaceChildren(
    ...["before", "after"].map((which) => {
      const box = make("figure");
      const image = make("img");
      image.src = run[which];
      image.alt = text(`picture.${which}`);
      image.width = image.height = 512;
      box.append(image, make("figcaption", text(`picture.${which}`)));
      return box;
    }),
  );
}

/** Shows a run, this page's own or a shared one. */
export function show(run, shared = false) {
  current = run;
  isShared = shared;
  byId("result").hidden = false;
  verdict(run);
  byId("taken").textContent = [shared ? text("result.shared") : "", run.cores ? text("result.taken", date(run.taken), run.cores) : date(run.taken)].filter(Boolean).join(" · ");
  choices(run);
  table(run);
  pictures(run);
  const isCurve = run.lesson === 10;
  byId("chart-title").textContent = text(isCurve ? "chart.curve" : "chart.bars");
  draw(byId("chart"), run.rows, isCurve);
}

export function hide() {
  current = null;
  byId("result").hidden = true;
}

/** Shows it again, in another language. */
export const refresh = () => current && show(current, isShared);

async function through(bytes, stream) {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}

/** A run as a part of a link. */
export async function encode(run) {
  const bytes = await through(new TextEncoder().encode(JSON.stringify(withoutPictures(run))), new CompressionStream("deflate-raw"));
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The run that a link or a file has; throws where it has none. */
export async function decode(words) {
  const packed = /#\/shared\/([\w-]+)/.exec(words)?.[1];
  let json = words;
  if (packed) {
    const binary = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
    json = new TextDecoder().decode(await through(Uint8Array.from(binary, (each) => each.charCodeAt(0)), new DecompressionStream("deflate-raw")));
  }
  return checked(JSON.parse(json));
}

// What comes from elsewhere is shown as text only, but must have the shape of a run.
function checked(run) {
  const isNumber = (value) => value === undefined || Number.isFinite(value);
  const isRow = (row) => typeof row.id === "string" && ["cold", "least", "median", "q1", "q3"].every((name) => isNumber(row[name]));
  const isPicture = (address) => address === undefined || /^data:image\/png;base64,/.test(address);
  const isRun = Number.isInteger(run.lesson) && run.lesson >= 0 && run.lesson <= 10 && Array.isArray(run.rows) && run.rows.length > 0 && run.rows.every(isRow);
  const isJudged = run.lesson === 0 || Array.isArray(run.verdict?.claims);
  if (!isRun || !isJudged || !isPicture(run.before) || !isPicture(run.after) || Number.isNaN(Date.parse(run.taken))) throw new Error("no run");
  return run;
}

function save(name, type, words) {
  const link = make("a");
  link.href = URL.createObjectURL(new Blob([words], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

const fileName = (end) => `polygil-lab-${current.lesson || "play"}-${current.taken.slice(0, 10)}.${end}`;
const quoted = (value) => `"${String(value ?? "").replaceAll('"', '""')}"`;

/** Connects the buttons that hand a result on; say is where the page tells what became of it. */
export function connect(say) {
  byId("share").addEventListener("click", async () => {
    const hash = `#/shared/${await encode(current)}`;
    try {
      await navigator.clipboard.writeText(location.href.split("#")[0] + hash);
      say(text("share.copied"));
    } catch {
      history.replaceState(null, "", hash);
      say(text("share.failed"));
    }
  });
  byId("save-json").addEventListener("click", () => save(fileName("json"), "application/json", JSON.stringify(current, null, 2)));
  byId("save-csv").addEventListener("click", () => {
    const columns = ["id", "right", "answer", "cold", "least", "median", "q1", "q3", "documented"];
    const lines = current.rows.map((row) => columns.map((column) => quoted(row[column])).join(","));
    save(fileName("csv"), "text/csv", `${["row", "right", "answer", "cold_ns", "least_ns", "median_ns", "q1_ns", "q3_ns", "document"].join(",")}\n${lines.join("\n")}\n`);
  });
}
