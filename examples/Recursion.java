import dev.coro.Continuation;
import dev.coro.Suspendable;

/** Walks two trees in step and compares them, although one walk is a thousand calls deep. */
public class Recursion {
  record Tree(Tree left, int value, Tree right) {}

  static int visited;

  @Suspendable
  static void walk(Tree tree) {
    if (tree == null) {
      return;
    }
    walk(tree.left());
    visited = tree.value();
    Continuation.suspend();
    walk(tree.right());
  }

  public static void main(String[] args) {
    var deep = new Continuation(() -> walk(chain(1000)));
    var flat = new Continuation(() -> walk(balanced(1, 1000)));
    int same = 0;
    while (deep.resume()) {
      int expected = visited;
      if (!flat.resume() || visited != expected) {
        System.out.println("They differ after " + same + " numbers.");
        return;
      }
      same++;
    }
    System.out.println("Both trees hold the same " + same + " numbers in order.");
  }

  static Tree chain(int depth) {
    Tree tree = null;
    for (int value = 1; value <= depth; value++) {
      tree = new Tree(tree, value, null);
    }
    return tree;
  }

  static Tree balanced(int from, int to) {
    if (from > to) {
      return null;
    }
    int middle = (from + to) / 2;
    return new Tree(balanced(from, middle - 1), middle, balanced(middle + 1, to));
  }
}
