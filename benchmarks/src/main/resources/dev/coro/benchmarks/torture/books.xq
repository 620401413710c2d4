declare function local:fib($n as xs:integer) as xs:integer { if ($n lt 2) then $n else local:fib($n - 1) + local:fib($n - 2) };
<out total="{sum(//p)}">{
  for $b in //b let $y := $b/@y order by $b/t descending
  return <book year="{$y}">{upper-case($b/t)}{if ($b/p > 5) then format-number($b/p, '0.00') else ()}</book>,
  for $n in 1 to 12 return <f n="{$n}">{local:fib($n)}</f>,
  string-join(for $w in tokenize('the cat and the dog', ' ') group by $k := $w order by $k return concat($k, '=', count($w)), ' ')
}</out>
