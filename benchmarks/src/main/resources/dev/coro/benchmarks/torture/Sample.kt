package sample
sealed class Expr { data class Num(val v: Int) : Expr(); data class Sum(val l: Expr, val r: Expr) : Expr() }
fun eval(e: Expr): Int = when (e) { is Expr.Num -> e.v; is Expr.Sum -> eval(e.l) + eval(e.r) }
inline fun <reified T> List<*>.only(): List<T> = filterIsInstance<T>()
suspend fun later(n: Int): Int = if (n == 0) 0 else later(n - 1) + 1
class Box<T : Comparable<T>>(private val items: MutableList<T>) : Iterable<T> by items { operator fun plusAssign(t: T) { items.add(t) } val max: T? get() = items.maxOrNull() }
fun main() { val b = Box(mutableListOf(3, 1)); b += 7; println(b.max); println(eval(Expr.Sum(Expr.Num(1), Expr.Num(2)))); println(listOf(1, "a", 2).only<String>()) }
