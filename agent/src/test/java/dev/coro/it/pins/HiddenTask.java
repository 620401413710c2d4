package dev.coro.it.pins;

/** Template of a hidden class whose method cannot be suspended. */
public final class HiddenTask implements Runnable {
  /** Creates a task. */
  public HiddenTask() {}

  @Override
  public void run() {
    Leaf.park();
  }
}
