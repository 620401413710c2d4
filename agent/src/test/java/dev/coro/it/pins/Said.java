package dev.coro.it.pins;

/** Texts of refusals, for comparison: what differs from run to run and JDK to JDK is left out. */
final class Said {
  private static final String CALLED_BACK =
      "JDK code called back into code that suspends, and JDK code cannot be saved. Write the loop or"
          + " call out in a @Suspendable method instead of passing a callback.";

  private Said() {}

  /** Without line numbers, numbers of lambdas and addresses of hidden classes. */
  static String normal(String message) {
    return message
        .replaceAll(":\\d+([:,])", "$1")
        .replaceAll("(lambda\\$\\w+\\$)\\d+", "$1N")
        .replaceAll("(_closure|_lambda)\\d+", "$1N")
        .replaceAll("/0x[0-9a-f]+", "/N")
        .replaceAll("\\$Proxy\\d+", "\\$ProxyN")
        .replaceAll("(\\$MockitoMock\\$|\\$ByteBuddy\\$)\\w+", "$1N")
        .replaceAll("(ByCGLIB\\$\\$)\\w+", "$1N");
  }

  static String jdkCallback(String api, String caller) {
    return "[CO204] cannot suspend through " + api + ", called in " + caller + ": " + CALLED_BACK;
  }

  static String reflection(String caller) {
    return "[CO204] cannot suspend through java.lang.reflect.Method#invoke(Object, Object[]) at"
        + " Method.java, called in "
        + caller
        + ": the method that suspends was called by reflection, whose frames cannot be saved. Call"
        + " it directly, or through an interface whose method is @Suspendable.";
  }

  static String handle(String place, String caller) {
    return "[CO204] cannot suspend through "
        + place
        + ", called in "
        + caller
        + ": the method that suspends was called through a method handle or a dynamic language,"
        + " whose frames cannot be saved. Call it directly, or through an interface whose method is"
        + " @Suspendable.";
  }

  static String proxy(String place, String caller) {
    return "[CO204] cannot suspend through "
        + place
        + ", called in "
        + caller
        + ": it is a dynamic proxy, which passes the call to its handler by code of the JDK. Let the"
        + " handler not suspend, or write a class that implements the interface with @Suspendable"
        + " methods.";
  }

  static String mock(String place, String caller) {
    return "[CO204] cannot suspend through "
        + place
        + ", called in "
        + caller
        + ": it belongs to a Mockito mock or spy, which calls real methods and answers through code"
        + " that cannot be saved. Use a hand-written stub with @Suspendable methods, or let answers"
        + " not suspend.";
  }

  static String generated(String place, String caller) {
    return "[CO204] cannot suspend through "
        + place
        + ", called in "
        + caller
        + ": it belongs to a class generated at run time (by CGLIB, Byte Buddy or the like), whose"
        + " interceptors cannot be saved. Take the method out of what is intercepted, or use the"
        + " object itself instead of its proxy.";
  }

  static String groovy(String place) {
    return "[CO204] cannot suspend through "
        + place
        + ": Groovy makes the call there dynamically, through frames that cannot be saved. Compile"
        + " the class or the method statically, with @groovy.transform.CompileStatic.";
  }

  static String groovyClosure(String place) {
    return "[CO204] cannot suspend through "
        + place
        + ": it is the body of a Groovy closure or lambda, which is not @Suspendable. In"
        + " @CompileStatic code write a loop, or pass a reference to a @Suspendable method, or an"
        + " anonymous class, for an interface whose method is @Suspendable.";
  }

  static String nativeCode(String place, String caller) {
    return "[CO204] cannot suspend through "
        + place
        + ", called in "
        + caller
        + ": native code called back into Java code that suspends, and native frames cannot be"
        + " saved. Let the native code return first, and suspend in the Java code around it.";
  }

  static String unannotated(String place) {
    return "[CO204] cannot suspend through "
        + place
        + ": the method is not @Suspendable, but calls one that suspends. Annotate it with"
        + " @Suspendable, or do not suspend in what it calls.";
  }

  static String lambda(String place) {
    return "[CO204] cannot suspend through "
        + place
        + ": it is the body of a lambda or method reference for an interface whose method is not"
        + " @Suspendable. Use SuspendableRunnable, SuspendableCallable or an interface of your own"
        + " with a @Suspendable method.";
  }

  static String otherDeclaration(String place) {
    return "[CO204] cannot suspend through "
        + place
        + ": it called a suspendable method through a declaration that is not @Suspendable."
        + " Annotate the declaration that the call names, or call the method through a type where it"
        + " is @Suspendable.";
  }

  static String initializer(String place, String what) {
    return "[CO104] cannot suspend through "
        + place
        + ", "
        + what
        + ": the JVM allows no second body for it. Move the call into a method that is called"
        + " afterwards.";
  }
}
