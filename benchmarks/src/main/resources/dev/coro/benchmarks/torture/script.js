var rounds = 2;
// Small programs of many kinds: recursion, closures, strings, regular expressions, exceptions, objects.
function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
function queens(n) {
  var count = 0;
  function place(row, cols, d1, d2) {
    if (row === n) { count++; return; }
    for (var c = 0; c < n; c++) {
      if (!(cols & (1 << c)) && !(d1 & (1 << (row + c))) && !(d2 & (1 << (row - c + n)))) {
        place(row + 1, cols | (1 << c), d1 | (1 << (row + c)), d2 | (1 << (row - c + n)));
      }
    }
  }
  place(0, 0, 0, 0);
  return count;
}
function words(text) {
  var counts = {};
  text.replace(/[a-z]+/g, function (w) { counts[w] = (counts[w] || 0) + 1; return w; });
  return Object.keys(counts).sort().map(function (w) { return w + '=' + counts[w]; }).join(' ');
}
function failing(n) { if (n % 3 === 0) throw new Error('at ' + n); return n; }
function exceptions() {
  var log = [];
  for (var i = 0; i < 20; i++) {
    try { log.push(failing(i)); } catch (e) { log.push(e.message); } finally { log.push('.'); }
  }
  return log.join('');
}
function Point(x, y) { this.x = x; this.y = y; }
Point.prototype.plus = function (o) { return new Point(this.x + o.x, this.y + o.y); };
Point.prototype.toString = function () { return '(' + this.x + ',' + this.y + ')'; };
function walk() { var p = new Point(0, 0); for (var i = 0; i < 500; i++) p = p.plus(new Point(i, -i)); return String(p); }
function sorted() { var a = []; var s = 7; for (var i = 0; i < 300; i++) { s = (s * 1103515245 + 12345) % 2147483648; a.push(s % 1000); } return a.sort(function (x, y) { return x - y; }).join(); }
function numbers() { var out = []; for (var x = 0.1; x < 1000; x *= 3.7) out.push(x.toFixed(3), x.toString(2).substr(0, 12), Math.sqrt(x)); return out.join(); }
function json() { return JSON.stringify(JSON.parse('{"a":[1,2,{"b":null}],"c":"\\u00e9\\n"}'), function (k, v) { return typeof v === 'number' ? v * 2 : v; }, 1); }
for (var round = 0; round < rounds; round++) {
  print(fib(13)); print(queens(6)); print(words('the cat and the dog and the bird')); print(exceptions());
  print(walk()); print(sorted()); print(numbers()); print(json());
}
