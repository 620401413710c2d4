package dev.coro.transform.scan;

import dev.coro.transform.RuntimeNames;

/**
 * Finds classes that name no suspendable method but have one, and name a method that has a bridge.
 */
public final class BridgeScan {
  private BridgeScan() {}

  /** Whether the class may have calls to lead over a bridge. */
  public static boolean mayHaveCalls(ConstantPoolScan scan, ClassHierarchy hierarchy) {
    String name = scan.reader().getClassName();
    if (name.startsWith(RuntimeNames.BRIDGE_PACKAGE)) {
      return scan.hasSuspendableAnnotation(); // Which call what is suspendable without its name.
    }
    // Nearly all classes leave at the first line: they have nothing that could be suspendable.
    return mayHaveSuspendable(scan, name, hierarchy)
        && hierarchy.bridges().mayBeIn(name)
        && scan.namesMethod(hierarchy.bridges()::concern);
  }

  private static boolean mayHaveSuspendable(
      ConstantPoolScan scan, String name, ClassHierarchy hierarchy) {
    return scan.hasSuspendableAnnotation()
        || scan.makesLambda(hierarchy::hasSuspendableMethod)
        || (hierarchy.mayInheritSuspendable(scan.reader()) && hierarchy.hasSuspendableMethod(name));
  }
}
