package dev.coro.transform.scan;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.scan.ClassInfo.MethodId;
import dev.coro.transform.scan.ClassInfo.MethodInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * The classes that one class loader sees, read from their bytes when asked for and then kept.
 *
 * <p>Answers which calls are suspension points: the declaration that a call names, or one that it
 * overrides, is {@code @Suspendable} or named as such. Where the bytes of a class cannot be found,
 * a call of its methods may suspend. Safe for use by many threads.
 */
public final class ClassHierarchy {
  /** Libraries of the JDK: nothing there is suspendable, unless a pattern names it. */
  private static final List<String> JDK_PREFIXES =
      List.of(
          "java/",
          "javax/",
          "jdk/",
          "sun/",
          "com/sun/",
          "org/xml/sax/",
          "org/w3c/dom/",
          "org/ietf/jgss/");

  private final SuspendableNames names;
  private final BridgeLookup bridges;
  private final UnresolvedOwners unresolved;
  private final KnownClasses classes;
  private final NativeMethods natives = new NativeMethods(this::find);

  /** Answers that no class to come can change, but for {@link #offer}. */
  private final Map<MethodId, Suspendability> answers = new ConcurrentHashMap<>();

  /**
   * A hierarchy over {@code source} in which annotations alone make methods suspendable: nothing is
   * so by its name, and no call leads over a bridge.
   */
  public ClassHierarchy(ClassSource source) {
    this(source, SuspendableNames.none(), new UnresolvedOwners(owner -> {}), Bridges.none());
  }

  /** A hierarchy over {@code source} in which methods are suspendable by name, too. */
  public ClassHierarchy(ClassSource source, SuspendableNames names, UnresolvedOwners unresolved) {
    this(source, names, unresolved, Bridges.ofJdk());
  }

  /** As above, with other bridges than the JDK's. */
  public ClassHierarchy(
      ClassSource source, SuspendableNames names, UnresolvedOwners unresolved, Bridges bridges) {
    this.bridges = new BridgeLookup(this, bridges);
    this.names = names;
    this.unresolved = unresolved;
    this.classes = new KnownClasses(source, names);
  }

  /**
   * Offers a class that is being transformed: its bytes need not be fetched, and the source may not
   * have them, or others.
   */
  public void offer(ConstantPoolScan scan, byte[] classFile) {
    ClassReader reader = scan.reader();
    String name = reader.getClassName();
    KnownClasses.Effect effect = classes.offer(name, reader, classFile);
    if (effect != KnownClasses.Effect.NONE) {
      answers.clear();
    }
    if (hasSuspendableMethods(name, scan)) {
      if (effect == KnownClasses.Effect.CONTRADICTED) {
        unresolved.notice(name);
      }
      unresolved.arrive(name);
    }
  }

  /** Ends an {@link #offer}. */
  public void withdraw(String internalName, ClassReader reader) {
    classes.withdraw(internalName, reader);
  }

  /** Whether the class declares or inherits suspendable methods, as far as can be known. */
  private boolean hasSuspendableMethods(String name, ConstantPoolScan scan) {
    if (names.concern(name) || scan.hasSuspendableAnnotation()) {
      ClassInfo type = find(name);
      if (type != null && type.declaresSuspendable()) {
        return true;
      }
    }
    String superclass = scan.reader().getSuperName();
    if (superclass != null && !isOutOfReach(superclass) && inheritsSuspendable(name, superclass)) {
      return true;
    }
    for (String parent : scan.reader().getInterfaces()) {
      if (!isOutOfReach(parent) && inheritsSuspendable(name, parent)) {
        return true;
      }
    }
    return false;
  }

  private boolean inheritsSuspendable(String heir, String parent) {
    Supertypes types = supertypes(parent, false);
    for (ClassInfo type : types.found()) {
      if (type.declaresSuspendable()) {
        return true;
      }
    }
    types.missing().forEach(type -> unresolved.arriveWithout(heir, type));
    return false;
  }

  /**
   * Replaces what is known of a class, if anything, by what its new bytes say.
   *
   * @param isOwner whether the loader of this hierarchy has defined the class; if not, it is read
   *     again when somebody asks for it
   * @return methods that were suspendable and are not any more, or the other way round, by name and
   *     descriptor
   */
  public Set<String> redefine(String internalName, byte[] classFile, boolean isOwner) {
    Set<String> changed = classes.redefine(internalName, classFile, isOwner);
    if (!changed.isEmpty()) {
      answers.clear();
    }
    return changed;
  }

