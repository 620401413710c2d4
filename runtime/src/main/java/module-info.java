/** Coroutines for the JVM: the API ({@code dev.coro}) and what generated code calls. */
module dev.coro {
  requires static java.management; // for dumps by JMX
  requires static transitive java.net.http; // for the bridge of HttpClient
  requires static jdk.jfr; // for events
  requires static transitive org.jspecify;

  exports dev.coro;
  exports dev.coro.bridge;
  exports dev.coro.io;
  exports dev.coro.net;
  exports dev.coro.rt;
  exports dev.coro.serial;
  exports dev.coro.stream;
  exports dev.coro.sync;
  exports dev.coro.testing;
}
