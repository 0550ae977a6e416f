// The timeline as the page's data tells it, in arrays that are fast to walk through.
const RUNNING = 0;
const WAITING = 1;
const HELD = 2;
const RELEASED = 3;
const BLOCKED = 4;
const STATES = [
  "running Python",
  "waiting for the GIL",
  "kernel, GIL held",
  "kernel, GIL released",
  "waiting otherwise",
];
// Of those that share a pixel, which one it stands for.
const IMPORTANCE = [2, 4, 3, 1, 0];

function readTimeline(text) {
  const data = JSON.parse(text);
  const lanes = data.lanes.map(readLane);
  const timeline = {
    nanos: Math.max(1, data.nanos),
    lanes,
    waits: data.waits,
    contexts: [...new Set(lanes.map((lane) => lane.context))].sort((a, b) => a - b),
  };
  joinWaits(timeline);
  return timeline;
}

function readLane(lane, index) {
  const { segments } = lane;
  const count = segments.length;
  const read = {
    index,
    context: lane.context,
    name: lane.name,
    shown: lane.name.trim() === "" ? `thread ${lane.thread}` : lane.name,
    count,
    from: new Float64Array(count),
    to: new Float64Array(count),
    state: new Uint8Array(count),
    wait: new Int32Array(count).fill(-1),
    kernel: new Array(count),
    line: new Array(count),
    held: [],
  };
  segments.forEach((segment, i) => {
    read.from[i] = segment.from;
    read.to[i] = segment.to;
    read.state[i] = Math.max(0, STATES.indexOf(segment.state));
    read.kernel[i] = segment.kernel;
    read.line[i] = segment.line;
  });
  return read;
}

// The first segment that ends after a time.
function firstAfter(lane, nanos) {
  let low = 0;
  let high = lane.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lane.to[middle] > nanos) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

// Calls back with every segment that overlaps a time, in order.
function eachWithin(lane, from, to, each) {
  for (let i = firstAfter(lane, from); i < lane.count && lane.from[i] < to; i++) {
    each(i, Math.min(lane.to[i], to) - Math.max(lane.from[i], from));
  }
}

// Threads may bear the same name: of those, the one that did it is the one that was at it longest.
function laneOf(timeline, byName, wait, name, states) {
  const candidates = byName.get(`${wait.context}\n${name}`) ?? byName.get(`\n${name}`) ?? [];
  let best = candidates[0] ?? null;
  if (candidates.length > 1) {
    let longest = 0;
    for (const lane of candidates) {
      let nanos = 0;
      eachWithin(lane, wait.from, wait.to, (i, overlap) => {
        nanos += states.includes(lane.state[i]) ? overlap : 0;
      });
      if (nanos > longest) {
        longest = nanos;
        best = lane;
      }
    }
  }
  return best;
}

function joinWaits(timeline) {
  const byName = new Map();
  for (const lane of timeline.lanes) {
    for (const key of [`${lane.context}\n${lane.name}`, `\n${lane.name}`]) {
      byName.set(key, [...(byName.get(key) ?? []), lane]);
    }
  }
  timeline.waits.forEach((wait, index) => {
    wait.lane = laneOf(timeline, byName, wait, wait.thread, [WAITING]);
    wait.holderLane =
      wait.holder === undefined ? null : laneOf(timeline, byName, wait, wait.holder, [RUNNING, HELD]);
    if (wait.lane) {
      eachWithin(wait.lane, wait.from, wait.to, (i) => {
        if (wait.lane.state[i] === WAITING) {
          wait.lane.wait[i] = index;
        }
      });
    }
    wait.holderLane?.held.push(wait);
  });
}

// The wait that a segment is, if it is one.
function waitAt(timeline, spot) {
  const index = spot ? spot.lane.wait[spot.i] : -1;
  return index < 0 ? null : timeline.waits[index];
}

// Where the holder was for the longest part of a wait: in the kernel that is said to have held it.
function holderSpot(wait) {
  const lane = wait?.holderLane;
  if (!lane) {
    return null;
  }
  let best = -1;
  let most = -1;
  eachWithin(lane, wait.from, wait.to, (i, overlap) => {
    const state = lane.state[i];
    if (state !== RUNNING && state !== HELD) {
      return;
    }
    const told = wait.holderKernel === undefined || wait.holderKernel === lane.kernel[i];
    const weight = overlap + (told ? wait.to : 0);
    if (weight > most) {
      most = weight;
      best = i;
    }
  });
  return best < 0 ? null : { lane, i: best };
}

// Who waited while a segment had the GIL, and how long in all.
function keptWaiting(spot) {
  const { lane, i } = spot;
  const threads = new Set();
  let nanos = 0;
  for (const wait of lane.held) {
    const overlap = Math.min(wait.to, lane.to[i]) - Math.max(wait.from, lane.from[i]);
    if (overlap > 0) {
      threads.add(wait.thread);
      nanos += overlap;
    }
  }
  return { threads: threads.size, nanos };
}

// The segment of a wait, to select it.
function spotOf(wait) {
  const { lane } = wait;
  if (!lane) {
    return null;
  }
  for (let i = firstAfter(lane, wait.from); i < lane.count && lane.from[i] < wait.to; i++) {
    if (lane.state[i] === WAITING) {
      return { lane, i };
    }
  }
  return null;
}
