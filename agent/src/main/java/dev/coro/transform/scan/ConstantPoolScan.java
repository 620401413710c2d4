package dev.coro.transform.scan;

import org.objectweb.asm.ClassReader;

/**
 * The cheapest exit: a class that names no suspendable method anywhere in its constant pool has no
 * suspension point, so there is nothing to do.
 */
public final class ConstantPoolScan {
  private static final int CONSTANT_METHODREF = 10;
  private static final int CONSTANT_INTERFACE_METHODREF = 11;

  private ConstantPoolScan() {}

  /** Whether the class calls, or takes a handle to, a suspendable method. */
  public static boolean namesSuspendableMethod(ClassReader reader, ClassHierarchy hierarchy) {
    char[] buffer = new char[reader.getMaxStringLength()];
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
      if (owner.charAt(0) == '[' || ClassHierarchy.isJdk(owner)) {
        continue;
      }
      int nameAndType = reader.getItem(reader.readUnsignedShort(offset + 2));
      String name = reader.readUTF8(nameAndType, buffer);
      String descriptor = reader.readUTF8(nameAndType + 2, buffer);
      if (hierarchy.isSuspendable(owner, name, descriptor)) {
        return true;
      }
    }
    return false;
  }
}
