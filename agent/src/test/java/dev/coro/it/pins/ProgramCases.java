package dev.coro.it.pins;

import dev.coro.Suspendable;
import dev.coro.SuspendableRunnable;
import java.util.Map;

/** Code of the program itself between a suspension and its continuation. */
final class ProgramCases {
  private ProgramCases() {}

  static void addTo(Map<String, PinCase> cases) {
    cases.put("unannotated", ProgramCases::unannotated);
    cases.put("lambda", ProgramCases::lambda);
    cases.put("otherDeclaration", ProgramCases::otherDeclaration);
    cases.put("lambdaThatCalls", ProgramCases::lambdaThatCalls);
    cases.put("lambdaInLambda", ProgramCases::lambdaInLambda);
    cases.put("inherited", ProgramCases::inherited);
    cases.put("sameLine", ProgramCases::sameLine);
    cases.put("sameLineWithValues", ProgramCases::sameLineWithValues);
    cases.put("constructor", ProgramCases::constructor);
    cases.put("staticInitialiser", ProgramCases::staticInitialiser);
    cases.put("dynamicCall", ProgramCases::dynamicCall);
    cases.put("hiddenClass", ProgramCases::hiddenClass);
    cases.put("hiddenClassByReference", ProgramCases::hiddenClassByReference);
  }

  @Suspendable
  private static void unannotated() {
    plain();
  }

  private static void plain() {
    Leaf.park();
  }

  @Suspendable
  private static void lambda() {
    Runnable task = () -> Leaf.park();
    task.run();
  }

  private static final class Task implements Runnable {
    @Override
    @Suspendable
    public void run() {
      Leaf.park();
    }
  }

  @Suspendable
  private static void otherDeclaration() {
    Runnable task = new Task();
    task.run();
  }

  /** The body of the lambda is suspendable; what it calls through {@code Runnable} is not. */
  @Suspendable
  private static void lambdaThatCalls() throws Exception {
    SuspendableRunnable body =
        () -> {
          Runnable task = new Task();
          task.run();
        };
    body.run();
  }

  @Suspendable
  private static void lambdaInLambda() throws Exception {
    SuspendableRunnable body =
        () -> {
          Runnable task = inner("seen");
          task.run();
        };
    body.run();
  }

  private static Runnable inner(Object seen) {
    return () -> {
      Leaf.park();
      System.out.println("never printed: " + seen);
    };
  }

  /** Not a Runnable, and so not prepared to be called as one. */
  static class Base {
    @Suspendable
    public void run() {
      Leaf.park();
    }
  }

  private static final class Heir extends Base implements Runnable {}

  @Suspendable
  private static void inherited() {
    Runnable task = new Heir();
    task.run();
  }

  /** Called as itself, the inherited method suspends. */
  @Suspendable
  static void inheritedDirectly() {
    new Heir().run();
    new Base().run();
  }

  @Suspendable
  private static void nothing(Runnable task) {
    task.run();
  }

  /** Both calls have one name and one line; the first, which may suspend, does not. */
  @Suspendable
  private static void sameLine() throws Exception {
    SuspendableRunnable nothing = () -> nothing(() -> {});
    Runnable task = new Task();
    // spotless:off
    nothing.run();
    task.run();
    // spotless:on
  }

  private interface Sum {
    long of(long a, int b, Object c);
  }

  private static final class SuspendingSum implements Sum {
    @Override
    @Suspendable
    public long of(long a, int b, Object c) {
      if (c instanceof String) {
        Leaf.park();
      }
      return a + b;
    }
  }

  @Suspendable
  private static void sameLineWithValues() {
    SuspendingSum sum = new SuspendingSum();
    Sum other = sum;
    long result = sum.of(1, 2, null) + other.of(3, 4, null) + other.of(5, 6, "park");
    System.out.println("never printed: " + result);
  }

  private static final class Built {
    Built() {
      Leaf.park();
    }
  }

  @Suspendable
  private static void constructor() {
    Built unused = new Built();
  }

  private static final class Initialised {
    static final int VALUE = value();

    @Suspendable
    private static int value() {
      Leaf.park();
      return 1;
    }
  }

  @Suspendable
  private static void staticInitialiser() {
    System.out.println("never printed: " + Initialised.VALUE);
  }

  @Suspendable
  private static void dynamicCall() throws Exception {
    MadeClasses.dynamicCaller().run();
  }

  /** A hidden class with an ordinary method in between. */
  @Suspendable
  private static void hiddenClass() throws Exception {
    Runnable hidden = (Runnable) MadeClasses.hidden(HiddenTask.class);
    hidden.run();
  }

  @Suspendable
  private static void hiddenClassByReference() throws Exception {
    Runnable hidden = (Runnable) MadeClasses.hiddenByReference(HiddenTask.class);
    hidden.run();
  }
}
