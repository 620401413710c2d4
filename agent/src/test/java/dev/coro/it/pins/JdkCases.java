package dev.coro.it.pins;

import dev.coro.Suspendable;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Code of the JDK, or made by it, between a suspension and its continuation. */
final class JdkCases {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final MethodType VOID = MethodType.methodType(void.class);

  private JdkCases() {}

  static void addTo(Map<String, PinCase> cases) {
    cases.put("forEach", JdkCases::forEach);
    cases.put("computeIfAbsent", JdkCases::computeIfAbsent);
    cases.put("comparator", JdkCases::comparator);
    cases.put("streamMap", JdkCases::streamMap);
    cases.put("stringConcat", JdkCases::stringConcat);
    cases.put("serialization", JdkCases::serialization);
    cases.put("reflection", JdkCases::reflection);
    cases.put("unannotatedReflection", JdkCases::unannotatedReflection);
    cases.put("reflectionByReference", JdkCases::reflectionByReference);
    cases.put("methodHandle", JdkCases::methodHandle);
    cases.put("invokeWithArguments", JdkCases::invokeWithArguments);
    cases.put("handleProxy", JdkCases::handleProxy);
    cases.put("invokeDefault", JdkCases::invokeDefault);
    cases.put("proxyThatReflects", JdkCases::proxyThatReflects);
    cases.put("proxyThatCalls", JdkCases::proxyThatCalls);
    cases.put("proxyWithClass", JdkCases::proxyWithClass);
  }

  @Suspendable
  @SuppressWarnings("JdkObsolete") // it holds a lock, and so has no suspendable counterpart
  private static void forEach() {
    new Vector<>(List.of("a")).forEach(s -> Leaf.park());
  }

  @Suspendable
  private static void computeIfAbsent() {
    new ConcurrentHashMap<String, String>().computeIfAbsent("k", JdkCases::compute);
  }

  @Suspendable
  private static String compute(String key) {
    Leaf.park();
    return key;
  }

  @Suspendable
  private static void comparator() {
    new CopyOnWriteArrayList<>(List.of(2, 1))
        .sort(
            (a, b) -> {
              Leaf.park();
              return a - b;
            });
  }

  @Suspendable
  private static void streamMap() {
    List<String> unused = Stream.of("a").map(JdkCases::compute).toList();
  }

  private static final class Named {
    @Override
    @Suspendable
    public String toString() {
      Leaf.park();
      return "named";
    }
  }

  @Suspendable
  private static void stringConcat() {
    Named named = new Named();
    System.out.println("never printed: " + named);
  }

  private static final class Written implements Serializable {
    private static final long serialVersionUID = 1;

    @Suspendable
    private void writeObject(ObjectOutputStream stream) throws IOException {
      Leaf.park();
      stream.defaultWriteObject();
    }
  }

  @Suspendable
  private static void serialization() throws IOException {
    new ObjectOutputStream(OutputStream.nullOutputStream()).writeObject(new Written());
  }

  @Suspendable
  private static void reflection() throws Exception {
    Leaf.class.getMethod("park").invoke(null);
  }

  @Suspendable
  private static void unannotatedReflection() throws Exception {
    reflects(Leaf.class.getMethod("park"));
  }

  private static void reflects(Method method) throws Exception {
    method.invoke(null);
  }

  private interface Call {
    Object call(Object target, Object[] arguments) throws Exception;
  }

  @Suspendable
  private static void reflectionByReference() throws Exception {
    Call call = Leaf.class.getMethod("park")::invoke;
    call.call(null, null);
  }

  @Suspendable
  private static void methodHandle() throws Throwable {
    MethodHandle park = LOOKUP.findStatic(Leaf.class, "park", VOID);
    park.invokeExact();
  }

  @Suspendable
  private static void invokeWithArguments() throws Throwable {
    LOOKUP.findStatic(Leaf.class, "park", VOID).invokeWithArguments(List.of());
  }

  @Suspendable
  private static void handleProxy() throws Throwable {
    MethodHandle park = LOOKUP.findStatic(Leaf.class, "park", VOID);
    MethodHandleProxies.asInterfaceInstance(Runnable.class, park).run();
  }

  @Suspendable
  private static void invokeDefault() {
    Leaf.Parking proxy = proxy(InvocationHandler::invokeDefault);
    proxy.parkHere();
  }

  private static final class Parker implements Leaf.Parking {}

  @Suspendable
  private static void proxyThatReflects() {
    Parker target = new Parker();
    Leaf.Parking proxy = proxy((self, method, arguments) -> method.invoke(target, arguments));
    proxy.parkHere();
  }

  @Suspendable
  private static void proxyThatCalls() {
    Leaf.Parking proxy =
        proxy(
            (self, method, arguments) -> {
              Leaf.park();
              return null;
            });
    proxy.parkHere();
  }

  private static final class Handler implements InvocationHandler {
    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
      Leaf.park();
      return null;
    }
  }

  @Suspendable
  private static void proxyWithClass() {
    proxy(new Handler()).parkHere();
  }

  private static Leaf.Parking proxy(InvocationHandler handler) {
    return (Leaf.Parking)
        Proxy.newProxyInstance(
            JdkCases.class.getClassLoader(), new Class<?>[] {Leaf.Parking.class}, handler);
  }

  /** The metafactory called as a method: no instruction names what the proxy calls. */
  @Suspendable
  static void metafactory() throws Throwable {
    Runnable made =
        (Runnable)
            LambdaMetafactory.metafactory(
                    LOOKUP,
                    "run",
                    MethodType.methodType(Runnable.class),
                    VOID,
                    LOOKUP.findStatic(Leaf.class, "park", VOID),
                    VOID)
                .getTarget()
                .invoke();
    made.run();
  }
}
