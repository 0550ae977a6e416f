package io.polygil.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class CsvReportTest {
  @Test
  void everyRowOfEveryContenderHasALine() throws Exception {
    String text = CsvReport.of(SampleResults.complete());
    // Written out by hand: lines end in CR LF, and only what must be quoted is.
    assertThat(text)
        .startsWith("experiment,document,holds,row,kind,contender,documented,outcome,")
        .contains(
            ",raw_ns\r\n000-first,000,true,fast,polygil,Polygil,8.25 ms,ok,,true,\"[1, 2]\","
                + "750000000,2000000000,314572800,700000000,2,true,true,5,2,")
        .endsWith("\r\n");
    List<CSVRecord> records =
        CSVParser.parse(
                text, CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get())
            .getRecords();
    assertThat(records).hasSize(7).allMatch(CSVRecord::isConsistent);
    CSVRecord first = records.getFirst();
    assertThat(first.get("raw_ns")).isEqualTo("100.5 101.0 102.0 103.0 140.0");
    assertThat(first.get("median_ns")).isEqualTo("102.0");
    assertThat(first.get("thread_medians_ns")).isEqualTo("90.5 96.0");
    assertThat(first.get("cpu_ns")).isEqualTo("90.0");
    assertThat(records.get(2).toMap())
        .containsEntry("outcome", "absent")
        .containsEntry("error", "not installed")
        .containsEntry("median_ns", "");
    CSVRecord alone = records.get(5);
    assertThat(alone.get("row")).isEqualTo(SampleResults.HOSTILE);
    assertThat(alone.get("answer")).isEqualTo(SampleResults.HOSTILE);
    assertThat(alone.get("holds")).isEmpty();
    assertThat(alone.get("cold_ns")).isEqualTo("5");
    assertThat(alone.get("peak_memory")).isEmpty();
  }
}
