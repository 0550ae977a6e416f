package io.polygil.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunQueueTest {
  private final RunQueue queue = new RunQueue();
  private int runs;

  @AfterEach
  void close() {
    queue.close();
  }

  /** Work that lasts until it is let go or cancelled. */
  private static final class Waiting implements RunWork {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final Duration limit;

    Waiting(Duration limit) {
      this.limit = limit;
    }

    @Override
    public Duration limit() {
      return limit;
    }

    @Override
    public void execute(RunSink sink) throws InterruptedException {
      begun.countDown();
      end.await();
    }

    @Override
    public void cancel() {
      end.countDown();
    }
  }

  private LabRun run(String visitor, RunWork work) {
    LabRun run = new LabRun("run-" + runs++, visitor, work);
    run.beginReading();
    return run;
  }

  private static Waiting waiting() {
    return new Waiting(Duration.ofHours(1));
  }

  private static List<String> told(LabRun run) {
    try {
      return run.events().from(0, 0).stream().map(event -> event.name() + event.data()).toList();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitEnd(LabRun run, String outcome) {
    await().until(run::ended);
    assertThat(told(run).getLast()).startsWith("end{\"outcome\":\"" + outcome + "\"");
  }

  @Test
  void oneRunsAndTheNextWaitsItsTurn() throws Exception {
    Waiting first = waiting();
    Waiting second = waiting();
    LabRun one = run("a", first);
    LabRun two = run("b", second);
    queue.submit(one);
    queue.submit(two);
    first.begun.await();
    assertThat(second.begun.getCount()).isEqualTo(1);
    assertThat(told(two)).containsExactly("queue{\"place\":1}");
    first.end.countDown();
    second.begun.await();
    awaitEnd(one, "done");
    await().until(() -> told(two).contains("queue{\"place\":0}"));
  }

  @Test
  void aVisitorHasOneRunAndTheQueueAnEnd() throws Exception {
    List<LabRun> taken = new ArrayList<>();
    for (int i = 0; i <= RunQueue.MOST_WAITING; i++) {
      taken.add(run("visitor-" + i, waiting()));
      queue.submit(taken.getLast());
    }
    assertThatThrownBy(() -> queue.submit(run("visitor-0", waiting())))
        .isInstanceOfSatisfying(
            RunQueue.RefusedException.class,
            e -> assertThat(e.refusal()).isEqualTo(RunQueue.Refusal.VISITOR));
    assertThatThrownBy(() -> queue.submit(run("another", waiting())))
        .isInstanceOfSatisfying(
            RunQueue.RefusedException.class,
            e -> assertThat(e.refusal()).isEqualTo(RunQueue.Refusal.FULL));
    // One that gives up makes room, and moves those behind it up.
    queue.cancel(taken.get(1), LabRun.Cancelled.STOPPED);
    awaitEnd(taken.get(1), "stopped");
    assertThat(told(taken.get(2))).endsWith("queue{\"place\":1}");
    queue.submit(run("another", waiting()));
  }

  @Test
  void aRunThatNobodyReadsIsEnded() throws Exception {
    LabRun run = run("a", waiting());
    queue.submit(run);
    run.endReading();
    awaitEnd(run, "left");
  }

  @Test
  void aRunThatTakesTooLongIsEnded() throws Exception {
    LabRun run = run("a", new Waiting(Duration.ofMillis(1)));
    queue.submit(run);
    awaitEnd(run, "time");
  }

  @Test
  void closingEndsAll() throws Exception {
    LabRun one = run("a", waiting());
    LabRun two = run("b", waiting());
    queue.submit(one);
    queue.submit(two);
    queue.close();
    awaitEnd(one, "closed");
    awaitEnd(two, "closed");
  }
}
