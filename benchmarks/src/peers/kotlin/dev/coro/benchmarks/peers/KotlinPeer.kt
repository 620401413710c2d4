package dev.coro.benchmarks.peers

import dev.coro.benchmarks.micro.Tree
import dev.coro.benchmarks.micro.Weight
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.createCoroutineUnintercepted
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume

/** Kotlin's compiled suspend functions, with nothing above them. */
object KotlinPeer : Peer {
  override fun descend(depth: Int): Peer.Parked = Descent(depth).apply { resume() }

  override fun once(weight: Weight): Long {
    val once = Once(weight)
    once.resume()
    once.resume()
    return once.result
  }

  override fun fibonacci(n: Int, weight: Weight): Long {
    val fibonacci = Fibonacci(n, weight)
    fibonacci.resume()
    return fibonacci.result
  }

  override fun walk(tree: Tree): Iterator<Int> = iterator { numbers(tree) }

  private suspend fun SequenceScope<Int>.numbers(tree: Tree) {
    tree.left()?.let { numbers(it) }
    yield(tree.value())
    tree.right()?.let { numbers(it) }
  }
}

/** A computation that is resumed by hand. */
private abstract class Computation : Continuation<Unit> {
  private var rest: Continuation<Unit>? = null
  var result = 0L

  override val context: CoroutineContext
    get() = EmptyCoroutineContext

  abstract suspend fun run()

  suspend fun suspendHere() = suspendCoroutineUninterceptedOrReturn<Unit> {
    rest = it
    COROUTINE_SUSPENDED
  }

  /** Runs it to its next suspension; false if it has ended instead. */
  open fun resume(): Boolean {
    val next = rest ?: suspend { run() }.createCoroutineUnintercepted(this)
    rest = null
    next.resume(Unit)
    return rest != null
  }

  override fun resumeWith(result: Result<Unit>) = result.getOrThrow()
}

private class Descent(private val depth: Int) : Computation(), Peer.Parked {
  private var ended = false

  override suspend fun run() {
    result = descend(depth, 1L, 2, Weight(3))
  }

  private suspend fun descend(levels: Int, first: Long, second: Int, third: Any): Long {
    if (levels > 1) {
      val below = descend(levels - 1, first + 1, second + 1, third)
      return below + first + second + third.hashCode()
    }
    var sum = first
    var count = second
    while (!ended) {
      suspendHere()
      sum += count
      count++
    }
    return sum + count + third.hashCode()
  }

  override fun end() {
    ended = true
  }

  override fun result() = result
}

private class Once(private val weight: Weight) : Computation() {
  override suspend fun run() {
    val third = weight
    val first = third.grams().toLong()
    val second = third.grams() + 1
    suspendHere()
    result = first + second + third.grams()
  }
}

private class Fibonacci(private val number: Int, private val weight: Weight) : Computation() {
  override suspend fun run() {
    result = compute(number)
  }

  private suspend fun compute(n: Int): Long {
    if (n < 2) {
      if (n < 0) {
        suspendHere()
      }
      return n.toLong()
    }
    val first = compute(n - 1)
    val second = compute(n - 2)
    return first + second + weight.grams() + (n shr 30)
  }
}
