package dev.coro.transform.scan;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which calls of blocking methods lead over {@linkplain Bridge bridges} in suspendable methods. The
 * JDK's are listed in the resource {@code bridges.txt}. Immutable.
 */
public final class Bridges {
  private static final Bridges NONE = new Bridges(List.of());
  private static final String RESOURCE = "bridges.txt";
  private static final String LOCK = "java/util/concurrent/locks/Lock";
  private static final String REENTRANT_LOCK = "java/util/concurrent/locks/ReentrantLock";
  private static final String CHANNELS = "java/nio/channels/";

  private final List<Bridge> all;
  private final Map<String, List<Bridge>> byName = new HashMap<>();

  /** Internal names of JDK classes that have methods to lead elsewhere in all classes. */
  private final Set<String> everywhere = new HashSet<>();

  /** Whether one of them is a channel; then so are its subtypes, in the same package. */
  private boolean channels;

  private Bridges(List<Bridge> all) {
    this.all = List.copyOf(all);
    for (Bridge bridge : all) {
      byName.computeIfAbsent(bridge.name(), name -> new ArrayList<>()).add(bridge);
      if (bridge.kind() == Bridge.Kind.EVERYWHERE) {
        everywhere.add(bridge.owner());
        channels |= bridge.owner().startsWith(CHANNELS);
      }
    }
    if (everywhere.contains(LOCK)) {
      everywhere.add(REENTRANT_LOCK);
    }
  }

  /** No call is changed. */
  public static Bridges none() {
    return NONE;
  }

  /** Those of the JDK's methods. */
  public static Bridges ofJdk() {
    return Jdk.BRIDGES;
  }

  /** These and {@code more}, which come first. */
  public Bridges and(List<Bridge> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<Bridge> together = new ArrayList<>(more);
    together.addAll(all);
    return new Bridges(together);
  }

  /** These without those of methods that the patterns name. */
  public Bridges without(List<SuspendablePattern> patterns) {
    if (patterns.isEmpty()) {
      return this;
    }
    List<Bridge> left = new ArrayList<>(all);
    left.removeIf(bridge -> isNamed(bridge, patterns));
    return new Bridges(left);
  }

  private static boolean isNamed(Bridge bridge, List<SuspendablePattern> patterns) {
    for (SuspendablePattern pattern : patterns) {
      if (pattern.matchesClass(bridge.owner().replace('/', '.'))
          && pattern.matchesMethod(bridge.name())
          && pattern.matchesParameters(bridge.parameters() + "V")) {
        return true;
      }
    }
    return false;
  }

  /** All of them, in the order in which they are looked at. */
  public List<Bridge> all() {
    return all;
  }

  /** Whether there are any for methods of this name. Cheap. */
  boolean concern(String name) {
    return byName.containsKey(name);
  }

  /** Whether calls of methods of this class may have to be changed in all classes. Cheap. */
  boolean concernEverywhere(String owner) {
    return everywhere.contains(owner) || (channels && owner.startsWith(CHANNELS));
  }

  /** Whether there are none. */
  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Those for methods of this name. */
  List<Bridge> of(String name) {
    return byName.getOrDefault(name, List.of());
  }

  /** Reads the lines of a list: {@code #} begins a comment. */
  private static List<Bridge> read(InputStream stream) throws IOException {
    List<Bridge> bridges = new ArrayList<>();
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          bridges.add(Bridge.parse(line.strip(), RESOURCE));
        }
      }
    }
    return bridges;
  }

  /** Read when somebody asks for them. */
  private static final class Jdk {
    static final Bridges BRIDGES = load();

    private static Bridges load() {
      InputStream stream = Objects.requireNonNull(Bridges.class.getResourceAsStream(RESOURCE));
      try {
        return new Bridges(read(stream));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
