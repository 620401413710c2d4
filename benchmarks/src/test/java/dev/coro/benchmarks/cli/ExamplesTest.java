package dev.coro.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs in the folder examples run as they should, and README.md shows them as they are. */
final class ExamplesTest {
  private static final Path ROOT =
      Path.of(System.getProperty("coro.root")).toAbsolutePath().normalize();

  private static final Map<String, String> OUTPUTS =
      Map.ofEntries(
          Map.entry(
              "Hello.java", "Hello 1\nworld 1\nHello 2\nworld 2\nHello 3\nworld 3\n6 words\n"),
          Map.entry("Generators.java", "0 1 1 2 3 5 8 13 21 34 55 89 \n"),
          Map.entry(
              "Slices.java",
              "the longest way to 1 begins at 837799\nthe clock has ticked meanwhile: true\n"),
          Map.entry("ThousandSleepers.java", "1000 sleepers woke up; less than 10 seconds: true\n"),
          Map.entry(
              "Scopes.java",
              """
              milk: done or cancelled
              tea: done or cancelled
              [tea, milk]
              sugar: done or cancelled
              sugar in time: false
              """),
          Map.entry("Queens.java", "last columns first: 46152037\n92 solutions\n"),
          Map.entry(
              "Durable.java",
              """
              take the order, after []
              -- saved
              send parcel 1, after [take the order]
              -- saved
              send parcel 2, after [take the order, send parcel 1]
              -- saved
              thank Ada, after 3 steps
              """),
          Map.entry("Watched.java", "'price list' keeps carrier 'shop'\nthe others go on\n"),
          Map.entry("Explored.java", "found: a balance of 100 is too little\n"),
          Map.entry("Cores.java", "78498 primes\n"),
          Map.entry(
              "Sorted.java",
              """
              apple pear plum (status 0)
              a b c (status 0)
              1 2 3 (status 0)
              simple, status 0
              """),
          Map.entry("Secure.java", "protocol: greeting/1\nHello, Ada\n"),
          Map.entry("Follow.java", "one\ntwo\nend\n"),
          Map.entry("Startup.java", "warming up\nready: echo service\nhello, hello\n"),
          Map.entry("ThreadCode.java", "soup for Ada\ntea for Bob\n[Ada, Bob] paid\n"),
          Map.entry("Channels.java", "1 4 9 16 25 36 49 64 81 100 and no more\n"),
          Map.entry(
              "Kitchen.java",
              """
              heating up
              Cleo uses the hot oven
              Ann uses the hot oven
              Ben uses the hot oven
              served: 3
              """),
          Map.entry("Readings.java", "[21 C, 22 C, 23 C]\n19 C on average\n18 19 20 21\n"),
          Map.entry(
              "Race.java",
              """
              order: tea
              nobody came
              closed
              not needed: the far server
              first: the near server
              not needed: a server
              no network, the other is UNAVAILABLE
              too slow
              """),
          Map.entry(
              "Outside.java",
              """
              request of ada: from a file, from a future
              request of bob: from a file, from a future
              answer 42
              """),
          Map.entry(
              "Turnstile.java",
              """
              the dump tells who waits: true
              first is through
              nobody lets the second through: true
              """),
          Map.entry(
              "OwnOrder.java",
              """
              3 begins
              2 begins
              1 begins
              1 wakes up
              2 wakes up
              3 wakes up
              3 days
              """),
          Map.entry(
              "Sockets.java",
              """
              HELLO
              IS ANYBODY THERE?
              an answer without a question: false
              the server ends
              """),
          Map.entry(
              "Faults.java",
              """
              sockets: 40
              in memory: 40
              after minutes: 60
              left open: []
              """),
          Map.entry("Datagrams.java", "ping came back, attempt 2\nthrough a pipe\n"),
          Map.entry("Replayed.java", "the same by its seed: true\nthe same by its trace: true\n"),
          Map.entry("Recursion.java", "Both trees hold the same 1000 numbers in order.\n"));

  static Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("examples"))) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void exampleRunsUnderTheAgentAndPrintsWhatItShould(String name) throws Exception {
    String source = ROOT.resolve("examples").resolve(name).toString();
    ProgramRun run = ProgramRun.ofCommandLine("run", source);
    assertEquals(new ProgramRun(0, OUTPUTS.get(name), ""), run);
  }

  @Test
  void everyExampleIsShownAsItIs() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    for (String name : names()) {
      expected.put("examples/" + name, Files.readString(ROOT.resolve("examples").resolve(name)));
    }
    Pattern block =
        Pattern.compile(
            "<!-- example: (examples/\\S+) -->\\n```java\\n(.*?)```\\n", Pattern.DOTALL);
    Map<String, String> shown = new TreeMap<>();
    for (Path page : pages()) {
      block
          .matcher(Files.readString(page))
          .results()
          .forEach(m -> assertNull(shown.put(m.group(1), m.group(2)), m.group(1)));
    }
    assertEquals(expected, shown);
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
          .filter(file -> file.toString().endsWith(".md"))
          .toList();
    }
  }
}
