package dev.coro.transform.scan;

import dev.coro.transform.RuntimeNames;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import org.objectweb.asm.ClassReader;

/**
 * The cheapest exit: one walk over the constant pool of a class. Most classes name nothing that
 * could matter, and are left alone then. What they name is noted for a closer look: methods that
 * may be suspendable, native or otherwise {@linkplain OpaqueCall opaque}, and call sites.
 *
 * <p>Whose method it is decides first, and only once for each owner: for nearly all methods of the
 * JDK that is all there is to know.
 */
public final class ConstantPoolScan {
  private static final String SUSPENDABLE = RuntimeNames.SUSPENDABLE_DESCRIPTOR;
  private static final String PREEMPTIBLE = "preemptible";
  private static final int CONSTANT_UTF8 = 1;
  private static final int CONSTANT_METHODREF = 10;
  private static final int CONSTANT_INTERFACE_METHODREF = 11;
  private static final int CONSTANT_METHOD_HANDLE = 15;
  private static final int CONSTANT_INVOKE_DYNAMIC = 18;

  /** What is known of the owner of a method. */
  private static final byte NOT_SEEN = 0;

  private static final byte WITHOUT_INTEREST = 1;
  private static final byte OF_INTEREST = 2;

  private final ClassReader reader;
  private final ClassHierarchy hierarchy;
  private final char[] buffer;

  /** Offsets of what has to be looked at, and how many there are. */
  private int[] methods = new int[16];

  private int methodCount;
  private int[] handles = new int[4];
  private int handleCount;
  private int[] callSites = new int[4];
  private int callSiteCount;

  private boolean hasSuspendableAnnotation;

  /** Whether the element of the annotation is named. */
  private boolean namesPreemptible;

  /** Walks over the constant pool of the class that {@code reader} reads. */
  public ConstantPoolScan(ClassReader reader, ClassHierarchy hierarchy) {
    this.reader = reader;
    this.hierarchy = hierarchy;
    this.buffer = new char[reader.getMaxStringLength()];
    int size = reader.getItemCount();
    byte[] owners = new byte[size];
    for (int index = 1; index < size; index++) {
      int offset = reader.getItem(index);
      if (offset == 0) {
        continue; // Second half of a long or double.
      }
      switch (reader.readByte(offset - 1)) {
        case CONSTANT_UTF8 -> {
          hasSuspendableAnnotation |= isText(offset, SUSPENDABLE);
          namesPreemptible |= isText(offset, PREEMPTIBLE);
        }
        case CONSTANT_METHODREF, CONSTANT_INTERFACE_METHODREF -> noteMethod(offset, owners);
        case CONSTANT_METHOD_HANDLE -> {
          handles = withRoom(handles, handleCount);
          handles[handleCount++] = offset;
        }
        case CONSTANT_INVOKE_DYNAMIC -> {
          callSites = withRoom(callSites, callSiteCount);
          callSites[callSiteCount++] = offset;
        }
        default -> {}
      }
    }
  }

  private static int[] withRoom(int[] offsets, int count) {
    return count < offsets.length ? offsets : Arrays.copyOf(offsets, 2 * count);
  }

  private void noteMethod(int offset, byte[] owners) {
    int index = reader.readUnsignedShort(offset);
    if (owners[index] == NOT_SEEN) {
      String owner = reader.readClass(offset, buffer);
      boolean matters =
          hierarchy.mayHaveSuspendable(owner)
              || OpaqueCall.mayBeDeclaredBy(owner)
              || RedirectedCall.mayBeDeclaredBy(owner)
              || hierarchy.bridges().concernEverywhere(owner)
              || owner.equals("java/lang/Object");
      owners[index] = matters ? OF_INTEREST : WITHOUT_INTEREST;
    }
    if (owners[index] == OF_INTEREST) {
      methods = withRoom(methods, methodCount);
      methods[methodCount++] = offset;
    }
  }

