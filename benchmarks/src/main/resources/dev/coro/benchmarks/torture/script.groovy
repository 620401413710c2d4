def fib(n) { n < 2 ? n : fib(n - 1) + fib(n - 2) }
println fib(12)
println((1..20).collect { it * it }.findAll { it % 2 }.sum())
println "x".padLeft(5, '-') + [a: 1, b: 2].collect { k, v -> "$k=$v" }.join(',')
try { throw new RuntimeException('no') } catch (e) { println e.message } finally { println 'f' }
