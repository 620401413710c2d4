package dev.coro.transform.fixtures

import dev.coro.Suspendable
import groovy.transform.CompileStatic

interface GroovyOp {
  @Suspendable
  int apply(int x)
}

@CompileStatic
class GroovyBox {
  final int first
  final String text

  GroovyBox(int first, String text) {
    this.first = first
    this.text = text
  }

  @Suspendable
  int plus(int x) {
    first + Probe.value(x)
  }
}

@CompileStatic
@Suspendable
class GroovyFixture {
  static Object loops() {
    int sum = 0
    for (int i = 0; i < 3; i++) {
      if (i == 1) {
        continue
      }
      sum += Probe.value(i)
    }
    for (String s in ['a', 'bb']) {
      sum += Probe.value(s).length()
    }
    return sum
  }

  static Object constructors() {
    GroovyBox box = new GroovyBox(Probe.value(1), Probe.value('t'))
    return box.plus(2) + new GroovyBox(3, "g${Probe.value(4)}").text
  }

  static Object tryCatchFinally() {
    int x = 0
    try {
      x = Probe.value(1)
      Probe.fail('inner')
    } catch (IllegalStateException e) {
      x += Probe.value(e.message.length())
    } finally {
      Probe.point()
    }
    return x
  }

  static Object switches() {
    String out = ''
    for (Object o in ['Aa', 7, null]) {
      switch (Probe.value(o)) {
        case 'Aa':
          out += Probe.value('first')
          break
        case 7:
          out += Probe.value(7)
          break
        default:
          out += 'none'
      }
    }
    return out
  }

  static Object defaultArguments() {
    return scaled(1) + scaled(2, 3)
  }

  static String scaled(int x, int factor = 10) {
    return 'l' + Probe.value(x) * factor
  }

  static Object nulls() {
    GroovyBox none = null
    Probe.point()
    String text = none?.text ?: Probe.value('elvis')
    return text
  }

  static Object anonymousClass() {
    int captured = Probe.value(3)
    GroovyOp op = new GroovyOp() {
      int apply(int x) {
        return x * captured + Probe.value(x)
      }
    }
    return op.apply(1) + op.apply(2)
  }

  static Object recursion() {
    return factorial(5L)
  }

  static long factorial(long n) {
    return n <= 1 ? Probe.value(1L) : n * factorial(n - 1)
  }
}
