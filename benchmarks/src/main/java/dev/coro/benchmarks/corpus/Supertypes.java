package dev.coro.benchmarks.corpus;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** Who extends whom, read from class bytes. */
final class Supertypes {
  private final ClassSet classes;
  private final Map<String, Optional<Facts>> known = new ConcurrentHashMap<>();

  /**
   * What is known of a class.
   *
   * @param superName null for {@code java/lang/Object}
   * @param all the class itself and all its supertypes
   * @param complete whether all of them were found
   */
  private record Facts(
      boolean isInterface, @Nullable String superName, Set<String> all, boolean complete) {}

  Supertypes(ClassSet classes) {
    this.classes = classes;
  }

  /** Whether it is an interface; false if it cannot be found. */
  boolean isInterface(String internalName) {
    return facts(internalName).map(Facts::isInterface).orElse(false);
  }

  /** The superclass; null for {@code java/lang/Object}, which is that of unknown classes. */
  @Nullable String superName(String internalName) {
    Optional<Facts> facts = facts(internalName);
    return facts.isPresent() ? facts.get().superName : "java/lang/Object";
  }

  /** Whether values of one type are values of the other; true if that cannot be known. */
  boolean isSubtype(String internalName, String supertype) {
    if (supertype.equals("java/lang/Object") || internalName.equals(supertype)) {
      return true;
    }
    Optional<Facts> facts = facts(internalName);
    return facts.isEmpty() || !facts.get().complete || facts.get().all.contains(supertype);
  }

  private Optional<Facts> facts(String internalName) {
    Optional<Facts> facts = known.get(internalName);
    if (facts == null) {
      facts = read(internalName);
      known.put(internalName, facts);
    }
    return facts;
  }

  private Optional<Facts> read(String internalName) {
    byte[] classFile = classes.find(internalName);
    if (classFile == null) {
      return Optional.empty();
    }
    ClassReader reader = new ClassReader(classFile);
    Set<String> all = new HashSet<>(Set.of(internalName));
    boolean complete = true;
    String superName = reader.getSuperName();
    if (superName != null) {
      complete = addAll(superName, all);
    }
    for (String parent : reader.getInterfaces()) {
      complete &= addAll(parent, all);
    }
    boolean isInterface = (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0;
    return Optional.of(new Facts(isInterface, superName, Set.copyOf(all), complete));
  }

  private boolean addAll(String parent, Set<String> all) {
    Optional<Facts> facts = facts(parent);
    all.add(parent);
    facts.ifPresent(found -> all.addAll(found.all));
    return facts.isPresent() && facts.get().complete;
  }
}
