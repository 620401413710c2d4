package dev.coro.agent;

import dev.coro.internal.DurationText;
import dev.coro.internal.ErrorCode;
import dev.coro.transform.MonitorPolicy;
import dev.coro.transform.scan.SuspendablePattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Options of {@code
 * -javaagent:coro.jar=verify,dump=DIR,log=LEVEL,include=PATTERNS,exclude=PATTERNS,suspendable=PATTERNS,monitors=suspend,watchdog=DURATION,preempt=PATTERNS,slice=DURATION}.
 *
 * @param verify check the stack at every suspension, not only in doubt
 * @param dump folder to write instrumented classes to
 * @param log how much to say on standard error
 * @param include only these classes are instrumented; empty for all
 * @param exclude these classes are not instrumented
 * @param monitors what becomes of suspension points in synchronized code
 * @param suspendable these methods are suspendable without an annotation
 * @param watchdog how long a coroutine may keep its carrier before it is named; null for as long as
 *     it wants
 * @param preempt these methods are suspendable, and give way when their time slice has ended
 * @param slice how long a time slice is; null for the usual
 * @param torture how to force suspensions; null for not at all
 * @param bridges what becomes of blocking calls
 */
record AgentOptions(
    boolean verify,
    @Nullable Path dump,
    LogLevel log,
    List<Pattern> include,
    List<Pattern> exclude,
    MonitorPolicy monitors,
    List<SuspendablePattern> suspendable,
    @Nullable Duration watchdog,
    List<SuspendablePattern> preempt,
    @Nullable Duration slice,
    @Nullable TortureOptions torture,
    BridgeOptions bridges) {
  private static final String KNOWN =
      "verify, dump=DIR, log=error|warn|info|debug, include=PATTERNS, exclude=PATTERNS,"
          + " suspendable=PATTERNS, monitors=suspend|refuse, watchdog=DURATION,"
          + " preempt=PATTERNS, slice=DURATION,"
          + " "
          + BridgeOptions.KNOWN
          + ", torture, "
          + TortureOptions.KNOWN;

  /** What stands in no name of a class with dots between packages. */
  private static final Pattern NO_NAME = Pattern.compile("[/\\s#()]");

  /** A comma that does not stand between parameter types. */
  private static final Pattern OPTION_END = Pattern.compile(",(?![^()]*\\))");

  /** How much the agent says. */
  enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG
  }

  /**
   * Reads the agent's argument string.
   *
   * @throws IllegalArgumentException with a message for people
   */
  static AgentOptions parse(@Nullable String text) {
    boolean verify = false;
    Path dump = null;
    LogLevel log = LogLevel.WARN;
    List<Pattern> include = List.of();
    List<Pattern> exclude = List.of();
    MonitorPolicy monitors = MonitorPolicy.SUSPEND;
    List<SuspendablePattern> suspendable = List.of();
    Duration watchdog = null;
    List<SuspendablePattern> preempt = List.of();
    Duration slice = null;
    TortureOptions.Reader torture = new TortureOptions.Reader();
    BridgeOptions.Reader bridges = new BridgeOptions.Reader();
    String all = text == null ? "" : text;
    for (String option : OPTION_END.split(all, -1)) {
      if (option.isBlank()) {
        continue;
      }
      int equals = option.indexOf('=');
      String name = (equals < 0 ? option : option.substring(0, equals)).strip();
      String value = equals < 0 ? "" : option.substring(equals + 1).strip();
      switch (name) {
        case "verify" -> verify = flag(name, value);
        case "dump" -> dump = Path.of(required(name, value, "a folder", "dump=DIR"));
        case "log" -> log = level(value);
        case "include" -> include = patterns(name, value);
        case "exclude" -> exclude = patterns(name, value);
        case "monitors" -> monitors = monitors(value);
        case "suspendable" -> suspendable = suspendable(name, value);
        case "watchdog" -> watchdog = duration(name, value);
        case "preempt" -> preempt = suspendable(name, value);
        case "slice" -> slice = slice(name, value);
        default -> {
          if (!torture.read(name, value) && !bridges.read(name, value)) {
            throw new IllegalArgumentException(ErrorCode.UNKNOWN_OPTION.message(name, all, KNOWN));
          }
        }
      }
    }
    return new AgentOptions(
        verify,
        dump,
        log,
        include,
        exclude,
        monitors,
        suspendable,
        watchdog,
        preempt,
        slice,
        torture.finish(),
        bridges.finish());
  }

  /**
   * Makes the folder for instrumented classes, if one is wanted.
   *
   * @throws IllegalArgumentException if nothing can be written there
   */
  void createDumpFolder() {
    if (dump == null) {
      return;
    }
    try {
      Files.createDirectories(dump);
    } catch (IOException e) {
      throw notWritable(dump, e);
    }
    if (!Files.isWritable(dump)) {
      throw notWritable(dump, "no permission");
    }
  }

  static IllegalArgumentException notWritable(Path dump, Object why) {
    return bad(
        "dump",
        dump.toString(),
        "it cannot be written (" + why + ")",
        "dump=DIR with another folder");
  }

  /** Whether a class with this name, dots between packages, is to be instrumented. */
  boolean selects(String className) {
    return (include.isEmpty() || matches(include, className)) && !matches(exclude, className);
  }

  /** Whether a class with this name is to be left exactly as it is. */
  boolean excludes(String className) {
    return matches(exclude, className);
  }

  private static boolean matches(List<Pattern> patterns, String className) {
    for (Pattern pattern : patterns) {
      if (pattern.matcher(className).matches()) {
        return true;
      }
    }
    return false;
  }

  static boolean flag(String name, String value) {
    return switch (value) {
      case "", "true" -> true;
      case "false" -> false;
      default -> throw bad(name, value, "it is a switch", name + ", " + name + "=true or =false");
    };
  }

  private static LogLevel level(String value) {
    for (LogLevel level : LogLevel.values()) {
      if (level.name().toLowerCase(Locale.ROOT).equals(value)) {
        return level;
      }
    }
    throw bad("log", value, "there is no such level", "log=error, warn, info or debug");
  }

  private static MonitorPolicy monitors(String value) {
    return switch (value) {
      case "suspend" -> MonitorPolicy.SUSPEND;
      case "refuse" -> MonitorPolicy.REFUSE;
      default ->
          throw bad(
              "monitors", value, "there is no such choice", "monitors=suspend or monitors=refuse");
    };
  }

  /** Patterns separated by {@code :}; {@code *} stands for any part of a name, dots included. */
  private static List<Pattern> patterns(String name, String value) {
    String example = name + "=com.acme.*:org.example.Job";
    String text = required(name, value, "class name patterns", example);
    if (NO_NAME.matcher(text).find()) {
      throw bad(name, value, "no class has such a name", example);
    }
    return java.util.Arrays.stream(text.split(":"))
        .map(glob -> Pattern.compile(Pattern.quote(glob).replace("*", "\\E.*\\Q")))
        .toList();
  }

  static List<SuspendablePattern> suspendable(String name, String value) {
    String text =
        required(name, value, "method patterns", name + "=com.acme.Service:com.acme.Job#run*");
    return java.util.Arrays.stream(text.split(":", -1))
        .map(pattern -> SuspendablePattern.parse(pattern.strip(), "agent option '" + name + "'"))
        .toList();
  }

  private static Duration duration(String name, String value) {
    Duration duration = DurationText.parse(value);
    if (duration == null || duration.isNegative() || duration.isZero()) {
      throw bad(name, value, "it is no duration of a nanosecond or more", name + "=100ms or =2s");
    }
    return duration;
  }

  private static Duration slice(String name, String value) {
    Duration slice = duration(name, value);
    if (slice.compareTo(Duration.ofMillis(1)) < 0 || slice.compareTo(Duration.ofSeconds(10)) > 0) {
      throw bad(name, value, "a slice takes from 1 ms to 10 s", name + "=10ms");
    }
    return slice;
  }

  static String required(String name, String value, String what, String example) {
    if (value.isEmpty()) {
      throw bad(name, value, "it needs " + what, example);
    }
    return value;
  }

  static IllegalArgumentException bad(String name, String value, String why, String example) {
    return new IllegalArgumentException(
        ErrorCode.BAD_OPTION_VALUE.message(name, value, why, example));
  }
}
