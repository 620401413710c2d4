package dev.coro.benchmarks.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads files as a kernel has written them. */
final class SystemReaderTest {
  @TempDir private Path root;

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void writeNetwork(long received, long sent) throws IOException {
    write(
        "7/net/dev",
        "Inter-| Receive\n face |bytes\n lo: 1 0 0 0 0 0 0 0 2 0 0 0 0 0 0 0\n  eth0: "
            + received
            + " 0 0 0 0 0 0 0 "
            + sent
            + " 0 0 0 0 0 0 0\n");
  }

  @Test
  void whatHappenedMeanwhileIsTold() throws Exception {
    write("stat", "cpu  100 0 100 1000 50 0 0 0 0 0\ncpu0 1 1\ncpu1 1 1\n");
    writeNetwork(1000, 2000);
    SystemReader reader = new SystemReader(root, 7);
    write("stat", "cpu  140 0 120 1030 60 0 0 0 0 0\ncpu0 1 1\ncpu1 1 1\n");
    write("loadavg", "1.50 2.00 3.00 4/145 11596\n");
    write("pressure/cpu", "some avg10=36.00 avg60=1.00 avg300=1.00 total=1\nfull avg10=0.00\n");
    writeNetwork(1500, 2700);
    reader.look();
    Files.delete(root.resolve("7/net/dev")); // The process has ended.
    reader.look();
    assertEquals(
        new SystemFigures(2, 0.6, 0.1, 4, "1.50 2.00 3.00", 500, 700, Map.of("cpu", 0.36)),
        reader.figures());
  }

  @Test
  void whatIsMissingIsLeftOut() {
    assertEquals(
        new SystemFigures(0, 0, 0, 0, "", 0, 0, Map.of()), new SystemReader(root, 7).figures());
  }
}
