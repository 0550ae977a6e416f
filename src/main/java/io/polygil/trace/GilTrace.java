package io.polygil.trace;

import io.polygil.PoolObservation;
import io.polygil.PythonPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
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
 * counted. The lines come from asking each thread a hundred times a second. Waits for something
 * else than a GIL are those of the JDK's flight recorder, and system calls that the asking has come
 * upon.
 *
 * <p>Thread-safe.
 */
public final class GilTrace implements AutoCloseable {
  /** The shortest wait and the shortest kernel call that are recorded on their own. */
  public static final Duration SHORTEST = Duration.ofNanos(10_000);

  // What a thread may wait for, beside the GIL. Of the last ones the short ones are those of the
  // JVM's own, such as loading a class, in which the thread keeps the GIL.
  private static final Duration SHORTEST_OF_JVM = Duration.ofMillis(1);
  static final Map<String, Duration> WAITS =
      Map.of(
          "jdk.ThreadSleep", SHORTEST,
          "jdk.JavaMonitorWait", SHORTEST,
          "jdk.SocketRead", SHORTEST,
          "jdk.SocketWrite", SHORTEST,
          "jdk.JavaMonitorEnter", SHORTEST_OF_JVM,
          "jdk.FileRead", SHORTEST_OF_JVM,
          "jdk.FileWrite", SHORTEST_OF_JVM);

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
    WAITS.forEach(
        (name, threshold) -> recording.enable(name).withThreshold(threshold).withoutStackTrace());
    for (Class<? extends jdk.jfr.Event> event : Events.ALL) {
      // What is too short is left out, and counted, by the recorder of events.
      recording.enable(event).withoutThreshold().withoutStackTrace();
    }
    recording.start();
    traced.program = what;
    traced.shortest = SHORTEST.toNanos();
    traced.begin();
    observation = pool.observe(activities, activities);
    sampler = new LineSampler(observation, activities);
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
