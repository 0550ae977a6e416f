package io.polygil.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says in sentences what a timeline shows, and what to do about it. */
public final class GilDoctor {
  // Below these, waiting is not worth a word.
  private static final double SHARE_WORTH_A_WORD = 0.01;
  private static final long NANOS_WORTH_A_WORD = 1_000_000;
  private static final long CALLS_WORTH_A_WORD = 1_000;
  // A thread that waits less than this was not kept out, but had to hand the GIL over.
  private static final long HANDOVER_NANOS = 1_000_000;

  private GilDoctor() {}

  /** The findings, what cost the most first; never empty. */
  public static List<String> examine(GilTimeline timeline) {
    return diagnose(timeline).sentences();
  }

  /** What {@link #examine} says, and whether it is anything to mend. */
  public static Diagnosis diagnose(GilTimeline timeline) {
    List<String> sentences = findings(timeline).stream().map(Finding::sentence).toList();
    return sentences.isEmpty()
        ? new Diagnosis(List.of(noFinding(timeline)), false)
        : new Diagnosis(sentences, true);
  }

  /**
   * What a timeline shows.
   *
   * @param sentences never empty
   * @param toMend whether something should be done; otherwise the GIL is not in the way
   */
  public record Diagnosis(List<String> sentences, boolean toMend) {}

  private static List<Finding> findings(GilTimeline timeline) {
    List<Finding> findings = new ArrayList<>();
    for (int context : timeline.contexts()) {
      findings.addAll(kernelsThatHeld(timeline, context));
      findings.addAll(handovers(timeline, context));
      findings.addAll(turns(timeline, context));
    }
    findings.sort(Comparator.comparingLong(Finding::nanos).reversed());
    return findings;
  }

  private static List<Finding> kernelsThatHeld(GilTimeline timeline, int context) {
    Map<String, List<GilWait>> byKernel = new HashMap<>();
    for (GilWait wait : timeline.waits()) {
      if (wait.context() == context && wait.holderKernel() != null) {
        byKernel.computeIfAbsent(wait.holderKernel(), _ -> new ArrayList<>()).add(wait);
      }
    }
    List<Finding> findings = new ArrayList<>();
    byKernel.forEach((kernel, waits) -> {
      long nanos = total(waits);
      if (isWorthAWord(timeline, nanos)) {
        findings.add(
            new Finding(
                nanos,
                waiters(waits)
                    + " waited "
                    + text(nanos)
                    + " for the GIL"
                    + of(timeline, context)
                    + "; "
                    + kernel
                    + place(mostOf(waits, GilWait::holderLine))
                    + " held it on "
                    + threads(holders(waits))
                    + ": declare it Gil.RELEASE."));
      }
    });
    return findings;
  }

  /** Python that runs on several threads of one context, which take turns. */
  private static List<Finding> turns(GilTimeline timeline, int context) {
    List<GilWait> waits =
        timeline.waits().stream()
            .filter(wait -> wait.context() == context)
            .filter(wait -> wait.holderKernel() == null && wait.nanos() >= HANDOVER_NANOS)
            .toList();
    long nanos = total(waits);
    if (!isWorthAWord(timeline, nanos)) {
      return List.of();
    }
    NavigableSet<String> involved = waitersOf(waits);
    involved.addAll(holders(waits));
    return List.of(
        new Finding(
            nanos,
            threads(involved)
                + " ran Python in turns"
                + (timeline.contexts().size() > 1 ? " in context " + context : "")
                + " and waited "
                + text(nanos)
                + " for the GIL"
                + mostlyFor(mostOf(waits, GilWait::holderLine))
                + ": Python in one context does not run in parallel. Give each its own context,"
                + " by polygil.futures.ContextPoolExecutor in Python or PythonPool.map in Java, or"
                + " make the loop a kernel that releases the GIL."));
  }

