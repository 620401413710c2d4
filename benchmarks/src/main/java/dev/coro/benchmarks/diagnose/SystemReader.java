package dev.coro.benchmarks.diagnose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what the kernel tells of the whole machine, see proc(5). */
final class SystemReader {
  private static final Pattern PRESSURE = Pattern.compile("some avg10=([0-9.]+)");

  /** Places in the first line of {@code stat}, behind its name. */
  private static final int IDLE = 3;

  private static final int DISK_WAIT = 4;

  /** Times behind these are those of guests, which are counted among the first already. */
  private static final int TIMES = 8;

  /** Places in a line of {@code net/dev}, behind the name of the device. */
  private static final int RECEIVED = 0;

  private static final int SENT = 8;

  private final Path root;
  private final long pid;
  private final List<Long> first;
  private final List<Long> firstNetwork;
  private List<Long> lastNetwork;

  /**
   * Begins to look.
   *
   * @param pid a process of the network namespace
   */
  SystemReader(Path root, long pid) {
    this.root = root;
    this.pid = pid;
    first = times();
    firstNetwork = network();
    lastNetwork = firstNetwork;
  }

  /** Notes what can be read only while the process is there. */
  void look() {
    List<Long> now = network();
    lastNetwork = now.isEmpty() ? lastNetwork : now;
  }

  /** Bytes received and sent; empty if not told. */
  private List<Long> network() {
    List<List<String>> devices =
        read(pid + "/net/dev")
            .lines()
            .filter(line -> line.contains(":"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .map(line -> List.of(line.split(" +", -1)))
            .toList();
    return devices.isEmpty() ? List.of() : List.of(sum(devices, RECEIVED), sum(devices, SENT));
  }

  private static long sum(List<List<String>> rows, int place) {
    return rows.stream().mapToLong(row -> Long.parseLong(row.get(place))).sum();
  }

  private long networkBytes(int place) {
    return firstNetwork.isEmpty() ? 0 : lastNetwork.get(place) - firstNetwork.get(place);
  }

  /** What has happened since. */
  SystemFigures figures() {
    List<Long> last = times();
    long total = 0;
    for (int i = 0; i < Math.min(first.size(), last.size()); i++) {
      total += last.get(i) - first.get(i);
    }
    double idle = share(last, IDLE, total);
    double diskWait = share(last, DISK_WAIT, total);
    String stat = read("stat");
    String load = read("loadavg").strip();
    return new SystemFigures(
        (int) stat.lines().filter(line -> line.matches("cpu\\d.*")).count(),
        total == 0 ? 0 : 1 - idle - diskWait,
        diskWait,
        running(load),
        Arrays.stream(load.split(" ", -1)).limit(3).reduce((a, b) -> a + " " + b).orElse(""),
        networkBytes(0),
        networkBytes(1),
        pressure());
  }

  private double share(List<Long> last, int place, long total) {
    return total == 0 ? 0 : (double) (last.get(place) - first.get(place)) / total;
  }

  private List<Long> times() {
    return read("stat")
        .lines()
        .filter(line -> line.startsWith("cpu "))
        .findFirst()
        .map(line -> Arrays.stream(line.split(" +", -1)).skip(1).limit(TIMES))
        .map(fields -> fields.map(Long::valueOf).toList())
        .orElse(List.of());
  }

  /** The fourth field of loadavg is, for example, {@code 9/145}. */
  private static long running(String load) {
    String[] fields = load.split(" ", -1);
    return fields.length < 4 ? 0 : Long.parseLong(fields[3].substring(0, fields[3].indexOf('/')));
  }

  /** Empty where the kernel does not measure it. */
  private Map<String, Double> pressure() {
    Map<String, Double> pressure = new TreeMap<>();
    for (String resource : List.of("cpu", "io", "memory")) {
      Matcher matcher = PRESSURE.matcher(read("pressure/" + resource));
      if (matcher.find()) {
        pressure.put(resource, Double.parseDouble(matcher.group(1)) / 100);
      }
    }
    return pressure;
  }

  /** Empty if there is no such file, or it may not be read. */
  private String read(String name) {
    try {
      return Files.readString(root.resolve(name));
    } catch (IOException e) {
      return "";
    }
  }
}
