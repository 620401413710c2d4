package dev.coro.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.transform.fixtures.Initialisers;
import dev.coro.transform.testing.FixtureLoader;
import dev.coro.transform.testing.FixtureRun;
import dev.coro.transform.testing.Outcome;
import dev.coro.transform.testing.Trace;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A constructor or static initialiser that would have to suspend is refused where it does. */
final class InitialisersTest {
  private static final String FIXTURE = Initialisers.class.getName();

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "argumentOfThis; #<init>(int, int)",
        "argumentOfSuper; $SuperArgument#<init>(int)",
        "afterSuper; $AfterSuper#<init>(int)",
        "fieldInitialiser; $FieldInitialiser#<init>()",
        "initialiserBlock; $InitialiserBlock#<init>()",
        "compactConstructor; $Compact#<init>(int)",
        "enumConstructor; $Constant#<init>(String, int, int)",
        "staticInitialiser; $StaticInitialiser#<clinit>()",
        "anonymousClass; $1#<init>(int)",
        "throughAnotherMethod; $1Local#<init>()",
      })
  void refusedWithItsName(String name, String place) {
    Trace trace = instrumented().runInContinuation(name, k -> true);
    Outcome outcome = trace.outcome();
    List<String> refusals =
        outcome.log().stream().filter(entry -> entry.startsWith("String:[CO")).toList();
    assertEquals(1, refusals.size(), outcome.toString());
    Pattern expected =
        Pattern.compile(
            Pattern.quote("String:[CO104] cannot suspend through " + FIXTURE + place)
                + " at Initialisers\\.java:\\d+, a (constructor|static initialiser): .*");
    assertTrue(expected.matcher(refusals.get(0)).matches(), refusals.get(0));
    assertTrue(outcome.end().startsWith("returned String:went on 2"), outcome.end());
    assertEquals(1, trace.suspensions(), "suspends again afterwards");
  }

  @Test
  void withoutASuspensionTheyRunAsBefore() {
    for (String name : FixtureRun.cases(Initialisers.class)) {
      Outcome expected = new FixtureRun(new FixtureLoader(false), FIXTURE).runPlain(name);
      assertEquals(expected, instrumented().runInContinuation(name, k -> false).outcome());
      int last = expected.hooks() - 1;
      assertEquals(expected, instrumented().runInContinuation(name, k -> k == last).outcome());
    }
  }

  /** In loaders of its own: static initialisers run once. */
  private static FixtureRun instrumented() {
    return new FixtureRun(new FixtureLoader(true), FIXTURE);
  }
}
