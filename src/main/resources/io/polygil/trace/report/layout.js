// Where each thread's lane is, and the names beside the lanes.
const BAR = 22;
const LANE = 32;
const TITLE = 28;
const NARROW = 620;

function makeLayout(timeline, scroller, inner) {
  const rows = [];
  const rowOf = new Map();
  const many = timeline.contexts.length > 1;
  for (const context of timeline.contexts) {
    if (context !== 0 || many) {
      rows.push({ title: context === 0 ? "Context unknown" : `Context ${context}` });
    }
    for (const lane of timeline.lanes.filter((each) => each.context === context)) {
      const row = { lane };
      rows.push(row);
      rowOf.set(lane, row);
    }
  }
  const names = document.createElement("div");
  names.className = "names";
  for (const row of rows) {
    row.element = document.createElement("div");
    row.element.className = row.lane ? "name" : "title";
    row.element.textContent = row.lane ? row.lane.shown : row.title;
    row.element.title = row.element.textContent;
    names.append(row.element);
  }
  inner.append(names);

  const layout = {
    rows,
    left: 0,
    width: 1,
    height: 1,

    row: (lane) => rowOf.get(lane),

    // Fits the lanes into the window's width; on a narrow one the names stand above the bars.
    measure() {
      const narrow = scroller.clientWidth < NARROW;
      scroller.classList.toggle("narrow", narrow);
      scroller.parentElement.classList.toggle("narrow-frame", narrow);
      let y = 0;
      for (const row of rows) {
        row.y = y;
        row.height = row.lane ? LANE + (narrow ? 14 : 0) : TITLE;
        row.bar = y + row.height - BAR - (LANE - BAR) / 2;
        row.element.style.top = `${y}px`;
        row.element.style.height = `${narrow && row.lane ? row.height - BAR - 4 : row.height}px`;
        y += row.height;
      }
      inner.style.height = `${y}px`;
      layout.left = narrow ? 0 : Math.round(Math.min(200, scroller.clientWidth * 0.2));
      names.style.width = `${narrow ? scroller.clientWidth : layout.left}px`;
      layout.width = Math.max(1, scroller.clientWidth - layout.left);
      layout.height = Math.max(1, scroller.clientHeight);
    },

    // The row at a height of the window on the lanes.
    rowAt: (y) => rows.find((row) => y + scroller.scrollTop < row.y + row.height) ?? null,

    // Scrolls so that a lane is seen.
    reveal(lane) {
      const row = rowOf.get(lane);
      if (row.y < scroller.scrollTop) {
        scroller.scrollTop = row.y - TITLE;
      } else if (row.y + row.height > scroller.scrollTop + scroller.clientHeight) {
        scroller.scrollTop = row.y + row.height - scroller.clientHeight;
      }
    },
  };
  return layout;
}

// A canvas as sharp as the screen, and its pen.
function sized(canvas, width, height) {
  const ratio = Math.min(3, devicePixelRatio || 1);
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  return pen;
}
