// Says what the segment under the pointer or the keyboard's selection is.
function element(tag, text, className) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) {
    made.className = className;
  }
  return made;
}

// What there is to say of a segment: pairs of a name and a text.
function facts(scene, spot) {
  const { timeline, view } = scene;
  const { lane, i } = spot;
  const state = lane.state[i];
  const step = Math.max(1, (lane.to[i] - lane.from[i]) / 100);
  const told = [];
  const tell = (name, text) => {
    if (text !== undefined && text !== null && text !== "") {
      told.push([name, text]);
    }
  };
  tell("from", moment(lane.from[i], Math.min(step, view.span / 1000), timeline.nanos));
  tell("to", moment(lane.to[i], Math.min(step, view.span / 1000), timeline.nanos));
  tell("thread", timeline.contexts.length > 1 ? `${lane.shown}, context ${lane.context}` : lane.shown);
  tell(state === WAITING ? "in kernel" : "kernel", lane.kernel[i]);
  tell("line", lane.line[i]);
  const wait = waitAt(timeline, spot);
  if (wait) {
    tell("waited for", wait.holder ?? "not known");
    tell("which was in", wait.holderKernel ?? (wait.holder === undefined ? null : "Python"));
    tell("at", wait.holderLine);
  }
  if (state === RUNNING || state === HELD) {
    const kept = keptWaiting(spot);
    if (kept.threads > 0) {
      const who = kept.threads === 1 ? "1 thread waited" : `${kept.threads} threads waited`;
      tell("meanwhile", `${who} ${duration(kept.nanos)}`);
    }
  }
  return told;
}

function makeTip(scene, box, said) {
  let shown = null;
  let pinned = false;

  function build(spot, others) {
    const { lane, i } = spot;
    const state = lane.state[i];
    const head = element("p", "", "head");
    head.append(
      element("span", "", `swatch s${state}`),
      element("b", duration(lane.to[i] - lane.from[i])),
      document.createTextNode(` ${STATES[state]}`),
    );
    const list = document.createElement("dl");
    for (const [name, text] of facts(scene, spot)) {
      const pair = document.createElement("div");
      pair.append(element("dt", name), element("dd", text));
      list.append(pair);
    }
    box.replaceChildren(head, list);
    if (others > 0) {
      const words = others === 1 ? "1 more is" : `${others} more are`;
      box.append(element("p", `${words} in this pixel; a double click zooms in.`, "note"));
    }
    if (pinned) {
      box.append(buttons(spot));
    }
  }

  function buttons(spot) {
    const row = element("p", "", "buttons");
    const button = (text, act) => {
      const made = element("button", text);
      made.type = "button";
      made.addEventListener("click", act);
      row.append(made);
    };
    button("Fit", () => scene.fit(spot));
    const holder = holderSpot(waitAt(scene.timeline, spot));
    if (holder) {
      button("Who had it", () => scene.select(holder));
    }
    button("Close", () => {
      scene.select(null);
      scene.scroller.focus();
    });
    return row;
  }

  function isSeen({ lane, i }) {
    const { view, layout, scroller } = scene;
    const row = layout.row(lane);
    return (
      lane.to[i] >= view.from &&
      lane.from[i] <= view.to &&
      row.y + row.height > scroller.scrollTop &&
      row.y < scroller.scrollTop + layout.height
    );
  }

  // Below the segment, or above it where there is no room; never over the arrow to the holder.
  function move(spot, x) {
    const { layout, scroller } = scene;
    const holder = holderSpot(waitAt(scene.timeline, spot));
    const tops = [spot, ...(holder ? [holder] : [])]
      .map(({ lane }) => layout.row(lane).y - scroller.scrollTop)
      .filter((y) => y > -LANE && y < layout.height);
    const row = layout.row(spot.lane);
    const first = Math.min(...tops, row.y - scroller.scrollTop);
    const last = Math.max(...tops, row.y - scroller.scrollTop);
    const frame = box.offsetParent.getBoundingClientRect();
    const above = scroller.offsetTop + first - box.offsetHeight - 6;
    const below = scroller.offsetTop + last + row.height + 6;
    const isBelow = frame.top + below + box.offsetHeight <= innerHeight || frame.top + above < 0;
    const most = frame.width - box.offsetWidth - 6;
    box.style.left = `${Math.max(4, Math.min(most, layout.left + x + 14))}px`;
    box.style.top = `${isBelow ? below : above}px`;
  }

  return {
    update() {
      const spot = scene.pinned ?? scene.hovered;
      const isPinned = Boolean(scene.pinned);
      if (!spot || !isSeen(spot)) {
        box.hidden = true;
        shown = null;
        return;
      }
      const others = isPinned ? 0 : scene.others;
      if (!shown || shown.lane !== spot.lane || shown.i !== spot.i || shown.others !== others || pinned !== isPinned) {
        pinned = isPinned;
        shown = { ...spot, others };
        box.classList.toggle("pinned", pinned);
        box.hidden = false;
        build(spot, others);
      }
      const { view, layout } = scene;
      const scale = layout.width / view.span;
      const low = Math.max(0, (spot.lane.from[spot.i] - view.from) * scale);
      const high = Math.min(layout.width, (spot.lane.to[spot.i] - view.from) * scale);
      move(spot, isPinned || scene.cursor === null ? (low + high) / 2 : scene.cursor);
    },

    say(spot) {
      const { lane, i } = spot;
      const rest = facts(scene, spot).map(([name, text]) => `${name} ${text}`);
      said.textContent = `${STATES[lane.state[i]]}, ${duration(lane.to[i] - lane.from[i])}, ${rest.join(", ")}`;
    },
  };
}
