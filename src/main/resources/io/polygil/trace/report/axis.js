// The time axis, and the strip that shows the whole time and which part of it is seen.
const AXIS = 24;
const STRIP = 40;
const TICK = 110;
const NARROW_TICK = 76;

// Of the marks on the axis, which the lines behind the lanes continue.
function markStep({ view, layout }) {
  return tickStep((view.span * (layout.left === 0 ? NARROW_TICK : TICK)) / layout.width);
}

function makeAxis(scene, canvas) {
  const { view, layout, timeline } = scene;
  return () => {
    const pen = sized(canvas, layout.width, AXIS);
    canvas.style.marginLeft = `${layout.left}px`;
    const { theme } = scene;
    const scale = layout.width / view.span;
    const step = markStep(scene);
    pen.font = theme.font;
    pen.textBaseline = "middle";
    pen.strokeStyle = theme.line;
    pen.fillStyle = theme.quiet;
    for (let at = Math.ceil(view.from / step) * step; at <= view.to; at += step) {
      const x = Math.round((at - view.from) * scale) + 0.5;
      line(pen, x, AXIS - 6, x, AXIS);
      const words = at === 0 ? "0" : moment(at, step, timeline.nanos);
      const half = pen.measureText(words).width / 2;
      pen.textAlign = "center";
      pen.fillText(words, Math.min(layout.width - half - 1, Math.max(half + 1, x)), AXIS / 2 - 2);
    }
    const told = scene.brush
      ? { x: scene.brush[1], words: duration(Math.abs(scene.brush[1] - scene.brush[0]) / scale) }
      : scene.cursor === null
        ? null
        : { x: scene.cursor, words: moment(view.from + scene.cursor / scale, step / 100, timeline.nanos) };
    if (told) {
      const half = pen.measureText(told.words).width / 2 + 6;
      const x = Math.min(layout.width - half, Math.max(half, told.x));
      pen.fillStyle = theme.ink;
      pen.fillRect(x - half, 1, 2 * half, AXIS - 4);
      pen.fillStyle = theme.page;
      pen.fillText(told.words, x, AXIS / 2 - 0.5);
    }
  };
}

function makeOverview(scene, canvas) {
  const { timeline, view, layout } = scene;
  let drawn = null;
  let drawnWidth = 0;

  // How much of each pixel's time the GIL was taken, and how much of it somebody waited.
  function density(width) {
    const scale = width / timeline.nanos;
    const sums = STATES.map(() => new Float64Array(width));
    for (const lane of timeline.lanes) {
      for (let i = 0; i < lane.count; i++) {
        const x0 = lane.from[i] * scale;
        const x1 = lane.to[i] * scale;
        const last = Math.min(width - 1, Math.floor(x1));
        for (let x = Math.floor(x0); x <= last; x++) {
          sums[lane.state[i]][x] += Math.max(1e-4, Math.min(x1, x + 1) - Math.max(x0, x));
        }
      }
    }
    return sums;
  }

  // The threads that wait grow down from the top, those that have the GIL up from the bottom.
  function drawDensity(pen, width) {
    const sums = density(width);
    const most = Math.max(1, sums[WAITING].reduce((a, b) => Math.max(a, b), 0));
    const contexts = timeline.contexts.length;
    const half = STRIP / 2 - 3;
    for (let x = 0; x < width; x++) {
      const tall = (sum, whole) => (sum === 0 ? 0 : Math.max(2, Math.min(1, sum / whole) * half));
      const waits = tall(sums[WAITING][x], most);
      const held = tall(sums[HELD][x], contexts);
      const runs = Math.min(half - held, tall(sums[RUNNING][x], contexts));
      pen.fillStyle = scene.theme.fill[WAITING];
      pen.fillRect(x, 2, 1, waits);
      pen.fillStyle = scene.theme.fill[RUNNING];
      pen.fillRect(x, STRIP - 2 - runs, 1, runs);
      pen.fillStyle = scene.theme.fill[HELD];
      pen.fillRect(x, STRIP - 2 - runs - held, 1, held);
    }
  }

  return {
    forget() {
      drawn = null;
    },

    draw() {
      const { theme } = scene;
      const width = layout.width;
      canvas.style.marginLeft = `${layout.left}px`;
      if (!drawn || drawnWidth !== width) {
        drawn = document.createElement("canvas");
        drawDensity(sized(drawn, width, STRIP), width);
        drawnWidth = width;
      }
      const pen = sized(canvas, width, STRIP);
      pen.drawImage(drawn, 0, 0, width, STRIP);
      const scale = width / timeline.nanos;
      const from = view.from * scale;
      const to = Math.max(from + 3, view.to * scale);
      pen.fillStyle = theme.page;
      pen.globalAlpha = 0.72;
      pen.fillRect(0, 0, from, STRIP);
      pen.fillRect(to, 0, width - to, STRIP);
      pen.globalAlpha = 1;
      pen.strokeStyle = theme.ink;
      pen.lineWidth = 1.5;
      pen.strokeRect(from + 0.75, 0.75, to - from - 1.5, STRIP - 1.5);
      pen.fillStyle = theme.ink;
      for (const x of [from, to - 4]) {
        pen.fillRect(x, STRIP / 2 - 7, 4, 14);
      }
      if (scene.matches) {
        pen.fillStyle = theme.mark;
        for (const { lane, i } of scene.matches.list) {
          if (i >= 0) {
            pen.fillRect(Math.min(width - 2, lane.from[i] * scale), 0, 2, 4);
          }
        }
      }
    },
  };
}