  /** The class with this internal name, or null when its bytes cannot be found. */
  public @Nullable ClassInfo find(String internalName) {
    return classes.find(internalName);
  }

  /** Whether a call that names this method is, or may be, a suspension point. */
  public boolean isSuspendable(String owner, String name, String descriptor) {
    return suspendability(owner, name, descriptor) != Suspendability.NO;
  }

  /** What is known of the method that a call names. */
  public Suspendability suspendability(String owner, String name, String descriptor) {
    if (owner.charAt(0) == '[' || name.charAt(0) == '<') {
      return Suspendability.NO;
    } else if (names.isWhollySuspendable(owner)) {
      return Suspendability.YES;
    } else if (isJdk(owner) && !names.mayNameJdkMethod(name)) {
      return Suspendability.NO;
    }
    MethodId id = new MethodId(owner, name, descriptor);
    Suspendability known = answers.get(id);
    if (known == null) {
      known = new Resolution().resolve(id);
      if (known != Suspendability.UNKNOWN) {
        answers.put(id, known);
      }
    }
    return known;
  }

  /** Whether the type declares or inherits a suspendable method. */
  public boolean hasSuspendableMethod(String internalName) {
    for (ClassInfo type : supertypes(internalName, false).found()) {
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
   * Whether methods of the class may suspend by themselves: it declares a suspendable one, or has a
   * supertype whose bytes cannot be found.
   */
  public boolean mayDeclareSuspendable(String internalName) {
    Supertypes types = supertypes(internalName, false);
    if (!types.missing().isEmpty() || types.found().isEmpty()) {
      return true;
    }
    for (MethodId id : types.found().get(0).methodIds()) {
      if (isSuspendable(id.owner(), id.name(), id.descriptor())) {
        return true;
      }
    }
    return false;
  }

  /** A class that calls methods of {@code owner}, of which nothing is known, stays as it is. */
  public void leave(String owner) {
    supertypes(owner, false).missing().forEach(unresolved::leave);
  }

  /** Methods of the class may be reached by callers that do not expect them to suspend. */
  public void distrustCallers(String owner) {
    unresolved.notice(owner);
  }

  /** Whether a class has the supertype, as far as can be known. */
  public boolean isSubtype(String internalName, String supertype) {
    for (ClassInfo type : supertypes(internalName, true).found()) {
      if (type.name().equals(supertype) || type.interfaces().contains(supertype)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a call that names this method runs native code outside of the JDK. */
  public boolean isNative(String owner, String name, String descriptor) {
    return natives.contain(owner, name, descriptor);
  }

  /** Whether this method, if it is suspendable, is preemptible by its name. */
  public boolean isPreemptible(String owner, String name, String descriptor) {
    return names.arePreemptible(owner, name, descriptor);
  }

  /** Whether a method of this class may be preemptible by its name. */
  boolean mayHavePreemptible(String owner) {
    return names.mayPreempt(owner);
  }

  /** Where calls of blocking methods lead. */
  public BridgeLookup bridges() {
    return bridges;
  }

  /** Whether classes of this loader can be linked to the runtime. */
  public boolean seesRuntime() {
    return find(RuntimeNames.PINS) != null;
  }

  /**
   * Whether code of class {@code from} may name the class {@code internalName} in a cast. A class
   * whose bytes cannot be found counts as accessible.
   */
  public boolean isAccessible(String internalName, String from) {
    int end = internalName.lastIndexOf('/') + 1;
    if (from.lastIndexOf('/') + 1 == end && from.regionMatches(0, internalName, 0, end)) {
      return true;
    }
    ClassInfo type = find(internalName);
    return type == null || (type.access() & Opcodes.ACC_PUBLIC) != 0;
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

  /** Whether methods of the class or array type can be suspendable, going by its name. Cheap. */
  boolean mayHaveSuspendable(String owner) {
    return owner.charAt(0) != '[' && !isOutOfReach(owner);
  }

  /** Whether a supertype, or a pattern, can make methods of the class suspendable. Cheap. */
  boolean mayInheritSuspendable(ClassReader reader) {
    String superclass = reader.getSuperName();
    boolean may =
        names.concern(reader.getClassName()) || (superclass != null && !isOutOfReach(superclass));
    for (String parent : reader.getInterfaces()) {
      may |= !isOutOfReach(parent);
    }
    return may;
  }

  /** Whether no method of the class can be suspendable, going by its name. */
  private boolean isOutOfReach(String internalName) {
    return isJdk(internalName) && !names.reachJdk();
  }

  /** Looks for a declaration that makes one method suspendable. */
  private final class Resolution {
    /** Methods that are being computed already: bridges and targets ask for each other. */
    private final Set<MethodId> asked = new HashSet<>();

    private boolean incomplete;

    Suspendability resolve(MethodId id) {
      if (isSuspendable(id)) {
        return Suspendability.YES;
      }
      return incomplete ? Suspendability.UNKNOWN : Suspendability.NO;
    }

    /** Looks at every declaration of the method in {@code id.owner()} and its supertypes. */
    private boolean isSuspendable(MethodId id) {
      if (!asked.add(id)) {
        return false;
      }
      Supertypes types = supertypes(id.owner(), false);
      for (ClassInfo type : types.found()) {
        MethodInfo method = type.methods().get(id.key());
        if (method != null) {
          if (method.annotated() || hasSuspendableTarget(method)) {
            return true;
          }
          if (method.isDirect()) {
            return false;
          }
        }
        if (hasSuspendableBridgeTo(type, id)) {
          return true;
        }
      }
      for (String missing : types.missing()) {
        if (names.include(missing, id.name(), id.descriptor())) {
          return true;
        }
        incomplete = true;
      }
      return false;
    }

    private boolean hasSuspendableTarget(MethodInfo method) {
      for (MethodId target : method.targets()) {
        if (!isOutOfReach(target.owner()) && isSuspendable(target)) {
          return true;
        }
      }
      return false;
    }

    /** A method is also suspendable when a bridge that overrides a suspendable one leads to it. */
    private boolean hasSuspendableBridgeTo(ClassInfo type, MethodId id) {
      for (MethodId bridge : type.bridges()) {
        if (bridge.name().equals(id.name()) && leadsTo(type, bridge, id) && isSuspendable(bridge)) {
          return true;
        }
      }
      return false;
    }

    private boolean leadsTo(ClassInfo type, MethodId bridge, MethodId id) {
      for (MethodId target : Objects.requireNonNull(type.methods().get(bridge.key())).targets()) {
        if (target.key().equals(id.key())) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * Whether the suspendable method can also be called through a declaration that is not
   * suspendable, by callers that do not expect a suspension: it overrides one, perhaps of the JDK,
   * whose own calls nobody instruments.
   */
  public boolean overridesOther(String owner, String name, String descriptor) {
    String key = name + descriptor;
    Supertypes types = supertypes(owner, true);
    for (ClassInfo type : types.found()) {
      MethodInfo method = type.methods().get(key);
      if (method == null || names.isWhollySuspendable(type.name())) {
        continue;
      }
      if (method.isDirect()) {
        return false;
      }
      boolean other = suspendability(type.name(), name, descriptor) != Suspendability.YES;
      if (isJdk(type.name()) || (other && !type.name().equals(owner))) {
        return true;
      }
    }
    return !types.missing().isEmpty();
  }

  /**
   * Collects the supertypes of a class and itself.
   *
   * @param withJdk whether those of the JDK are wanted in any case
   */
  Supertypes supertypes(String internalName, boolean withJdk) {
    return Supertypes.of(internalName, this::find, name -> withJdk || !isOutOfReach(name));
  }

  /**
   * The nearest common superclass of two classes, for stack-map frames. An interface counts as
   * {@code Object}, as in the JVM's verifier; so does a class whose bytes cannot be found.
   */
  public String commonSuperclass(String first, String second) {
    String known = knownCommonSuperclass(first, second);
    return known == null ? "java/lang/Object" : known;
  }

  /** As {@link #commonSuperclass}; null if it depends on a class whose bytes cannot be found. */
  public @Nullable String knownCommonSuperclass(String first, String second) {
    Set<String> ofFirst = new HashSet<>();
    for (String name = first; name != null; name = superclass(name)) {
      ofFirst.add(name);
    }
    for (String name = second; name != null; name = superclass(name)) {
      if (ofFirst.contains(name)) {
        return name;
      }
    }
    return isInterface(first) || isInterface(second) ? "java/lang/Object" : null;
  }

  private boolean isInterface(String internalName) {
    ClassInfo type = find(internalName);
    return type != null && type.isInterface();
  }

  private @Nullable String superclass(String internalName) {
    ClassInfo type = find(internalName);
    return type == null || type.isInterface() ? null : type.superName();
  }
}
