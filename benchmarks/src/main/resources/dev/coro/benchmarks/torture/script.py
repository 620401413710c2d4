def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
class P(object):
    def __init__(self, x): self.x = x
    def __add__(self, o): return P(self.x + o.x)
    def __repr__(self): return 'P(%r)' % self.x
def gen(n):
    try:
        for i in xrange(n):
            yield i * i
    finally:
        print 'closed'
print fib(13), sum([P(i) for i in range(30)], P(0)), list(gen(6)), sorted({'b': 1, 'a': 2}.items())
try:
    raise ValueError('x')
except ValueError as e:
    print 'caught', e
print map(lambda x: x % 3, range(10)), ' '.join('%03d' % i for i in gen(4))
with open('/dev/null') as f: print repr(f.read())
