package dev.coro.transform.fixtures

import dev.coro.Suspendable

trait ScalaOp {
  @Suspendable def apply(x: Int): Int
}

trait Greeter {
  @Suspendable def name(): String
  @Suspendable def greet(): String = "hello " + Probe.value("") + name()
}

class Friend(val called: String) extends Greeter {
  @Suspendable def name(): String = Probe.value(called)
}

class Loud(called: String) extends Friend(called) {
  @Suspendable override def greet(): String = super.greet() + Probe.value("!")
}

sealed trait Tree
case class Leaf(n: Int) extends Tree
case class Node(left: Tree, right: Tree) extends Tree

enum Colour {
  case Red, Green
}

@Suspendable
object ScalaFixture {
  def caseClasses(): Object = {
    val tree = Node(Leaf(Probe.value(1)), Node(Leaf(2), Leaf(Probe.value(3))))
    Integer.valueOf(sum(tree))
  }

  private def sum(t: Tree): Int = t match {
    case Leaf(n) if Probe.value(n) > 2 => 100
    case Leaf(n) => Probe.value(n)
    case Node(l, r) => sum(l) + sum(r)
  }

  def traits(): Object = new Friend("you").greet() + new Loud("me").greet()

  def lambdas(): Object = {
    val captured = Probe.value(3)
    var calls = 0
    val op: ScalaOp = x => { calls += 1; x * captured + Probe.value(calls) }
    val reference: ScalaOp = twice
    Integer.valueOf(op.apply(1) + op.apply(2) + reference.apply(4))
  }

  def twice(x: Int): Int = 2 * Probe.value(x)

  def loops(): Object = {
    var i = 0
    var out = ""
    while (i < 3) {
      out += (if (Probe.value(i) % 2 == 0) Probe.value("even") else i)
      i += 1
    }
    out
  }

  def tryExpression(): Object = {
    val x =
      try Probe.value(1) + Probe.fail("inner")
      catch {
        case e: IllegalStateException => Probe.value(e.getMessage.length)
        case e: RuntimeException => -1
      } finally Probe.point()
    Integer.valueOf(x)
  }

  def defaultArguments(): Object = scaled(1) + scaled(2, 3) + scaled(x = 3, label = "x")

  def scaled(x: Int, factor: Int = 10, label: String = "l"): String = label + Probe.value(x) * factor

  def tupleAndString(): Object = {
    val (a, b) = (Probe.value(1), Probe.value("b"))
    lazy val c = a + 1
    Probe.point()
    s"$a$b$c${Probe.value(2.5)}"
  }

  def enums(): Object = {
    var out = ""
    for (c <- Colour.values) out += c.toString
    val picked = Colour.valueOf(Probe.value("Green"))
    picked match {
      case Colour.Red => out + Probe.value(1)
      case Colour.Green => out + Probe.value(2L)
    }
  }

  def tailRecursion(): Object = java.lang.Long.valueOf(countdown(4, 1L))

  @scala.annotation.tailrec
  private def countdown(n: Int, sum: Long): Long = if (n == 0) sum else countdown(n - 1, sum + Probe.value(n))

  def nestedFunctions(): Object = {
    val base = Probe.value(10)
    @Suspendable def down(n: Int): Int = if (n == 0) base else down(n - 1) + Probe.value(n)
    Integer.valueOf(down(3))
  }

  def strings(): Object = {
    var out = ""
    val all = Array("Aa", "BB", "c")
    var i = 0
    while (i < all.length) {
      out += (Probe.value(all(i)) match {
        case "Aa" => Probe.value(1)
        case "BB" => "two"
        case _ => Probe.value(3.5)
      })
      i += 1
    }
    out
  }
}

/** Annotated method by method; Java reaches them through static methods of a class beside. */
object ScalaMirror {
  @Suspendable def lambdasOfAMethod(): Object = {
    val captured = Probe.value(3)
    val op: ScalaOp = x => x * captured + Probe.value(x)
    Integer.valueOf(op.apply(Probe.value(2)))
  }
}
