import dev.coro.Continuation;
import dev.coro.Suspendable;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.ResettableClassFileTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;

/** Parks in a class, has it retransformed, and runs on. */
public class Parking {
  @Suspendable
  static String work(int n) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < n; i++) {
      text.append(nested(i)).append(' ');
      Continuation.suspend();
    }
    return text.toString();
  }

  @Suspendable
  static long nested(long x) {
    try {
      Continuation.suspend();
      if (x == 2) {
        throw new IllegalStateException("two");
      }
      return 10 * x;
    } catch (IllegalStateException e) {
      Continuation.suspend();
      return -1;
    }
  }
}

class ParkingMain {
  public static void main(String[] args) throws Exception {
    String[] result = new String[1];
    Continuation continuation = new Continuation(() -> result[0] = Parking.work(4));
    int resumed = 0;
    try {
      while (continuation.resume()) {
        if (resumed++ % 3 == 1) {
          change(args[0]);
        }
      }
      System.out.println(result[0]);
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage().substring(1, 6));
    }
    Continuation another = new Continuation(() -> result[0] = Parking.work(4));
    while (another.resume()) {
      resumed++;
    }
    System.out.println(result[0]);
    System.out.println("same bytes " + PlainAgent.sameBytes());
    System.out.println("entered " + (BuddyAgent.count > 0));
  }

  private static void change(String how) throws Exception {
    switch (how) {
      case "retransform" -> PlainAgent.instrumentation.retransformClasses(Parking.class);
      case "install" -> BuddyAgent.premain("", PlainAgent.instrumentation);
      case "reset" ->
          BuddyAgent.installed.reset(
              BuddyAgent.instrumentation, AgentBuilder.RedefinitionStrategy.RETRANSFORMATION);
      default -> throw new IllegalArgumentException(how);
    }
  }
}

/** Sees every version of the class's bytes that passes by. */
class PlainAgent implements ClassFileTransformer {
  static Instrumentation instrumentation;
  private static final List<byte[]> seen = new ArrayList<>();

  public static void premain(String arguments, Instrumentation given) {
    instrumentation = given;
    given.addTransformer(new PlainAgent(), true);
  }

  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] classFile) {
    if (name == null || !name.equals("Parking")) {
      return null;
    }
    seen.add(classFile.clone());
    return classFile;
  }

  static boolean sameBytes() {
    return !seen.isEmpty() && seen.stream().allMatch(bytes -> Arrays.equals(bytes, seen.get(0)));
  }
}

/** Has counting code put into every method of the class. */
class BuddyAgent {
  public static int count;
  static Instrumentation instrumentation;
  static ResettableClassFileTransformer installed;

  public static void premain(String arguments, Instrumentation given) {
    instrumentation = given;
    installed =
        new AgentBuilder.Default()
            .disableClassFormatChanges()
            .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
            .type(ElementMatchers.named("Parking"))
            .transform(
                (builder, type, loader, module, domain) ->
                    builder.visit(
                        Advice.to(Count.class).on(ElementMatchers.isMethod())))
            .installOn(given);
  }

  public static class Count {
    @Advice.OnMethodEnter
    static long enter(@Advice.Origin String method) {
      return method.length();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter long length, @Advice.Thrown Throwable thrown) {
      BuddyAgent.count += length > 0 ? 1 : 0;
    }
  }
}
