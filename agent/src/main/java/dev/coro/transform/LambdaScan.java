package dev.coro.transform;

import dev.coro.transform.emit.ReferenceAdapters;
import dev.coro.transform.scan.ClassHierarchy;
import dev.coro.transform.scan.LambdaSite;
import dev.coro.transform.scan.OpaqueCall;
import dev.coro.transform.scan.RedirectedCall;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds which lambda bodies may suspend, and puts adapters where proxies change results. */
final class LambdaScan {
  private final ClassNode node;
  private final ClassHierarchy hierarchy;
  private final ReferenceAdapters adapters;
  private final SuspendableMethods methods;

  /** Whether no adapter can be added. */
  private final boolean loadedEarlier;

  private boolean changed;
  private int refused;

  LambdaScan(
      ClassNode node,
      ClassHierarchy hierarchy,
      ReferenceAdapters adapters,
      SuspendableMethods methods,
      boolean loadedEarlier) {
    this.node = node;
    this.hierarchy = hierarchy;
    this.adapters = adapters;
    this.methods = methods;
    this.loadedEarlier = loadedEarlier;
  }

  /** Scans the call sites of a method. */
  void scan(List<InvokeDynamicInsnNode> calls) {
    for (InvokeDynamicInsnNode call : calls) {
      LambdaSite site = LambdaSite.of(call);
      if (site != null) {
        scan(site);
      }
    }
  }

  /** Whether anything was changed. */
  boolean changed() {
    return changed;
  }

  /** Number of call sites that would need an adapter in a class that is loaded already. */
  int refused() {
    return refused;
  }

  private void scan(LambdaSite site) {
    var target = site.implementation();
    boolean suspendable = site.isSuspendable(hierarchy);
    String key = target.getName() + target.getDesc();
    if (hierarchy.isSuspendable(target.getOwner(), target.getName(), target.getDesc())) {
      if (!suspendable || site.adaptsResult()) {
        if (loadedEarlier) {
          refused++;
          return;
        }
        key = insertAdapter(site);
        if (!suspendable) {
          methods.addPlainAdapter(key);
        }
      }
    } else if (needsCall(target) && !loadedEarlier) {
      // The proxy would make the call, and has no bracket.
      methods.addPlainAdapter(insertAdapter(site));
      return;
    } else if (bodyOf(target) == null) {
      return;
    } else if (suspendable && site.adaptsResult()) {
      // Not by javac, which has the body do it; the format allows it, and other compilers use it.
      if (loadedEarlier) {
        refused++;
        return;
      }
      methods.addLambda(key, false);
      key = insertAdapter(site);
    }
    if (suspendable) {
      methods.addLambda(key, site.overridesOther(hierarchy));
    }
  }

  /** Puts a suspendable method in between that makes the call. */
  void adapt(LambdaSite site, boolean doubted) {
    methods.addLambda(insertAdapter(site), doubted);
  }

  /**
   * What is made there is called by code that expects it to suspend, if perhaps by other code, too.
   *
   * @param blocking whether the method that it names has a bridge
   */
  void makeSuspendable(LambdaSite site, boolean blocking) {
    Handle target = site.implementation();
    String key = target.getName() + target.getDesc();
    if (blocking) {
      adapt(site, true);
    } else if (bodyOf(target) != null) {
      methods.addLambda(key, true);
      if (site.adaptsResult()) {
        adapt(site, true);
      }
    }
  }

  /**
   * The method that the compiler made for this site alone; null if the author wrote it. Such a
   * method has other callers, which do not expect it to suspend unless it is annotated.
   */
  @Nullable MethodNode bodyOf(Handle target) {
    for (MethodNode method : node.methods) {
      if (method.name.equals(target.getName()) && method.desc.equals(target.getDesc())) {
        return target.getOwner().equals(node.name) && isMadeForALambda(method) ? method : null;
      }
    }
    return null;
  }

  /** Returns name and descriptor of the adapter. */
  private String insertAdapter(LambdaSite site) {
    MethodNode adapter = adapters.insert(site);
    changed = true;
    return adapter.name + adapter.desc;
  }

  private boolean needsCall(Handle target) {
    return OpaqueCall.is(target.getOwner(), target.getName(), target.getDesc(), hierarchy)
        || RedirectedCall.is(target.getOwner(), target.getName());
  }

  /** By the compiler's mark; Kotlin and Scala leave it out, and go by names. */
  private static boolean isMadeForALambda(MethodNode method) {
    boolean named = method.name.contains("$lambda$") || method.name.contains("$anonfun$");
    return (method.access & Opcodes.ACC_SYNTHETIC) != 0
        || (named && (method.access & Opcodes.ACC_PRIVATE) != 0);
  }
}
