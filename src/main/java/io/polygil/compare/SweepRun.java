package io.polygil.compare;

import io.polygil.measure.Clock;
import io.polygil.measure.Measured;
import io.polygil.measure.Measurer;
import io.polygil.measure.NamedWorkload;
import io.polygil.measure.Progress;
import io.polygil.measure.Round;
import io.polygil.measure.TimeFormat;
import io.polygil.measure.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Measures one sweep. */
final class SweepRun {
  private final SweepPlan plan;
  private final Stage stage;
  private final Measurer measurer;
  private final Measurer settler;
  private final Map<SweepPlan.Line, List<SweepPoint>> points = new HashMap<>();
  private final Map<SweepPlan.Line, String> endings = new HashMap<>();

  private record Entry(SweepPlan.Line line, long at, Workload<Answer> workload) {}

  SweepRun(SweepPlan plan, Stage stage, Clock clock, Progress progress) {
    this.plan = plan;
    this.stage = stage;
    this.measurer = new Measurer(clock, plan.measure(), progress);
    this.settler =
        new Measurer(
            clock,
            plan.measure().withWarmUp(plan.settling()).withRounds(1, 1).withMaxTime(Duration.ZERO),
            progress);
    plan.lines().forEach(line -> points.put(line, new ArrayList<>()));
  }

  SweepResult run() throws InterruptedException {
    settle();
    if (plan.axis() == SweepAxis.THREADS) {
      // The speed-up is a ratio of two points, so all of them take turns.
      List<Entry> entries = new ArrayList<>();
      for (long value : plan.values()) {
        entries.addAll(entries(value));
      }
      measure(entries);
    } else {
      // All at once, the texts would not fit the heap.
      for (long value : plan.values()) {
        endSlowLines(value);
        measure(entries(value));
      }
    }
    List<SweepLine> lines =
        plan.lines().stream()
            .map(line ->
                new SweepLine(
                    line.name(),
                    points.getOrDefault(line, List.of()),
                    endings.getOrDefault(line, "")))
            .toList();
    boolean failed =
        lines.stream().flatMap(line -> line.points().stream()).anyMatch(p -> !p.hasFigures());
    return new SweepResult(
        plan.id(),
        plan.title(),
        plan.axis(),
        lines,
        failed ? "A point failed: nothing follows." : plan.conclusion().apply(lines));
  }

  // What the compiler has not got to yet would look slow, and end before its time. With threads the
  // largest value has all contexts warmed; elsewhere the second is neither trivial nor long.
  private void settle() throws InterruptedException {
    long value = plan.axis() == SweepAxis.THREADS ? plan.values().getLast() : plan.values().get(1);
    for (Entry entry : entries(value)) {
      try {
        var _ = settler.measure(named(entry).name(), entry.workload());
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        // It fails again where it is measured, and is reported there.
      }
    }
  }

  private List<Entry> entries(long value) {
    List<Entry> entries = new ArrayList<>();
    for (SweepPlan.Line line : plan.lines()) {
      if (!endings.containsKey(line)) {
        entries.add(new Entry(line, value, line.preparation().at(stage, value)));
      }
    }
    return entries;
  }

  private void endSlowLines(long next) {
    String obstacle = plan.obstacle().apply(next);
    for (SweepPlan.Line line : plan.lines()) {
      List<SweepPoint> done = points.getOrDefault(line, List.of());
      if (endings.containsKey(line)) {
        continue;
      }
      if (!obstacle.isEmpty()) {
        endings.put(line, obstacle);
      } else if (!done.isEmpty() && done.getLast().hasFigures()) {
        SweepPoint last = done.getLast();
        double nanos = last.statistics().medianNanos() * next / last.at();
        if (nanos > plan.longest().toNanos()) {
          endings.put(
              line, plan.axis().text(next) + " would take about " + TimeFormat.ofNanos(nanos));
        }
      }
    }
  }

  private void measure(List<Entry> entries) throws InterruptedException {
    try {
      List<Measured<Answer>> measured =
          measurer.measureInterleaved(entries.stream().map(this::named).toList());
      for (int i = 0; i < entries.size(); i++) {
        keep(entries.get(i), measured.get(i));
      }
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      // Measured together, points fail together: alone, each shows whether it was the one.
      for (Entry entry : entries) {
        measureAlone(entry);
      }
    }
  }

  private void measureAlone(Entry entry) throws InterruptedException {
    try {
      keep(entry, measurer.measure(named(entry).name(), entry.workload()));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      String message = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
      fail(entry, message);
    }
  }

  private void keep(Entry entry, Measured<Answer> measured) {
    Answer expected = entry.line().expected().apply(entry.at());
    if (!measured.answer().equals(expected)) {
      fail(entry, "expected " + expected + ", found " + measured.answer());
      return;
    }
    List<Double> nanos = measured.rounds().stream().map(Round::nanosPerIteration).toList();
    points(entry).add(new SweepPoint(entry.at(), nanos, null));
  }

  private void fail(Entry entry, String error) {
    points(entry).add(new SweepPoint(entry.at(), List.of(), error));
    if (plan.axis() != SweepAxis.THREADS) {
      endings.put(entry.line(), "it failed");
    }
  }

  private List<SweepPoint> points(Entry entry) {
    return points.computeIfAbsent(entry.line(), _ -> new ArrayList<>());
  }

  private NamedWorkload<Answer> named(Entry entry) {
    return new NamedWorkload<>(
        entry.line().name() + " at " + plan.axis().text(entry.at()), entry.workload());
  }
}
