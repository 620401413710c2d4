package dev.coro.benchmarks.corpus;

/** Who judges transformed classes. */
public enum Judge {
  /** The verifier of the JVM that runs this, in a child JVM. */
  JVM("the JVM's verifier"),
  /** ASM's checker: structure of the class file, and data flow. */
  ASM("ASM's checker"),
  /** The verifier of the JDK's class file API, from JDK 24 on. */
  JDK("the JDK's class file API");

  private final String label;

  Judge(String label) {
    this.label = label;
  }

  /** Returns the name for people. */
  public String label() {
    return label;
  }
}
