import dev.coro.Continuation;
import dev.coro.NotSuspendableException;
import dev.coro.Suspendable;
import dev.coro.it.pins.Leaf;
import dev.coro.it.pins.PinCase;
import dev.coro.it.pins.PinMatrix;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** C's {@code qsort} calls back a comparator that suspends. */
public class ForeignUpcalls {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final MethodHandle QSORT =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().find("qsort").orElseThrow(),
              FunctionDescriptor.ofVoid(
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.ADDRESS));

  /** What the comparators were refused with: an exception that leaves an upcall ends the JVM. */
  private static final List<NotSuspendableException> refused = new ArrayList<>();

  public static void main(String[] args) throws Throwable {
    Map<String, PinCase> cases = new LinkedHashMap<>();
    cases.put("upcall", ForeignUpcalls::upcall);
    cases.put("plainUpcall", ForeignUpcalls::plainUpcall);
    PinMatrix.print(cases);
    nothingIsLost();
  }

  @Suspendable
  private static void upcall() throws Throwable {
    sort("compare", 2, 1);
    throw refused.get(0);
  }

  @Suspendable
  private static void plainUpcall() throws Throwable {
    sort("comparePlainly", 2, 1);
    throw refused.get(0);
  }

  /** Every comparison of a longer sort is refused; the sort and the continuation go on. */
  private static void nothingIsLost() {
    refused.clear();
    Continuation continuation =
        new Continuation(
            () -> {
              int[] sorted = sort("compare", 5, 3, 1, 4, 2);
              Continuation.suspend();
              System.out.println("sorted\t" + Arrays.toString(sorted));
            });
    System.out.println("refusedOften\t" + (continuation.resume() && refused.size() >= 5));
    System.out.println("ended\t" + !continuation.resume());
  }

  @Suspendable
  private static int[] sort(String comparator, int... values) {
    refused.clear();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment array = arena.allocateFrom(ValueLayout.JAVA_INT, values);
      var pointer = ValueLayout.ADDRESS.withTargetLayout(ValueLayout.JAVA_INT);
      MemorySegment compare =
          Linker.nativeLinker()
              .upcallStub(
                  LOOKUP.findStatic(
                      ForeignUpcalls.class,
                      comparator,
                      MethodType.methodType(
                          int.class, MemorySegment.class, MemorySegment.class)),
                  FunctionDescriptor.of(ValueLayout.JAVA_INT, pointer, pointer),
                  arena);
      QSORT.invokeExact(array, (long) values.length, 4L, compare);
      return array.toArray(ValueLayout.JAVA_INT);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Suspendable
  private static int compare(MemorySegment a, MemorySegment b) {
    try {
      Leaf.park();
    } catch (NotSuspendableException e) {
      refused.add(e);
    }
    return Integer.compare(a.get(ValueLayout.JAVA_INT, 0), b.get(ValueLayout.JAVA_INT, 0));
  }

  private static int comparePlainly(MemorySegment a, MemorySegment b) {
    return compare(a, b);
  }
}
