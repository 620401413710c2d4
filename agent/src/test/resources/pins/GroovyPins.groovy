import dev.coro.Suspendable
import dev.coro.SuspendableRunnable
import dev.coro.it.pins.Leaf
import dev.coro.it.pins.PinCase
import dev.coro.it.pins.PinMatrix
import groovy.transform.CompileStatic

/** Groovy that calls dynamically, and what is in the way in statically compiled Groovy. */
class GroovyPins {
  @CompileStatic
  static void main(String[] args) {
    Map<String, PinCase> cases = [:]
    cases.put('dynamicCall', (PinCase) GroovyPins::dynamicCall)
    cases.put('linkedCall', (PinCase) GroovyPins::linkedCall)
    cases.put('closure', (PinCase) GroovyPins::closure)
    cases.put('closureAsInterface', (PinCase) GroovyPins::closureAsInterface)
    cases.put('dynamicClosure', (PinCase) GroovyPins::dynamicClosure)
    cases.put('lambda', (PinCase) GroovyPins::lambda)
    PinMatrix.print(cases)
    println('recommendedSuspends\t' + Leaf.suspensions(Recommended::run))
  }

  @Suspendable
  static void dynamicCall() {
    Leaf.park()
  }

  /** A call site that was used so often that Groovy has linked it to the method itself. */
  @Suspendable
  static void linkedCall() {
    for (Object o in 0..200_000) {
      parkLast(o)
    }
  }

  @CompileStatic
  @Suspendable
  static void parkLast(Object o) {
    if (o == 200_000) {
      Leaf.park()
    }
  }

  @Suspendable
  static void dynamicClosure() {
    [1].each { Leaf.park() }
  }

  @CompileStatic
  @Suspendable
  static void closure() {
    [1].each { Leaf.park() }
  }

  @CompileStatic
  @Suspendable
  static void closureAsInterface() {
    SuspendableRunnable task = { Leaf.park() }
    task.run()
  }

  @CompileStatic
  @Suspendable
  static void lambda() {
    SuspendableRunnable task = () -> Leaf.park()
    task.run()
  }
}

/** What the messages recommend. */
@CompileStatic
class Recommended {
  @Suspendable
  static void run() {
    SuspendableRunnable reference = Leaf::park
    reference.run()
    SuspendableRunnable anonymous = new SuspendableRunnable() {
      void run() {
        Leaf.park()
      }
    }
    anonymous.run()
  }
}
