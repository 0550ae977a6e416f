// Mouse, pen and fingers on the lanes and on the strip.
const NEAR = 2;
const CLICK = 4;
const WHEEL = 0.0022;

// The most important of what is at a pixel, and how many more there are.
function spotAt(scene, x, y) {
  const row = scene.layout.rowAt(y);
  if (!row?.lane) {
    return { spot: null, others: 0 };
  }
  const { view, layout } = scene;
  const scale = layout.width / view.span;
  const { lane } = row;
  const from = view.from + (x - NEAR) / scale;
  const to = view.from + (x + NEAR) / scale;
  let best = -1;
  let narrow = 0;
  const isWide = (i) => (lane.to[i] - lane.from[i]) * scale >= 2 * NEAR;
  eachWithin(lane, from, to, (i) => {
    narrow += isWide(i) ? 0 : 1;
    if (best < 0 || isBetter(lane, i, best, isWide, view.from + x / scale)) {
      best = i;
    }
  });
  return { spot: best < 0 ? null : { lane, i: best }, others: best < 0 || isWide(best) ? 0 : narrow - 1 };
}

function isBetter(lane, i, than, isWide, at) {
  const inside = (k) => lane.from[k] <= at && at < lane.to[k];
  if (isWide(i) && isWide(than)) {
    return inside(i);
  }
  const weight = IMPORTANCE[lane.state[i]] - IMPORTANCE[lane.state[than]];
  return weight !== 0 ? weight > 0 : lane.to[i] - lane.from[i] > lane.to[than] - lane.from[than];
}

function listenToPointer(scene, tracks) {
  const { view, layout, scroller } = scene;
  const down = new Map();
  let drag = null;
  let pinch = null;
  let last = null;
  const at = (x) => view.from + (x / layout.width) * view.span;
  const place = (event) => {
    const box = tracks.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  function hover(point) {
    const { x, y } = point;
    const { spot, others } = spotAt(scene, x, y);
    last = point;
    scene.hovered = spot;
    scene.others = others;
    scene.cursor = x;
    tracks.classList.toggle("over", Boolean(spot));
    scene.draw();
  }

  function leave() {
    last = null;
    scene.hovered = null;
    scene.cursor = null;
    scene.draw();
  }

  // The bars have moved below a pointer that has not.
  scene.lookAgain = () => {
    if (last && scene.cursor !== null && !scene.brush) {
      hover(last);
    }
  };

  function spread() {
    const [a, b] = [...down.values()];
    return { middle: (a.x + b.x) / 2, width: Math.max(20, Math.abs(a.x - b.x)) };
  }

  tracks.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) {
      return;
    }
    const point = place(event);
    down.set(event.pointerId, point);
    tracks.setPointerCapture(event.pointerId);
    if (down.size === 2) {
      pinch = { ...spread(), from: view.from, span: view.span };
      drag = null;
      scene.brush = null;
      return;
    }
    drag = { ...point, from: view.from, scroll: scroller.scrollTop, moved: false, brush: event.shiftKey };
  });

  tracks.addEventListener("pointermove", (event) => {
    const point = place(event);
    if (down.has(event.pointerId)) {
      down.set(event.pointerId, point);
    }
    if (pinch && down.size === 2) {
      const now = spread();
      const span = Math.min(view.length, (pinch.span * pinch.width) / now.width);
      const held = pinch.from + (pinch.middle / layout.width) * pinch.span;
      const from = held - (now.middle / layout.width) * span;
      view.set(from, from + span);
      return;
    }
    if (!drag) {
      hover(point);
      return;
    }
    drag.moved ||= Math.hypot(point.x - drag.x, point.y - drag.y) > CLICK;
    if (!drag.moved) {
      return;
    }
    scene.hovered = null;
    if (drag.brush) {
      scene.brush = [drag.x, Math.max(0, Math.min(layout.width, point.x))];
      scene.draw();
      return;
    }
    tracks.classList.add("drag");
    scene.cursor = null;
    const from = drag.from - ((point.x - drag.x) / layout.width) * view.span;
    if (event.pointerType === "mouse") {
      scroller.scrollTop = drag.scroll - (point.y - drag.y);
    }
    view.set(from, from + view.span);
  });

  function up(event) {
    down.delete(event.pointerId);
    tracks.classList.remove("drag");
    if (down.size < 2) {
      pinch = null;
    }
    const ended = drag;
    drag = null;
    if (!ended || event.type === "pointercancel") {
      scene.brush = null;
      return;
    }
    if (scene.brush) {
      const [x0, x1] = [Math.min(...scene.brush), Math.max(...scene.brush)];
      scene.brush = null;
      view.show(at(x0), at(x1));
    } else if (!ended.moved) {
      const { spot } = spotAt(scene, ended.x, ended.y);
      const same = spot && scene.pinned && spot.lane === scene.pinned.lane && spot.i === scene.pinned.i;
      scene.pin(same ? null : spot);
    }
  }
  tracks.addEventListener("pointerup", up);
  tracks.addEventListener("pointercancel", up);
  tracks.addEventListener("pointerleave", leave);

  tracks.addEventListener("dblclick", (event) => {
    const { x, y } = place(event);
    const { spot, others } = spotAt(scene, x, y);
    if (spot && others === 0) {
      scene.pin(spot);
      scene.fit(spot);
    } else {
      const span = view.span / 8;
      view.show(at(x) - span / 2, at(x) + span / 2);
    }
  });

  scroller.addEventListener(
    "wheel",
    (event) => {
      const { x } = place(event);
      const unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1;
      const sideways = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX;
      const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      // A page that could not be scrolled past the timeline would be a trap.
      const isOurs = event.ctrlKey || event.metaKey || (x >= 0 && document.activeElement === scroller);
      if (isSideways) {
        event.preventDefault();
        view.pan((sideways * unit) / layout.width);
      } else if (isOurs) {
        event.preventDefault();
        view.zoom(Math.exp(-event.deltaY * unit * WHEEL), at(Math.max(0, x)));
      }
    },
    { passive: false },
  );
}

