import dev.coro.Suspendable;
import dev.coro.it.pins.Leaf;
import dev.coro.it.pins.PinCase;
import dev.coro.it.pins.PinMatrix;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.InvocationHandlerAdapter;
import net.bytebuddy.implementation.MethodDelegation;
import net.bytebuddy.implementation.SuperMethodCall;
import net.bytebuddy.implementation.bind.annotation.SuperCall;
import net.bytebuddy.matcher.ElementMatchers;
import net.sf.cglib.proxy.Enhancer;
import net.sf.cglib.proxy.MethodInterceptor;
import org.mockito.MockMakers;
import org.mockito.Mockito;

/** Classes that libraries generate, between a suspension and its continuation. */
public final class LibraryPins {
  /** What is mocked, spied on and proxied. */
  public static class Service {
    @Suspendable
    public int fetch(int x) {
      Leaf.park();
      return x + 1;
    }
  }

  /** The same by an interface. */
  public interface Fetching {
    @Suspendable
    int fetch(int x);
  }

  public static void main(String[] args) throws Exception {
    Map<String, PinCase> cases = new LinkedHashMap<>();
    cases.put("subclassMock", LibraryPins::subclassMock);
    cases.put("subclassSpy", LibraryPins::subclassSpy);
    cases.put("interfaceMock", LibraryPins::interfaceMock);
    cases.put("cglib", LibraryPins::cglib);
    cases.put("cglibDelegating", LibraryPins::cglibDelegating);
    cases.put("byteBuddy", LibraryPins::byteBuddy);
    cases.put("byteBuddyHandler", LibraryPins::byteBuddyHandler);
    cases.put("inlineMock", LibraryPins::inlineMock);
    cases.put("inlineSpy", LibraryPins::inlineSpy);
    PinMatrix.print(cases);
    System.out.println("plainSubclassSuspends\t" + Leaf.suspensions(() -> plainSubclass()));
  }

  private static <T> T mocked(Class<T> type, String maker) {
    return Mockito.mock(
        type,
        Mockito.withSettings()
            .mockMaker(maker)
            .defaultAnswer(
                call -> {
                  Leaf.park();
                  return 1;
                }));
  }

  private static Service spied(String maker) {
    return Mockito.mock(
        Service.class,
        Mockito.withSettings()
            .mockMaker(maker)
            .spiedInstance(new Service())
            .defaultAnswer(Mockito.CALLS_REAL_METHODS));
  }

  @Suspendable
  private static void inlineMock() {
    mocked(Service.class, MockMakers.INLINE).fetch(1);
  }

  @Suspendable
  private static void inlineSpy() {
    spied(MockMakers.INLINE).fetch(1);
  }

  @Suspendable
  private static void subclassMock() {
    mocked(Service.class, MockMakers.SUBCLASS).fetch(1);
  }

  @Suspendable
  private static void subclassSpy() {
    spied(MockMakers.SUBCLASS).fetch(1);
  }

  @Suspendable
  private static void interfaceMock() {
    mocked(Fetching.class, MockMakers.SUBCLASS).fetch(1);
  }

  @Suspendable
  private static void cglib() {
    MethodInterceptor interceptor =
        (self, method, arguments, proxy) -> proxy.invokeSuper(self, arguments);
    ((Service) Enhancer.create(Service.class, interceptor)).fetch(1);
  }

  @Suspendable
  private static void cglibDelegating() {
    Service target = new Service();
    MethodInterceptor interceptor =
        (self, method, arguments, proxy) -> method.invoke(target, arguments);
    ((Service) Enhancer.create(Service.class, interceptor)).fetch(1);
  }

  /** Calls the method that it intercepts. */
  public static final class Interceptor {
    public static int intercept(@SuperCall Callable<Integer> original) throws Exception {
      return original.call();
    }
  }

  @Suspendable
  private static void byteBuddy() throws Exception {
    made(MethodDelegation.to(Interceptor.class)).fetch(1);
  }

  @Suspendable
  private static void byteBuddyHandler() throws Exception {
    Service target = new Service();
    made(
            InvocationHandlerAdapter.of(
                (self, method, arguments) -> method.invoke(target, arguments)))
        .fetch(1);
  }

  /** A generated override that only calls the original is like any other code. */
  @Suspendable
  private static void plainSubclass() throws Exception {
    if (made(SuperMethodCall.INSTANCE).fetch(1) != 2) {
      throw new IllegalStateException("wrong result");
    }
  }

  private static Service made(net.bytebuddy.implementation.Implementation implementation)
      throws Exception {
    return new ByteBuddy()
        .subclass(Service.class)
        .method(ElementMatchers.named("fetch"))
        .intercept(implementation)
        .make()
        .load(LibraryPins.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER)
        .getLoaded()
        .getConstructor()
        .newInstance();
  }

  private LibraryPins() {}
}
