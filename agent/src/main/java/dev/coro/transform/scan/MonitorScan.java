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
  private static final byte MONITOREXIT = (byte) Opcodes.MONITOREXIT;

  private MonitorScan() {}

  /** Whether a suspendable method of the class, or a lambda body that may be one, has a monitor. */
  public static boolean mayWait(ConstantPoolScan scan, byte[] classFile, ClassHierarchy hierarchy) {
    ClassReader reader = scan.reader();
    String name = reader.getClassName();
    // What can be told from names comes first, and what reads further classes last.
    return (hierarchy.mayHaveSuspendable(name) || scan.makesLambda(hierarchy::mayHaveSuspendable))
        && (scan.namesWait() || hasMonitors(reader, classFile))
        && (hierarchy.hasSuspendableMethod(name)
            || scan.makesLambda(hierarchy::hasSuspendableMethod));
  }

  private static boolean hasMonitors(ClassReader reader, byte[] classFile) {
    MonitorFinder finder = new MonitorFinder();
    // Most classes do not even have the byte: they need not be parsed.
    int skipped = contains(classFile, MONITOREXIT) ? 0 : ClassReader.SKIP_CODE;
    reader.accept(finder, skipped | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return finder.found;
  }

  private static boolean contains(byte[] bytes, byte wanted) {
    for (byte b : bytes) {
      if (b == wanted) {
        return true;
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
