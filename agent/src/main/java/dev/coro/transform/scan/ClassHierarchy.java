package dev.coro.transform.scan;

import dev.coro.transform.scan.ClassInfo.MethodId;
import dev.coro.transform.scan.ClassInfo.MethodInfo;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * The classes that one class loader sees, read from their bytes when asked for and then kept.
 *
 * <p>Answers which calls are suspension points: the declaration that a call names, or one that it
 * overrides, is {@code @Suspendable}. Safe for use by many threads.
 */
public final class ClassHierarchy {
  /** Libraries of the JDK: nothing there is suspendable. */
  private static final List<String> JDK_PREFIXES =
      List.of("java/", "javax/", "jdk/", "sun/", "com/sun/");

  private final ClassSource source;
  private final Map<String, Optional<ClassInfo>> classes = new ConcurrentHashMap<>();
  private final Map<String, ClassReader> offered = new ConcurrentHashMap<>();
  private final Map<String, Boolean> publicClasses = new ConcurrentHashMap<>();
  private final Map<MethodId, Boolean> suspendable = new ConcurrentHashMap<>();

  /** Creates a hierarchy over {@code source}. */
  public ClassHierarchy(ClassSource source) {
    this.source = source;
  }

  /**
   * Offers a class that is being transformed: its bytes need not be fetched, and the source may not
   * have them. It is parsed only if somebody asks for it.
   */
  public void offer(ClassReader reader) {
    offered.put(reader.getClassName(), reader);
  }

  /** Ends an {@link #offer}. */
  public void withdraw(ClassReader reader) {
    offered.remove(reader.getClassName(), reader);
  }

  /** The class with this internal name, or null when its bytes cannot be found. */
  public @Nullable ClassInfo find(String internalName) {
    return classes.computeIfAbsent(internalName, this::read).orElse(null);
  }

  private Optional<ClassInfo> read(String internalName) {
    ClassReader reader = offered.get(internalName);
    if (reader == null) {
      byte[] bytes = source.bytes(internalName);
      if (bytes == null) {
        return Optional.empty();
      }
      reader = new ClassReader(bytes);
    }
    return Optional.of(ClassInfoReader.read(reader));
  }

  /** Whether a call that names this method is a suspension point. */
  public boolean isSuspendable(String owner, String name, String descriptor) {
    if (owner.charAt(0) == '[' || name.charAt(0) == '<' || isJdk(owner)) {
      return false;
    }
    MethodId id = new MethodId(owner, name, descriptor);
    Boolean known = suspendable.get(id);
    if (known == null) {
      known = computeSuspendable(id, new HashSet<>());
      suspendable.put(id, known);
    }
    return known;
  }

