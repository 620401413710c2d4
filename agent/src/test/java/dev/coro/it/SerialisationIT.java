package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Carrier;
import dev.coro.Continuation;
import dev.coro.Coroutine;
import dev.coro.Generator;
import dev.coro.Suspendable;
import dev.coro.SuspendableRunnable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Written and read in one JVM; {@code StoredContinuationIT} does so in two. */
class SerialisationIT {
  /** Static, so that bodies need not keep the test. */
  private static final List<String> RAN = new ArrayList<>();

  @BeforeEach
  void clear() {
    RAN.clear();
  }

  static byte[] write(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    return bytes.toByteArray();
  }

  static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    }
  }

  private static Continuation copy(Continuation parked) throws Exception {
    return (Continuation) read(write(parked));
  }

  /** Not {@code RAN.add(...)}: the list would wait on the operand stack and be copied with it. */
  private static void note(Object value) {
    RAN.add(String.valueOf(value));
  }

  private static void finish(Continuation continuation) {
    while (continuation.resume()) {}
  }

  @Suspendable
  private static long deep(int depth, long sum) {
    if (depth == 0) {
      Continuation.suspend();
      return sum;
    }
    long below = deep(depth - 1, sum + depth);
    return below * 3 + depth;
  }

  @Test
  void whatWasReadGoesOnAndWhatWasWrittenDoesToo() throws Exception {
    for (int depth : new int[] {0, 1, 10, 2000}) {
      RAN.clear();
      Continuation c = new Continuation(() -> note(deep(depth, 1)));
      c.resume();
      Continuation read = copy(c);
      assertEquals(c.stackTrace(), read.stackTrace());
      assertFalse(read.resume());
      assertFalse(c.resume());
      assertEquals(2, RAN.size());
      assertEquals(RAN.get(0), RAN.get(1));
    }
  }

  @Test
  void everyTypeOfVariableIsKept() throws Exception {
    Continuation c = new Continuation(() -> types(true, (byte) -1, 'x', (short) -2));
    c.resume();
    finish(copy(c));
    finish(c);
    assertEquals(
        List.of(
            "true -1 x -2 3 -4 1.5 -2.5 text [1, 2] null RED",
            "true -1 x -2 3 -4 1.5 -2.5 text [1, 2] null RED"),
        RAN);
  }

  private enum Colour {
    RED
  }

  @Suspendable
  private static void types(boolean z, byte b, char c, short s) {
    int i = z ? 3 : 0;
    long j = i - 7L;
    float f = i / 2f;
    double d = -2.5 * (i - 2);
    String text = "te" + "xt".substring(0, i - 1);
    int[] array = {1, i - 1};
    Object none = i == 3 ? null : "";
    Colour colour = Colour.values()[i - 3];
    Continuation.suspend();
    RAN.add(
        z
            + " "
            + b
            + " "
            + c
            + " "
            + s
            + " "
            + i
            + " "
            + j
            + " "
            + f
            + " "
            + d
            + " "
            + text
            + " "
            + Arrays.toString(array)
            + " "
            + none
            + " "
            + colour);
  }

  @Test
  void loopsAndFinallyBlocksGoOn() throws Exception {
    Continuation c =
        new Continuation(
            () -> {
              int total = 0;
              for (int i = 0; i < 4; i++) {
                try {
                  Continuation.suspend();
                  total += i;
                } finally {
                  RAN.add("finally " + i);
                }
              }
              RAN.add("total " + total);
            });
    c.resume();
    c.resume();
    Continuation read = c;
    for (int i = 0; i < 3; i++) {
      read = copy(read);
      read.resume();
    }
    assertTrue(read.isDone());
    assertEquals(List.of("finally 0", "finally 1", "finally 2", "finally 3", "total 6"), RAN);
  }

  @Test
  void anExceptionIsCaughtByACallerThatWasReadFromTheStream() throws Exception {
    Continuation c =
        new Continuation(
            () -> {
              try {
                thrower();
              } catch (IllegalStateException e) {
                RAN.add("caught " + e.getMessage() + " " + e.getStackTrace()[1].getMethodName());
              }
            });
    c.resume();
    finish(copy(c));
    assertEquals(1, RAN.size());
    assertTrue(RAN.get(0).startsWith("caught thrown "), RAN.get(0));
  }

  @Suspendable
  private static void thrower() {
    Continuation.suspend();
    throw new IllegalStateException("thrown");
  }

  @Test
  void twoVariablesWithOneObjectHaveOneObjectAgain() throws Exception {
    Continuation c =
        new Continuation(
            () -> {
              List<String> list = new ArrayList<>();
              List<String> same = list;
              share(list);
              RAN.add("" + (list == same) + list);
            });
    c.resume();
    finish(copy(c));
    assertEquals(List.of("true[added]"), RAN);
  }

  @Suspendable
  private static void share(List<String> list) {
    Continuation.suspend();
    list.add("added");
  }

  @Test
  void continuationsInOneStreamShareObjectsAndMayReferToThemselves() throws Exception {
    ArrayList<String> log = new ArrayList<>();
    AtomicReference<Continuation> self = new AtomicReference<>();
    Continuation first = new Continuation(() -> append(log, "first", self));
    Continuation second = new Continuation(() -> append(log, "second", self));
    self.set(first);
    first.resume();
    second.resume();
    Object[] read = (Object[]) read(write(new Object[] {first, second, log}));
    ((Continuation) read[0]).resume();
    ((Continuation) read[1]).resume();
    assertEquals(List.of("first", "second"), read[2]);
    assertEquals(List.of(), log);
    assertEquals(List.of("first running: true", "second running: false"), RAN);
  }

  @Suspendable
  private static void append(
      List<String> log, String name, AtomicReference<Continuation> continuation) {
    Continuation.suspend();
    log.add(name);
    RAN.add(name + " running: " + !continuation.get().isDone());
  }

  @Test
  void aForkIsWrittenLikeAnyOther() throws Exception {
    Continuation c = new Continuation(() -> note(deep(5, 1)));
    c.resume();
    Continuation fork = c.fork();
    finish(copy(fork).fork());
    finish(copy(c));
    finish(fork);
    assertEquals(3, RAN.size());
    assertEquals(RAN.get(0), RAN.get(2));
  }

  @Test
  void oneThatHasNotBegunIsWrittenWithItsBody() throws Exception {
    Continuation c = new Continuation((SuspendableRunnable & Serializable) () -> RAN.add("begun"));
    finish(copy(c));
    assertEquals(List.of("begun"), RAN);
    finish(c);
    assertTrue(copy(c).isDone());
  }

  // ---- generators

  private static Generator<Integer> counting(int from) {
    return Generator.of(
        out -> {
          try {
            for (int i = from; i < from + 4; i++) {
              out.yield(i);
            }
          } finally {
            RAN.add("closed " + from);
          }
        });
  }

  @Test
  @SuppressWarnings("unchecked")
  void aParkedGeneratorGoesOn() throws Exception {
    Generator<Integer> generator = counting(10);
    assertEquals(10, generator.iterator().next());
    assertTrue(generator.iterator().hasNext()); // An element waits.
    Generator<Integer> read = (Generator<Integer>) read(write(generator));
    assertEquals(List.of(11, 12, 13), read.stream().toList());
    assertEquals(11, generator.iterator().next());
    Generator<Integer> again = (Generator<Integer>) read(write(generator));
    again.close();
    assertEquals(List.of("closed 10", "closed 10"), RAN);
    assertEquals(List.of(12, 13), generator.stream().toList());
    assertFalse(((Generator<Integer>) read(write(generator))).iterator().hasNext());
  }

  @Test
  void aGeneratorInAVariableGoesOn() throws Exception {
    Continuation c =
        new Continuation(
            () -> {
              Generator<Integer> numbers = counting(1);
              int sum = numbers.iterator().next();
              Continuation.suspend();
              while (numbers.iterator().hasNext()) {
                sum = sum * 10 + numbers.iterator().next();
              }
              RAN.add("sum " + sum);
            });
    c.resume();
    finish(copy(c));
    finish(c);
    assertEquals(List.of("closed 1", "sum 1234", "closed 1", "sum 1234"), RAN);
  }

  @Suspendable
  private static void drive(String name) {
    Generator<Integer> numbers =
        Generator.of(
            out -> {
              for (int i = 1; i < 4; i++) {
                Continuation.suspend();
                out.yield(i);
              }
            });
    int sum = 0;
    for (Generator.Cursor<Integer> cursor = numbers.iterator(); cursor.hasNext(); ) {
      sum = sum * 10 + cursor.next();
    }
    RAN.add(name + " " + sum);
  }

  @Test
  void oneThatWasSuspendedFromInsideAGeneratorIsWrittenWithIt() throws Exception {
    Continuation c = new Continuation(() -> drive("driven"));
    c.resume();
    c.resume();
    Continuation read = copy(c);
    assertEquals(c.stackTrace(), read.stackTrace());
    finish(read);
    finish(c);
    assertEquals(List.of("driven 123", "driven 123"), RAN);
  }

  /** Whichever of the two is reached first. */
  @Test
  void anInnerOneIsWrittenWithTheOneItWasSuspendedWith() throws Exception {
    AtomicReference<Generator<Integer>> inner = new AtomicReference<>();
    Continuation c = new Continuation(() -> driveInto(inner));
    c.resume();
    Object[] read = (Object[]) read(write(new Object[] {inner.get(), c}));
    assertNotSame(c, read[1]);
    finish((Continuation) read[1]);
    assertEquals(List.of("1"), RAN);
    assertFalse(((Generator<?>) read[0]).iterator().hasNext());
  }

  @Suspendable
  private static void driveInto(AtomicReference<Generator<Integer>> place) {
    Generator<Integer> numbers =
        Generator.of(
            out -> {
              Continuation.suspend();
              out.yield(1);
            });
    place.set(numbers);
    Generator.Cursor<Integer> cursor = numbers.iterator();
    note(cursor.next());
    boolean unused = cursor.hasNext();
  }

  // ---- refused

  /** Cannot be written. */
  private static final class Socket {
    private int port = 1;
  }

  private static final class Cart implements Serializable {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // Tests put in what is not serialisable.
    private final Object content;

    Cart(Object content) {
      this.content = content;
    }
  }

  private static String refusal(Object value) {
    return Messages.of(assertThrows(NotSerializableException.class, () -> write(value)));
  }

  @Test
  void aVariableThatIsNotSerialisableIsNamedAndNothingIsLost() {
    Continuation c = new Continuation(() -> open("x", 1));
    c.resume();
    assertEquals(
        "[CO254] cannot write a continuation parked in"
            + " dev.coro.it.SerialisationIT#open(String, int) at SerialisationIT.java:N: variable"
            + " 'connection' is a dev.coro.it.SerialisationIT$Socket, which is not serialisable."
            + " Make the class Serializable, or get the value again behind the suspension instead"
            + " of keeping it.",
        refusal(c));
    finish(c);
    assertEquals(List.of("x2"), RAN);
  }

  @Suspendable
  private static void open(String text, int add) {
    Socket connection = new Socket();
    Continuation.suspend();
    RAN.add(text + (connection.port + add));
  }

  @Test
  void aValueInsideOfAVariableIsNamed() {
    Continuation c = new Continuation(() -> keep(new Cart(List.of(new Socket()))));
    c.resume();
    String message = refusal(c);
    assertTrue(
        message.contains("variable 'cart' leads to a dev.coro.it.SerialisationIT$Socket"), message);
    finish(c);
  }

  @Suspendable
  private static void keep(Cart cart) {
    Continuation.suspend();
    RAN.add("" + cart.content);
  }

  @Test
  void theObjectOfTheMethodAndTheOperandStackAreNamed() {
    Continuation c =
        new Continuation(
            new SuspendableRunnable() {
              @Override
              public void run() {
                Continuation.suspend();
                RAN.add("" + SerialisationIT.this);
              }
            });
    c.resume();
    String message = refusal(c);
    assertTrue(message.contains(": 'this' is a dev.coro.it.SerialisationIT$1, which"), message);
    Continuation onStack = new Continuation(() -> join(new Socket(), pause()));
    onStack.resume();
    message = refusal(onStack);
    assertTrue(message.contains(": value number 1 is a"), message);
  }

  private static void join(Socket socket, String text) {
    RAN.add(socket.port + text);
  }

  @Suspendable
  private static String pause() {
    Continuation.suspend();
    return "";
  }

  @Test
  void lambdasNeedASerialisableInterface() throws Exception {
    Runnable plain = () -> RAN.add("plain");
    Continuation c = new Continuation(() -> runLater(plain));
    c.resume();
    String message = refusal(c);
    assertTrue(message.contains("variable 'later' is a "), message);
    assertTrue(
        message.endsWith(
            "Cast the lambda to an intersection of its interface with" + " Serializable."),
        message);
    Runnable serialisable = (Runnable & Serializable) () -> RAN.add("serialisable");
    Continuation other = new Continuation(() -> runLater(serialisable));
    other.resume();
    finish(copy(other));
    assertEquals(List.of("serialisable"), RAN);
    message = refusal(new Continuation(() -> {}));
    assertTrue(message.startsWith("[CO254] cannot write a continuation: its body is a "), message);
  }

  @Suspendable
  private static void runLater(Runnable later) {
    Continuation.suspend();
    later.run();
  }

  @Test
  void oneThatRunsOrHoldsAMonitorIsRefused() throws Exception {
    AtomicReference<Continuation> self = new AtomicReference<>();
    Continuation running = new Continuation(() -> RAN.add(refusal(self.get())));
    self.set(running);
    running.resume();
    assertEquals(
        List.of(
            "[CO253] cannot write a continuation: it is running. Write it when it has suspended."),
        RAN);
    Cart lock = new Cart("");
    Continuation holds = new Continuation(() -> hold(lock));
    holds.resume();
    String message = refusal(holds);
    assertTrue(
        message.contains("it holds the monitor of dev.coro.it.SerialisationIT$Cart@"), message);
    assertTrue(message.contains("in dev.coro.it.SerialisationIT#hold(Cart)"), message);
    holds.resume();
    finish(copy(holds));
    assertEquals("end", RAN.get(1));
  }

  @Suspendable
  private static void hold(Cart lock) {
    synchronized (lock) {
      Continuation.suspend();
    }
    Continuation.suspend();
    RAN.add("end");
  }

  @Test
  void whatBelongsToACarrierIsRefused() {
    Carrier.run(
        () -> {
          Generator<Integer> sleeping =
              Generator.of(
                  out -> {
                    Coroutine.yield();
                    out.yield(1);
                  });
          Coroutine<Integer> consumer =
              Coroutine.start("consumer", () -> sleeping.iterator().next());
          Coroutine.yield();
          String message = refusal(sleeping);
          assertTrue(
              message.startsWith(
                  "[CO253] cannot write a generator: it was suspended together with coroutine"
                      + " 'consumer'"),
              message);
          assertTrue(message.contains("which belongs to a carrier"), message);
          assertEquals(1, consumer.join());
          Continuation keeps = new Continuation(() -> keepCoroutine(consumer));
          keeps.resume();
          message = refusal(keeps);
          assertTrue(
              message.contains(
                  "variable 'coroutine' is a dev.coro.Coroutine, which belongs to this JVM"),
              message);
        });
  }

  @Suspendable
  private static void keepCoroutine(Coroutine<Integer> coroutine) {
    Continuation.suspend();
    RAN.add("" + coroutine);
  }

  @Test
  void aStreamThatWasChangedIsRefused() throws Exception {
    Continuation c = new Continuation(() -> note(deep(0, 1)));
    c.resume();
    byte[] bytes = write(c);
    int format = indexOf(bytes, new byte[] {1, 1, 0, 0, 0, 0, 0, 0, 0, 2});
    byte[] otherFormat = bytes.clone();
    otherFormat[format] = 9;
    assertEquals(
        "[CO258] this is not a parked continuation: its format has the number 9. Read what was"
            + " written, by the same version of coro, and change nothing in between.",
        assertThrows(InvalidObjectException.class, () -> read(otherFormat)).getMessage());
    byte[] otherStatus = bytes.clone();
    otherStatus[format + 1] = 77;
    assertTrue(
        assertThrows(InvalidObjectException.class, () -> read(otherStatus))
            .getMessage()
            .startsWith("[CO258]"));
    byte[] otherMethod = bytes.clone();
    otherMethod[indexOf(bytes, "deep".getBytes(java.nio.charset.StandardCharsets.UTF_8))] = 'D';
    String message =
        Messages.of(assertThrows(InvalidObjectException.class, () -> read(otherMethod)));
    assertEquals(
        "[CO256] cannot read an activation of dev.coro.it.SerialisationIT#Deep(int, long) at"
            + " SerialisationIT.java:N: its class has no such method here. What it saved may not"
            + " fit the code here; read it with the code that wrote it, or start again.",
        message);
    finish(c);
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int i = 0; i + wanted.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }
}
