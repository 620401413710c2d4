package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coro.Continuation;
import dev.coro.Generator;
import dev.coro.Suspendable;
import dev.coro.serial.ParkedContinuation;
import dev.coro.serial.ParkedFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another format than Java's, written as a user of {@code dev.coro.serial} would. */
class JsonContinuationIT {
  private static final List<String> RAN = new ArrayList<>();
  private static final ClassLoader LOADER = JsonContinuationIT.class.getClassLoader();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @BeforeEach
  void clear() {
    RAN.clear();
  }

  /** A variable that has no need to be {@link java.io.Serializable}. */
  public record Customer(String name, int age) {}

  /** One continuation as JSON; a reference to it is written as {@code {"self": true}}. */
  private static String toJson(Continuation continuation) throws JsonProcessingException {
    ParkedContinuation parked = ParkedContinuation.of(continuation);
    ObjectNode root = MAPPER.createObjectNode().put("pins", parked.pins());
    ArrayNode frames = root.putArray("frames");
    for (ParkedFrame frame : parked.frames()) {
      ObjectNode node = frames.addObject();
      node.put("class", frame.className()).put("method", frame.method());
      node.put("descriptor", frame.descriptor()).put("stamp", frame.stamp());
      node.put("point", frame.point()).put("file", frame.file()).put("line", frame.line());
      node.set("primitives", MAPPER.valueToTree(frame.primitives()));
      ArrayNode references = node.putArray("references");
      for (int i = 0; i < frame.references().size(); i++) {
        Object value = frame.references().get(i);
        if (value == null) {
          references.addNull();
        } else if (value == continuation) {
          references.addObject().put("self", true);
        } else if (value instanceof Thread) {
          throw new IllegalArgumentException(
              frame.nameOf(i, LOADER) + " of " + frame.place() + " is a thread");
        } else {
          ObjectNode object = references.addObject().put("type", value.getClass().getName());
          object.set("value", MAPPER.valueToTree(value));
        }
      }
    }
    return MAPPER.writeValueAsString(root);
  }

  private static Continuation fromJson(String json) throws Exception {
    JsonNode root = MAPPER.readTree(json);
    Continuation blank = ParkedContinuation.blank();
    List<ParkedFrame> frames = new ArrayList<>();
    for (JsonNode node : root.get("frames")) {
      List<Long> primitives = new ArrayList<>();
      node.get("primitives").forEach(number -> primitives.add(number.longValue()));
      List<Object> references = new ArrayList<>();
      for (JsonNode object : node.get("references")) {
        references.add(
            object.isNull()
                ? null
                : object.has("self")
                    ? blank
                    : MAPPER.treeToValue(
                        object.get("value"), Class.forName(object.get("type").textValue())));
      }
      frames.add(
          new ParkedFrame(
              node.get("class").textValue(),
              node.get("method").textValue(),
              node.get("descriptor").textValue(),
              node.get("stamp").intValue(),
              node.get("point").intValue(),
              node.get("file").textValue(),
              node.get("line").intValue(),
              primitives,
              references));
    }
    new ParkedContinuation(frames, root.get("pins").intValue()).restoreInto(blank, LOADER);
    return blank;
  }

  @Suspendable
  private static long greet(int depth, Customer customer, double factor) {
    if (depth == 0) {
      Continuation.suspend();
      RAN.add("hello " + customer.name());
      return customer.age();
    }
    return (long) (greet(depth - 1, customer, factor) * factor);
  }

  private static void note(Object value) {
    RAN.add(String.valueOf(value));
  }

  @Test
  void aContinuationGoesOnFromJson() throws Exception {
    Continuation c = new Continuation(() -> note(greet(3, new Customer("Ada", 10), 2.5)));
    c.resume();
    String json = toJson(c);
    Continuation read = fromJson(json);
    assertEquals(c.stackTrace(), read.stackTrace());
    assertEquals(ParkedContinuation.of(c), ParkedContinuation.of(read));
    assertFalse(read.resume());
    assertFalse(fromJson(json).resume());
    assertFalse(c.resume());
    assertEquals(List.of("hello Ada", "155", "hello Ada", "155", "hello Ada", "155"), RAN);
  }

