// The keyboard: without a selection the arrows move the time, with one they move the selection.
function listenToKeys(scene, search) {
  const { view, layout, scroller, timeline } = scene;

  // The segment of a lane that is nearest to a time.
  function nearest(lane, nanos) {
    if (lane.count === 0) {
      return null;
    }
    const i = Math.min(lane.count - 1, firstAfter(lane, nanos));
    const before = i > 0 && nanos - lane.to[i - 1] < lane.from[i] - nanos;
    return { lane, i: before ? i - 1 : i };
  }

  function begin() {
    const middle = (view.from + view.to) / 2;
    const seen = layout.rowAt(0);
    const start = Math.max(0, layout.rows.indexOf(seen));
    for (const row of [...layout.rows.slice(start), ...layout.rows]) {
      const spot = row.lane && nearest(row.lane, middle);
      if (spot) {
        return spot;
      }
    }
    return null;
  }

  function along(spot, by) {
    const i = spot.i + by;
    return i >= 0 && i < spot.lane.count ? { lane: spot.lane, i } : spot;
  }

  function across(spot, by) {
    const lanes = layout.rows.filter((row) => row.lane && row.lane.count > 0).map((row) => row.lane);
    const lane = lanes[lanes.indexOf(spot.lane) + by];
    const middle = (Math.max(view.from, spot.lane.from[spot.i]) + Math.min(view.to, spot.lane.to[spot.i])) / 2;
    return lane ? nearest(lane, middle) : spot;
  }

  function arrow(key, isShift) {
    const by = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
    const isAcross = key === "ArrowUp" || key === "ArrowDown";
    if (scene.pinned && !isShift) {
      scene.select(isAcross ? across(scene.pinned, by) : along(scene.pinned, by));
    } else if (isAcross) {
      scroller.scrollTop += by * LANE * 2;
    } else {
      view.pan(by * 0.12);
    }
  }

  const actions = {
    "+": () => view.zoom(1.5, focusTime()),
    "=": () => view.zoom(1.5, focusTime()),
    "-": () => view.zoom(1 / 1.5, focusTime()),
    _: () => view.zoom(1 / 1.5, focusTime()),
    0: () => view.all(),
    w: () => view.zoom(1.5, focusTime()),
    s: () => view.zoom(1 / 1.5, focusTime()),
    a: () => view.pan(-0.12),
    d: () => view.pan(0.12),
    f: () => scene.pinned && scene.fit(scene.pinned),
    h: () => {
      const holder = holderSpot(waitAt(timeline, scene.pinned));
      if (holder) {
        scene.select(holder);
      }
    },
    Enter: () => scene.select(scene.pinned ?? begin()),
    Escape: () => scene.select(null),
    Home: () => view.show(0, view.span),
    End: () => view.show(view.length - view.span, view.length),
    PageUp: () => view.pan(-0.8),
    PageDown: () => view.pan(0.8),
  };

  // Keys zoom at what is selected, as long as it is in view.
  function focusTime() {
    if (scene.pinned) {
      const { lane, i } = scene.pinned;
      const from = Math.max(view.from, lane.from[i]);
      const to = Math.min(view.to, lane.to[i]);
      if (from <= to) {
        return (from + to) / 2;
      }
    }
    return undefined;
  }

  scroller.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      arrow(event.key, event.shiftKey);
      return;
    }
    const act = actions[event.key] ?? actions[event.key.toLowerCase()];
    if (act) {
      event.preventDefault();
      act();
    }
  });

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches("input, textarea, select");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "Escape" && !isTyping && scene.pinned) {
      scene.select(null);
    }
  });
}