  /** Whether the type declares or inherits a suspendable method. */
  public boolean hasSuspendableMethod(String internalName) {
    for (ClassInfo type : supertypes(internalName)) {
      for (String key : type.methods().keySet()) {
        int descriptor = key.indexOf('(');
        if (isSuspendable(type.name(), key.substring(0, descriptor), key.substring(descriptor))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether code of class {@code from} may name the class {@code internalName} in a cast. A class
   * whose bytes cannot be found counts as accessible.
   */
  public boolean isAccessible(String internalName, String from) {
    return packageOf(internalName).equals(packageOf(from))
        || publicClasses.computeIfAbsent(internalName, this::isPublic);
  }

  private boolean isPublic(String internalName) {
    byte[] bytes = source.bytes(internalName);
    return bytes == null || (new ClassReader(bytes).getAccess() & Opcodes.ACC_PUBLIC) != 0;
  }

  private static String packageOf(String internalName) {
    return internalName.substring(0, internalName.lastIndexOf('/') + 1);
  }

  /** Whether the class belongs to the JDK, going by its name. */
  public static boolean isJdk(String internalName) {
    for (String prefix : JDK_PREFIXES) {
      if (internalName.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Looks at every declaration of the method in {@code id.owner()} and its supertypes.
   *
   * @param asked methods that are being computed already: bridges and targets ask for each other
   */
  private boolean computeSuspendable(MethodId id, Set<MethodId> asked) {
    if (!asked.add(id)) {
      return false;
    }
    for (ClassInfo type : supertypes(id.owner())) {
      MethodInfo method = type.methods().get(id.key());
      if (method == null) {
        if (hasSuspendableBridgeTo(type, id, asked)) {
          return true;
        }
        continue;
      }
      if (method.annotated() || hasSuspendableTarget(method, asked)) {
        return true;
      }
      if (method.isDirect()) {
        return false;
      }
      if (hasSuspendableBridgeTo(type, id, asked)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasSuspendableTarget(MethodInfo method, Set<MethodId> asked) {
    for (MethodId target : method.targets()) {
      if (!isJdk(target.owner()) && computeSuspendable(target, asked)) {
        return true;
      }
    }
    return false;
  }

  /** A method is also suspendable when a bridge that overrides a suspendable method leads to it. */
  private boolean hasSuspendableBridgeTo(ClassInfo type, MethodId id, Set<MethodId> asked) {
    for (Map.Entry<String, MethodInfo> entry : type.methods().entrySet()) {
      MethodInfo bridge = entry.getValue();
      if (!bridge.isBridge() || !entry.getKey().startsWith(id.name() + "(")) {
        continue;
      }
      for (MethodId target : bridge.targets()) {
        if (target.key().equals(id.key())) {
          String descriptor = entry.getKey().substring(id.name().length());
          if (computeSuspendable(new MethodId(type.name(), id.name(), descriptor), asked)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /**
   * Whether the suspendable method can also be called through a declaration that is not
   * suspendable, by callers that do not expect a suspension: it overrides one, perhaps of the JDK.
   */
  public boolean overridesOther(String owner, String name, String descriptor) {
    String key = name + descriptor;
    for (ClassInfo type : supertypes(owner, true)) {
      MethodInfo method = type.methods().get(key);
      if (method == null) {
        continue;
      }
      if (method.isDirect()) {
        return false;
      }
      if (!type.name().equals(owner) && !isSuspendable(type.name(), name, descriptor)) {
        return true;
      }
    }
    return false;
  }

  private List<ClassInfo> supertypes(String internalName) {
    return supertypes(internalName, false);
  }

  /**
   * The type and all its supertypes, classes first, as far as their bytes can be found.
   *
   * @param withJdk whether those of the JDK are wanted as well
   */
  private List<ClassInfo> supertypes(String internalName, boolean withJdk) {
    List<ClassInfo> found = new java.util.ArrayList<>();
    Deque<String> interfaces = new ArrayDeque<>();
    for (String name = internalName; name != null && (withJdk || !isJdk(name)); ) {
      ClassInfo type = find(name);
      if (type == null) {
        break;
      }
      found.add(type);
      interfaces.addAll(type.interfaces());
      name = type.superName();
    }
    Set<String> seen = new HashSet<>();
    while (!interfaces.isEmpty()) {
      String name = interfaces.remove();
      if (!seen.add(name) || (!withJdk && isJdk(name))) {
        continue;
      }
      ClassInfo type = find(name);
      if (type != null) {
        found.add(type);
        interfaces.addAll(type.interfaces());
      }
    }
    return Collections.unmodifiableList(found);
  }

  /**
   * The nearest common superclass of two classes, for stack-map frames. An interface counts as
   * {@code Object}, as in the JVM's verifier; so does a class whose bytes cannot be found.
   */
  public String commonSuperclass(String first, String second) {
    Set<String> ofFirst = new HashSet<>();
    for (String name = first; name != null; name = superclass(name)) {
      ofFirst.add(name);
    }
    for (String name = second; name != null; name = superclass(name)) {
      if (ofFirst.contains(name)) {
        return name;
      }
    }
    return "java/lang/Object";
  }

  private @Nullable String superclass(String internalName) {
    ClassInfo type = find(internalName);
    return type == null || type.isInterface() ? null : type.superName();
  }
}
