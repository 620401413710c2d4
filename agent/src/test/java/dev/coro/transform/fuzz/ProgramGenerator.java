package dev.coro.transform.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.objectweb.asm.Opcodes;

/** Makes the program of a seed: the same with every JDK, because {@link Random} is specified. */
final class ProgramGenerator {
  private static final int[] OLD_VERSIONS = {
    Opcodes.V1_2, Opcodes.V1_4, Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_7, Opcodes.V1_8, Opcodes.V9
  };

  /** Kinds to which the JVM narrows results. */
  private static final List<Kind> SMALL = List.of(Kind.BOOLEAN, Kind.BYTE, Kind.SHORT, Kind.CHAR);

  private static final List<Method.Call> CALLS = List.of(Method.Call.values());

  private final Random random;

  private ProgramGenerator(long seed) {
    this.random = new Random(scrambled(seed));
  }

  /** The program with this number. */
  static Program program(long seed) {
    return new ProgramGenerator(seed).generate(seed);
  }

  /** Neighbouring seeds of {@link Random} begin alike: this is SplitMix64's finisher. */
  private static long scrambled(long seed) {
    long mixed = (seed ^ (seed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  private Program generate(long seed) {
    int version =
        random.nextInt(4) == 0 ? OLD_VERSIONS[random.nextInt(OLD_VERSIONS.length)] : Opcodes.V17;
    List<Method> signatures = signatures();
    List<Method> methods = new ArrayList<>();
    for (Method signature : signatures) {
      int size = 10 + random.nextInt(signature.id() == 0 ? 110 : 50);
      Draft draft = new Draft(random, signatures, signature, size);
      methods.add(signature.with(new StatementGenerator(draft).body()));
    }
    return new Program(seed, version, 20 + random.nextInt(60), methods);
  }

  private List<Method> signatures() {
    List<Method> found = new ArrayList<>();
    Node none = Node.block(List.of());
    found.add(
        new Method(0, Kind.MAIN, Method.Call.STATIC, true, false, List.of(), Kind.OBJECT, none));
    int count = 1 + random.nextInt(5);
    for (int id = 1; id <= count; id++) {
      Method.Call call = CALLS.get(random.nextInt(CALLS.size()));
      boolean suspendable = call == Method.Call.LAMBDA || random.nextInt(6) != 0;
      List<Kind> parameters = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        parameters.add(anyKind());
      }
      if (call == Method.Call.LAMBDA || random.nextInt(4) == 0) {
        parameters.add(Kind.INT);
      }
      Kind result = random.nextInt(6) == 0 ? Kind.VOID : anyKind();
      if (random.nextInt(4) == 0) {
        result = SMALL.get(random.nextInt(SMALL.size()));
      }
      if (call == Method.Call.LAMBDA || random.nextInt(4) == 0) {
        result = Kind.INT;
      }
      for (Kind owner : owners(call)) {
        boolean isSynchronized = random.nextInt(8) == 0 && call != Method.Call.LAMBDA;
        found.add(
            new Method(id, owner, call, suspendable, isSynchronized, parameters, result, none));
      }
    }
    return found;
  }

  /** Classes that implement a method: a virtual one is overridden now and then. */
  private List<Kind> owners(Method.Call call) {
    return switch (call) {
      case STATIC, LAMBDA -> List.of(Kind.MAIN);
      case PRIVATE -> List.of(Kind.BASE);
      case VIRTUAL -> random.nextBoolean() ? List.of(Kind.BASE) : List.of(Kind.BASE, Kind.DERIVED);
      case INTERFACE ->
          random.nextBoolean()
              ? List.of(Kind.BASE, Kind.OTHER)
              : List.of(Kind.BASE, Kind.DERIVED, Kind.OTHER);
    };
  }

  private Kind anyKind() {
    return Kind.VALUES[random.nextInt(Kind.VALUES.length)];
  }
}
