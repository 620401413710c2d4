package dev.coro.transform;

import dev.coro.transform.emit.OtherVersion;
import dev.coro.transform.plan.MethodPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodNode;

/**
 * Decides which methods of a class get a resume body, and numbers those of one name. A class that
 * is loaded already keeps the resume bodies it has.
 */
final class ResumeBodyNumbers {
  /** What the loaded class has; null while the class is being loaded. */
  private final @Nullable AddedMethods present;

  private final Map<String, Integer> given = new HashMap<>();
  private final Map<String, Integer> countByName = new HashMap<>();

  ResumeBodyNumbers(@Nullable AddedMethods present) {
    this.present = present;
  }

  /** Whether the method can have a resume body. */
  boolean hasPlaceFor(MethodNode method) {
    return present == null || present.resumeBodies().containsKey(method.name + method.desc);
  }

  /** The number for a method that {@link #hasPlaceFor} a resume body. */
  int give(MethodNode method) {
    String key = method.name + method.desc;
    int number =
        present == null
            ? countByName.merge(method.name, 1, Integer::sum) - 1
            : present.resumeBodies().get(key);
    given.put(key, number);
    return number;
  }

  /** All numbers given, by name and descriptor of the method. */
  Map<String, Integer> given() {
    return Map.copyOf(given);
  }

  /** Resume bodies that the loaded class has and this version has no use for. */
  List<MethodNode> emptyBodies() {
    List<MethodNode> bodies = new ArrayList<>();
    if (present != null) {
      present
          .resumeBodies()
          .forEach(
              (key, number) -> {
                if (!given.containsKey(key)) {
                  int parenthesis = key.indexOf('(');
                  bodies.add(
                      OtherVersion.emptyBody(
                          key.substring(0, parenthesis),
                          key.substring(parenthesis),
                          MethodPlan.resumeDescriptor(number)));
                }
              });
    }
    return bodies;
  }
}
