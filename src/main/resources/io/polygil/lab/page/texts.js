// The page's texts in the language that is chosen.

const LANGUAGES = ["en", "zh"];
const KEPT = "polygil.language";

let language = "en";
const texts = {};

async function read(which) {
  texts[which] ??= await (await fetch(`${which}.json`)).json();
}

/** Chooses a language; without one, what was chosen before or the browser's. */
export async function choose(wanted) {
  const first = wanted ?? localStorage.getItem(KEPT) ?? (navigator.language.startsWith("zh") ? "zh" : "en");
  language = LANGUAGES.includes(first) ? first : "en";
  if (wanted) localStorage.setItem(KEPT, wanted);
  await read(language);
  document.documentElement.lang = language;
}

export const chosen = () => language;

/** A text by its key; {0} stands for the first argument, {name} for that of an object. */
export function text(key, ...values) {
  const template = texts[language][key];
  if (template === undefined) return key;
  const named = typeof values[0] === "object" && values[0] !== null ? values[0] : values;
  return template.replace(/\{(\w+)\}/g, (whole, name) => named[name] ?? whole);
}

/** Fills all elements that name a text. */
export function fill(root = document) {
  for (const element of root.querySelectorAll("[data-text]")) {
    element.textContent = text(element.dataset.text);
  }
}

/** A paragraph with `code` in it, as nodes. */
export function paragraph(words) {
  const element = document.createElement("p");
  words.split("`").forEach((part, index) => {
    if (index % 2 === 0) {
      element.append(part);
    } else {
      const code = document.createElement("code");
      code.textContent = part;
      element.append(code);
    }
  });
  return element;
}

const UNITS = ["ns", "µs", "ms", "s"];

/** A time with three digits and its unit. */
export function time(nanos) {
  let unit = 0;
  let value = nanos;
  while (Math.abs(value) >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)}\u00a0${UNITS[unit]}`;
}

/** A ratio with as many digits as it is worth. */
export const ratio = (value) => value.toFixed(value >= 9.995 ? 1 : value < 0.0995 ? 3 : 2);

/** The name of a row, or of what else has a text of its own. */
export const rowName = (id) => text(`row.${id}`);

/** A date as the reader writes it. */
export const date = (iso) => new Date(iso).toLocaleString(language === "zh" ? "zh-CN" : "en-GB", { dateStyle: "medium", timeStyle: "medium" });
