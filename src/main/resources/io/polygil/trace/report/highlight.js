// What lies behind the bars, and what is drawn over them: the selected one, who kept it waiting.
function backdrop(scene, pen, scroll) {
  const { layout, view, theme } = scene;
  pen.strokeStyle = theme.line;
  pen.lineWidth = 1;
  pen.globalAlpha = 0.6;
  const scale = layout.width / view.span;
  const step = markStep(scene);
  for (let at = Math.ceil(view.from / step) * step; at <= view.to; at += step) {
    const x = Math.round((at - view.from) * scale) + 0.5;
    line(pen, x, 0, x, layout.height);
  }
  pen.globalAlpha = 1;
  for (const row of layout.rows) {
    const y = Math.round(row.y - scroll);
    if (row.lane) {
      const middle = Math.round(row.bar - scroll + BAR / 2) + 0.5;
      line(pen, 0, middle, layout.width, middle);
      if (scene.matches?.lanes[row.lane.index]) {
        pen.fillStyle = theme.band;
        pen.fillRect(0, y, layout.width, row.height);
      }
    }
  }
}

function line(pen, x0, y0, x1, y1) {
  pen.beginPath();
  pen.moveTo(x0, y0);
  pen.lineTo(x1, y1);
  pen.stroke();
}

function highlight(scene, pen, scroll) {
  const { layout, theme } = scene;
  const spot = scene.pinned ?? scene.hovered;
  if (scene.brush) {
    const [from, to] = [Math.min(...scene.brush), Math.max(...scene.brush)];
    pen.fillStyle = theme.band;
    pen.fillRect(from, 0, to - from, layout.height);
    pen.strokeStyle = theme.ink;
    pen.lineWidth = 1;
    pen.strokeRect(from + 0.5, -1, to - from, layout.height + 2);
  } else if (scene.cursor !== null) {
    pen.strokeStyle = theme.quiet;
    pen.lineWidth = 1;
    pen.globalAlpha = 0.5;
    line(pen, Math.round(scene.cursor) + 0.5, 0, Math.round(scene.cursor) + 0.5, layout.height);
    pen.globalAlpha = 1;
  }
  if (!spot) {
    return;
  }
  const wait = waitAt(scene.timeline, spot);
  const holder = holderSpot(wait);
  if (holder) {
    outline(scene, pen, scroll, holder, [4, 3]);
    arrow(scene, pen, scroll, holder, spot);
  }
  outline(scene, pen, scroll, spot, []);
}

function place(scene, scroll, { lane, i }) {
  const { layout, view } = scene;
  const scale = layout.width / view.span;
  return {
    x0: Math.max(-4, Math.min(layout.width + 4, (lane.from[i] - view.from) * scale)),
    x1: Math.max(-4, Math.min(layout.width + 4, (lane.to[i] - view.from) * scale)),
    top: layout.row(lane).bar - scroll,
  };
}

function outline(scene, pen, scroll, spot, dashes) {
  const { x0, x1, top } = place(scene, scroll, spot);
  const width = Math.max(4, x1 - x0);
  const left = x1 - x0 < 4 ? (x0 + x1) / 2 - 2 : x0;
  pen.lineWidth = 4;
  pen.strokeStyle = scene.theme.page;
  pen.strokeRect(left - 1, top - 2, width + 2, BAR + 4);
  pen.lineWidth = 2;
  pen.strokeStyle = scene.theme.ink;
  pen.setLineDash(dashes);
  pen.strokeRect(left - 1, top - 2, width + 2, BAR + 4);
  pen.setLineDash([]);
}

// From the one that had the GIL to the one that waited, at a time when both did.
function arrow(scene, pen, scroll, holder, waiter) {
  const from = place(scene, scroll, holder);
  const to = place(scene, scroll, waiter);
  const low = Math.max(from.x0, to.x0);
  const high = Math.min(from.x1, to.x1);
  const x = Math.round((low + high) / 2);
  if (x < 0 || x > scene.layout.width || from.top === to.top) {
    return;
  }
  const down = from.top < to.top;
  const start = down ? from.top + BAR + 3 : from.top - 3;
  const end = down ? to.top - 4 : to.top + BAR + 4;
  const back = down ? -7 : 7;
  for (const [colour, width] of [[scene.theme.page, 6], [scene.theme.ink, 2]]) {
    pen.strokeStyle = colour;
    pen.fillStyle = colour;
    pen.lineWidth = width;
    line(pen, x, start, x, end + back / 2);
    pen.beginPath();
    pen.moveTo(x, end);
    pen.lineTo(x - 5, end + back);
    pen.lineTo(x + 5, end + back);
    pen.closePath();
    pen.fill();
    if (width > 2) {
      pen.stroke();
    }
  }
}
