package io.polygil.trace;

import io.polygil.PoolObservation;
import io.polygil.PythonPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;

/**
 * Records who had the GIL in the contexts of a pool, who waited for it, where in the Python code,
 * and in which kernels. It uses JDK Flight Recorder and needs no agent, no rights and no restart:
 *
 * <pre>{@code
 * try (GilTrace trace = GilTrace.start(pool)) {
 *   work(pool);
 *   GilTimeline timeline = trace.stop();
 *   System.out.print(GilDoctor.examine(timeline));
 * }
 * }</pre>
 *
 * <p>Waits and kernel calls of at least {@link #SHORTEST} are recorded one by one, shorter calls
 * counted. The lines come from asking each thread a hundred times a second. Threads that do file or
 * network input and output without the GIL are seen where the JDK's flight recorder tells of it.
 *
 * <p>Thread-safe.
 */
public final class GilTrace implements AutoCloseable {
  /** The shortest wait and the shortest kernel call that are recorded on their own. */
  public static final Duration SHORTEST = Duration.ofNanos(10_000);

  // What a thread may wait for, beside the GIL.
  static final List<String> WAITS =
      List.of(
          "jdk.ThreadSleep",
          "jdk.JavaMonitorEnter",
          "jdk.JavaMonitorWait",
          "jdk.SocketRead",
          "jdk.SocketWrite",
          "jdk.FileRead",
          "jdk.FileWrite");

  private final Recording recording = new Recording();
  private final EventRecorder events = new EventRecorder(SHORTEST);
  private final Activities activities = new Activities(events);
  private final PoolObservation observation;
  private final LineSampler sampler;
  private final Events.Traced traced = new Events.Traced();
  private @Nullable Path file;

  private GilTrace(PythonPool pool, String what) {
    recording.setName("polygil trace");
    recording.enable("jdk.ThreadPark").withThreshold(SHORTEST).withStackTrace();
    WAITS.forEach(name -> recording.enable(name).withThreshold(SHORTEST).withoutStackTrace());
    for (Class<? extends jdk.jfr.Event> event : Events.ALL) {
      // What is too short is left out, and counted, by the recorder of events.
      recording.enable(event).withoutThreshold().withoutStackTrace();
    }
    recording.start();
    traced.program = what;
    traced.shortest = SHORTEST.toNanos();
    traced.begin();
    observation = pool.observe(activities, activities);
    sampler = new LineSampler(observation);
  }

  /** Begins to trace a pool. */
  public static GilTrace start(PythonPool pool) {
    return new GilTrace(pool, "pool \"" + pool.name() + "\"");
  }

  /**
   * Begins to trace a pool.
   *
   * @param what a name for what runs in it, for the timeline's title
   */
  public static GilTrace start(PythonPool pool, String what) {
    return new GilTrace(pool, what);
  }

  /**
   * Ends the trace and reads it. Called again, it reads it again.
   *
   * @throws IOException if the recording cannot be written to the folder for temporary files, or
   *     read from there
   */
  public synchronized GilTimeline stop() throws IOException {
    return GilTimeline.read(end());
  }

  /**
   * Ends the trace, as {@link #stop} does, and keeps the flight recording, which JDK Mission
   * Control reads as well as {@link GilTimeline#read}.
   *
   * @throws IOException if it cannot be written
   */
  public synchronized void save(Path to) throws IOException {
    Files.copy(end(), to, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path end() throws IOException {
    Path ended = file;
    if (ended == null) {
      sampler.close();
      observation.close();
      events.finish(activities);
      traced.commit();
      recording.stop();
      ended = Files.createTempFile("polygil-trace-", ".jfr");
      file = ended;
      recording.dump(ended);
    }
    return ended;
  }

  /** Ends the trace; what was not saved is gone. */
  @Override
  public synchronized void close() {
    sampler.close();
    observation.close();
    recording.close();
    Path ended = file;
    if (ended != null) {
      try {
        Files.deleteIfExists(ended);
      } catch (IOException e) {
        // It is in the folder for temporary files.
        ended.toFile().deleteOnExit();
      }
    }
  }
}
