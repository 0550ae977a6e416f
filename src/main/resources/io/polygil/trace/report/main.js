// Puts the parts together, and makes the tables lead to the timeline.
const byId = (id) => document.getElementById(id);
const timeline = readTimeline(byId("data").textContent);

if (timeline.lanes.length > 0) {
  byId("timeline").hidden = false;
  start();
}

function start() {
  const scroller = byId("lanes");
  const scene = {
    timeline,
    scroller,
    layout: makeLayout(timeline, scroller, byId("rows")),
    view: null,
    theme: makeTheme(),
    hovered: null,
    others: 0,
    pinned: null,
    cursor: null,
    brush: null,
    matches: null,
  };
  let asked = 0;
  scene.draw = () => {
    asked ||= requestAnimationFrame(() => {
      asked = 0;
      paint();
    });
  };
  scene.view = makeView(timeline.nanos, () => {
    scene.lookAgain?.();
    scene.draw();
  });
  const tip = makeTip(scene, byId("tip"), byId("said"));
  const drawTracks = makePainter(scene, byId("tracks"));
  const drawAxis = makeAxis(scene, byId("axis"));
  const overview = makeOverview(scene, byId("overview"));

  function paint() {
    drawAxis();
    overview.draw();
    drawTracks();
    tip.update();
  }

  scene.pin = (spot) => {
    scene.pinned = spot;
    if (spot) {
      tip.say(spot);
    }
    scene.draw();
  };
  scene.fit = ({ lane, i }) => scene.view.fit(lane.from[i], lane.to[i]);
  // As pin, and makes sure that it is seen.
  scene.select = (spot) => {
    scene.pin(spot);
    if (spot) {
      scene.hovered = null;
      scene.cursor = null;
      scene.layout.reveal(spot.lane);
      scene.view.reveal(spot.lane.from[spot.i], spot.lane.to[spot.i]);
    }
  };

  const search = makeSearch(scene, {
    form: byId("search"),
    query: byId("query"),
    found: byId("found"),
    previous: byId("previous"),
    next: byId("next"),
  });
  listenToPointer(scene, byId("tracks"));
  listenToOverview(scene, byId("overview"));
  listenToKeys(scene, search);
  byId("in").addEventListener("click", () => scene.view.zoom(2));
  byId("out").addEventListener("click", () => scene.view.zoom(1 / 2));
  byId("all").addEventListener("click", () => scene.view.all());
  scroller.addEventListener("scroll", scene.draw);
  linkTables(scene, search);

  const fit = () => {
    scene.layout.measure();
    scene.draw();
  };
  new ResizeObserver(fit).observe(scroller);
  const repaint = () => {
    scene.theme = makeTheme();
    overview.forget();
    scene.draw();
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  fit();
}

function linkTables(scene, search) {
  const link = (attribute, act) => {
    for (const cell of document.querySelectorAll(`[${attribute}]`)) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "link";
      button.append(...cell.childNodes);
      button.addEventListener("click", () => {
        scene.scroller.focus({ preventScroll: true });
        byId("timeline").scrollIntoView({ block: "nearest" });
        act(cell.getAttribute(attribute));
      });
      cell.append(button);
    }
  };
  link("data-wait", (index) => {
    const spot = spotOf(scene.timeline.waits[index]);
    if (spot) {
      scene.select(spot);
    }
  });
  link("data-lane", (index) => {
    scene.select(null);
    scene.layout.reveal(scene.timeline.lanes[index]);
    scene.draw();
  });
  link("data-kernel", (kernel) => search.look(kernel));
}
