package dev.coro.transform.scan;

import dev.coro.transform.RuntimeNames;
import java.util.Set;
import org.objectweb.asm.ClassReader;

/**
 * The cheapest exit: a class that names no suspendable method anywhere in its constant pool has no
 * suspension point, so there is nothing to do.
 */
public final class ConstantPoolScan {
  private static final String SUSPENDABLE = RuntimeNames.SUSPENDABLE_DESCRIPTOR;
  private static final int CONSTANT_UTF8 = 1;
  private static final int CONSTANT_METHODREF = 10;
  private static final int CONSTANT_INTERFACE_METHODREF = 11;

  private ConstantPoolScan() {}

  /**
   * Whether the class calls, or takes a handle to, a suspendable method; unknown if the only ones
   * that may be suspendable are {@code unresolved}.
   *
   * @param unresolved takes the internal names of the types whose methods are not known
   */
  public static Suspendability namesSuspendableMethod(
      ClassReader reader, ClassHierarchy hierarchy, Set<String> unresolved) {
    char[] buffer = new char[reader.getMaxStringLength()];
    Suspendability found = Suspendability.NO;
    for (int index = 1; index < reader.getItemCount(); index++) {
      int offset = reader.getItem(index);
      if (offset == 0) {
        continue; // Second half of a long or double.
      }
      int tag = reader.readByte(offset - 1);
      if (tag != CONSTANT_METHODREF && tag != CONSTANT_INTERFACE_METHODREF) {
        continue;
      }
      String owner = reader.readClass(offset, buffer);
      if (!hierarchy.mayHaveSuspendable(owner)) {
        continue;
      }
      int nameAndType = reader.getItem(reader.readUnsignedShort(offset + 2));
      String name = reader.readUTF8(nameAndType, buffer);
      String descriptor = reader.readUTF8(nameAndType + 2, buffer);
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

  /** Whether the annotation that makes methods suspendable is named anywhere. */
  static boolean hasSuspendableAnnotation(ClassReader reader) {
    for (int index = 1; index < reader.getItemCount(); index++) {
      int offset = reader.getItem(index);
      if (offset != 0
          && reader.readByte(offset - 1) == CONSTANT_UTF8
          && isSuspendableDescriptor(reader, offset)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSuspendableDescriptor(ClassReader reader, int offset) {
    int length = SUSPENDABLE.length();
    if (reader.readUnsignedShort(offset) != length) {
      return false;
    }
    // From the end, where names of one package differ.
    for (int i = length - 1; i >= 0; i--) {
      if (reader.readByte(offset + 2 + i) != SUSPENDABLE.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
