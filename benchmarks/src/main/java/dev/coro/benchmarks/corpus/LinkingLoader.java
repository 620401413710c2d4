package dev.coro.benchmarks.corpus;

/** A loader that defines classes in order to have them linked, never to run them. */
interface LinkingLoader {
  /**
   * The class, defined by this loader.
   *
   * @throws LinkageError what the JVM has against it
   */
  Class<?> define(String internalName) throws ClassNotFoundException;
}
