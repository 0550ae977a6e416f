// The editor of free play.

const KEPT = "polygil.source";

const FIRST = `import threading
import fibonacci
from busy import spin

# Runs on each thread. "spin" leaves the GIL to the policy,
# the Fibonacci kernel has declared that it releases it.
def work(n):
    total = 0
    for i in range(n):
        total += i
    return total

print(threading.current_thread().name, "sum", work(1_000_000))
fibonacci.fibonacci_nogil(200_000_000)
spin(200)
`;

let editor = null;

/** Makes the editor; kernels are what it completes, as module.function. */
export function open(area, kernels, run) {
  if (editor) return editor;
  area.value = localStorage.getItem(KEPT) ?? FIRST;
  editor = CodeMirror.fromTextArea(area, {
    mode: "python",
    lineNumbers: true,
    indentUnit: 4,
    matchBrackets: true,
    viewportMargin: Infinity,
    inputStyle: "contenteditable",
    screenReaderLabel: area.labels[0].textContent,
    extraKeys: {
      "Ctrl-Space": (cm) => cm.showHint({ hint: (shown) => hints(shown, kernels), completeSingle: false }),
      "Ctrl-Enter": run,
      "Cmd-Enter": run,
      // After Escape, Tab goes on to what comes next, for those who have no mouse.
      Esc: (cm) => {
        cm.setOption("extraKeys", { ...cm.getOption("extraKeys"), Tab: false, "Shift-Tab": false });
      },
      Tab: (cm) => cm.execCommand(cm.somethingSelected() ? "indentMore" : "insertSoftTab"),
    },
  });
  const keys = editor.getOption("extraKeys");
  editor.on("focus", () => editor.setOption("extraKeys", keys));
  editor.on("change", () => localStorage.setItem(KEPT, editor.getValue()));
  editor.on("inputRead", (cm, { text: [typed] }) => {
    if (typed === ".") cm.execCommand("showKernels");
  });
  CodeMirror.commands.showKernels = (cm) => cm.showHint({ hint: (shown) => hints(shown, kernels), completeSingle: false });
  return editor;
}

function hints(cm, kernels) {
  const cursor = cm.getCursor();
  const before = cm.getLine(cursor.line).slice(0, cursor.ch);
  const word = /[\w.]*$/.exec(before)[0];
  const dot = word.lastIndexOf(".");
  const from = { line: cursor.line, ch: cursor.ch - word.length };
  const modules = [...new Set(kernels.map((name) => name.split(".")[0]))];
  const imported = /^\s*from\s+(\w+)\s+import\s+.*$/.exec(before);
  const candidates = imported
    ? kernels.filter((name) => name.startsWith(`${imported[1]}.`)).map((name) => name.split(".")[1])
    : dot >= 0
      ? kernels
      : [...modules, ...kernels.map((name) => name.split(".")[1])];
  const list = [...new Set(candidates)].filter((name) => name.startsWith(word) && name !== word).sort();
  return { list, from, to: cursor };
}

/** The program as it stands. */
export const source = () => editor.getValue();

/** Another program. */
export const show = (program) => editor.setValue(program);