function listenToOverview(scene, canvas) {
  const { view, layout } = scene;
  const EDGE = 8;
  let act = null;
  const place = (event) => event.clientX - canvas.getBoundingClientRect().left;
  const nanos = (x) => (Math.max(0, Math.min(layout.width, x)) / layout.width) * view.length;

  function part(x) {
    const from = (view.from / view.length) * layout.width;
    const to = (view.to / view.length) * layout.width;
    const isAll = view.span >= view.length;
    if (!isAll && Math.abs(x - from) < EDGE) {
      return "from";
    }
    if (!isAll && Math.abs(x - to) < EDGE) {
      return "to";
    }
    return !isAll && x > from && x < to ? "move" : "new";
  }

  canvas.addEventListener("pointerdown", (event) => {
    const x = place(event);
    canvas.setPointerCapture(event.pointerId);
    act = { part: part(x), x, from: view.from, to: view.to, moved: false };
  });
  canvas.addEventListener("pointermove", (event) => {
    const x = place(event);
    const cursors = { from: "ew-resize", to: "ew-resize", move: "grab", new: "crosshair" };
    canvas.style.cursor = cursors[act?.part ?? part(x)];
    if (!act || Math.abs(x - act.x) + (act.moved ? CLICK : 0) < CLICK) {
      return;
    }
    act.moved = true;
    const by = nanos(x) - nanos(act.x);
    if (act.part === "move") {
      view.set(act.from + by, act.to + by);
    } else {
      const [fixed, moved] = { from: [act.to, x], to: [act.from, x], new: [nanos(act.x), x] }[act.part];
      view.set(Math.min(fixed, nanos(moved)), Math.max(fixed, nanos(moved)));
    }
  });
  canvas.addEventListener("pointerup", () => {
    if (act && !act.moved && act.part === "new") {
      const span = view.span >= view.length ? view.length / 8 : view.span;
      view.show(nanos(act.x) - span / 2, nanos(act.x) + span / 2);
    }
    act = null;
  });
  canvas.addEventListener("dblclick", () => view.all());
}
