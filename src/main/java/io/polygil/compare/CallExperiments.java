package io.polygil.compare;

import static io.polygil.compare.ContenderKind.POLYGIL;
import static io.polygil.compare.ContenderKind.PYO3;

import io.polygil.measure.TimeFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What it costs Python to call a native function: of importance to all that document 002 does. */
final class CallExperiments {
  private static final int CALLS = 10_000;
  private static final int LONG_CALLS = 100;

  /** The rows whose one call takes microseconds. */
  private static final Map<String, Integer> LONG =
      Map.of("bytes_held", 1_000_000, "list_held", 1_000);

  /** Of Polygil alone: a text beyond Latin-1, and a megabyte that is copied or shared. */
  private static final List<Map.Entry<String, Object>> COPIES =
      List.of(
          Map.entry("wide_text_held", 1_000_000),
          Map.entry("bytes_as_buffer", 1_000_000),
          Map.entry("bytearray_as_buffer", 1_000_000),
          Map.entry("memoryview_as_buffer", 1_000_000),
          Map.entry("array_as_buffer", 125_000),
          Map.entry("buffer_as_buffer", 1_000_000));

  /** The answers of the others. */
  private static final List<Map.Entry<String, Object>> SHORT =
      List.of(
          Map.entry("none_held", "None"),
          Map.entry("none_released", "None"),
          Map.entry("one_held", 1),
          Map.entry("one_released", 1),
          Map.entry("three_held", 6),
          Map.entry("short_text_held", 10),
          Map.entry("long_text_held", 1_000_000),
          Map.entry("callback_held", 1),
          Map.entry("caught", 1));

  /** Also called from a context that shares compiled code. */
  private static final List<Map.Entry<String, Object>> SHARED =
      List.of(
          Map.entry("none_held", "None"),
          Map.entry("one_held", 1),
          Map.entry("one_released", 1),
          Map.entry("callback_held", 1));

  private CallExperiments() {}

  static Experiment calls(Effort effort) {
    List<Row> rows = new ArrayList<>();
    SHORT.forEach(row -> rows.add(calls(row.getKey(), CALLS, row.getValue(), POLYGIL, PYO3)));
    LONG.forEach((row, answer) -> rows.add(calls(row, LONG_CALLS, answer, POLYGIL, PYO3)));
    COPIES.forEach(row -> rows.add(calls(row.getKey(), LONG_CALLS, row.getValue(), POLYGIL)));
    rows.add(calls("none_auto", CALLS, "None", POLYGIL));
    rows.add(calls("caught_without_stack", CALLS, 1, POLYGIL));
    rows.add(convoy("none_held", POLYGIL, PYO3));
    rows.add(convoy("none_released", POLYGIL, PYO3));
    rows.add(convoy("none_auto", POLYGIL));
    SHARED.forEach(row -> rows.add(shared(row.getKey(), row.getValue())));
    return new Experiment(
        "002-call-costs",
        "a native function costs little more to call than one of Python",
        Experiments.usual(effort),
        rows,
        TableKind.PLAIN,
        figures ->
            new Finding(
                true,
                "A call took %s held and %s released with one int, %s with a str; an exception %s"
                    .formatted(
                        one(figures, "one_held"),
                        one(figures, "one_released"),
                        one(figures, "short_text_held"),
                        one(figures, "caught"))));
  }

  private static Row calls(String row, int calls, Object answer, ContenderKind... kinds) {
    return Row.of(name(row, calls), answer)
        .on(Work.call("boundary_rows:call_many", row, calls), kinds);
  }

  private static Row shared(String row, Object answer) {
    Work.Call call = Work.call("boundary_rows:call_many", row, CALLS);
    return Row.of("shared code, " + name(row, CALLS), answer)
        .on(
            new Work.Hosted(stage ->
                Contender.Prepared.of(PolygilContender.called(stage, stage.first(), call))),
            POLYGIL);
  }

  private static Row convoy(String row, ContenderKind... kinds) {
    return Row.of("two threads, " + name(row, CALLS), "[None, None]")
        .on(Work.call("boundary_rows:convoy", row, CALLS), kinds);
  }

  private static String one(Figures figures, String row) {
    return TimeFormat.ofNanos(figures.median(name(row, CALLS)) / CALLS);
  }

  private static String name(String row, int calls) {
    return "%,d x %s".formatted(calls, row);
  }
}
