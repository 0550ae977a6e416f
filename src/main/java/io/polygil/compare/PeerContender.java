package io.polygil.compare;

import io.polygil.measure.Clock;
import io.polygil.measure.Round;
import io.polygil.measure.SelfTimedWorkload;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A peer, whose rows all run in one process; a first run gets a process of its own. */
final class PeerContender implements Contender {
  private final Peer peer;
  private final Stage stage;
  private @Nullable PeerProcess process;

  PeerContender(Peer peer, Stage stage) {
    this.peer = peer;
    this.stage = stage;
  }

  @Override
  public ContenderKind kind() {
    return peer.kind();
  }

  @Override
  public String name() {
    return peer.name();
  }

  @Override
  public Prepared prepare(Row row) throws AbsentException {
    Work.Call call = call(row);
    try {
      PeerProcess running = process;
      if (running == null) {
        running = PeerProcess.start(peer.command());
        process = running;
      }
      return Prepared.of(new Remote(running, prepared(running, call)));
    } catch (CrashedException e) {
      throw new AbsentException(peer.name() + " " + e.getMessage());
    }
  }

  @Override
  public ColdRun cold(Experiment experiment, Row row) throws AbsentException, CrashedException {
    Work.Call call = call(row);
    long start = System.nanoTime();
    try (PeerProcess fresh = PeerProcess.start(peer.command())) {
      long before = System.nanoTime();
      long id = prepared(fresh, call);
      long imported = System.nanoTime() - before;
      SelfTimedWorkload.Timed<Answer> run = new Remote(fresh, id).run(1);
      long whole = System.nanoTime() - start;
      long peak = fresh.ask(PeerProcess.request("memory")).path("peak_rss").asLong(-1);
      return new ColdRun(run.answer(), imported + run.round().wallNanos(), whole, peak);
    }
  }

  private Work.Call call(Row row) throws AbsentException {
    return switch (row.works().get(kind())) {
      case Work.Call call -> call;
      case Work.Alone alone -> alone.call();
      case Work.Impossible impossible -> throw new AbsentException(impossible.why());
      case Work.Hosted _ -> throw new AbsentException(row.name() + " is for Java's own threads");
      case null -> throw new AbsentException(row.name() + " is not for " + name());
    };
  }

  private long prepared(PeerProcess running, Work.Call call)
      throws AbsentException, CrashedException {
    JsonNode answer =
        running.ask(PeerProcess.prepare(call.function(), call.arguments().apply(stage)));
    if (!answer.path("ok").asBoolean()) {
      throw new AbsentException(answer.path("error").asString());
    }
    return answer.get("id").asLong();
  }

  @Override
  public void close() {
    PeerProcess running = process;
    if (running != null) {
      running.close();
      process = null;
    }
  }

  /** Work that a peer's process does and times. */
  private record Remote(PeerProcess process, long id) implements SelfTimedWorkload<Answer> {
    @Override
    public Timed<Answer> run(int iterations) throws CrashedException {
      JsonNode answer =
          process.ask(PeerProcess.request("run").put("id", id).put("iterations", iterations));
      if (!answer.path("ok").asBoolean(true)) {
        throw new IllegalStateException(answer.path("error").asString());
      }
      return new Timed<>(
          Answer.of(answer.get("answer").asString()),
          new Round(
              iterations,
              answer.get("wall_ns").asLong(),
              answer.path("cpu_ns").asLong(Clock.UNKNOWN),
              answer.path("user_ns").asLong(Clock.UNKNOWN)));
    }
  }

  /** Peers for one experiment. */
  static List<PeerContender> all(List<Peer> peers, Stage stage) {
    return peers.stream().map(peer -> new PeerContender(peer, stage)).toList();
  }
}
