import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.io.ByteSink;
import dev.coro.io.ByteSource;
import dev.coro.io.ChildProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Three child processes at a time, each fed and read by coroutines of one thread. */
public class Sorted {
  public static void main(String[] args) {
    Carrier.run(
        () -> {
          var three =
              List.of(
                  Coroutine.start(() -> sort("pear apple plum")),
                  Coroutine.start(() -> sort("c b a")),
                  Coroutine.start(() -> sort("3 1 2")));
          for (Coroutine<String> one : three) {
            System.out.println(one.join());
          }
          ChildProcess.Result result =
              ChildProcess.run(new ProcessBuilder("cat"), "simple".getBytes(), 100);
          System.out.println(result.outputText() + ", status " + result.status());
        });
  }

  @Suspendable
  static String sort(String words) throws IOException {
    try (ChildProcess process = ChildProcess.start(new ProcessBuilder("sort"))) {
      write(process.stdin(), words.replace(' ', '\n') + "\n");
      String sorted = readAll(process.stdout()).strip().replace('\n', ' ');
      return sorted + " (status " + process.waitFor() + ")";
    }
  }

  @Suspendable
  static void write(ByteSink sink, String text) throws IOException {
    sink.writeAll(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    sink.close();
  }

  @Suspendable
  static String readAll(ByteSource source) throws IOException {
    return new String(source.readAllBytes(1 << 20), StandardCharsets.UTF_8);
  }
}
