package dev.coro.transform.scan;

import org.objectweb.asm.ClassReader;

/**
 * Tells from the constant pool alone whether a class may have calls to bracket although it names no
 * suspendable method: opaque ones, and those that {@link RedirectedCall} takes over.
 */
public final class OpaqueCallScan {
  private static final int CONSTANT_METHODREF = 10;
  private static final int CONSTANT_INTERFACE_METHODREF = 11;
  private static final int CONSTANT_METHOD_HANDLE = 15;
  private static final int CONSTANT_INVOKE_DYNAMIC = 18;

  private final ClassReader reader;
  private final ClassHierarchy hierarchy;
  private final char[] buffer;

  /** Whether the class has call sites that are linked by a bootstrap method. */
  private boolean hasDynamicCalls;

  /** Whether one of its method handles can be a bootstrap method that is not the JDK's. */
  private boolean hasStrangeBootstrap;

  private OpaqueCallScan(ClassReader reader, ClassHierarchy hierarchy) {
    this.reader = reader;
    this.hierarchy = hierarchy;
    this.buffer = new char[reader.getMaxStringLength()];
  }

  /**
   * Whether the class must be looked at more closely. What is added for opaque calls can be linked
   * only where the runtime is visible, so classes of other loaders never are.
   */
  public static boolean findsCall(ClassReader reader, ClassHierarchy hierarchy) {
    return new OpaqueCallScan(reader, hierarchy).run() && hierarchy.seesRuntime();
  }

  private boolean run() {
    for (int index = 1; index < reader.getItemCount(); index++) {
      int offset = reader.getItem(index);
      if (offset == 0) {
        continue; // Second half of a long or double.
      }
      switch (reader.readByte(offset - 1)) {
        case CONSTANT_METHODREF, CONSTANT_INTERFACE_METHODREF -> {
          if (isOpaque(offset)) {
            return true;
          }
        }
        case CONSTANT_METHOD_HANDLE -> scanHandle(offset);
        case CONSTANT_INVOKE_DYNAMIC -> hasDynamicCalls = true;
        default -> {}
      }
    }
    return hasDynamicCalls && hasStrangeBootstrap;
  }

  private boolean isOpaque(int offset) {
    String owner = reader.readClass(offset, buffer);
    boolean jdk = ClassHierarchy.isJdk(owner);
    if (jdk && !owner.startsWith("java/lang/")) {
      return false;
    }
    int nameAndType = reader.getItem(reader.readUnsignedShort(offset + 2));
    String name = reader.readUTF8(nameAndType, buffer);
    if (jdk) {
      return OpaqueCall.isReflective(owner, name) || RedirectedCall.isHinted(owner, name);
    }
    return hierarchy.isNative(owner, name, reader.readUTF8(nameAndType + 2, buffer));
  }

  private void scanHandle(int offset) {
    int reference = reader.getItem(reader.readUnsignedShort(offset + 1));
    if (!OpaqueCall.isJdkBootstrap(reader.readClass(reference, buffer))) {
      int nameAndType = reader.getItem(reader.readUnsignedShort(reference + 2));
      hasStrangeBootstrap |=
          OpaqueCall.isBootstrapShaped(
              reader.readByte(offset), reader.readUTF8(nameAndType + 2, buffer));
    }
  }
}