  /** Kernels that release the GIL for less time than it takes to get it back. */
  private static List<Finding> handovers(GilTimeline timeline, int context) {
    List<GilWait> waits =
        timeline.waits().stream()
            .filter(wait -> wait.context() == context)
            .filter(wait -> wait.holderKernel() == null && wait.nanos() < HANDOVER_NANOS)
            .toList();
    long nanos = total(waits);
    KernelTimes released =
        timeline.kernels().stream()
            .filter(kernel -> kernel.context() == context && !kernel.held())
            .max(Comparator.comparingLong(KernelTimes::shortCalls))
            .orElse(null);
    if (released == null
        || released.shortCalls() < CALLS_WORTH_A_WORD
        || waits.size() < CALLS_WORTH_A_WORD
        || !isWorthAWord(timeline, nanos)) {
      return List.of();
    }
    return List.of(
        new Finding(
            nanos,
            released.kernel()
                + " was called "
                + count(released.shortCalls())
                + " times and released the GIL each time for "
                + text(released.shortNanos() / released.shortCalls())
                + " on average, while "
                + waiters(waits)
                + " waited "
                + count(waits.size())
                + " times, "
                + text(nanos)
                + " in all, to get it back: declare it Gil.AUTO, which holds the GIL in calls this"
                + " short."));
  }

  private static String noFinding(GilTimeline timeline) {
    long waited = total(timeline.waits());
    if (timeline.lanes().isEmpty()) {
      return "No thread ran Python, as far as the recording tells.";
    }
    long threads = timeline.lanes().stream().map(TimelineLane::thread).distinct().count();
    if (waited == 0) {
      return threads == 1
          ? "One thread ran Python: nobody could wait for the GIL."
          : "Nobody waited for the GIL: it is not what limits this program.";
    }
    return "Threads waited "
        + text(waited)
        + " for the GIL in all: it is not what limits this program.";
  }

  private static boolean isWorthAWord(GilTimeline timeline, long nanos) {
    return nanos >= NANOS_WORTH_A_WORD && nanos >= SHARE_WORTH_A_WORD * timeline.nanos();
  }

  private static long total(List<GilWait> waits) {
    return waits.stream().mapToLong(GilWait::nanos).sum();
  }

  private static String of(GilTimeline timeline, int context) {
    return timeline.contexts().size() > 1 ? " of context " + context : "";
  }

  private static NavigableSet<String> waitersOf(List<GilWait> waits) {
    NavigableSet<String> names = new TreeSet<>();
    waits.forEach(wait -> names.add(wait.thread()));
    return names;
  }

  private static NavigableSet<String> holders(List<GilWait> waits) {
    NavigableSet<String> names = new TreeSet<>();
    waits.stream().map(GilWait::holder).filter(Objects::nonNull).forEach(names::add);
    return names;
  }

  private static String waiters(List<GilWait> waits) {
    return threads(waitersOf(waits));
  }

  private static String threads(NavigableSet<String> names) {
    if (names.size() > 4) {
      return names.size() + " threads";
    }
    String last = names.isEmpty() ? "?" : "\"" + names.last() + "\"";
    if (names.size() < 2) {
      return "thread " + last;
    }
    return "threads \""
        + String.join("\", \"", names.headSet(names.last(), false))
        + "\" and "
        + last;
  }

  private static @Nullable String mostOf(
      List<GilWait> waits, Function<GilWait, @Nullable String> what) {
    Map<String, Long> nanos = new HashMap<>();
    for (GilWait wait : waits) {
      String key = what.apply(wait);
      if (key != null) {
        nanos.merge(key, wait.nanos(), Long::sum);
      }
    }
    return nanos.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  private static String mostlyFor(@Nullable String line) {
    return line == null ? "" : ", most of it while another ran " + brief(line);
  }

  private static String place(@Nullable String line) {
    return line == null ? "" : " (" + brief(line) + ")";
  }

  // Without its folders, for which a sentence has no room: the tables have them.
  private static String brief(String line) {
    return line.substring(line.lastIndexOf('/') + 1);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A duration as people say it, such as {@code 352 ms}. */
  public static String text(long nanos) {
    if (nanos < 1_000) {
      return nanos + " ns";
    } else if (nanos < 1_000_000) {
      return String.format(Locale.ROOT, "%.3g us", nanos / 1e3);
    } else if (nanos < 10_000_000) {
      return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    } else if (nanos < 1_000_000_000) {
      return Math.round(nanos / 1e6) + " ms";
    }
    return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
  }

  private record Finding(long nanos, String sentence) {}
}
