// The part of the time that is seen, and the texts of times.
const SHORTEST_VIEW = 100;
const MOVE_MILLIS = 220;

function makeView(length, changed) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let moving = 0;

  function set(from, to) {
    const span = Math.min(length, Math.max(Math.min(SHORTEST_VIEW, length), to - from));
    // A span that had to grow or shrink does so around its middle.
    const middle = (from + to) / 2;
    view.from = Math.min(length - span, Math.max(0, middle - span / 2));
    view.to = view.from + span;
    changed();
  }

  const view = {
    from: 0,
    to: length,
    length,
    get span() {
      return view.to - view.from;
    },

    set(from, to) {
      cancelAnimationFrame(moving);
      set(from, to);
    },

    // Goes there in steps that the eye can follow.
    show(from, to) {
      cancelAnimationFrame(moving);
      if (calm.matches) {
        set(from, to);
        return;
      }
      const start = performance.now();
      const [oldFrom, oldTo] = [view.from, view.to];
      const step = (now) => {
        const done = Math.min(1, Math.max(0, (now - start) / MOVE_MILLIS));
        const eased = 1 - (1 - done) ** 3;
        set(oldFrom + (from - oldFrom) * eased, oldTo + (to - oldTo) * eased);
        if (done < 1) {
          moving = requestAnimationFrame(step);
        }
      };
      moving = requestAnimationFrame(step);
    },

    // What is at a time stays where it is on the screen.
    zoom(factor, at = (view.from + view.to) / 2) {
      const span = Math.min(length, Math.max(Math.min(SHORTEST_VIEW, length), view.span / factor));
      const share = (at - view.from) / view.span;
      const from = Math.min(length - span, Math.max(0, at - share * span));
      view.set(from, from + span);
    },

    pan(share) {
      view.set(view.from + share * view.span, view.to + share * view.span);
    },

    all() {
      view.show(0, length);
    },

    // A span with some room on both sides.
    fit(from, to) {
      const room = Math.max(to - from, SHORTEST_VIEW / 2) * 0.15;
      const low = Math.max(0, from - room);
      const high = Math.min(length, to + room);
      view.show(low, Math.max(high, low + SHORTEST_VIEW));
    },

    // Moves, and zooms only where it would not be seen otherwise.
    reveal(from, to) {
      const width = to - from;
      if (width > view.span * 0.9 || width < view.span / 400) {
        const span = Math.max(width * 4, SHORTEST_VIEW);
        view.show((from + to - span) / 2, (from + to + span) / 2);
      } else if (from < view.from || to > view.to) {
        view.show((from + to - view.span) / 2, (from + to + view.span) / 2);
      } else {
        changed();
      }
    },
  };
  return view;
}

const UNITS = [
  [1e9, "s"],
  [1e6, "ms"],
  [1e3, "us"],
  [1, "ns"],
];

function duration(nanos) {
  const [size, unit] = UNITS.find(([least]) => nanos >= least * 0.9995) ?? UNITS[3];
  const value = nanos / size;
  const digits = unit === "ns" || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`;
}

// A moment, as exact as a step between two neighbours needs it.
function moment(nanos, step, whole) {
  const [size, unit] = UNITS.find(([least]) => whole >= least) ?? UNITS[3];
  const needed = Math.max(0, Math.ceil(Math.log10(size / step) - 1e-9));
  // Of many digits whole groups are read more easily.
  const decimals = needed > 3 ? Math.min(9, Math.ceil(needed / 3) * 3) : needed;
  const [integer, fraction] = (nanos / size).toFixed(decimals).split(".");
  const groups = fraction?.match(/.{1,3}/g)?.join("\u2009");
  return `${integer}${groups ? `.${groups}` : ""} ${unit}`;
}

// Round times with at least so much between them.
function tickStep(least) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= least) ?? power * 10;
}
