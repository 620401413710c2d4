package dev.coro.transform;

import java.util.Map;
import java.util.Set;

/**
 * What the transform has added to a class. Once the class is loaded, the JVM refuses new bytes with
 * other methods, so every later version gets exactly these.
 *
 * @param resumeBodies methods that have one, by name and descriptor, with the number that tells
 *     overloads apart
 * @param adapters name and descriptor of the methods in place of lambda proxies
 * @param loadedEarlier whether the class was loaded before there was an agent to add anything
 */
public record AddedMethods(
    Map<String, Integer> resumeBodies, Set<String> adapters, boolean loadedEarlier) {
  /** Of a class that was loaded as it was. */
  public static final AddedMethods NONE = new AddedMethods(Map.of(), Set.of(), false);

  /** Of a class that was loaded before the agent. */
  public static final AddedMethods EARLIER = new AddedMethods(Map.of(), Set.of(), true);

  /** Whether nothing was added. */
  public boolean isEmpty() {
    return resumeBodies.isEmpty() && adapters.isEmpty();
  }
}
