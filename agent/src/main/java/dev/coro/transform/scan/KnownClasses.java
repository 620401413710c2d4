package dev.coro.transform.scan;

import dev.coro.transform.scan.ClassInfo.MethodInfo;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * What is known of the classes that one loader sees: read from the bytes that its source has, or
 * that it is about to define. The latter are right where the two differ. Safe for use by many
 * threads; none of them waits for another, since a source may run code of the loader, which may
 * hold locks.
 */
final class KnownClasses {
  /** Stands for a class whose bytes were looked for in vain. */
  private static final Known NOT_FOUND = new Known(null, 0);

  private final ClassSource source;
  private final SuspendableNames names;
  private final Map<String, Known> classes = new ConcurrentHashMap<>();
  private final Map<String, Offer> offered = new ConcurrentHashMap<>();

  /** What the class that is being defined means for answers given so far. */
  enum Effect {
    /** They stand. */
    NONE,

    /** Some may be more exact now. */
    CHANGED,

    /** Some may be wrong: methods have turned out to be suspendable that were known not to be. */
    CONTRADICTED
  }

  /**
   * The facts of a class.
   *
   * @param checksum of the bytes they were read from
   */
  private record Known(@Nullable ClassInfo info, long checksum) {}

  @SuppressWarnings("ArrayRecordComponent") // Never compared by value.
  private record Offer(ClassReader reader, byte[] classFile) {
    Known read(SuspendableNames names) {
      return new Known(ClassInfoReader.read(reader, names), checksum(classFile));
    }
  }

  KnownClasses(ClassSource source, SuspendableNames names) {
    this.source = source;
    this.names = names;
  }

  /** Offers a class that is being defined. It is parsed only if somebody asks for it. */
  Effect offer(String name, ClassReader reader, byte[] classFile) {
    Offer offer = new Offer(reader, classFile);
    offered.put(name, offer);
    Known before = classes.get(name);
    if (before == null || (before.info != null && before.checksum == checksum(classFile))) {
      return Effect.NONE;
    }
    Known now = offer.read(names);
    classes.put(name, now);
    if (before.info == null) {
      return Effect.CHANGED;
    }
    return contradicts(Objects.requireNonNull(now.info), before.info)
        ? Effect.CONTRADICTED
        : Effect.CHANGED;
  }

  private static boolean contradicts(ClassInfo now, ClassInfo before) {
    if (!Objects.equals(now.superName(), before.superName())
        || !now.interfaces().equals(before.interfaces())) {
      return true;
    }
    for (Map.Entry<String, MethodInfo> entry : now.methods().entrySet()) {
      MethodInfo old = before.methods().get(entry.getKey());
      if (entry.getValue().annotated() && (old == null || !old.annotated())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Replaces what is known of a class, if anything, by what its new bytes say.
   *
   * @param isOwner whether the loader has defined the class; if not, it is read again when somebody
   *     asks for it
   * @return methods that were suspendable and are not any more, or the other way round
   */
  Set<String> redefine(String internalName, byte[] classFile, boolean isOwner) {
    Known before = classes.get(internalName);
    if (before == null && !isOwner) {
      return Set.of();
    }
    Known now;
    try {
      now = new Offer(new ClassReader(classFile), classFile).read(names);
    } catch (IllegalArgumentException e) {
      return Set.of(); // A newer class file version than ASM knows: the class is left alone.
    }
    Set<String> changed = new TreeSet<>();
    if (before != null && before.info != null) {
      before.info.methods().forEach((key, method) -> addIfChanged(key, method, now, changed));
    }
    if (isOwner) {
      classes.put(internalName, now);
    } else if (!changed.isEmpty()) {
      classes.remove(internalName);
    }
    return changed;
  }

  private static void addIfChanged(String key, MethodInfo before, Known now, Set<String> changed) {
    MethodInfo method = Objects.requireNonNull(now.info).methods().get(key);
    if (method != null && method.annotated() != before.annotated()) {
      changed.add(key);
    }
  }

  /** Ends an {@link #offer}. */
  void withdraw(String internalName, ClassReader reader) {
    offered.computeIfPresent(internalName, (name, offer) -> offer.reader == reader ? null : offer);
  }

  /** The class with this internal name, or null when its bytes cannot be found. */
  @Nullable ClassInfo find(String internalName) {
    Known known = classes.get(internalName);
    if (known == null) {
      known = read(internalName);
      Known raced = classes.putIfAbsent(internalName, known);
      known = raced == null ? known : raced;
    }
    if (known.info == null) {
      // Another thread may have looked in vain just before this class was offered.
      Offer offer = offered.get(internalName);
      if (offer != null) {
        known = offer.read(names);
        classes.put(internalName, known);
      }
    }
    return known.info;
  }

  private Known read(String internalName) {
    Offer offer = offered.get(internalName);
    if (offer != null) {
      return offer.read(names);
    }
    byte[] bytes = source.bytes(internalName);
    if (bytes == null) {
      return NOT_FOUND;
    }
    try {
      return new Offer(new ClassReader(bytes), bytes).read(names);
    } catch (IllegalArgumentException e) {
      return NOT_FOUND; // A newer class file version than ASM knows.
    }
  }

  private static long checksum(byte[] classFile) {
    CRC32 checksum = new CRC32();
    checksum.update(classFile);
    return checksum.getValue();
  }
}
