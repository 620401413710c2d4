package dev.coro.transform;

/** What becomes of suspension points in {@code synchronized} code. */
public enum MonitorPolicy {
  /** A saved activation releases its monitors, owns them meanwhile, and takes them again. */
  SUSPEND,
  /** Such methods get no resume body; suspending in them is an error. */
  REFUSE
}
