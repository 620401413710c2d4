package dev.coro.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
final class ProcFsTest {
  @Test
  void residentMemoryIsThatOfAJvm() throws Exception {
    for (long bytes : new long[] {ProcFs.residentBytes(), ProcFs.peakResidentBytes()}) {
      assertTrue(bytes > 10 << 20 && bytes < 10L << 30, "bytes: " + bytes);
    }
  }

  @Test
  void sleepingIsAContextSwitch() throws Exception {
    long before = ProcFs.contextSwitchesOfThisThread();
    for (int i = 0; i < 20; i++) {
      Thread.sleep(1);
    }
    long after = ProcFs.contextSwitchesOfThisThread();
    assertTrue(after - before >= 20, before + " to " + after);
  }

  @Test
  void missingProcessIsNotMeasurable() {
    var failure =
        assertThrows(NotMeasurableException.class, () -> ProcFs.proportionalBytes(1L << 40));
    assertEquals(
        "needs /proc/1099511627776/smaps_rollup of Linux, which cannot be read here:"
            + " java.nio.file.NoSuchFileException: /proc/1099511627776/smaps_rollup",
        failure.getMessage());
  }
}
