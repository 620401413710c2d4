package dev.coro.it.pins;

import dev.coro.Suspendable;
import java.util.Map;

/** Native code that calls back: the JVM's own, and a library compiled for the test. */
final class NativeCases {
  private NativeCases() {}

  /** Calls {@code Leaf.park()}. */
  private static native void callPark();

  static void addTo(Map<String, PinCase> cases) {
    String library = System.getProperty("coro.test.library");
    if (library != null) {
      System.load(library);
      cases.put("native", NativeCases::callsNative);
      cases.put("nativeByReference", NativeCases::callsNativeByReference);
    }
  }

  @Suspendable
  private static void callsNative() {
    callPark();
  }

  @Suspendable
  private static void callsNativeByReference() {
    Runnable call = NativeCases::callPark;
    call.run();
  }
}
