/** Coroutines for the JVM: the API ({@code dev.coro}) and what generated code calls. */
module dev.coro {
  requires static transitive org.jspecify;

  exports dev.coro;
  exports dev.coro.rt;
  exports dev.coro.stream;
  exports dev.coro.sync;
}