  @Test
  void oneThatRefersToItselfFindsTheOneThatWasRead() throws Exception {
    Continuation loop = new Continuation(() -> keepSelf());
    SELF.set(loop);
    loop.resume();
    Continuation read = fromJson(toJson(loop));
    assertFalse(read.resume());
    assertSame(read, FOUND.get());
    assertFalse(loop.isDone());
  }

  private static final AtomicReference<Continuation> SELF = new AtomicReference<>();
  private static final AtomicReference<Continuation> FOUND = new AtomicReference<>();

  @Suspendable
  private static void keepSelf() {
    Continuation own = SELF.get();
    Continuation.suspend();
    FOUND.set(own);
  }

  @Test
  void theCodecCanNameAVariable() {
    Continuation c = new Continuation(() -> keepThread(Thread.currentThread()));
    c.resume();
    assertEquals(
        "variable 'worker' of dev.coro.it.JsonContinuationIT#keepThread(Thread) at"
            + " JsonContinuationIT.java:N is a thread",
        Messages.of(assertThrows(IllegalArgumentException.class, () -> toJson(c))));
  }

  @Suspendable
  private static void keepThread(Thread worker) {
    Continuation.suspend();
    note(worker.isAlive());
  }

  private static String refusal(Continuation c) {
    return Messages.of(assertThrows(IllegalStateException.class, () -> ParkedContinuation.of(c)));
  }

  @Test
  void whatIsNotParkedIsRefused() {
    Continuation c = new Continuation(() -> note("begun"));
    assertEquals(
        "[CO253] cannot write a continuation: it has not begun. Write it when it has suspended.",
        refusal(c));
    c.resume();
    assertEquals(
        "[CO253] cannot write a continuation: it has ended. Write it when it has suspended.",
        refusal(c));
    Continuation inside =
        new Continuation(
            () -> {
              Generator<Integer> generator = Generator.of(out -> Continuation.suspend());
              note(generator.iterator().hasNext());
            });
    inside.resume();
    assertEquals(
        "[CO253] cannot write a continuation: it was suspended by a generator that runs inside it."
            + " Use Java serialisation, which can write both.",
        refusal(inside));
  }

  private static String unreadable(ParkedFrame frame) {
    ParkedContinuation parked = new ParkedContinuation(List.of(frame), 0);
    String message =
        Messages.of(assertThrows(IllegalStateException.class, () -> parked.toContinuation(LOADER)));
    return message.substring(0, 7);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Continuation c = new Continuation(() -> keepThread(Thread.currentThread()));
    c.resume();
    ParkedFrame f = ParkedContinuation.of(c).frames().get(0);
    assertEquals("[CO255]", unreadable(changed(f, "no.Such", f.method(), f.stamp(), f.point())));
    assertEquals("[CO256]", unreadable(changed(f, f.className(), "none", f.stamp(), f.point())));
    assertEquals(
        "[CO256]", unreadable(changed(f, f.className(), f.method(), f.stamp() + 1, f.point())));
    assertEquals(
        "[CO256]",
        unreadable(changed(f, f.className(), f.method(), f.stamp() ^ 1 << 20, f.point())));
    assertEquals("[CO258]", unreadable(changed(f, f.className(), f.method(), f.stamp(), 2)));
    assertEquals("[CO257]", unreadable(changed(f, f.className(), "note", f.stamp(), f.point())));
    ParkedContinuation nothing = new ParkedContinuation(List.of(), 0);
    assertTrue(
        assertThrows(IllegalStateException.class, () -> nothing.toContinuation(LOADER))
            .getMessage()
            .startsWith("[CO258]"));
    ParkedContinuation good = ParkedContinuation.of(c);
    assertTrue(
        assertThrows(IllegalStateException.class, () -> good.restoreInto(c, LOADER))
            .getMessage()
            .startsWith("[CO258]"));
    assertFalse(good.toContinuation(LOADER).resume());
  }

  private static ParkedFrame changed(
      ParkedFrame f, String className, String method, int stamp, int point) {
    String descriptor = method.equals("note") ? "(Ljava/lang/Object;)V" : f.descriptor();
    return new ParkedFrame(
        className,
        method,
        descriptor,
        stamp,
        point,
        f.file(),
        f.line(),
        f.primitives(),
        f.references());
  }
}