  private boolean isText(int offset, String text) {
    int length = text.length();
    if (reader.readUnsignedShort(offset) != length) {
      return false;
    }
    // From the end, where names of one package differ.
    for (int i = length - 1; i >= 0; i--) {
      if (reader.readByte(offset + 2 + i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  // ---- what was found

  /** The class. */
  ClassReader reader() {
    return reader;
  }

  /** Whether the annotation that makes methods suspendable is named anywhere. */
  boolean hasSuspendableAnnotation() {
    return hasSuspendableAnnotation;
  }

  /**
   * Whether methods of the class may be preemptible. Such a class need not call anything that
   * suspends.
   */
  public boolean mayHavePreemptible() {
    return (hasSuspendableAnnotation && namesPreemptible)
        || hierarchy.mayHavePreemptible(reader.getClassName());
  }

  /**
   * Whether the class calls, or takes a handle to, a suspendable method; unknown if the only ones
   * that may be suspendable are {@code unresolved}.
   *
   * @param unresolved takes the internal names of the types whose methods are not known
   */
  public Suspendability namesSuspendableMethod(Set<String> unresolved) {
    Suspendability found = Suspendability.NO;
    for (int i = 0; i < methodCount; i++) {
      String owner = owner(methods[i]);
      if (!hierarchy.mayHaveSuspendable(owner)) {
        continue;
      }
      String name = name(methods[i]);
      String descriptor = descriptor(methods[i]);
      if (SuspendableIteration.begins(name, descriptor, hierarchy)) {
        return Suspendability.YES;
      }
      switch (hierarchy.suspendability(owner, name, descriptor)) {
        case YES -> {
          return Suspendability.YES;
        }
        case UNKNOWN -> {
          found = Suspendability.UNKNOWN;
          unresolved.add(owner);
        }
        case NO -> {}
      }
    }
    return found;
  }

  /** Whether a method of a name that {@code wanted} selects is named. Walks over the pool again. */
  boolean namesMethod(Predicate<String> wanted) {
    int size = reader.getItemCount();
    for (int index = 1; index < size; index++) {
      int offset = reader.getItem(index);
      if (offset != 0) {
        int tag = reader.readByte(offset - 1);
        if ((tag == CONSTANT_METHODREF || tag == CONSTANT_INTERFACE_METHODREF)
            && wanted.test(name(offset))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether {@code Object.wait} is called. */
  boolean namesWait() {
    for (int i = 0; i < methodCount; i++) {
      if (name(methods[i]).equals("wait") && owner(methods[i]).equals("java/lang/Object")) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether there may be calls to bracket although no suspendable method is named: opaque ones, and
   * those that {@link RedirectedCall} takes over. What is added for them can be linked only where
   * the runtime is visible, so classes of other loaders never have any.
   */
  public boolean namesOpaqueCall() {
    return (hasOpaqueMethod() || namesGuardedLock() || (callSiteCount > 0 && hasStrangeBootstrap()))
        && hierarchy.seesRuntime();
  }

  /** Whether a method is called that has a bridge in all classes. */
  private boolean namesGuardedLock() {
    for (int i = 0; i < methodCount; i++) {
      if (hierarchy.bridges().concernEverywhere(owner(methods[i]))
          && hierarchy.bridges().concern(name(methods[i]))) {
        return hierarchy.bridges().mayBeIn(reader.getClassName());
      }
    }
    return false;
  }

  private boolean hasOpaqueMethod() {
    for (int i = 0; i < methodCount; i++) {
      String owner = owner(methods[i]);
      String name = name(methods[i]);
      boolean opaque =
          ClassHierarchy.isJdk(owner)
              ? OpaqueCall.isReflective(owner, name) || RedirectedCall.isHinted(owner, name)
              : hierarchy.isNative(owner, name, descriptor(methods[i]));
      if (opaque) {
        return true;
      }
    }
    return false;
  }

  /** Whether a method handle can be a bootstrap method that is not the JDK's. */
  private boolean hasStrangeBootstrap() {
    for (int i = 0; i < handleCount; i++) {
      int method = reader.getItem(reader.readUnsignedShort(handles[i] + 1));
      if (!OpaqueCall.isJdkBootstrap(owner(method))
          && OpaqueCall.isBootstrapShaped(reader.readByte(handles[i]), descriptor(method))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a lambda is made for a functional interface that {@code wanted} selects. */
  boolean makesLambda(Predicate<String> wanted) {
    for (int i = 0; i < callSiteCount; i++) {
      String descriptor = descriptor(callSites[i]);
      int result = descriptor.indexOf(')') + 1;
      if (descriptor.charAt(result) == 'L'
          && wanted.test(descriptor.substring(result + 1, descriptor.length() - 1))) {
        return true;
      }
    }
    return false;
  }

  private String owner(int method) {
    return reader.readClass(method, buffer);
  }

  private String name(int method) {
    return reader.readUTF8(reader.getItem(reader.readUnsignedShort(method + 2)), buffer);
  }

  /** Descriptor of a method or call site. */
  private String descriptor(int method) {
    return reader.readUTF8(reader.getItem(reader.readUnsignedShort(method + 2)) + 2, buffer);
  }
}
