package dev.coro.benchmarks.compare;

/** A figure that is reported for every model. */
public enum Metric {
  /** Time to create one, run an empty body in it and see it end. */
  CREATE(Question.CREATE, "create, run and end one", "ns", false),
  /** Time to hand over from one to another that waits. */
  SWITCH(Question.SWITCH, "switch between two", "ns", false),
  /** Memory that a waiting one holds. */
  MEMORY(Question.MEMORY, "memory of a parked one", "bytes", false),
  /** How many were alive at the same moment. */
  ALIVE(Question.ALIVE, "alive at once", "count", true),
  /** Wall time of the workload. */
  WORKLOAD_WALL(Question.WORKLOAD, "workload: wall time", "ms", false),
  /** User and system time of the workload, children included. */
  WORKLOAD_CPU(Question.WORKLOAD, "workload: CPU time", "ms", false),
  /** Most memory that was resident during the workload. */
  WORKLOAD_PEAK(Question.WORKLOAD, "workload: peak memory", "MiB", false);

  private final Question question;
  private final String label;
  private final String unit;
  private final boolean moreIsBetter;

  Metric(Question question, String label, String unit, boolean moreIsBetter) {
    this.question = question;
    this.label = label;
    this.unit = unit;
    this.moreIsBetter = moreIsBetter;
  }

  /** Returns the question that brings this figure. */
  public Question question() {
    return question;
  }

  /** Returns the name that people read, without the unit. */
  public String label() {
    return label;
  }

  /** Returns the unit of every sample. */
  public String unit() {
    return unit;
  }

  /** Tells whether a larger figure is the better one. */
  public boolean moreIsBetter() {
    return moreIsBetter;
  }
}
