// Starts runs, follows their events, stops them, and gives them up when the page is left.

const KEPT = "polygil.visitor";

function visitor() {
  let id = sessionStorage.getItem(KEPT);
  if (!id) {
    id = crypto.randomUUID();
    sessionStorage.setItem(KEPT, id);
  }
  return id;
}

/** A run was not taken; its message is a text's key. */
export class Refused extends Error {}

let current = null;

/** Asks for a run. The listener has a method for each kind of event. */
export async function start(work, listener) {
  let response;
  try {
    response = await fetch("runs", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ visitor: visitor(), ...work }),
    });
  } catch {
    throw new Refused("status.lost");
  }
  if (response.status === 409) throw new Refused("status.visitor");
  if (response.status === 503) throw new Refused("status.full");
  if (!response.ok) throw new Error(await response.text());
  const { id } = await response.json();
  follow(id, listener);
}

function follow(id, listener) {
  const source = new EventSource(`runs/${id}/events`);
  const run = { id, source };
  current = run;
  const end = (data) => {
    source.close();
    if (current === run) current = null;
    listener.end(data);
  };
  for (const name of ["queue", "phase", "progress", "lanes", "output", "result"]) {
    source.addEventListener(name, (event) => listener[name](JSON.parse(event.data)));
  }
  source.addEventListener("end", (event) => end(JSON.parse(event.data)));
  source.addEventListener("error", () => {
    // The browser tries again by itself, unless the lab has said that there is no such run.
    if (source.readyState === EventSource.CLOSED) end({ outcome: "lost" });
    else setTimeout(() => source.readyState === EventSource.CONNECTING && current === run && end({ outcome: "lost" }), 3000);
  });
}

/** Stops the run, if there is one. */
export async function stop() {
  if (current) await fetch(`runs/${current.id}/stop`, { method: "POST" });
}

export const isRunning = () => current !== null;

addEventListener("pagehide", () => {
  if (current) navigator.sendBeacon(`runs/${current.id}/leave`);
});
