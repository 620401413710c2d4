package dev.coro.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coro.transform.fixtures.SerializedReferences;
import dev.coro.transform.testing.BytecodeCheck;
import dev.coro.transform.testing.Differential;
import dev.coro.transform.testing.FixtureLoader;
import dev.coro.transform.testing.FixtureRun;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A serialised reference is made again with its adapter, whichever program wrote it. */
final class SerializedReferencesTest {
  private static final String FIXTURE = SerializedReferences.class.getName();

  private final FixtureLoader plain = new FixtureLoader(false);
  private final FixtureLoader instrumented = new FixtureLoader(true);

  static Stream<String> cases() {
    return FixtureRun.cases(SerializedReferences.class).stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void copyBehavesLikeTheReference(String name) {
    Differential.check(plain, instrumented, FIXTURE, name);
    assertEquals(List.of(), instrumented.diagnostics());
    var result = (TransformResult.Transformed) instrumented.result(FIXTURE);
    BytecodeCheck.verify(FIXTURE, result.classFile(), instrumented);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void referenceOfAnotherProgramCanBeRead(boolean writerIsInstrumented) throws Exception {
    FixtureLoader writer = new FixtureLoader(writerIsInstrumented);
    Object stream = writer.initialize(FIXTURE).getMethod("stream").invoke(null);
    instrumented.initialize(FIXTURE).getField("given").set(null, stream);
    var trace = new FixtureRun(instrumented, FIXTURE).runInContinuation("readGiven", k -> true);
    assertEquals("returned Integer:42", trace.outcome().end());
    assertEquals(1, trace.suspensions());
  }

  /** Serialised references live longer than the order of the methods in a class. */
  @Test
  void adaptersOfSerializableReferencesHaveNamesThatStay() throws Exception {
    byte[] stream = (byte[]) instrumented.initialize(FIXTURE).getMethod("stream").invoke(null);
    String text = new String(stream, java.nio.charset.StandardCharsets.ISO_8859_1);
    int start = text.indexOf("lambda$coro$");
    assertEquals(
        "lambda$coro$twice$",
        text.substring(start, start + "lambda$coro$twice$".length()),
        "the adapter is named after its target");
  }
}
