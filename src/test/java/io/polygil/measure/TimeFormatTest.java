package io.polygil.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeFormatTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.00 ns",
    "5.25, 5.25 ns",
    "812, 812 ns",
    "999.4, 999 ns",
    "999.7, 1.00 us",
    "12500, 12.5 us",
    "812000, 812 us",
    "999700, 1.00 ms",
    "3210000, 3.21 ms",
    "9996000, 10.0 ms",
    "99960000, 100 ms",
    "1.5e9, 1.50 s",
    "125e9, 125 s",
    "4000e9, 4000 s",
    "-3210000, -3.21 ms",
  })
  void hasThreeSignificantDigits(double nanos, String text) {
    assertThat(TimeFormat.ofNanos(nanos)).isEqualTo(text);
  }

  @Test
  void isTheSameInEveryLocale() {
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(TimeFormat.ofNanos(1.5e9)).isEqualTo("1.50 s");
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void refusesWhatIsNotANumber() {
    assertThatThrownBy(() -> TimeFormat.ofNanos(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
