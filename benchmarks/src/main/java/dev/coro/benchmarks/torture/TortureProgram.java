package dev.coro.benchmarks.torture;

import java.util.ArrayList;
import java.util.List;

/**
 * A program that somebody else wrote, with a workload that always does the same.
 *
 * @param name what the command line calls it
 * @param about what it does, in a few words
 * @param artifacts coordinates of its jars on Maven Central, {@code
 *     group:artifact:version[:type[:classifier]]}
 * @param proGuard settings of ProGuard, which runs over the first jar before the program does;
 *     empty if it does not
 * @param sources coordinates of a jar that is unpacked as input to {@code ../input/sources}; empty
 *     for none
 * @param inputs resources that are copied to {@code ../input}
 * @param flags options of the JVM
 * @param mainClass its main class
 * @param arguments its arguments; it runs in a folder of its own, whose contents are compared
 * @param agentOptions further options of the agent
 * @param highestRate the highest rate at which it ends in reasonable time
 * @param floor fewest forced suspensions at that rate; with fewer a run proves nothing
 * @param threads whether it bears to run on two threads in turn: thread-locals and locks that
 *     belong to threads do not
 */
public record TortureProgram(
    String name,
    String about,
    List<String> artifacts,
    List<String> proGuard,
    String sources,
    List<String> inputs,
    List<String> flags,
    String mainClass,
    List<String> arguments,
    String agentOptions,
    double highestRate,
    long floor,
    boolean threads) {

  /** Copies the lists. */
  public TortureProgram {
    artifacts = List.copyOf(artifacts);
    proGuard = List.copyOf(proGuard);
    inputs = List.copyOf(inputs);
    flags = List.copyOf(flags);
    arguments = List.copyOf(arguments);
  }

  /** Begins a description. */
  static Description named(String name, String about) {
    return new Description(name, about);
  }

  /** The fewest forced suspensions at a rate; proportional to it. */
  long floorAt(double rate) {
    return Math.max(1, (long) (floor * rate / highestRate));
  }

  /** A description as it is written down, part by part. */
  static final class Description {
    private final String name;
    private final String about;
    private final List<String> artifacts = new ArrayList<>();
    private final List<String> inputs = new ArrayList<>();
    private final List<String> flags = new ArrayList<>();
    private List<String> proGuard = List.of();
    private String sources = "";
    private String agentOptions = "";
    private double highestRate = 1;
    private boolean threads;

    private Description(String name, String about) {
      this.name = name;
      this.about = about;
    }

    Description from(String... coordinates) {
      artifacts.addAll(List.of(coordinates));
      return this;
    }

    Description obfuscated(String... settings) {
      proGuard = List.of(settings);
      return this;
    }

    Description reading(String... resources) {
      inputs.addAll(List.of(resources));
      return this;
    }

    Description readingSources(String coordinates) {
      sources = coordinates;
      return this;
    }

    Description with(String... jvmFlags) {
      flags.addAll(List.of(jvmFlags));
      return this;
    }

    Description withAgentOptions(String options) {
      agentOptions = options;
      return this;
    }

    Description upToRate(double rate) {
      highestRate = rate;
      return this;
    }

    Description onThreads() {
      threads = true;
      return this;
    }

    TortureProgram runs(long floor, String mainClass, String... arguments) {
      return new TortureProgram(
          name,
          about,
          artifacts,
          proGuard,
          sources,
          inputs,
          flags,
          mainClass,
          List.of(arguments),
          agentOptions,
          highestRate,
          floor,
          threads);
    }
  }
}
