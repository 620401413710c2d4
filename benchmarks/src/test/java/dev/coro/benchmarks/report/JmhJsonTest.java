package dev.coro.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JmhJsonTest {
  @Test
  void aResultIsReadWithAllThatThePageTells() throws Exception {
    String json = SampleJmh.file(SampleJmh.result("micro.Ring.coro", "\"depth\": \"10\"", 50));
    List<JmhResult> results = JmhJson.read(json);
    JmhResult expected =
        new JmhResult(
            "Ring",
            "coro",
            "",
            Map.of("depth", "10"),
            false,
            "17.0.15",
            "A VM 1+2",
            "forks: 2, warm-up: 3 x 300 ms, measured: 4 x 1 s, threads: 1, flags: -Xmx1g -Da=<b>",
            new JmhResult.Score(50, 5, 45, 50 * 1.1, "ns/op"));
    assertEquals(List.of(expected), results);
  }

  @Test
  void aCounterIsAResultWithItsMedianBecauseJmhAddsUp() throws Exception {
    List<JmhResult> results =
        JmhJson.read(SampleJmh.file(SampleJmh.counted("Parked.coro", "", 7, 104)));
    assertEquals(List.of("", "bytes"), results.stream().map(JmhResult::metric).toList());
    assertTrue(Double.isNaN(results.get(0).score().error()));
    assertEquals(104, results.get(1).score().value());
  }

  @Test
  void whatJmhDidNotWriteIsRefusedWithTheReason() {
    assertRefused("{", "it is no JSON (");
    assertRefused("", "it is no list of results");
    assertRefused("{}", "it is no list of results");
    assertRefused("[{}]", "a result has no 'primaryMetric'");
    String good = SampleJmh.file(SampleJmh.result("Ring.coro", "", 50));
    assertRefused(good.replace("\"benchmark\"", "\"b\""), "a result has no 'benchmark'");
    assertRefused(good.replace("dev.acme.Ring.coro", "coro"), "'coro' is no method of a class");
    assertRefused(
        good.replace("\"score\": 50.0", "\"score\": \"x\""), "'score' is no number: \"x\"");
  }

  private static void assertRefused(String json, String reason) {
    String message =
        assertThrows(JmhJson.FormatException.class, () -> JmhJson.read(json)).getMessage();
    assertTrue(message.startsWith(reason), message);
  }
}
