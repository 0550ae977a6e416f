package io.polygil.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GilDoctorTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1000 * MILLI;

  @Test
  void aKernelThatHeldIsNamedWithItsLineAndItsWaiters() {
    GilTimeline timeline =
        timeline(
            List.of(
                lane("A", new Segment(GilState.HELD, 0, 400 * MILLI, "fib.gil", "app.py:12")),
                lane("B", new Segment(GilState.WAITING, 48 * MILLI, 400 * MILLI, null, null))));
    assertThat(GilDoctor.examine(timeline))
        .containsExactly(
            "thread \"B\" waited 352 ms for the GIL; fib.gil (app.py:12) held it on thread"
                + " \"A\": declare it Gil.RELEASE.");
  }

  @Test
  void threadsThatTakeTurnsAreToldToTakeContexts() {
    GilTimeline timeline =
        timeline(
            List.of(
                lane(
                    "A",
                    new Segment(GilState.RUNNING, 0, 50 * MILLI, null, "app.py:3"),
                    new Segment(GilState.WAITING, 50 * MILLI, 100 * MILLI, null, "app.py:3")),
                lane(
                    "B",
                    new Segment(GilState.WAITING, 0, 50 * MILLI, null, "app.py:3"),
                    new Segment(GilState.RUNNING, 50 * MILLI, 100 * MILLI, null, "app.py:3"))));
    assertThat(GilDoctor.examine(timeline))
        .singleElement()
        .asString()
        .contains(
            "threads \"A\" and \"B\" ran Python in turns and waited 100 ms for the GIL, most of it"
                + " while another ran app.py:3: ",
            "ContextPoolExecutor");
  }

  @Test
  void manyShortReleasesAreToldToHold() {
    List<Segment> a = new ArrayList<>();
    List<Segment> b = new ArrayList<>();
    for (long i = 0; i < 2000; i++) {
      long from = i * 100_000;
      a.add(new Segment(GilState.RUNNING, from, from + 50_000, null, null));
      a.add(new Segment(GilState.WAITING, from + 50_000, from + 100_000, null, null));
      b.add(new Segment(GilState.WAITING, from, from + 50_000, null, null));
      b.add(new Segment(GilState.RUNNING, from + 50_000, from + 100_000, null, null));
    }
    List<TimelineLane> lanes =
        List.of(lane("A", a.toArray(Segment[]::new)), lane("B", b.toArray(Segment[]::new)));
    GilTimeline timeline =
        new GilTimeline(
            "app.py",
            Instant.EPOCH,
            SECOND,
            Duration.ZERO,
            lanes,
            GilWaits.of(lanes),
            List.of(new KernelTimes(1, "short.call", false, 4000, 400_000, 4000, 400_000)));
    assertThat(GilDoctor.examine(timeline))
        .anySatisfy(sentence ->
            assertThat(sentence)
                .contains("short.call was called 4,000 times", "100 ns", "Gil.AUTO"));
  }

  @Test
  void whereNobodyWaitedItSaysSo() {
    assertThat(GilDoctor.examine(timeline(List.of()))).singleElement().asString().contains("No");
    assertThat(
            GilDoctor.examine(
                timeline(
                    List.of(
                        lane("A", new Segment(GilState.RELEASED, 0, SECOND, "k.n", null)),
                        lane("B", new Segment(GilState.RELEASED, 0, SECOND, "k.n", null))))))
        .containsExactly("Nobody waited for the GIL: it is not what limits this program.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0           | 0 ns
          999         | 999 ns
          1500        | 1.50 us
          352000000   | 352 ms
          1500000     | 1.5 ms
          12340000000 | 12.34 s
          """)
  void durationsReadAsPeopleSayThem(long nanos, String text) {
    assertThat(GilDoctor.text(nanos)).isEqualTo(text);
  }

  private static GilTimeline timeline(List<TimelineLane> lanes) {
    return new GilTimeline(
        "app.py", Instant.EPOCH, SECOND, Duration.ZERO, lanes, GilWaits.of(lanes), List.of());
  }

  private static TimelineLane lane(String name, Segment... segments) {
    return new TimelineLane(1, name.hashCode(), name, List.of(segments));
  }
}
