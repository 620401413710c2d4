package dev.coro.transform.testing;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** A second opinion on instrumented bytes, besides the JVM's verifier: the one of ASM. */
public final class BytecodeCheck {
  private BytecodeCheck() {}

  /** Fails with ASM's explanation if the class is not well-formed. */
  public static void verify(String name, byte[] classFile, ClassLoader loader) {
    StringWriter complaints = new StringWriter();
    CheckClassAdapter.verify(
        new ClassReader(classFile), loader, false, new PrintWriter(complaints, true));
    if (!complaints.toString().isEmpty()) {
      throw new AssertionError(name + " does not verify: " + complaints);
    }
  }
}
