package dev.coro.transform.scan;

import dev.coro.transform.RuntimeNames;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Finds classes that name no suspendable method but declare one which enters a monitor, and so may
 * have to wait for a coroutine that is suspended inside, or which calls {@code Object.wait}.
 */
public final class MonitorScan {
  private static final int CONSTANT_METHODREF = 10;
  private static final int CONSTANT_INVOKE_DYNAMIC = 18;
  private static final byte MONITOREXIT = (byte) Opcodes.MONITOREXIT;

  private MonitorScan() {}

  /** Whether a suspendable method of the class, or a lambda body that may be one, has a monitor. */
  public static boolean mayWait(ClassReader reader, byte[] classFile, ClassHierarchy hierarchy) {
    return (hasMonitors(reader, classFile) || namesWait(reader))
        && (hierarchy.hasSuspendableMethod(reader.getClassName())
            || makesSuspendableLambda(reader, hierarchy));
  }

  private static boolean hasMonitors(ClassReader reader, byte[] classFile) {
    MonitorFinder finder = new MonitorFinder();
    // Most classes do not even have the byte: they need not be parsed.
    int skipped = contains(classFile, MONITOREXIT) ? 0 : ClassReader.SKIP_CODE;
    reader.accept(finder, skipped | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return finder.found;
  }

  private static boolean namesWait(ClassReader reader) {
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int index = 1; index < reader.getItemCount(); index++) {
      int offset = reader.getItem(index);
      if (offset != 0 && reader.readByte(offset - 1) == CONSTANT_METHODREF) {
        int nameAndType = reader.getItem(reader.readUnsignedShort(offset + 2));
        if (reader.readUTF8(nameAndType, buffer).equals("wait")
            && reader.readClass(offset, buffer).equals("java/lang/Object")) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean contains(byte[] bytes, byte wanted) {
    for (byte b : bytes) {
      if (b == wanted) {
        return true;
      }
    }
    return false;
  }

  private static boolean makesSuspendableLambda(ClassReader reader, ClassHierarchy hierarchy) {
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int index = 1; index < reader.getItemCount(); index++) {
      int offset = reader.getItem(index);
      if (offset != 0 && reader.readByte(offset - 1) == CONSTANT_INVOKE_DYNAMIC) {
        int nameAndType = reader.getItem(reader.readUnsignedShort(offset + 2));
        String descriptor = reader.readUTF8(nameAndType + 2, buffer);
        int result = descriptor.indexOf(')') + 1;
        if (descriptor.charAt(result) == 'L'
            && hierarchy.hasSuspendableMethod(
                descriptor.substring(result + 1, descriptor.length() - 1))) {
          return true;
        }
      }
    }
    return false;
  }

  private static final class MonitorFinder extends ClassVisitor {
    boolean found;

    MonitorFinder() {
      super(RuntimeNames.ASM_API);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      found |= (access & Opcodes.ACC_SYNCHRONIZED) != 0;
      return found
          ? null
          : new MethodVisitor(RuntimeNames.ASM_API) {
            @Override
            public void visitInsn(int opcode) {
              found |= opcode == Opcodes.MONITORENTER;
            }
          };
    }
  }
}
