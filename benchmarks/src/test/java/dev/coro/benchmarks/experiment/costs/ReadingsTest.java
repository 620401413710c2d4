package dev.coro.benchmarks.experiment.costs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.benchmarks.experiment.Samples;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingsTest {
  @Test
  void samplesAreReadByKey() throws IOException {
    Readings readings =
        Readings.checked(
            "threads",
            "2,0\t10\t3.5\t20\n2,0\t10\t1.5\t20\n2,64\t1\t9\t5\nrefused\t96,0: no more\n",
            RingMain::expected);
    Samples samples = readings.require("2,0");
    assertEquals(1.5, samples.min());
    assertEquals(3.5, samples.max());
    assertEquals(List.of("96,0: no more"), readings.refusals());
    assertTrue(readings.nanos("16,0").isEmpty());
    assertEquals(
        "threads did not measure 16,0",
        assertThrows(IOException.class, () -> readings.require("16,0")).getMessage());
  }

  @Test
  void aWrongChecksumIsFound() {
    IOException thrown =
        assertThrows(
            IOException.class,
            () -> Readings.checked("coroutines", "2,0\t10\t3.5\t19\n", RingMain::expected));
    assertEquals("the work of coroutines came to 19 instead of 20, at 2,0", thrown.getMessage());
  }

  @Test
  void aWrongSumOfProcessesIsFound() throws IOException {
    List<String> answers = List.of("1 100 1000", "2 200 2000");
    assertEquals(
        new CombinedMain.Share(3, 300, 3000), Combined.together(answers, "two processes", 3));
    assertEquals(
        "the work of two processes came to 3 instead of 4",
        assertThrows(IOException.class, () -> Combined.together(answers, "two processes", 4))
            .getMessage());
  }

  @Test
  void whatIsNoSampleIsTold() {
    assertEquals(
        "threads printed what is no sample: hello",
        assertThrows(
                IOException.class, () -> Readings.checked("threads", "hello\n", (key, times) -> 0))
            .getMessage());
  }

  @Test
  void whatTheWorkMustComeToIsWhatItComesTo() throws Exception {
    for (int tasks : new int[] {2, 3, 16}) {
      for (int bytes : new int[] {0, 64, 4096}) {
        Sampling.Run run = Ring.alone(tasks, bytes).run(5);
        assertEquals(Station.expected(tasks, bytes, 5), run.checksum());
        assertEquals(5L * tasks, run.steps());
      }
    }
  }

  @Test
  void aStationTouchesEachLine() {
    Station station = new Station(4, 192);
    assertEquals(100 + 1 + 3 * 5, station.touch(100));
    assertEquals(1 + 3 * 5, station.touch(0));
  }

  @Test
  void lessIsClearOnlyOutsideOfTheSpread() {
    assertTrue(Words.clearlyLess(Samples.of(1, 2, 9), Samples.of(3, 4, 5)));
    assertFalse(Words.clearlyLess(Samples.of(1, 3, 9), Samples.of(3, 4, 5)));
  }

  @Test
  void figuresHaveThreeDigits() {
    assertEquals("1.23", Words.number(1.234));
    assertEquals("12.3", Words.number(12.34));
    assertEquals("1,234", Words.number(1234.4));
    assertEquals("1.50 us", Words.time(1500));
    assertEquals("2.00 ms", Words.time(2e6));
    assertEquals("2.00 (1.00..3.00)", Words.spread(Samples.of(1, 2, 3)));
  }
}
