package dev.coro.benchmarks.peers

import dev.coro.benchmarks.micro.SkynetBenchmark.CHILDREN
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

/** The tasks of the benchmarks, as Kotlin coroutines on the event loop of one thread. */
object KotlinTasks {
  /** Hands a number to and fro; returns how often. */
  @JvmStatic
  fun pingPong(roundTrips: Int): Int = runBlocking {
    val there = Channel<Int>()
    val back = Channel<Int>()
    launch {
      repeat(roundTrips) { back.send(there.receive() + 1) }
    }
    var last = 0
    repeat(roundTrips) {
      there.send(last)
      last = back.receive()
    }
    last
  }

  /** Adds up the numbers of the leaves. */
  @JvmStatic
  fun skynet(leaves: Int): Long = runBlocking {
    val result = Channel<Long>(1)
    report(result, 0, leaves)
    result.receive()
  }

  private suspend fun CoroutineScope.report(reports: Channel<Long>, first: Long, size: Int) {
    if (size == 1) {
      reports.send(first)
      return
    }
    val below = Channel<Long>(CHILDREN)
    val part = size / CHILDREN
    for (i in 0 until CHILDREN) {
      launch { report(below, first + i.toLong() * part, part) }
    }
    var sum = 0L
    repeat(CHILDREN) { sum += below.receive() }
    reports.send(sum)
  }
}
