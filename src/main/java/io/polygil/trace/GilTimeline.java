package io.polygil.trace;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Who had the GILs of a pool, and who waited for them, over a time.
 *
 * @param program what ran, for titles
 * @param start when it began
 * @param nanos how long it lasted, in nanoseconds
 * @param shortest the shortest wait and kernel call that was recorded: what is shorter counts as
 *     part of what is around it
 * @param lanes one for each thread in each context, by context and then by when they began
 * @param waits every wait for a GIL, in the order in which they began
 * @param kernels the kernels that were called, by context, and then by the time they took
 */
public record GilTimeline(
    String program,
    Instant start,
    long nanos,
    Duration shortest,
    List<TimelineLane> lanes,
    List<GilWait> waits,
    List<KernelTimes> kernels) {
  /** Copies the lists. */
  public GilTimeline {
    lanes = List.copyOf(lanes);
    waits = List.copyOf(waits);
    kernels = List.copyOf(kernels);
  }

  /**
   * Reads a flight recording: one that {@link GilTrace} made, or any other of a process that ran
   * Polygil. Without the events of a trace there are the waits for the GIL only, as long as {@code
   * jdk.ThreadPark} was recorded with stacks.
   *
   * @throws IOException if there is no such file, or it is no flight recording
   */
  public static GilTimeline read(Path recording) throws IOException {
    return RecordingReader.read(recording);
  }

  /** The numbers of the contexts that it has lanes of. */
  public List<Integer> contexts() {
    return lanes.stream().map(TimelineLane::context).distinct().sorted().toList();
  }

  /** How long threads waited for the GIL while a kernel held it, in nanoseconds. */
  public long waitedFor(KernelTimes kernel) {
    return waits.stream()
        .filter(wait -> wait.context() == kernel.context())
        .filter(wait -> kernel.held() && kernel.kernel().equals(wait.holderKernel()))
        .mapToLong(GilWait::nanos)
        .sum();
  }

  /**
   * For how long any thread had the GIL of a context, in nanoseconds. Releases shorter than {@link
   * #shortest} are not seen.
   */
  public long nanosTaken(int context) {
    List<Segment> taken =
        lanes(context).stream()
            .flatMap(lane -> lane.segments().stream())
            .filter(segment -> segment.state().hasGil())
            .sorted(Comparator.comparingLong(Segment::from))
            .toList();
    long total = 0;
    long end = 0;
    for (Segment segment : taken) {
      total += Math.max(0, segment.to() - Math.max(end, segment.from()));
      end = Math.max(end, segment.to());
    }
    return total;
  }

  /** The lanes of a context. */
  public List<TimelineLane> lanes(int context) {
    return lanes.stream().filter(lane -> lane.context() == context).toList();
  }
}
