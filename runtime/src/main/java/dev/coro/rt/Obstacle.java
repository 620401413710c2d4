package dev.coro.rt;

/** Kinds of activations that cannot be saved: why, and what to do instead. */
enum Obstacle {
  UNANNOTATED(
      "the method is not @Suspendable, but calls one that suspends",
      "Annotate it with @Suspendable, or do not suspend in what it calls."),
  OTHER_DECLARATION(
      "it called a suspendable method through a declaration that is not @Suspendable",
      "Annotate the declaration that the call names, or call the method through a type where it is"
          + " @Suspendable."),
  LAMBDA(
      "it is the body of a lambda or method reference for an interface whose method is not"
          + " @Suspendable",
      "Use SuspendableRunnable, SuspendableCallable or an interface of your own with a @Suspendable"
          + " method."),
  JDK_CALLBACK(
      "JDK code called back into code that suspends, and JDK code cannot be saved",
      "Write the loop or call out in a @Suspendable method instead of passing a callback."),
  REFLECTION(
      "the method that suspends was called by reflection, whose frames cannot be saved",
      "Call it directly, or through an interface whose method is @Suspendable."),
  METHOD_HANDLE(
      "the method that suspends was called through a method handle or a dynamic language, whose"
          + " frames cannot be saved",
      "Call it directly, or through an interface whose method is @Suspendable."),
  GROOVY(
      "Groovy makes the call there dynamically, through frames that cannot be saved",
      "Compile the class or the method statically, with @groovy.transform.CompileStatic."),
  GROOVY_CLOSURE(
      "it is the body of a Groovy closure or lambda, which is not @Suspendable",
      "In @CompileStatic code write a loop, or pass a reference to a @Suspendable method, or an"
          + " anonymous class, for an interface whose method is @Suspendable."),
  DYNAMIC_PROXY(
      "it is a dynamic proxy, which passes the call to its handler by code of the JDK",
      "Let the handler not suspend, or write a class that implements the interface with"
          + " @Suspendable methods."),
  MOCK(
      "it belongs to a Mockito mock or spy, which calls real methods and answers through code that"
          + " cannot be saved",
      "Use a hand-written stub with @Suspendable methods, or let answers not suspend."),
  GENERATED_SUBCLASS(
      "it belongs to a class generated at run time (by CGLIB, Byte Buddy or the like), whose"
          + " interceptors cannot be saved",
      "Take the method out of what is intercepted, or use the object itself instead of its proxy."),
  REDEFINED(
      "its class was redefined, and the activation runs old code or called a method through a"
          + " declaration that is not @Suspendable",
      "Redefine methods while they do not run, or annotate what it calls."),
  NATIVE(
      "native code called back into Java code that suspends, and native frames cannot be saved",
      "Let the native code return first, and suspend in the Java code around it.");

  private final String why;
  private final String remedy;

  Obstacle(String why, String remedy) {
    this.why = why;
    this.remedy = remedy;
  }

  /** Why such an activation cannot be saved. */
  String why() {
    return why;
  }

  /** What to do about it. */
  String remedy() {
    return remedy;
  }
}
