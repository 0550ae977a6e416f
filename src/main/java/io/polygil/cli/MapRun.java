package io.polygil.cli;

import io.polygil.PythonPool;
import io.polygil.PythonTimeoutException;
import io.polygil.context.TypeLiteral;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One run of {@code polygil map}: hands batches of items to contexts, writes results in order. */
final class MapRun {
  /** How results are written. */
  enum Format {
    TEXT,
    JSON;

    /** As it is typed. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Reads one of an option. */
  static final class FormatChoice extends Choice<Format> {
    FormatChoice() {
      super(Format.class);
    }
  }

  /** What to do about items that fail. */
  enum OnError {
    STOP,
    SKIP,
    COLLECT;

    /** As it is typed. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Reads one of an option. */
  static final class OnErrorChoice extends Choice<OnError> {
    OnErrorChoice() {
      super(OnError.class);
    }
  }

  /** So long a batch should last at least: far longer than it takes to hand it over. */
  private static final Duration BATCH = Duration.ofMillis(20);

  private static final String TIME_OUT = "TimeoutError";

  /** Some of the items after it may have been begun, so it does not say that they were not done. */
  private static final String STOPPED =
      "polygil map: stopped at the first item that failed: items after it have no results;"
          + " --on-error skip or collect goes on";

  private static final JsonMapper JSON = new JsonMapper();

  private static final TypeLiteral<List<List<@Nullable String>>> OUTCOMES = new TypeLiteral<>() {};

  private final PythonPool pool;
  private final String function;
  private final Format format;
  private final OnError onError;
  private final int largestBatch;
  private final OutputStream out;
  private final OutputStream err;
  private int batchSize = 1;
  private int failed;

  MapRun(
      PythonPool pool,
      String function,
      Format format,
      OnError onError,
      int largestBatch,
      OutputStream out,
      OutputStream err) {
    this.pool = pool;
    this.function = function;
    this.format = format;
    this.onError = onError;
    this.largestBatch = largestBatch;
    this.out = new BufferedOutputStream(out);
    this.err = err;
  }

  private record Batch(
      List<MapItems.Item> items,
      long began,
      CompletableFuture<@Nullable List<List<@Nullable String>>> outcomes) {}

  /**
   * Runs until the items end, or one fails that is to stop it, or nobody reads the results.
   *
   * @param most so many batches are in flight, and no more
   * @return the exit code
   * @throws IOException if items cannot be read, or results not be written
   */
  int run(MapItems items, int most, MapProgress progress) throws IOException {
    Deque<Batch> inFlight = new ArrayDeque<>();
    boolean more = true;
    try {
      while (true) {
        // Results that are there are not kept back for lines that are not.
        while (more && inFlight.size() < most && (inFlight.isEmpty() || items.ready())) {
          List<MapItems.Item> next = items.next(batchSize);
          more = !next.isEmpty();
          if (more) {
            inFlight.add(start(next));
          }
        }
        Batch batch = inFlight.poll();
        if (batch == null) {
          return onError == OnError.COLLECT && failed > 0 ? Main.FAILED : 0;
        }
        int code = finish(batch);
        out.flush();
        if (code != 0) {
          write(err, STOPPED);
          return code;
        }
        progress.step(batch.items().size());
      }
    } catch (IOException e) {
      if ("Broken pipe".equals(e.getMessage())) {
        // Whoever read has what they wanted, as head has.
        return 0;
      }
      throw e;
    } finally {
      inFlight.forEach(batch -> batch.outcomes().cancel(true));
    }
  }

  private Batch start(List<MapItems.Item> items) {
    List<MapItems.Item> readable = items.stream().filter(item -> item.problem() == null).toList();
    CompletableFuture<@Nullable List<List<@Nullable String>>> outcomes =
        readable.isEmpty()
            ? CompletableFuture.completedFuture(List.of())
            : pool.submit(
                "polygil._map:apply",
                OUTCOMES,
                function,
                format.name(),
                readable.stream().map(MapItems.Item::name).toList(),
                readable.stream().map(MapItems.Item::value).toList());
    return new Batch(items, System.nanoTime(), outcomes);
  }

  private int finish(Batch batch) throws IOException {
    Iterator<List<@Nullable String>> outcomes = outcomes(batch).iterator();
    if (System.nanoTime() - batch.began() < BATCH.toNanos()) {
      batchSize = Math.min(largestBatch, 2 * batchSize);
    }
    for (MapItems.Item item : batch.items()) {
      MapItems.Problem problem = item.problem();
      List<@Nullable String> outcome =
          problem == null ? outcomes.next() : failure(item, problem.type(), problem.message());
      String error = Objects.requireNonNull(outcome.getFirst());
      String line = outcome.getLast();
      if (error.isEmpty()) {
        if (line != null) {
          write(out, line);
        }
        continue;
      }
      failed++;
      // On a terminal, what came before the error is to stand before it.
      out.flush();
      write(format == Format.JSON ? out : err, told(item, Objects.requireNonNull(line)));
      if (onError == OnError.STOP) {
        return error.equals(TIME_OUT) ? Main.TIMED_OUT : Main.FAILED;
      }
    }
    return 0;
  }

  private List<List<@Nullable String>> outcomes(Batch batch) {
    try {
      return Objects.requireNonNull(batch.outcomes().join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof PythonTimeoutException timeOut) {
        // A batch with a limit has one item.
        return List.of(
            failure(
                batch.items().getFirst(),
                TIME_OUT,
                "it ran longer than " + DurationConverter.text(timeOut.limit())));
      }
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private List<@Nullable String> failure(MapItems.Item item, String type, String message) {
    if (format == Format.TEXT) {
      return List.of(type, message);
    }
    Map<String, String> error = new LinkedHashMap<>();
    error.put("type", type);
    error.put("message", message);
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("item", item.name());
    told.put("error", error);
    return List.of(type, JSON.writeValueAsString(told));
  }

  /** An error as it is written: in text it says of which item it is, in JSON it does already. */
  private String told(MapItems.Item item, String line) {
    return format == Format.JSON
        ? line
        : "polygil map:"
            + (item.problem() == null ? " " + item.name() + ":" : "")
            + (onError == OnError.SKIP ? " skipped:" : "")
            + shown(line);
  }

  /**
   * The whole traceback, on lines of its own, where it stops or was asked to collect; its last
   * line, after a blank, where it goes on.
   */
  private String shown(String text) {
    String stripped = text.stripTrailing();
    if (onError != OnError.SKIP) {
      return (stripped.startsWith("Traceback") ? "\n" : " ") + stripped;
    }
    return " " + stripped.substring(stripped.lastIndexOf('\n') + 1);
  }

  private static void write(OutputStream to, String line) throws IOException {
    to.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
