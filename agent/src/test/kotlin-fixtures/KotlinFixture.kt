@file:JvmName("KotlinFixture")

package dev.coro.transform.fixtures

import dev.coro.Suspendable

fun interface Op {
  @Suspendable fun apply(x: Int): Int
}

interface Named {
  @Suspendable fun name(): String

  @Suspendable fun greet(greeting: String = "hello"): String = greeting + Probe.value(" ") + name()
}

class Person(private val given: String) : Named {
  @Suspendable override fun name(): String = Probe.value(given)!!
}

sealed class Expr

data class Num(val n: Int) : Expr()

data class Sum(val left: Expr, val right: Expr) : Expr()

object Nothing : Expr()

class Box(val first: Int, val second: Long, var text: String?) {
  operator fun component1() = first

  operator fun component2() = second

  companion object {
    @Suspendable fun make(n: Int): Box = Box(Probe.value(n), Probe.value(2L), null)
  }
}

@Suspendable
fun evaluate(e: Expr): Int =
  when (e) {
    is Num -> Probe.value(e.n)
    is Sum -> evaluate(e.left) + evaluate(e.right)
    Nothing -> 0
  }

@Suspendable
fun scaled(x: Int, factor: Int = Probe.value(10), label: String = "l$factor"): String {
  return label + Probe.value(x) * factor
}

@Suspendable fun Int.twice(): Int = 2 * Probe.value(this)

@Suspendable
inline fun <T> guarded(name: String, body: () -> T): T {
  Probe.log("enter $name")
  try {
    return body()
  } finally {
    Probe.log("leave $name" + Probe.value(name))
  }
}

@Suspendable tailrec fun countdown(n: Int, sum: Long): Long = if (n == 0) sum else countdown(n - 1, sum + Probe.value(n))

@Suspendable fun total(vararg parts: Int): Int = parts.sumOf { it.twice() }

@Suspendable
fun constructors(): Any? {
  val box = Box(Probe.value(1), if (Probe.value(true)) Probe.value(2L) else 3L, Probe.value("t"))
  val (a, b) = Box.make(a(box))
  return "$a$b${box.text}"
}

private fun a(box: Box) = box.first + 1

@Suspendable fun sealedWhen(): Any? = evaluate(Sum(Num(1), Sum(Num(2), Nothing)))

@Suspendable fun defaultArguments(): Any? = scaled(1) + scaled(2, 3) + scaled(3, label = "x") + Person("you").greet()

@Suspendable fun extensionAndVarargs(): Any? = 4.twice() + total(1, Probe.value(2), 3)

@Suspendable
fun lambdasForOurInterface(): Any? {
  var calls = 0
  val captured = Probe.value(3)
  val op = Op { x -> calls++; x * captured + Probe.value(calls) }
  val reference = Op(Int::twice)
  val anonymous =
    object : Op {
      override fun apply(x: Int): Int = x + Probe.value(captured)
    }
  return op.apply(1) + op.apply(2) + reference.apply(5) + anonymous.apply(6)
}

@Suspendable
fun inlineLambdas(): Any? {
  val out = StringBuilder()
  listOf("a", "b").forEachIndexed { i, s -> out.append(i).append(Probe.value(s)) }
  repeat(2) { out.append(Probe.value(it)) }
  out.append((1..3).map { Probe.value(it) }.filter { it % 2 == 1 })
  return out.append(Probe.value("x")!!.let { it + it.length.twice() }).toString()
}

@Suspendable
fun returnsThroughInlineFinally(): Any? {
  for (i in 0..3) {
    guarded("g$i") {
      if (i == 2) return "returned " + Probe.value(i)
      Probe.point()
    }
  }
  return "no"
}

@Suspendable
fun tryAsExpression(): Any? {
  val x =
    try {
      Probe.value(1) + Probe.fail("inner")
    } catch (e: IllegalStateException) {
      Probe.value(e.message!!.length)
    } finally {
      Probe.point()
    }
  return x
}

@Suspendable
fun nullsAndElvis(): Any? {
  var box: Box? = Box.make(1)
  val n: Int? = box?.text?.length ?: Probe.value(7)
  box = null
  Probe.point()
  val boxed: Long? = if (n == 7) Probe.value(5L) else null
  return "${box?.first}$n$boxed"
}

@Suspendable
fun labelsAndRanges(): Any? {
  var sum = 0L
  outer@ for (i in 5 downTo 1 step 2) {
    for (j in 'a'..'c') {
      if (j == 'b' && Probe.value(i) == 3) continue@outer
      if (i == 1) break@outer
      sum += Probe.value(j).code
    }
  }
  return sum
}

@Suspendable
fun stringWhen(): Any? {
  val out = StringBuilder()
  for (s in listOf("Aa", "BB", "c")) {
    out.append(
      when (Probe.value(s)) {
        "Aa" -> Probe.value(1)
        "BB" -> "two"
        else -> Probe.value(3.5)
      }
    )
  }
  return out.toString()
}

@Suspendable
fun localFunctions(): Any? {
  val base = Probe.value(10)
  @Suspendable fun down(n: Int): Int = if (n == 0) base else down(n - 1) + Probe.value(n)
  return down(3)
}

@Suspendable fun tailRecursion(): Any? = countdown(4, 1L)

@Suspendable
fun lateLocals(): Any? {
  val lazyText by lazy { "lazy" }
  val pair = Probe.value(1) to lazyText
  val (n, s) = pair
  Probe.point()
  return "$n$s"
}
