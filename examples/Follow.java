import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.io.DirectoryWatch;
import dev.coro.io.OpenFile;
import dev.coro.io.SuspendableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What {@code tail -f} does: one coroutine writes a log, another follows it. */
public class Follow {
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("follow");
    Path log = folder.resolve("log");
    Carrier.run(
        () -> {
          try (DirectoryWatch watch = DirectoryWatch.open(folder)) {
            Coroutine.start(() -> write(log));
            follow(log, watch);
          }
          SuspendableFiles.delete(log);
          SuspendableFiles.delete(folder);
        });
  }

  @Suspendable
  static void write(Path log) throws IOException {
    for (String line : new String[] {"one", "two", "end"}) {
      SuspendableFiles.writeString(
          log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  @Suspendable
  static void follow(Path log, DirectoryWatch watch) throws IOException {
    StringBuilder seen = new StringBuilder();
    while (!SuspendableFiles.exists(log)) {
      watch.next();
    }
    try (OpenFile file = OpenFile.open(log, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(100);
      while (!seen.toString().endsWith("end\n")) {
        if (file.read(buffer.clear()) > 0) {
          seen.append(StandardCharsets.UTF_8.decode(buffer.flip()));
        } else {
          watch.next();
        }
      }
    }
    System.out.print(seen);
  }
}
