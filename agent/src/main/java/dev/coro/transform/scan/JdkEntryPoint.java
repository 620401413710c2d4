package dev.coro.transform.scan;

import java.util.Set;

/** Methods that the JDK finds by name and calls by reflection, without any declaration. */
public final class JdkEntryPoint {
  /** Of java.io serialization. */
  private static final Set<String> SERIALIZATION =
      Set.of(
          "writeObject(Ljava/io/ObjectOutputStream;)V",
          "readObject(Ljava/io/ObjectInputStream;)V",
          "readObjectNoData()V",
          "readResolve()Ljava/lang/Object;",
          "writeReplace()Ljava/lang/Object;");

  private JdkEntryPoint() {}

  /** Whether the method is one. */
  public static boolean is(String name, String descriptor) {
    return SERIALIZATION.contains(name + descriptor);
  }
}
