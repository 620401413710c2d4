package dev.coro.agent;

import dev.coro.agent.AgentOptions.LogLevel;
import dev.coro.rt.AgentHook;
import dev.coro.rt.StackCheck;
import dev.coro.transform.scan.Suspendability;
import java.io.IOException;
import java.lang.invoke.MethodType;
import org.objectweb.asm.ClassReader;

/** Instruments code that programs make at run time and that the JVM shows to no agent. */
record RunTimeCode(SuspendableClassTransformer transformer, AgentLog log) implements AgentHook {
  @Override
  public byte[] instrument(Class<?> host, byte[] classFile) {
    ClassLoader loader = host.getClassLoader();
    if (loader == null) {
      return classFile;
    }
    try {
      String name = new ClassReader(classFile).getClassName();
      if (SuspendableClassTransformer.isLeftAlone(name)) {
        return classFile;
      }
      // A hierarchy of its own: many hidden classes have one name.
      byte[] instrumented =
          transformer.instrumented(name, transformer.transformHidden(loader, name, classFile));
      return instrumented == null ? classFile : instrumented;
    } catch (RuntimeException | IOException | LinkageError e) {
      // Not a class file, or one that only the JVM can judge.
      log.say(
          LogLevel.INFO,
          "hidden class of "
              + host.getName()
              + " is not instrumented ("
              + e
              + "); from now on every suspension looks at the stack");
      StackCheck.checkAlways();
      return classFile;
    }
  }

  @Override
  public boolean isSuspendable(Class<?> owner, String name, MethodType type) {
    ClassLoader loader = owner.getClassLoader();
    return loader != null
        && transformer
                .hierarchyOf(loader)
                .suspendability(
                    owner.getName().replace('.', '/'), name, type.toMethodDescriptorString())
            == Suspendability.YES;
  }
}
